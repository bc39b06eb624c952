"""Runs one benchmark of ``bench/`` and prints its figures, or all of them and writes the page about them."""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HELP = "đo một việc trong bench/, in ra JSON; --all đo tất cả và ghi docs/performance.md"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default="", help="tên phép đo, ví dụ submit hoặc analytics-table")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--json", action="store_true", help="một đối tượng JSON trên một dòng")
    parser.add_argument("--all", action="store_true", help="mọi phép đo, lần lượt, rồi ghi bảng vào tài liệu")


def run(arguments: argparse.Namespace) -> int:
    from thidua.kernel.database import PROJECT

    sys.path.insert(0, str(PROJECT))
    if arguments.all:
        return _all(PROJECT, arguments.scale)
    folder = PROJECT / "bench"
    module_name = arguments.name.replace("-", "_")
    known = sorted(one.stem.replace("_", "-") for one in folder.glob("*.py") if not one.stem.startswith("_"))
    if module_name.replace("_", "-") not in known:
        print(f"Không có phép đo «{arguments.name}». Có: {', '.join(known)}", file=sys.stderr)
        return 2
    figures = importlib.import_module(f"bench.{module_name}").run(scale=arguments.scale)
    print(json.dumps(figures, ensure_ascii=False, indent=None if arguments.json else 2))
    return 0


def _all(project: Path, scale: float) -> int:
    """Each in a process of its own: what one leaves in memory does not slow the next."""
    telling = importlib.import_module("bench._telling")
    told: dict[str, Any] = {}
    for name in telling.NAMES:
        print(f"{name}…", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", "thidua.config.command_line", "bench", name, "--json"]
        done = subprocess.run(
            [*command, "--scale", str(scale)], stdout=subprocess.PIPE, text=True, cwd=project, check=False
        )
        if done.returncode != 0:
            print(f"{name} không đo được", file=sys.stderr)
            return 1
        told[name] = json.loads(done.stdout)
    telling.write(project / "docs" / "performance.md", told)
    return 0
