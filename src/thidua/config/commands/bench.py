"""Runs one benchmark of ``bench/`` and prints its figures."""

from __future__ import annotations

import argparse
import importlib
import json
import sys

HELP = "đo một việc trong bench/, in ra JSON"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="tên phép đo, ví dụ submit")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--json", action="store_true", help="một đối tượng JSON trên một dòng")


def run(arguments: argparse.Namespace) -> int:
    from thidua.kernel.database import PROJECT

    folder = PROJECT / "bench"
    module_file = folder / f"{arguments.name}.py"
    if not arguments.name.isidentifier() or not module_file.exists():
        known = ", ".join(sorted(one.stem for one in folder.glob("*.py") if not one.stem.startswith("_")))
        print(f"Không có phép đo «{arguments.name}». Có: {known}", file=sys.stderr)
        return 2
    sys.path.insert(0, str(PROJECT))
    module = importlib.import_module(f"bench.{arguments.name}")
    figures = module.run(scale=arguments.scale)
    print(json.dumps(figures, ensure_ascii=False, indent=None if arguments.json else 2))
    return 0
