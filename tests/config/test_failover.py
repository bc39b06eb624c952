"""The primary is killed while people send reports; the standby takes over. What was told as sent is there.

Two servers under the settings of ``deploy/postgresql.conf``, people in processes of their own who know only the address
of both, and the steps of ``deploy/README.md``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from bench._pair import Server, make_pair, servers, url_of, wait_until
from django.db import connection

from tests.config.sender import SCHOOLS
from tests.report.conftest import SCHOOL_FIGURES, TODAY, add_unit, make_story
from thidua.kernel import clock
from thidua.report.models import Report

SENDERS, UNITS = 2, 30
BEFORE_THE_KILL = 10  # reports told as sent, of UNITS


@pytest.fixture
def pair(transactional_db: None) -> Iterator[tuple[Server, Server]]:
    """A year with units that must report; a primary that knows it, and a standby that it waits for."""
    with clock.standing_on(TODAY):
        story = make_story()
        for number in range(UNITS):
            add_unit(f"{SCHOOLS}{number}", "grassroots", story.upper, bloc="school")
        story.open()
    with servers("db1", "db2", holds=connection.settings_dict["NAME"]) as (first, second):
        make_pair(first, second)
        yield first, second


def environment(*pair: Server) -> dict[str, str]:
    """Both addresses name both servers; who is the primary is for the servers to say."""
    return {
        **os.environ,
        "DATABASE_URL": url_of(*pair, wants="read-write"),
        "THIDUA_REPLICA_URL": url_of(*pair, wants="standby"),
    }


@contextmanager
def people(*pair: Server) -> Iterator[list[subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "tests.config.sender", "send"]
    sending = [
        subprocess.Popen(
            [*command, str(first), str(SENDERS)], env=environment(*pair), stdout=subprocess.PIPE, text=True
        )
        for first in range(SENDERS)
    ]
    try:
        yield sending
    finally:
        for one in sending:
            one.kill()
            one.wait()


def look(*pair: Server) -> Any:
    command = [sys.executable, "-m", "tests.config.sender", "look"]
    done = subprocess.run(
        command, env=environment(*pair), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_report_that_was_told_as_sent_is_lost(pair: tuple[Server, Server]) -> None:
    first, second = pair
    with people(*pair) as sending:
        streams = [one.stdout for one in sending if one.stdout]
        assert [stream.readline() for stream in streams] == ["ready\n"] * SENDERS
        acknowledged = [
            int(stream.readline()) for _ in range(BEFORE_THE_KILL // SENDERS) for stream in streams
        ]
        first.kill()
        second.promote()
        for stream in streams:
            acknowledged += map(int, stream)  # to the end: everybody goes on, on the other server
        assert [one.wait(timeout=60) for one in sending] == [0] * SENDERS
    told = look(*pair)
    reports = sorted(Report.objects.filter(unit__code__startswith=SCHOOLS).values_list("pk", flat=True))
    assert sorted(acknowledged) == reports
    assert told["sent"] == told["recorded"] == told["audited"] == reports
    assert told["admitted"] == len(reports) * int(SCHOOL_FIGURES["admitted"])
    # The product goes on without a replica, for strangers too, and says so.
    assert told["stranger"] == 401
    assert [one for one in told["unwell"] if "không hỏi được" in one] == told["unwell"] != []
    it_comes_back_as_the_standby(first, second, reports)


def it_comes_back_as_the_standby(first: Server, second: Server, reports: list[int]) -> None:
    """The old primary is mended: it follows the new one, each would wait for the other, and nobody changed an address."""
    first.rejoin(second)
    wait_until(lambda: second.say("select sync_state from pg_stat_replication") in ("sync", "quorum"))
    assert first.say("select pg_is_in_recovery()") is True
    assert second.say("select string_agg(slot_name, ',') from pg_replication_slots") == first.name
    awaited = [one.say("show synchronous_standby_names") for one in (first, second)]
    assert awaited[0] == awaited[1] != ""  # the one that takes over next must not forget it
    told = look(first, second)
    assert told["sent"] == told["recorded"] == reports
    assert told["unwell"] == []
