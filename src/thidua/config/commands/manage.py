"""Django's own commands, with the database up: ``thidua manage makemigrations``."""

from __future__ import annotations

import argparse

HELP = "lệnh của Django, ví dụ: thidua manage check"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rest", nargs=argparse.REMAINDER)


def run(arguments: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    from thidua.kernel import database

    database.ensure_running()
    execute_from_command_line(["thidua manage", *arguments.rest])
    return 0
