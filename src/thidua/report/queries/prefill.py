"""Figures counted from activity records, and how they stand beside what a person typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from thidua.launch.models import Period
from thidua.report.models import Activity, Report
from thidua.report.queries.cells import Data
from thidua.report.queries.checking import asked
from thidua.report.queries.counting import CountingRule, Whose, rules_from_data

FROM_RECORDS = "activity"


@dataclass(frozen=True)
class Tally:
    """A figure and the records behind it."""

    value: int
    activities: tuple[Activity, ...]


def activities_in(period: Period, unit_ids: Iterable[int]) -> list[Activity]:
    """The records of units that fall within the measured days of a period."""
    return list(
        Activity.objects.filter(
            unit_id__in=list(unit_ids),
            removed_at=None,
            held_on__gte=period.measured_from,
            held_on__lte=period.cutoff_on,
        ).order_by("held_on", "pk")
    )


def tallies(report: Report, activities: Iterable[Activity] | None = None) -> dict[str, Tally]:
    """Counted figures of a report; without any record there is no figure (nothing recorded is not zero)."""
    rules = _rules_for(report)
    if not rules:
        return {}
    found = activities_in(report.period, [report.unit_id]) if activities is None else list(activities)
    told: dict[str, Tally] = {}
    for rule in rules:
        behind = tuple(one for one in found if one.kind in rule.kinds)
        if behind:
            told[rule.element] = Tally(rule.count(behind), behind)
    return told


def _rules_for(report: Report) -> list[CountingRule]:
    rules = rules_from_data(report.form.counting)
    codes = {question.element.code for question in asked(report)} if rules else set()
    return [rule for rule in rules if rule.whose is Whose.UNIT and rule.element in codes]


def with_tallies(data: Data, counted: Mapping[str, Tally]) -> dict[str, dict[str, Any]]:
    """The record with counted figures in it: they fill what nobody typed, and stand beside what was typed."""
    merged = {code: dict(entry) for code, entry in data.items()}
    for code, tally in counted.items():
        merged[code] = _merged(merged.get(code), str(tally.value))
    return merged


def _merged(entry: dict[str, Any] | None, counted: str) -> dict[str, Any]:
    if entry and entry.get("answer") and entry.get("from") != FROM_RECORDS:
        same = entry.get("value") == counted
        return {**entry, "counted": counted, **({"from": FROM_RECORDS} if same else {})}
    kept = {name: told for name, told in (entry or {}).items() if name in {"estimate", "estimate_value"}}
    filled = {"text": counted, "value": counted, "answer": "number", "from": FROM_RECORDS, "counted": counted}
    return {**kept, **filled}
