"""Figures that the year begins with: last year's closing results, so that nobody types them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from thidua.algebra.elements import Source
from thidua.federation.models import Body
from thidua.formats import vi
from thidua.launch.models import Baseline, Period
from thidua.report.models import Form

FROM_BASELINE = "baseline"


def carried_figures(
    period: Period, form: Form, units: Iterable[Body], strata: Mapping[int, Mapping[str, Any]]
) -> dict[int, dict[str, Any]]:
    """By unit, the entries known from last year's results; one query for all.

    A unit founded within the year begins with 0. One whose result is not known is not here: it is asked.
    """
    units = list(units)
    questions = [one for one in form.definition.questions if one.element.source is Source.CARRIED]
    known = _baselines(period, units, [one.element.code for one in questions])
    found: dict[int, dict[str, Any]] = {}
    for unit in units:
        asked = [one.element.code for one in questions if one.asks(strata[unit.pk])]
        values = {code: _value(unit, period, known.get((unit.pk, code))) for code in asked}
        found[unit.pk] = {code: _entry(value) for code, value in values.items() if value is not None}
    return found


def _baselines(period: Period, units: list[Body], codes: list[str]) -> dict[tuple[int, str], Any]:
    if not codes:
        return {}
    rows = Baseline.objects.filter(
        year=period.cycle.year - 1, element__in=codes, unit_id__in=[unit.pk for unit in units]
    )
    return {
        (unit_id, code): value for unit_id, code, value in rows.values_list("unit_id", "element", "value")
    }


def _value(unit: Body, period: Period, known: Any) -> Any:
    if known is not None:
        return known
    founded: dt.date | None = unit.founded_on
    return 0 if founded is not None and founded >= period.cycle.starts_on else None


def _entry(value: Any) -> dict[str, Any]:
    exact = Fraction(value)
    return {
        "text": vi.format_number(exact, None),
        "value": str(exact),
        "answer": "number",
        "from": FROM_BASELINE,
    }
