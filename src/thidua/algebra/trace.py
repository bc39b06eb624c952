"""Traces and findings: why a figure is what it is, as codes with exact parameters.

A screen turns them into sentences; the complete lists of codes are here so that no sentence can be forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Final

from thidua.algebra.errors import TraceMisused
from thidua.algebra.reading import Data, Told, told

TRACE_CODES: Final[Mapping[str, frozenset[str]]] = {
    code: frozenset(params.split())
    for code, params in {
        "measure.total": "value",
        "measure.net_change": "start end change",
        "measure.share": "numerator denominator",
        "measure.unit_share": "met base",
        "measure.unit_count": "count",
        "measure.mean": "total base",
        "measure.each": "reached base",
        "measure.distinct": "count",
        "measure.not_reported": "",
        "base.roster": "count",
        "base.outside": "count",
        "base.bulk": "",
        "base.empty": "",
        "reports.complete": "expected",
        "reports.incomplete": "reported expected missing",
        "reports.none": "expected",
        "each.reached": "unit value",
        "each.failed": "unit value numerator denominator",
        "each.not_reported": "unit",
        "each.not_applicable": "unit",
        "each.more": "count",
        "judge.not_assigned": "",
        "judge.open": "",
        "judge.not_applicable": "",
        "judge.not_due": "",
        "judge.not_reported": "",
        "judge.exceeded": "value threshold over",
        "judge.reached": "value threshold",
        "judge.below": "value threshold short",
        "judge.equal_but_strict": "value threshold",
        "judge.within": "value threshold",
        "judge.broken": "value threshold over",
        "judge.clean_so_far": "value threshold",
        "judge.still_needed": "count",
        "judge.provisional": "",
        "judge.estimate_ignored": "estimate",
    }.items()
}

FINDING_CODES: Final[Mapping[str, frozenset[str]]] = {
    code: frozenset(params.split())
    for code, params in {
        "check.required": "element",
        "check.does_not_apply": "element",
        "check.negative": "element value",
        "check.too_many_places": "element value scale",
        "check.too_large": "element value",
        "check.flag": "element value",
        "check.part_above_whole": "part part_value whole whole_value",
        "check.part_without_whole": "part part_value whole",
        "check.beyond_size": "element value heads",
        "check.identity": "element expected stated",
        "check.unlike_last": "element value last",
        "check.cumulative_fell": "element value last",
        "check.unknown_element": "element",
        "ledger.below": "assigned parent short",
        "ledger.child_not_assigned": "child",
        "handed_down.weaker": "child parent",
        "assigned.negative": "value",
        "assigned.above_whole": "value",
        "assigned.too_many_places": "value scale",
        "assigned.too_large": "value largest",
        "bulk.direct_exceeds_total": "direct total over",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of an explanation and the sentences it rests on."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    children: tuple[Step, ...] = ()


def step(code: str, *children: Step, **params: object) -> Step:
    """A step whose code and parameters are among the declared ones. Raises TraceMisused."""
    _require_declared(TRACE_CODES, code, params)
    return Step(code, params, children)


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at; an error must be put right before sending."""

    code: str
    params: Mapping[str, object]
    severity: Severity
    element: str = ""


def finding(code: str, severity: Severity, **params: object) -> Finding:
    """A finding whose code and parameters are among the declared ones. Raises TraceMisused."""
    _require_declared(FINDING_CODES, code, params)
    return Finding(code, params, severity, str(params.get("element", params.get("part", ""))))


def _require_declared(
    declared: Mapping[str, frozenset[str]], code: str, params: Mapping[str, object]
) -> None:
    if declared.get(code) != frozenset(params):
        raise TraceMisused(step=code, params=sorted(params))


def trace_to_data(trace: Step) -> dict[str, object]:
    """JSON-able form; fractions as {"fraction": "17/20"}."""
    told = {name: _param_to_data(value) for name, value in trace.params.items()}
    return {
        "code": trace.code,
        "params": told,
        "children": [trace_to_data(child) for child in trace.children],
    }


def _param_to_data(value: object) -> object:
    return {"fraction": str(value)} if isinstance(value, Fraction) else value


def trace_from_data(data: Data) -> Step:
    """The inverse of trace_to_data. Raises UnknownDefinition, TraceMisused."""
    trace = told(data)
    read = {name: _param_from_data(value) for name, value in trace.at("params").members().items()}
    return step(trace.at("code").text(), *map(trace_from_data, trace.at("children").each()), **read)


def _param_from_data(told: Told) -> object:
    return told.at("fraction").fraction() if told.is_mapping else told.value
