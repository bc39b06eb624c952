"""Fifty people each send one report every two seconds: how long until the province sees it.

Sending goes through the actions of the product, in processes of their own; the worker is a process, too. A
report is seen when its event is gone from the outbox: the event is deleted in the transaction that writes the
sums of every node above it. At the end all sums must equal a recomputation from the stored records.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from bench._ground import scratch_database, spread
from bench._province import Province, build, in_turns

PROJECT = Path(__file__).resolve().parents[1]
PEOPLE, EVERY, SECONDS = 50, 2.0, 30
PROCESSES = 2
LOOK = 0.02  # seconds between two looks at the outbox: the error of every delay below
PATIENCE = 60


def run(scale: float = 1.0, *, people: int = PEOPLE, every: float = EVERY) -> dict[str, Any]:
    """``scale`` stretches the time of sending: 1 is half a minute, 750 reports."""
    turns = max(2, round(SECONDS * scale / every))
    with scratch_database("submit") as database:
        province = build(unions=people * turns)
        return _measure(database, province, people, every)


def _measure(database: str, province: Province, people: int, every: float) -> dict[str, Any]:
    from thidua.rollup.actions.roll import rebuild

    rebuild(period_id=province.period_id)
    worker = _start("bench._worker", database)
    assert worker.stdout
    worker.stdout.readline()
    told: dict[int, dict[str, Any]] = {}
    senders = _seat(database, province, people, every, told)
    try:
        seen = _watch(told, senders)
    finally:
        for process in (*senders, worker):
            process.kill()
            process.wait()
    return {**_figures(told, seen), "people": people, "every_s": every, **_checked(province.period_id)}


def _seat(
    database: str, province: Province, people: int, every: float, told: dict[int, dict[str, Any]]
) -> list[subprocess.Popen[str]]:
    """Starts the people's processes and readers of what they say."""
    dealt = list(in_turns(province.chairs, people))
    starts_at = time.time() + 3
    processes = []
    for share in range(PROCESSES):
        process = _start("bench._people", database)
        orders = {
            "units": [[unit.pk for unit in units] for units in dealt[share::PROCESSES]],
            "period": province.period_id,
            "every": every,
            "starts_at": starts_at + share * every / people,
        }
        assert process.stdin
        process.stdin.write(json.dumps(orders))
        process.stdin.close()
        threading.Thread(target=_listen, args=(process, told), daemon=True).start()
        processes.append(process)
    return processes


def _start(module: str, database: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", module, database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
    )


def _listen(process: subprocess.Popen[str], told: dict[int, dict[str, Any]]) -> None:
    assert process.stdout
    for line in process.stdout:
        one = json.loads(line)
        told[one["report"]] = one


def _watch(told: dict[int, dict[str, Any]], senders: list[subprocess.Popen[str]]) -> dict[int, float]:
    """When each report that was sent was first seen in the sums."""
    from django.db import connection

    seen: dict[int, float] = {}
    ends = time.time() + PATIENCE * 4
    while time.time() < ends:
        sent = [number for number, one in list(told.items()) if "done_at" in one and number not in seen]
        with connection.cursor() as cursor:
            cursor.execute(
                "select (ids ->> 'report_id')::bigint from kernel_outboxrow where hearer = 'rollup'"
            )
            waiting = {number for (number,) in cursor.fetchall()}
        now = time.time()
        seen.update({number: now for number in sent if number not in waiting})
        if all(process.poll() is not None for process in senders) and not waiting and not sent:
            return seen
        time.sleep(LOOK)
    return seen


def _figures(told: dict[int, dict[str, Any]], seen: dict[int, float]) -> dict[str, Any]:
    sent = [one for one in told.values() if "done_at" in one]
    errors = [one["error"] for one in told.values() if "error" in one]
    delays = [seen[one["report"]] - one["done_at"] for one in sent if one["report"] in seen]
    last, first = max(one["done_at"] for one in sent), min(one["done_at"] for one in sent)
    return {
        "sent": len(sent),
        "errors": len(errors),
        "first_error": errors[0] if errors else None,
        "sent_a_second": round(len(sent) / max(last - first, 0.001), 1),
        "save_and_send_ms": spread([one["ms"] for one in sent]),
        "seen": len(delays),
        "sent_to_seen_s": spread(delays),
    }


def _checked(period_id: int) -> dict[str, Any]:
    """Whether the sums written piece by piece are those of the records, read through algebra.

    The recomputation is the one of the tests: it shares no code with the worker.
    """
    from tests.rollup.oracle import differences

    from thidua.rollup.models import Agg

    wrong = differences(period_id)
    return {
        "nodes": Agg.objects.filter(period_id=period_id).count(),
        "equal_to_recomputation": not wrong,
        "first_difference": wrong[0] if wrong else None,
    }
