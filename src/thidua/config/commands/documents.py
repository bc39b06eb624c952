"""The pages of ``docs/`` that are drawn from the source: refusals and states."""

from __future__ import annotations

import argparse

HELP = "viết lại hoặc kiểm docs/errors.md và docs/states.md từ mã nguồn"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--write", action="store_true", help="viết lại các trang đã cũ")
    chosen.add_argument("--check", action="store_true", help="mã thoát 1 khi có trang đã cũ")


def run(arguments: argparse.Namespace) -> int:
    from thidua.config import starting

    starting.django()
    from thidua.config import documenting

    if arguments.write:
        print("đã viết lại: " + (", ".join(documenting.write()) or "không trang nào"))
        return 0
    behind = documenting.stale()
    print("đã cũ: " + ", ".join(behind) if behind else "các trang còn mới")
    return 1 if behind else 0
