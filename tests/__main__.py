"""Everything that must hold, in one command: ``make test``. ``--quick`` leaves out the database and browser."""

from __future__ import annotations

import argparse
import os
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
        steps.append(("tests", [str(BIN / "python"), "-m", "pytest", "-q", "-n", str(os.cpu_count() or 2)]))
    failed = [name for name, command in steps if not _step(name, command)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


def _step(name: str, command: list[str]) -> bool:
    print(f"== {name}", flush=True)
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, check=False)
    print(
        f"-- {name}: {'ok' if done.returncode == 0 else 'FAILED'}, {time.monotonic() - started:.0f} s",
        flush=True,
    )
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
