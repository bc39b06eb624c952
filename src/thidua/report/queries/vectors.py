"""From answers to ``vals``: which head of a unit states which component, so that nothing is stated twice."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from thidua.algebra.components import Component, ComponentKind, Happened, Met, Outside, Sum, leaf_value
from thidua.algebra.elements import Element
from thidua.algebra.forms import FormSpec
from thidua.algebra.values import Answer
from thidua.report.models import Report

Kind = Report.Kind
# A bulk entry stands for grassroots unions that do not report; of anything finer the books say nothing.
BULK_STRATA: Mapping[str, object] = {"kind": "grassroots", "has_union": True}


def vector_of(
    form: FormSpec, kind: str, answers: Mapping[str, Answer], strata: Mapping[str, Any], exempt: bool = False
) -> list[float]:
    """``vals`` of one head, by ordinal of the form: scaled integers, NaN where this head states nothing."""
    around = BULK_STRATA if kind == Kind.BULK else strata
    by_hand = frozenset(question.element.code for question in form.questions if question.by_hand)
    return [
        _as_float(leaf_value(part, answers, around, exempt)) if states(kind, part, by_hand) else math.nan
        for part in form.components
    ]


def states(kind: str, part: Component, by_hand: Collection[str]) -> bool:
    """Whether a head of this kind states this component; ``by_hand`` are the figures that units type.

    What the unit types (and the roster) is its own head's; what only registers, offices or the level above
    know is the derived or external head's; book totals are plain sums.
    """
    if part.kind is ComponentKind.ROSTER:
        return kind == Kind.OWN
    if kind == Kind.BULK:
        return isinstance(part.rule, Sum) and not part.rule.on_roster
    from_elsewhere = all(one.code not in by_hand for one in elements_of(part))
    return from_elsewhere if kind in {Kind.DERIVED, Kind.EXTERNAL} else not from_elsewhere


def elements_of(part: Component) -> Sequence[Element]:
    """The figures that a component is made from."""
    rule = part.rule
    if isinstance(rule, Sum):
        return (rule.element, *rule.beside)
    if isinstance(rule, Happened):
        return (rule.element,)
    if isinstance(rule, Met | Outside):
        return rule.condition if isinstance(rule.condition, tuple) else rule.condition.elements
    return ()


def _as_float(value: int | None) -> float:
    return math.nan if value is None else float(value)
