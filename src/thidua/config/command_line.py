"""``thidua``: one command for everything that is done outside the browser."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from types import ModuleType

from thidua.formats.errors import CodedError

# In the order of a newcomer's need. Each module has HELP, add_arguments(parser) and run(arguments).
COMMANDS = (
    "run",
    "found",
    "prepare",
    "worker",
    "read",
    "load",
    "rehearse",
    "score",
    "doctor",
    "bench",
    "backup",
    "restore",
    "translations",
    "check",
    "documents",
    "manage",
)


def main(argv: list[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
    parser = _parser()
    arguments = parser.parse_args(argv)
    try:
        return int(arguments.work(arguments) or 0)
    except KeyboardInterrupt:
        return 130
    except CodedError as refusal:
        print(_said(refusal), file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="thidua", description="ThiĐua: phong trào thi đua, từ kế hoạch đến khen thưởng"
    )
    chosen = parser.add_subparsers(dest="command", required=True, metavar="VIỆC")
    for name in COMMANDS:
        module = _module(name)
        one = chosen.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(one)
        one.set_defaults(work=module.run)
    return parser


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"thidua.config.commands.{name}")


def _said(refusal: CodedError) -> str:
    """The refusal in words when Django is up, by its code when it is not."""
    try:
        from thidua.kernel.errors import say

        return str(say(refusal))
    except Exception:
        return str(refusal)


if __name__ == "__main__":
    sys.exit(main())
