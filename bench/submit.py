"""How long until a report that is sent is seen at the root, and what rolling up costs those who send.

Everybody has typed a report before; what is measured is the sending. It goes through the product's action
(``send``: the door, the checks, the stamps, record, audit line, event) or, where the database and the roll-up are
to be measured alone, by the statements that the action leaves behind (``raw``). People work in processes of
their own, and so does the worker. A report is seen when its event is gone from the outbox: the event is deleted
in the transaction that writes the sums of every node above it. At the end all sums must equal a recomputation
from the stored records.
"""

from __future__ import annotations

import bisect
import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench._country import Country, build, tidy
from bench._ground import scratch_database, spread
from bench._recomputation import differences

PROJECT = Path(__file__).resolve().parents[1]
PROCESSES = 2
PEOPLE = 50  # at a given rate
HURRIED = 4  # when everybody sends as fast as it goes: more only wait for the two processors
SECONDS = 30
LOOK = 0.02  # seconds between two looks at the outbox: the error of every delay below
HURRIED_LOOK = (
    10  # times as long where everybody sends at once: minutes are measured, on the same two processors
)
PATIENCE = 1800
ALONE = 8_000  # reports of each turn of the comparison with and without a worker
TURNS = 3
GOALS = {
    "with_over_without": 0.75,
    "visible_p95_s_at_100": 0.5,
    "visible_p95_s_actions_200": 2,
    "visible_p95_s_raw_1000": 2,
    "burst_actions_visible_s": 400,
    "burst_raw_visible_s": 120,
}


def run(scale: float = 1.0) -> dict[str, Any]:
    """``scale`` is the share of the country and of half a minute of sending at each rate."""
    with scratch_database("submit") as database, Crowd(database, build(scale, stage="draft")) as crowd:
        return _measure(crowd, scale)


def _measure(crowd: Crowd, scale: float) -> dict[str, Any]:
    seconds = max(1.0, SECONDS * min(1.0, scale))
    alone = _with_over_without(crowd, max(20, round(ALONE * min(1.0, scale))))
    at_100 = crowd.send("send", rate=100, seconds=seconds)
    at_200 = crowd.send("send", rate=200, seconds=seconds)
    raw_1000 = crowd.send("raw", rate=1000, seconds=seconds)
    burst_raw = crowd.send("raw")
    raw_wrong = crowd.check()
    burst_actions = crowd.send("send")
    wrong = [*raw_wrong, *crowd.check()]
    typed = crowd.send("save_and_send", rate=40, seconds=seconds / 2)  # last: it changes what was typed
    wrong += crowd.check()
    told = {
        "at_100": at_100,
        "actions_200": at_200,
        "raw_1000": raw_1000,
        "burst_raw": burst_raw,
        "burst_actions": burst_actions,
        "save_and_send_40": typed,
    }
    return {
        "scale": scale,
        "with_over_without": alone["with_over_without"],
        "visible_p95_s_at_100": at_100.visible_p95,
        "visible_p95_s_actions_200": at_200.visible_p95,
        "visible_p95_s_raw_1000": raw_1000.visible_p95,
        "burst_actions_visible_s": burst_actions.all_visible_s,
        "burst_raw_visible_s": burst_raw.all_visible_s,
        "equal_to_recomputation": not wrong,
        "first_difference": wrong[0] if wrong else None,
        "errors": sum(len(one.errors) for one in told.values()),
        "first_error": next((error for one in told.values() for error in one.errors), None),
        "sent": sum(one.sent for one in told.values()),
        "seen": sum(one.seen for one in told.values()),
        "alone": alone,
        "turns": {name: one.figures() for name, one in told.items()},
        "goals": GOALS,
    }


def _with_over_without(crowd: Crowd, reports: int) -> dict[str, Any]:
    """Reports a second by raw writers as fast as they can, beside a worker and without one, in turns."""
    rates: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(TURNS if reports > ALONE // 100 else 1):
        for working in (False, True):
            rates[working].append(crowd.send("raw", most=reports, working=working).rate)
    without, beside = statistics.median(rates[False]), statistics.median(rates[True])
    return {
        "with_over_without": round(beside / without, 2),
        "without_per_s": round(without),
        "with_per_s": round(beside),
        "reports": reports,
    }


@dataclass(frozen=True)
class Turn:
    """What one turn of sending came to; delays in seconds by report."""

    started_at: float
    ended_at: float
    times: list[float]
    delays: list[float]
    errors: list[str]
    all_visible_s: float

    @property
    def sent(self) -> int:
        return len(self.times)

    @property
    def seen(self) -> int:
        return len(self.delays)

    @property
    def rate(self) -> float:
        return self.sent / max(self.ended_at - self.started_at, 0.001)

    @property
    def visible_p95(self) -> float | None:
        return round(spread(self.delays)["p95"], 2) if self.delays else None

    def figures(self) -> dict[str, Any]:
        return {
            "sent": self.sent,
            "sent_a_second": round(self.rate, 1),
            "ms": spread(self.times) if self.times else None,
            "sent_to_seen_s": spread(self.delays) if self.delays else None,
            "all_visible_s": self.all_visible_s,
        }


class Crowd:
    """The grassroots unions of a country, all with a report that is typed and not sent."""

    def __init__(self, database: str, country: Country) -> None:
        from thidua.report.models import Report

        self.database, self.country = database, country
        own = Report.objects.filter(period_id=country.period_id).order_by("pk")
        self.first = own.values_list("pk", flat=True)[0]
        grassroots = own.filter(unit__kind__level="grassroots")
        self.reports = list(grassroots.values_list("pk", flat=True))
        self._people: list[subprocess.Popen[str]] = []
        self._worker: subprocess.Popen[str] | None = None
        self._begin_anew()

    def __enter__(self) -> Crowd:
        return self

    def __exit__(self, *_told: object) -> None:
        for process in [*self._people, *([self._worker] if self._worker else [])]:
            process.kill()
            process.wait()

    def send(
        self, how: str, *, rate: float = 0, seconds: float = 0, most: int = 0, working: bool = True
    ) -> Turn:
        """One turn: at a rate for so long, or ``most`` (else all) as fast as it goes."""
        wanted = round(rate * seconds) if rate else (most or len(self.reports))
        reports = self._spread_out(min(wanted, len(self.reports)))
        self._begin_anew()
        people = min(PEOPLE if rate else HURRIED, len(reports))
        desks = [reports[number::people] for number in range(people)]
        if not working:
            return self._turn(how, desks, people / rate if rate else None, working)
        self._tell_worker("work", "ready")
        try:
            return self._turn(how, desks, people / rate if rate else None, working)
        finally:
            self._tell_worker("rest", "resting")

    def _tell_worker(self, order: str, answer: str) -> None:
        """Processes are started once: starting Django takes longer than many a turn."""
        if self._worker is None:
            self._worker = _start("bench._worker", self.database)
        _say(self._worker, order)
        _wait_for(self._worker, answer)

    def _spread_out(self, wanted: int) -> list[int]:
        """Neighbours in the tree do not send one after another: steps of a number prime to their count."""
        step = next(n for n in (7919, 7907, 7901, 1) if len(self.reports) % n)
        return [self.reports[turn * step % len(self.reports)] for turn in range(wanted)]

    def _turn(self, how: str, desks: list[list[int]], every: float | None, working: bool) -> Turn:
        self._people = self._people or [_start("bench._people", self.database) for _ in range(PROCESSES)]
        for share, process in enumerate(self._people):
            orders = {"how": how, "desks": desks[share::PROCESSES], "every": every, "first": self.first}
            _say(process, json.dumps(orders))
        for process in self._people:
            _wait_for(process, "ready")
        started = time.time() + 0.2
        for process in self._people:
            _say(process, str(started))
        watched = Watch(working, LOOK if every else LOOK * HURRIED_LOOK)
        watched.until_all_are_seen(self._people)
        return _told(self._people, started, watched)

    def _begin_anew(self) -> None:
        """Everything is typed, nothing is sent, every sum is that of an empty period."""
        from django.db import connection

        from thidua.config.scenario.country.answering import Answers
        from thidua.rollup.actions.roll import rebuild

        nothing = Answers(self.country.form).nothing
        with connection.cursor() as cursor:
            cursor.execute("delete from kernel_outboxrow")
            cursor.execute(
                "with back as (update report_report set state = 'draft' where period_id = %s and state = 'sent'"
                " returning id) update report_values v set vals = %s from back"
                " where v.period_id = %s and v.report_id = back.id",
                [self.country.period_id, nothing, self.country.period_id],
            )
        rebuild(period_id=self.country.period_id)
        tidy(
            "report_report",
            "report_values",
            "rollup_agg",
            "rollup_placed",
            "rollup_counted",
            "kernel_outboxrow",
        )

    def check(self) -> list[str]:
        return differences(self.country.period_id)[1]


class Watch:
    """Looks at the outbox again and again: when each report was last seen waiting, and gone."""

    def __init__(self, working: bool, pause: float) -> None:
        self.working, self.pause = working, pause
        self.gone: dict[int, float] = {}
        self.looks: list[float] = []
        self._waiting: set[int] = set()

    def until_all_are_seen(self, processes: list[subprocess.Popen[str]]) -> None:
        ends = time.time() + PATIENCE
        while time.time() < ends:
            ended = all(_has_said_all(process) for process in processes)
            self._look()
            if ended and (not self._waiting or not self.working):
                return
            time.sleep(self.pause)

    def _look(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "select (ids ->> 'report_id')::bigint from kernel_outboxrow where hearer = 'rollup'"
            )
            waiting = {number for (number,) in cursor.fetchall()}
        now = time.time()
        self.gone.update(dict.fromkeys(self._waiting - waiting, now))
        self._waiting = waiting
        self.looks.append(now)

    def seen(self, report_id: int, done_at: float) -> float | None:
        """When it was first seen in the sums; one that came and went between two looks, at the later one."""
        if report_id in self._waiting:
            return None
        if (at := self.gone.get(report_id)) is not None:
            return max(at, done_at)
        later = bisect.bisect_left(self.looks, done_at)
        return self.looks[later] if later < len(self.looks) else done_at


_SAID: dict[int, str] = {}


def _has_said_all(process: subprocess.Popen[str]) -> bool:
    """The people's last line is long; it is read when it comes, so that they can end."""
    import select

    assert process.stdout
    if process.pid not in _SAID and select.select([process.stdout], [], [], 0)[0]:
        _SAID[process.pid] = process.stdout.readline()
    return process.pid in _SAID or process.poll() is not None


def _told(processes: list[subprocess.Popen[str]], started: float, watched: Watch) -> Turn:
    sent: list[tuple[int, float, float]] = []
    errors: list[str] = []
    for process in processes:
        assert process.stdout
        one = json.loads(_SAID.pop(process.pid, "") or process.stdout.readline() or "null")
        if one is None:
            errors.append("people of the benchmark have died; their words are above")
            continue
        sent += [(int(report), float(at), float(ms)) for report, at, ms in one["sent"]]
        errors += one["errors"]
    seen = [(at, watched.seen(report, at)) for report, at, _ms in sent]
    delays = [found - at for at, found in seen if found is not None]
    last = max((at for _report, at, _ms in sent), default=started)
    visible = max((found for _at, found in seen if found is not None), default=started)
    return Turn(started, last, [ms for _report, _at, ms in sent], delays, errors, round(visible - started, 2))


def _start(module: str, database: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", module, database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
    )


def _say(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin
    process.stdin.write(line + "\n")
    process.stdin.flush()


def _wait_for(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout
    if process.stdout.readline().strip() != word:
        raise RuntimeError("a process of the benchmark did not start; its words are above")
