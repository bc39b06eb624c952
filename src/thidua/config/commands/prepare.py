"""After installing and after every new version: tables, catalogue, static files."""

from __future__ import annotations

import argparse

HELP = "dựng bảng, danh mục và tệp giao diện; chạy sau khi cài và sau mỗi bản mới"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser  # nothing to choose


def run(arguments: argparse.Namespace) -> int:
    from thidua.config import starting, translating

    del arguments
    translating.compile_changed()
    starting.house()
    starting.catalogue()
    starting.static_files()
    from thidua.config import founding

    print(
        "Đã sẵn sàng. Kho còn trống: chạy «thidua found» để bắt đầu."
        if founding.is_empty()
        else "Đã sẵn sàng."
    )
    return 0
