"""The English translation beside the Vietnamese source: collect, check, compile."""

from __future__ import annotations

import argparse

HELP = "gom, kiểm và biên dịch bản tiếng Anh của giao diện"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--collect", action="store_true", help="ghi các câu mới vào tệp .po")
    parser.add_argument("--check", action="store_true", help="mã thoát 1 khi còn câu chưa dịch hoặc thừa")
    parser.add_argument("--compile", action="store_true", help="tạo tệp .mo")


def run(arguments: argparse.Namespace) -> int:
    from thidua.config import translating

    if arguments.collect:
        print(f"{translating.collect()} câu trong tệp .po")
    if arguments.compile:
        translating.compile_changed()
    if arguments.check:
        lacks = translating.lacks()
        for lack in lacks[:50]:
            print(lack)
        print(f"{len(lacks)} câu chưa xong" if lacks else "bản tiếng Anh đủ")
        return 1 if lacks else 0
    return 0
