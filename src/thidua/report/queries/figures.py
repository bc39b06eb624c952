"""Reading the stored figures of reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

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


def earlier_reports(report: Report) -> tuple[Report | None, Report | None]:
    """The comparable report (the same kind of period a year earlier, else the period before this one) and
    the one before in the same cycle, which figures of the year cannot fall below. One query."""
    period = report.period
    found = list(
        Report.objects.filter(
            unit_id=report.unit_id,
            kind=Report.Kind.OWN,
            state__in=COUNTED,
            period__cycle__movement_id=period.cycle.movement_id,
            period__cutoff_on__lt=period.cutoff_on,
        )
        .select_related("period__cycle")
        .order_by("-period__cutoff_on", "-pk")
    )
    same = [one for one in found if _a_year_before(one.period, period)]
    this_year = [one for one in found if one.period.cycle_id == period.cycle_id]
    return next(iter([*same, *found]), None), next(iter(this_year), None)


def _a_year_before(one: Period, period: Period) -> bool:
    alike = (one.kind, one.ordinal) == (period.kind, period.ordinal)
    return alike and one.cycle.year == period.cycle.year - 1


def answers_in(report: Report | None) -> Mapping[str, Answer]:
    """The answers of a report that may not be there."""
    return answers_of(data_of(report)) if report else {}
