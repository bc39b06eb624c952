"""Reading the stored figures of reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from thidua.algebra.values import Answer
from thidua.report.models import Report, Values
from thidua.report.queries.cells import answers_of


def data_of(report: Report) -> dict[str, dict[str, Any]]:
    """The entries of one report by element; empty when nothing was entered."""
    found = Values.objects.filter(period_id=report.period_id, report_id=report.pk)
    return found.values_list("data", flat=True).first() or {}


def data_of_many(reports: Iterable[Report]) -> dict[int, dict[str, Any]]:
    """The entries of many reports of any periods, with one query."""
    reports = list(reports)
    periods = {report.period_id for report in reports}
    found = Values.objects.filter(period_id__in=periods, report_id__in=[report.pk for report in reports])
    return dict(found.values_list("report_id", "data"))


def elsewhere(report: Report) -> dict[str, Answer]:
    """What other sources say about the same unit and period: registers, offices, the level above."""
    heads = Report.objects.filter(
        period_id=report.period_id,
        unit_id=report.unit_id,
        kind__in=[Report.Kind.DERIVED, Report.Kind.EXTERNAL],
        state="accepted",
    ).exclude(pk=report.pk)
    told: dict[str, Answer] = {}
    for data in data_of_many(heads).values():
        told.update(answers_of(data))
    return told


def last_report(report: Report) -> Report | None:
    """The comparable report: the same kind of period a year earlier, else the period before this one."""
    period = report.period
    earlier = Report.objects.filter(
        unit_id=report.unit_id, kind=Report.Kind.OWN, state__in=("sent", "accepted")
    ).select_related("period__cycle")
    movement = period.cycle.movement_id
    same = earlier.filter(
        period__kind=period.kind, period__ordinal=period.ordinal, period__cycle__movement_id=movement
    )
    return (
        same.filter(period__cycle__year=period.cycle.year - 1).first()
        or earlier.filter(period__cycle__movement_id=movement, period__cutoff_on__lt=period.cutoff_on)
        .order_by("-period__cutoff_on")
        .first()
    )


def earlier_this_year(report: Report) -> Report | None:
    """The report before in the same cycle: what is counted from the start of the year cannot fall."""
    return (
        Report.objects.filter(
            unit_id=report.unit_id,
            kind=Report.Kind.OWN,
            state__in=("sent", "accepted"),
            period__cycle_id=report.period.cycle_id,
            period__cutoff_on__lt=report.period.cutoff_on,
        )
        .select_related("period")
        .order_by("-period__cutoff_on")
        .first()
    )


def answers_in(report: Report | None) -> Mapping[str, Answer]:
    """The answers of a report that may not be there."""
    return answers_of(data_of(report)) if report else {}
