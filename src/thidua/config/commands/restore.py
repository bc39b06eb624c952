"""Brings back what ``backup`` kept, into an empty installation."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HELP = "phục hồi từ bản sao lưu vào một kho còn trống"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)


def run(arguments: argparse.Namespace) -> int:
    from thidua.config import starting
    from thidua.config.commands import backup

    starting.house(migrate=False)
    if not _is_empty():
        print(
            "Kho này đã có dữ liệu. Hãy chọn THIDUA_HOME khác hoặc kho trống rồi phục hồi.", file=sys.stderr
        )
        return 2
    with tempfile.TemporaryDirectory() as folder, tarfile.open(arguments.file) as archive:
        archive.extractall(folder, filter="data")
        dump = Path(folder) / "database.dump"
        subprocess.run(
            [backup.program("pg_restore"), "--no-owner", *backup.connection(), str(dump)], check=True
        )
        kept = Path(folder) / "files"
        if kept.exists():
            backup.files().parent.mkdir(parents=True, exist_ok=True)
            kept.rename(backup.files()) if not backup.files().exists() else None
    print("Đã phục hồi. Chạy thidua doctor để khám lại.")
    return 0


def _is_empty() -> bool:
    from django.db import connection

    return not connection.introspection.table_names()
