"""The reports that stand at a unit itself, and the activity records that their figures were counted from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isnan
from typing import Any

from thidua.algebra.components import ComponentKind, parts_of
from thidua.algebra.elements import Element
from thidua.algebra.indicators import Indicator, Measured, elements_of, evaluate
from thidua.algebra.rolling import Sums
from thidua.launch.models import Period
from thidua.report.models import Activity, Form, Report, Values
from thidua.report.queries.counting import Whose, rules_from_data
from thidua.report.queries.prefill import activities_in
from thidua.report.states import COUNTED
from thidua.rollup.models import Placed, Tree
from thidua.rollup.queries.measuring import known_sums, numerator_of
from thidua.rollup.queries.sums import Line


@dataclass(frozen=True)
class Behind:
    """A report at the unit. Figures only once it is sent: a draft is the unit's own affair."""

    report: Report
    measured: Measured | None
    adds: Fraction  # what it adds to the numerator of the unit's total
    answers: Mapping[str, Mapping[str, Any]]  # as entered, for the elements of the indicator, by code

    @property
    def counts(self) -> bool:
        return self.report.state in COUNTED


def behind(period_id: int, tree: Tree, paths: Sequence[str], indicator: Indicator) -> list[Behind]:
    """Its own report, what others counted for it, letters of offices; on the tree of today those of the units
    that it goes on for, too. Two queries.

    Heads that have nothing to do with the indicator are left out. Bulk entries are told beside, because
    only a part of them counts.
    """
    there = Placed.objects.filter(period_id=period_id, tree=tree, path__in=paths)
    found = Report.objects.filter(pk__in=there.values("report_id")).exclude(kind=Report.Kind.BULK)
    reports = list(found.select_related("form", "unit").order_by("unit__sort_key", "kind", "pk"))
    values = Values.objects.filter(period_id=period_id, report_id__in=[report.pk for report in reports])
    stored = {one.report_id: one for one in values}
    told = [_behind(report, stored.get(report.pk), indicator) for report in reports]
    return [one for one in told if one.answers or one.adds or _is_asked(one.report, indicator)]


def _is_asked(report: Report, indicator: Indicator) -> bool:
    """Whether the unit itself must answer something for this indicator."""
    codes = {element.code for element in elements_of(indicator)}
    questions = report.form.definition.questions_for(report.strata)
    return report.kind == Report.Kind.OWN and any(one.element.code in codes for one in questions)


def _behind(report: Report, values: Values | None, indicator: Indicator) -> Behind:
    if values is None:
        return Behind(report, None, Fraction(0), {})
    line = Line(_sums(report, values))
    if report.state not in COUNTED:
        return Behind(report, None, _by_the_roster(report, indicator, line), {})
    told = known_sums(indicator, line)
    codes = {element.code for element in elements_of(indicator)}
    return Behind(
        report,
        evaluate(indicator, told.sums, told.counts),
        numerator_of(indicator, line.told.sums),
        {code: entry for code, entry in values.data.items() if code in codes},
    )


def _by_the_roster(report: Report, indicator: Indicator, line: Line) -> Fraction:
    """A figure that counts units counts this one before it has reported."""
    part = parts_of(indicator).numerator
    counted = part is not None and part.kind is ComponentKind.ROSTER and not report.exempt
    return numerator_of(indicator, line.told.sums) if counted else Fraction(0)


def _sums(report: Report, values: Values) -> Sums:
    """The stored vector as sums of one report; NaN is not reported."""
    told = dict(zip(report.form.vector, values.vals, strict=True))
    return Sums(
        {key: 0 if isnan(value) else int(value) for key, value in told.items()},
        {key: int(not isnan(value)) for key, value in told.items()},
    )


@dataclass(frozen=True)
class Counted:
    """The activity records that a rule of the form counts into one element of a figure."""

    element: Element
    activities: tuple[Activity, ...]


def records_behind(period: Period, unit_id: int, form: Form, indicator: Indicator) -> list[Counted]:
    """Records of the unit, and records about it (an inspection), by element; at most two queries."""
    elements = {element.code: element for element in elements_of(indicator)}
    rules = [rule for rule in rules_from_data(form.counting) if rule.element in elements]
    wanted = {rule.whose for rule in rules}
    found = {
        Whose.UNIT: activities_in(period, [unit_id]) if Whose.UNIT in wanted else [],
        Whose.SUBJECTS: _about(period, unit_id) if Whose.SUBJECTS in wanted else [],
    }
    told = [
        Counted(elements[rule.element], tuple(one for one in found[rule.whose] if one.kind in rule.kinds))
        for rule in rules
    ]
    return [one for one in told if one.activities]


def _about(period: Period, unit_id: int) -> list[Activity]:
    days = {"held_on__gte": period.measured_from, "held_on__lte": period.cutoff_on}
    return list(Activity.objects.filter(subjects=unit_id, removed_at=None, **days).order_by("held_on", "pk"))
