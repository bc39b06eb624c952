"""Reading the stored figures of reports."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from thidua.algebra.values import Answer
from thidua.kernel.prepared import cursor_of
from thidua.kernel.replica import reading
from thidua.launch.models import Period
from thidua.report.models import Report, Values
from thidua.report.queries.cells import answers_of
from thidua.report.states import COUNTED

_DATA = "select data from report_values where period_id = %s and report_id = %s"


def data_of(report: Report) -> dict[str, dict[str, Any]]:
    """The entries of one report by element; empty when nothing was entered."""
    with cursor_of(reading()) as cursor:
        cursor.execute(_DATA, [report.period_id, report.pk])
        row = cursor.fetchone()
    return json.loads(row[0]) if row else {}


def data_of_many(reports: Iterable[Report]) -> dict[int, dict[str, Any]]:
    """The entries of many reports of any periods, with one query."""
    reports = list(reports)
    return _data_of_heads({one.period_id for one in reports}, {one.pk for one in reports})


def _data_of_heads(period_ids: set[int], report_ids: set[int]) -> dict[int, dict[str, Any]]:
    if not report_ids:
        return {}
    found = Values.objects.filter(period_id__in=period_ids, report_id__in=report_ids)
    return dict(found.values_list("report_id", "data"))


@dataclass(frozen=True)
class Neighbour:
    """A head that tells about the same unit: which period it is of, and which kind of head."""

    report_id: int
    period_id: int
    is_own: bool
    period_kind: str
    ordinal: int
    cycle_id: int
    year: int


# Asked with every report that is sent: as a query of models, putting it into words took as long as five answers.
_NEIGHBOURS = """
select r.id, r.period_id, r.kind = 'own', p.kind, p.ordinal, p.cycle_id, c.year
from report_report r join launch_period p on p.id = r.period_id join launch_cycle c on c.id = p.cycle_id
where r.unit_id = %(unit)s and r.id <> %(report)s and (
    r.kind = 'own' and r.state = any(%(counted)s) and c.movement_id = %(movement)s and p.cutoff_on < %(cutoff)s
    or r.kind in ('derived', 'external') and r.state = 'accepted' and r.period_id = %(period)s)
order by p.cutoff_on desc, r.id desc"""


@dataclass(frozen=True)
class Neighbours:
    """The heads that a report is looked at beside: the comparable one, the one before in its year, and what
    other sources say in its own period."""

    last: Neighbour | None
    this_year: Neighbour | None
    others: tuple[Neighbour, ...]


def neighbours(report: Report) -> Neighbours:
    """One query, of keys only: most reports of a movement's first period have none."""
    period = report.period
    asked: dict[str, Any] = {
        "unit": report.unit_id,
        "report": report.pk,
        "counted": list(COUNTED),
        "movement": period.cycle.movement_id,
        "cutoff": period.cutoff_on,
        "period": report.period_id,
    }
    with cursor_of(reading()) as cursor:
        cursor.execute(_NEIGHBOURS, asked)
        told = [Neighbour(*row) for row in cursor.fetchall()]
    own = [one for one in told if one.is_own]
    same = [one for one in own if _comparable(one, period)]
    return Neighbours(
        next(iter([*same, *own]), None),
        next((one for one in own if one.cycle_id == period.cycle_id), None),
        tuple(one for one in told if not one.is_own),
    )


def _comparable(one: Neighbour, period: Period) -> bool:
    alike = (one.period_kind, one.ordinal) == (period.kind, period.ordinal)
    return alike and one.year == period.cycle.year - 1


def answers_beside(report: Report) -> tuple[dict[str, Answer], dict[str, Answer], dict[str, Answer]]:
    """What the comparable report, the one before in the year, and other sources say (at most two queries)."""
    found = neighbours(report)
    wanted = [one for one in (found.last, found.this_year, *found.others) if one]
    told = _data_of_heads({one.period_id for one in wanted}, {one.report_id for one in wanted})

    def answers(one: Neighbour | None) -> dict[str, Answer]:
        return answers_of(told.get(one.report_id, {})) if one else {}

    elsewhere: dict[str, Answer] = {}
    for one in sorted(found.others, key=lambda one: one.report_id):
        elsewhere.update(answers(one))
    return answers(found.last), answers(found.this_year), elsewhere


def elsewhere(report: Report) -> dict[str, Answer]:
    """What other sources say about the same unit and period: registers, offices, the level above."""
    return answers_beside(report)[2]
