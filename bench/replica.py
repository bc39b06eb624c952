"""What a standby costs and gives: the price of a commit, how late it shows what is written, how long it takes to take over.

Two servers under ``deploy/postgresql.conf`` on this machine, without a network between them and without waiting for
disks, so the figures are a lower bound. One person writes audit lines one after another, as every action does; a
second connection looks at the standby until the line is there. Then the primary is killed and the standby promoted.
"""

from __future__ import annotations

import time
from typing import Any

import psycopg
from bench._ground import scratch_database, spread
from bench._pair import Server, make_pair, servers

GOALS = {"kept_share": 1}
WRITES = 400  # for each way of committing
WAYS = ("local", "on", "remote_apply")
_WRITE = """
insert into audit_entry (at, actor_name, acts_for, did, kind, path, reason, data)
values (now(), 'bench', '', 'bench.written', 'bench', '', '', '{}') returning id"""
_SEEN = "select exists (select from audit_entry where id = %s)"


def run(scale: float = 1.0) -> dict[str, Any]:
    with scratch_database("replica") as holds, servers("db1", "db2", holds=holds) as (first, second):
        make_pair(first, second)
        told: dict[str, Any] = {way: _written(first, second, way, round(WRITES * scale)) for way in WAYS}
        taken = _taken_over(first, second, round(WRITES * scale))
        return {**told, **taken, "kept_share": taken["kept"] / taken["acknowledged"], "goals": GOALS}


def _written(first: Server, second: Server, way: str, writes: int) -> dict[str, Any]:
    """Milliseconds of a commit, and from its end until the line is seen on the standby."""
    commits, delays = [], []
    with first.session() as writer, second.session() as reader:
        writer.execute(f"set synchronous_commit = {way}")
        for _ in range(writes):
            began = time.perf_counter()
            key = _write(writer)
            written = time.perf_counter()
            while not _seen(reader, key):
                pass
            commits.append((written - began) * 1000)
            delays.append((time.perf_counter() - written) * 1000)
    return {"commit_ms": spread(commits), "seen_after_ms": spread(delays)}


def _taken_over(first: Server, second: Server, writes: int) -> dict[str, Any]:
    """How many lines that were acknowledged are there afterwards, and seconds until the first new one."""
    with first.session() as writer:
        keys = [_write(writer) for _ in range(writes)]
        first.kill()
    killed = time.perf_counter()
    second.promote()
    with second.session() as writer:
        _write(writer)
        ready = time.perf_counter()
        kept = sum(_seen(writer, key) for key in keys)
    return {"acknowledged": len(keys), "kept": kept, "kill_to_first_write_s": round(ready - killed, 2)}


def _write(session: psycopg.Connection[Any]) -> int:
    (key,) = session.execute(_WRITE).fetchone() or (0,)
    return int(key)


def _seen(session: psycopg.Connection[Any], key: int) -> bool:
    (there,) = session.execute(_SEEN, [key]).fetchone() or (False,)
    return bool(there)
