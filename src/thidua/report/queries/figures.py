"""Reading the stored figures of reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from thidua.algebra.values import Answer
from thidua.launch.models import Period
from thidua.report.models import Report, Values
from thidua.report.queries.cells import answers_of
from thidua.report.states import COUNTED


def data_of(report: Report) -> dict[str, dict[str, Any]]:
    """The entries of one report by element; empty when nothing was entered."""
    found = Values.objects.filter(period_id=report.period_id, report_id=report.pk)
    return found.values_list("data", flat=True).first() or {}


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


_NEIGHBOUR = (
    "pk",
    "period_id",
    "kind",
    "period__kind",
    "period__ordinal",
    "period__cycle_id",
    "period__cycle__year",
)


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
    earlier = Q(
        kind=Report.Kind.OWN,
        state__in=COUNTED,
        period__cycle__movement_id=period.cycle.movement_id,
        period__cutoff_on__lt=period.cutoff_on,
    )
    others = Q(
        kind__in=(Report.Kind.DERIVED, Report.Kind.EXTERNAL), state="accepted", period_id=report.period_id
    )
    rows = (
        Report.objects.filter(earlier | others, unit_id=report.unit_id)
        .exclude(pk=report.pk)
        .order_by("-period__cutoff_on", "-pk")
    )
    told = [
        Neighbour(pk, period_id, kind == Report.Kind.OWN, *rest)
        for pk, period_id, kind, *rest in rows.values_list(*_NEIGHBOUR)
    ]
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
