"""Two PostgreSQL servers of our own, one following the other, from the binaries that the product itself chooses.

They begin as a copy of the tests' cluster, with its tables and what a test has committed; so a test that kills one
harms nobody else. They listen on Unix sockets only and take their settings from ``deploy/postgresql.conf``.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connection

from tests.engine import CHECKOUT
from thidua.kernel import database

DEPLOY = CHECKOUT / "deploy"
PORT = "5432"
# Without certificate and network; and a killed process loses nothing that it has given to the kernel, so nobody
# waits for a disk. Everything else is as it is deployed.
HERE = {"listen_addresses": "", "ssl": "off", "fsync": "off"}


@dataclass(frozen=True)
class Server:
    """One server in a folder of its own; ``name`` is its ``cluster_name``."""

    place: Path
    name: str

    @property
    def data(self) -> Path:
        return self.place / "data"

    def copy(self, source: Path, *, follow: bool = False, slot: bool = False) -> None:
        """Copies the running server whose socket is in ``source``, to follow it or to go its own way."""
        as_standby = (*(["-R"] if follow else []), *(["-C", "-S", self.name] if slot else []))
        told = f"host={source} port={PORT} user={database.DATABASE_USER} application_name={self.name}"
        self._run(
            "pg_basebackup", "-D", str(self.data), "-d", told, "-X", "stream", "-c", "fast", *as_standby
        )

    def deploy(self) -> None:
        """Takes the settings that we tell others to use."""
        shutil.copy(DEPLOY / "postgresql.conf", self.data / "thidua.conf")
        (self.data / "thidua.conf").chmod(0o644)
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("\ninclude 'thidua.conf'\n")

    def start(self) -> None:
        settings = {**HERE, "unix_socket_directories": str(self.place), "cluster_name": self.name}
        told = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        log = str(self.place / "server.log")
        self._run("pg_ctl", "start", "-D", str(self.data), "-w", "-t", "60", "-l", log, "-o", told)

    def promote(self) -> None:
        """By the steps of deploy/README.md: wait for nobody, then take over."""
        self.say("alter system set synchronous_standby_names = ''")
        self.say("select pg_reload_conf()")
        self._run("pg_ctl", "promote", "-D", str(self.data), "-w", "-t", "60")

    def kill(self) -> None:
        """``kill -9`` of its first process; the others notice and are gone without a goodbye."""
        lock = self.data / "postmaster.pid"
        os.kill(int(lock.read_text().split()[0]), signal.SIGKILL)
        lock.unlink()

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "immediate", "-w")

    def say(self, statement: str) -> object:
        """One statement in the tests' database; its first value."""
        with psycopg.connect(self.conninfo, autocommit=True) as session:
            cursor = session.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None  # type: ignore[index]

    @property
    def conninfo(self) -> str:
        name = connection.settings_dict["NAME"]
        return f"host={self.place} port={PORT} user={database.DATABASE_USER} dbname={name}"

    def _run(self, program: str, *arguments: str) -> None:
        database.run_program(database.reachable(database.choose()), program, *arguments)


def url_of(*servers: Server, wants: str) -> str:
    """The address of whichever of the servers is, at the moment, what ``wants`` says (libpq's words)."""
    hosts = ",".join(str(one.place) for one in servers)
    ports = ",".join(PORT for _ in servers)
    name = connection.settings_dict["NAME"]
    user = database.DATABASE_USER
    return f"postgres://{user}@/{name}?host={hosts}&port={ports}&target_session_attrs={wants}"


@contextmanager
def servers(*names: str) -> Iterator[tuple[Server, ...]]:
    """Empty places for servers; whatever runs there at the end is stopped and gone."""
    around = Path(tempfile.mkdtemp(prefix="thidua-pair-", dir="/var/tmp"))
    around.chmod(0o755)
    made = tuple(Server(around / name, name) for name in names)
    for one in made:
        database.own_folder(one.place, 0o700)
    try:
        yield made
    finally:
        for one in made:
            one.stop()
        shutil.rmtree(around)


def wait_until(holds: object, *, seconds: float = 20) -> None:
    """Until ``holds()`` is true; fails when it never is."""
    assert callable(holds)
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.05)
