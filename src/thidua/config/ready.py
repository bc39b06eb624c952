"""A database with every table and nothing in it, kept in the cluster to be copied.

Rehearsals, benchmarks and tests each want an empty house of their own. Walking through all migrations takes a
quarter of a minute, copying what came of them a fraction of a second. It is made when somebody first asks for it,
and anew after a migration has changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import psycopg

from thidua.kernel import database

_NAMED = "thidua_ready_"
_OF_OTHERS = ("django", "procrastinate")  # they bring tables of their own


def copied_from() -> str:
    """The name of the database to copy. The cluster must run; Django need not be set up."""
    name = _NAMED + _mark()
    if name not in _kept():
        _make(name)
    return name


def _mark() -> str:
    told = hashlib.sha256("".join(version(one) for one in _OF_OTHERS).encode())
    root = Path(__file__).resolve().parents[1]
    for path in sorted(root.glob("*/migrations/*.py")):
        told.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return told.hexdigest()[:16]


def _make(name: str) -> None:
    half = f"{name}_{os.getpid()}"  # whoever is killed on the way leaves no half-made one under the real name
    database.administer(f"create database {half}")
    try:
        subprocess.run(
            [sys.executable, "-c", _MIGRATE], check=True, env={**os.environ, "THIDUA_DATABASE": half}
        )
        with contextlib.suppress(psycopg.errors.DuplicateDatabase):  # somebody else made it meanwhile
            database.administer(f"alter database {half} rename to {name}")
    finally:
        database.administer(f"drop database if exists {half} with (force)")
    for old in _kept() - {name}:
        if not old.removeprefix(_NAMED).count("_"):  # those with a number behind are still being made
            database.administer(f"drop database if exists {old} with (force)")


_MIGRATE = "from thidua.config import starting; starting.django(); starting.bring_tables_up()"


def _kept() -> set[str]:
    rows = database.administer("select datname from pg_database")
    return {str(name) for (name,) in rows if name.startswith(_NAMED)}
