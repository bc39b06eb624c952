"""The house finds its PostgreSQL, keeps it, and gets it back after a kill; on every engine present."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from thidua.kernel import database, engines

ENGINES = sorted({one.origin for one in engines.available()})

# One process that brings the cluster up, does its work and leaves the server running.
SCRIPT = """
import sys, psycopg
from thidua.kernel import database
cluster = database.ensure_running()
s = database.connection_settings()
with psycopg.connect(host=s["HOST"], port=s["PORT"], user=s["USER"], dbname=s["NAME"], autocommit=True) as c:
    for statement in sys.argv[1:]:
        cursor = c.execute(statement)
        print(cursor.fetchone()[0] if cursor.description else "ok")
"""

# `thidua run` without server and worker, told to stop at its second look.
RUNNING_HOUSE = """
import os, signal
from thidua.config.commands.run import _keep_running
from thidua.kernel import database
looks = iter([1, 2])
def lives():
    if next(looks) == 2:
        os.kill(os.getpid(), signal.SIGTERM)
    return database.is_running()
_keep_running({}, lambda _stopping: None, lives=lives)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A home of its own, walkable by the server's user, emptied and stopped afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="thidua-engine-", dir="/var/tmp"))
    folder.rmdir()
    yield folder
    pid = folder / "postgres" / "postmaster.pid"
    if pid.exists():
        os.kill(int(pid.read_text().split()[0]), signal.SIGQUIT)
        for _wait in range(100):
            if not pid.exists():
                break
            subprocess.run(["sleep", "0.05"], check=True)
    shutil.rmtree(folder, ignore_errors=True)


def act(place: Path, engine: str, *statements: str) -> list[str]:
    return run(place, engine, SCRIPT, *statements).split()


def run(place: Path, engine: str, script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "THIDUA_HOME": str(place), "THIDUA_ENGINE": engine, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def postmaster(place: Path) -> int:
    return int((place / "postgres" / "postmaster.pid").read_text().split()[0])


@pytest.mark.every_engine
@pytest.mark.parametrize("engine", ENGINES)
def test_a_killed_server_comes_back_with_what_was_committed(place: Path, engine: str) -> None:
    act(place, engine, "create table kept (n int)", "insert into kept values (7)")
    os.kill(postmaster(place), signal.SIGKILL)
    assert act(place, engine, "select n from kept") == ["7"]
    os.kill(postmaster(place), signal.SIGKILL)
    assert "chạy lại" in run(place, engine, RUNNING_HOUSE)  # nobody has to start it by hand
    os.kill(postmaster(place), 0)


@pytest.mark.parametrize("engine", ENGINES[:1])
def test_a_lock_file_of_a_dead_machine_is_put_aside(place: Path, engine: str) -> None:
    """After a power cut the number in the lock file may belong to any other process: here, to this test."""
    act(place, engine, "create table kept (n int)", "insert into kept values (7)")
    lock = place / "postgres" / "postmaster.pid"
    content = lock.read_text().split("\n")
    os.kill(postmaster(place), signal.SIGQUIT)
    for _wait in range(100):
        if not lock.exists():
            break
        subprocess.run(["sleep", "0.05"], check=True)
    lock.write_text("\n".join([str(os.getpid()), *content[1:]]))
    assert act(place, engine, "select n from kept") == ["7"]


@pytest.mark.parametrize("engine", ENGINES[:1])
def test_several_processes_may_start_it_at_once(place: Path, engine: str) -> None:
    starters = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, "select 1"],
            env={**os.environ, "THIDUA_HOME": str(place), "THIDUA_ENGINE": engine, "PYTHONPATH": "src"},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _one in range(4)
    ]
    assert [starter.communicate()[0].split() for starter in starters] == [["1"]] * 4


@pytest.mark.parametrize("engine", ENGINES[:1])
def test_a_server_on_its_way_down_is_waited_for(place: Path, engine: str) -> None:
    """Stopped and started again in one breath: nobody meets «the database system is shutting down»."""
    act(place, engine, "create table kept as select 7 as n")
    environment = {**os.environ, "THIDUA_HOME": str(place), "THIDUA_ENGINE": engine, "PYTHONPATH": "src"}
    guest = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "select 1", "select pg_sleep(3)"],
        env=environment,
        stdout=subprocess.PIPE,
    )
    assert guest.stdout is not None
    time.sleep(1.5)  # the guest sits down; the server may not leave before it
    os.kill(postmaster(place), signal.SIGTERM)
    assert act(place, engine, "select n from kept") == ["7"]
    guest.wait(timeout=60)


@pytest.mark.skipif(len(ENGINES) < 2, reason="needs two engines to mix them up")
def test_an_existing_data_folder_chooses_its_own_version(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    oldest = min(engines.available(), key=lambda one: one.major)
    act(place, oldest.origin, "select 1")
    monkeypatch.setenv("THIDUA_HOME", str(place))
    assert database.choose().major == oldest.major
    monkeypatch.setenv("THIDUA_ENGINE", max(engines.available(), key=lambda one: one.major).origin)
    with pytest.raises(engines.NoPostgres):
        database.choose()


def test_a_given_url_is_used_and_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://lan:m%40t@db.example:6000/thidua?sslmode=require")
    assert database.ensure_running() is None
    settings = database.connection_settings()
    assert (settings["USER"], settings["PASSWORD"], settings["HOST"]) == ("lan", "m@t", "db.example")
    assert (settings["PORT"], settings["NAME"], settings["OPTIONS"]) == (
        "6000",
        "thidua",
        {"sslmode": "require"},
    )
