"""Bulk entries: what can be stated for many, and how much of it direct reports already cover."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from thidua.algebra.bulk import Bulk, bulk
from thidua.algebra.components import Component, Sum
from thidua.algebra.elements import Element, Nature
from thidua.algebra.forms import FormSpec
from thidua.kernel import paths
from thidua.report.models import Report, Values
from thidua.report.queries.cells import answers_of
from thidua.report.queries.figures import data_of
from thidua.report.queries.vectors import BULK_STRATA
from thidua.report.states import COUNTED


def askable(form: FormSpec) -> dict[str, Element]:
    """Figures that books can total for grassroots unions: additive, not yes or no, not of one bloc only."""
    usable = [part for part in form.components if isinstance(part.rule, Sum) and _plain(part.rule)]
    wanted = {element.code for part in usable for element in _elements(part)}
    found = {one.element.code: one.element for one in form.questions if one.by_hand}
    return {
        code: element
        for code, element in found.items()
        if code in wanted and element.nature is not Nature.FLAG
    }


def _plain(rule: Sum) -> bool:
    return not rule.on_roster and rule.stratum.holds(BULK_STRATA) is True


def _elements(part: Component) -> tuple[Element, ...]:
    return (part.rule.element, *part.rule.beside) if isinstance(part.rule, Sum) else ()


@dataclass(frozen=True)
class Line:
    """One book total beside what was reported directly; figures unscaled."""

    element: Element
    total: Fraction | None
    direct: Fraction
    attributed: Fraction | None
    exceeds: bool


@dataclass(frozen=True)
class Standing:
    """A bulk entry today: "23/60 trực tiếp" and a line a figure."""

    lines: tuple[Line, ...]
    reporting: int
    units: int


def standing(own: Report, head: Report | None) -> Standing:
    """How a union's book totals stand against the direct reports below it; four queries."""
    form = own.form.definition
    told = answers_of(data_of(head)) if head else {}
    totals = {code: getattr(answer, "value", None) for code, answer in told.items()}
    sums = _direct_sums(own, form)
    lines = [_line(element, totals.get(code), sums.get(code, 0)) for code, element in askable(form).items()]
    expected = _below(own).aggregate(
        units=Count("pk", filter=Q(exempt=False)), reporting=Count("pk", filter=Q(state__in=COUNTED))
    )
    return Standing(tuple(lines), expected["reporting"], expected["units"])


def _line(element: Element, total: Fraction | None, direct: int) -> Line:
    if total is None:
        return Line(element, None, element.unscaled(direct), None, exceeds=False)
    stood: Bulk = bulk(element.scaled(total), {"direct": direct})
    return Line(
        element, total, element.unscaled(direct), element.unscaled(stood.attributed), bool(stood.findings)
    )


def _below(own: Report) -> QuerySet[Report]:
    return Report.objects.filter(
        paths.strictly_below("path", own.path),
        period_id=own.period_id,
        kind=Report.Kind.OWN,
        unit__kind__level="grassroots",
    )


def _direct_sums(own: Report, form: FormSpec) -> Mapping[str, int]:
    """By element, scaled: of the components that state the element's figure for all grassroots unions."""
    ids = list(_below(own).filter(state__in=COUNTED).values_list("pk", flat=True))
    rows = Values.objects.filter(period_id=own.period_id, report_id__in=ids).values_list("vals", flat=True)
    places = _places(form)
    sums = dict.fromkeys(places, 0)
    for vals in rows:
        for code, place in places.items():
            if not math.isnan(vals[place]):
                sums[code] += int(vals[place])
    return sums


def _places(form: FormSpec) -> dict[str, int]:
    """Ordinal of the component of each element that is summed over all grassroots unions."""
    found: dict[str, int] = {}
    for place, part in enumerate(form.components):
        if isinstance(part.rule, Sum) and _plain(part.rule):
            found.setdefault(part.rule.element.code, place)
    return found
