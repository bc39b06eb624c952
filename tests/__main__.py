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


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests")
    arguments.add_argument("--quick", action="store_true", help="style, types and import order only")
    chosen = arguments.parse_args()
    steps: list[tuple[str, list[str]]] = [
        ("style", [str(BIN / "ruff"), "check", "."]),
        ("format", [str(BIN / "ruff"), "format", "--check", "."]),
        ("import order", [str(BIN / "lint-imports"), "--no-cache"]),
        ("types", [str(BIN / "mypy")]),
        ("translations", [str(BIN / "thidua"), "translations", "--compile", "--check"]),
    ]
    if not chosen.quick:
        _have_a_browser()
        steps.append(("tests", [str(BIN / "python"), "-m", "pytest", "-q", "-n", str(os.cpu_count() or 2)]))
    failed = [name for name, command in steps if not _step(name, command)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


def _have_a_browser() -> None:
    """Chromium for the browser tests: the machine's, else Debian's when we may install it, else Playwright's."""
    if shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("== browser: installing Debian's Chromium", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)
        return
    print("== browser: installing Playwright's Chromium", flush=True)
    subprocess.run([str(BIN / "playwright"), "install", "chromium"], check=False)


def _step(name: str, command: list[str]) -> bool:
    print(f"== {name}", flush=True)
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, check=False)
    taken = time.monotonic() - started
    print(f"-- {name}: {'ok' if done.returncode == 0 else 'FAILED'}, {taken:.0f} s", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
