"""One file that holds everything: the database and the kept files."""

from __future__ import annotations

import argparse
import subprocess
import tarfile
import tempfile
from pathlib import Path

HELP = "sao lưu cơ sở dữ liệu và tệp vào một tệp .tar"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="tệp .tar sẽ tạo")


def run(arguments: argparse.Namespace) -> int:
    from thidua.config import starting

    starting.house(migrate=False)
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "database.dump"
        subprocess.run(
            [program("pg_dump"), "--format=custom", "--file", str(dump), *connection()], check=True
        )
        with tarfile.open(arguments.file, "w") as archive:
            archive.add(dump, "database.dump")
            if files().exists():
                archive.add(files(), "files")
    print(f"Đã sao lưu vào {arguments.file}")
    return 0


def program(name: str) -> str:
    """The client program of the PostgreSQL in use."""
    from thidua.kernel import database, engines

    cluster = database.running()
    return str((cluster.binaries if cluster else engines.available()[0]).folder / name)


def connection() -> list[str]:
    from django.conf import settings

    chosen = settings.DATABASES["default"]
    parts = {"host": "HOST", "port": "PORT", "user": "USER", "dbname": "NAME", "password": "PASSWORD"}
    told = " ".join(f"{name}='{chosen[key]}'" for name, key in parts.items() if chosen.get(key))
    return ["--dbname", told]


def files() -> Path:
    from thidua.kernel import database

    return database.home() / "files"
