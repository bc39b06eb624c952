"""Everything that must hold, in one command: ``make test``. ``--quick`` leaves out the database and browser."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
DEBIANS_CHROMIUM = ("chromium-headless-shell", "chromium")  # the first that there is: see tests/chromium.py


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests")
    arguments.add_argument("--quick", action="store_true", help="style, types and import order only")
    chosen = arguments.parse_args()
    quick = [
        ("style", [str(BIN / "ruff"), "check", "."]),
        ("format", [str(BIN / "ruff"), "format", "--check", "."]),
        ("import order", [str(BIN / "lint-imports"), "--no-cache"]),
        ("types", [str(BIN / "mypy")]),
        ("translations", [str(BIN / "thidua"), "translations", "--compile", "--check"]),
    ]
    if not chosen.quick:
        _have_a_browser()
    # Whoever has done his share takes of the others: the long journeys stand together at the end.
    workers = ["-n", str(os.cpu_count() or 2), "--dist", "worksteal"]
    tests = [str(BIN / "python"), "-m", "pytest", "-q", *workers]
    failed = [name for name, held in _together(quick) if not held]
    if not chosen.quick and not _step("tests", tests):
        failed.append("tests")
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


def _have_a_browser() -> None:
    """Chromium for the browser tests: the machine's, else Debian's when we may install it, else Playwright's."""
    if any(map(shutil.which, DEBIANS_CHROMIUM)):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("== browser: installing Debian's Chromium", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq"]
        for command in (["apt-get", "update", "-qq"], *([*install, name] for name in DEBIANS_CHROMIUM)):
            done = subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)
            if done.returncode == 0 and any(map(shutil.which, DEBIANS_CHROMIUM)):
                return
    print("== browser: installing Playwright's Chromium", flush=True)
    subprocess.run([str(BIN / "playwright"), "install", "chromium"], check=False)


def _together(steps: list[tuple[str, list[str]]]) -> list[tuple[str, bool]]:
    """All at once, for each keeps one processor busy at most; what they said is told one after the other."""
    started = time.monotonic()
    running = [
        (
            name,
            subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True),
        )
        for name, command in steps
    ]
    told = []
    for name, process in running:
        said, _nothing = process.communicate()
        held = process.returncode == 0
        print(f"== {name}: {'ok' if held else 'FAILED'}\n{said}", flush=True)
        told.append((name, held))
    print(f"-- style and types: {time.monotonic() - started:.0f} s", flush=True)
    return told


def _step(name: str, command: list[str]) -> bool:
    print(f"== {name}", flush=True)
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, check=False)
    taken = time.monotonic() - started
    print(f"-- {name}: {'ok' if done.returncode == 0 else 'FAILED'}, {taken:.0f} s", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
