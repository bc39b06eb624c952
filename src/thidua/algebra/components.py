"""Components: the additive parts of an indicator, one scaled integer per report, and where each comes from.

Sums of components roll up a tree in any order and grouping; indicators are divided only when read. A
component is None for a report that does not know it yet, and for a unit outside its stratum: neither counts
as reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from thidua.algebra.conditions import Always, Outcome, ShareMeets, UnitCondition, answered
from thidua.algebra.elements import Element
from thidua.algebra.measures import (
    DistinctCount,
    EachUnit,
    Indicator,
    MeanPerUnit,
    NetChange,
    Share,
    Total,
    UnitCount,
    UnitShare,
)
from thidua.algebra.strata import Stratum
from thidua.algebra.values import Answer

Attributes: TypeAlias = Mapping[str, object]
Answers: TypeAlias = Mapping[str, Answer]


class ComponentKind(StrEnum):
    ENTERED = "entered"
    DERIVED = "derived"
    ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class Sum:
    """An element's figure, counted only when those beside it are known too; 0 when one does not apply."""

    element: Element
    stratum: Stratum
    beside: tuple[Element, ...] = ()
    on_roster: bool = False

    @property
    def key(self) -> str:
        codes = "+".join((self.element.code, *(element.code for element in self.beside)))
        return f"sum:{codes}@{self.stratum.key}{'!' if self.on_roster else ''}"

    def value(self, answers: Answers, exempt: bool) -> int | None:
        told = answered(answers, self.element, *self.beside)
        if told is Outcome.UNKNOWN or (self.on_roster and exempt):
            return None
        return 0 if isinstance(told, Outcome) else self.element.scaled(told[0])


@dataclass(frozen=True, slots=True)
class Met:
    """1 when the unit meets the condition."""

    condition: UnitCondition
    stratum: Stratum

    @property
    def key(self) -> str:
        return f"met:{self.condition.key}@{self.stratum.key}"

    def value(self, answers: Answers, exempt: bool) -> int | None:
        told = Outcome.UNKNOWN if exempt else self.condition.outcome(answers)
        return None if told is Outcome.UNKNOWN else int(told is Outcome.MET)


@dataclass(frozen=True, slots=True)
class Outside:
    """1 when the question does not apply to the unit."""

    condition: UnitCondition | tuple[Element, ...]
    stratum: Stratum
    on_roster: bool = False

    @property
    def key(self) -> str:
        asked = self.condition
        told = "+".join(element.code for element in asked) if isinstance(asked, tuple) else asked.key
        return f"outside:{told}@{self.stratum.key}{'!' if self.on_roster else ''}"

    def value(self, answers: Answers, exempt: bool) -> int | None:
        asked = self.condition
        told = answered(answers, *asked) if isinstance(asked, tuple) else asked.outcome(answers)
        if told is Outcome.UNKNOWN or (self.on_roster and exempt):
            return None
        return int(told is Outcome.OUTSIDE)


@dataclass(frozen=True, slots=True)
class Happened:
    """1 when the figure is above zero, however often."""

    element: Element
    stratum: Stratum

    @property
    def key(self) -> str:
        return f"distinct:{self.element.code}@{self.stratum.key}"

    def value(self, answers: Answers, exempt: bool) -> int | None:
        told = answered(answers, self.element)
        if isinstance(told, Outcome):
            return None if told is Outcome.UNKNOWN else 0
        return int(told[0] > 0)


@dataclass(frozen=True, slots=True)
class Unit:
    """1 for every unit in the stratum; `on_roster` leaves out the exempt."""

    stratum: Stratum
    on_roster: bool

    @property
    def key(self) -> str:
        return f"{'roster' if self.on_roster else 'units'}@{self.stratum.key}"


Rule: TypeAlias = Sum | Met | Outside | Happened | Unit


@dataclass(frozen=True, slots=True)
class Component:
    """`key` is stable: it names the same figure in every form and every year."""

    key: str
    kind: ComponentKind
    rule: Rule

    @property
    def scale(self) -> int:
        """Stored integers are value × 10**scale."""
        return self.rule.element.scale if isinstance(self.rule, Sum) else 0


def component(rule: Rule) -> Component:
    """The component of a rule."""
    if isinstance(rule, Unit):
        return Component(rule.key, ComponentKind.ROSTER, rule)
    kind = ComponentKind.ENTERED if isinstance(rule, Sum) else ComponentKind.DERIVED
    return Component(rule.key, kind, rule)


def leaf_value(part: Component, answers: Answers, attributes: Attributes, exempt: bool = False) -> int | None:
    """One report's scaled integer for a component, or None when it is not reported (or not about this unit).

    Roster components are known from the attributes alone, before any report; a unit whose stratum is unknown
    is None everywhere, so that it shows as a gap instead of a zero.
    """
    return value_within(part, part.rule.stratum.holds(attributes), answers, exempt)


def value_within(part: Component, inside: bool | None, answers: Answers, exempt: bool = False) -> int | None:
    """The same for a unit of which it is known whether it is in the stratum of the component."""
    if isinstance(part.rule, Unit):
        return None if inside is None else int(inside and not (exempt and part.rule.on_roster))
    return part.rule.value(answers, exempt) if inside else None


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of an indicator by their part in it."""

    expected: Component
    told: Component
    outside: Component | None = None
    numerator: Component | None = None
    denominator: Component | None = None

    def __iter__(self) -> Iterator[Component]:
        named = (self.numerator, self.denominator, self.told, self.outside, self.expected)
        return iter({part.key: part for part in named if part is not None}.values())


@lru_cache(maxsize=4096)
def parts_of(indicator: Indicator) -> Parts:
    """What must be summed: `told` counts who reported, `expected` who should, `outside` the exceptions.

    Remembered, because it follows from the indicator alone and is asked for with every unit of a list.
    """
    match indicator:
        case Total(element):
            return _sums(indicator.scope, element)
        case NetChange(start, end):
            return _sums(indicator.scope, end, start)
        case Share(numerator, denominator):
            return _share(numerator, denominator)
        case UnitShare(condition, population) | UnitCount(condition, population):
            return _units(condition, population)
        case MeanPerUnit(total, population):
            return _mean(total, population)
        case DistinctCount(times):
            counted = component(Happened(times, indicator.scope))
            outside = component(Outside((times,), indicator.scope))
            return Parts(component(Unit(indicator.scope, on_roster=False)), counted, outside, counted)
        case EachUnit(inner):
            return parts_of(inner)


def components(indicator: Indicator) -> tuple[Component, ...]:
    """The distinct components of an indicator, in a fixed order."""
    return tuple(parts_of(indicator))


def _sums(scope: Stratum, first: Element, second: Element | None = None) -> Parts:
    expected = component(Unit(scope, on_roster=False))
    if second is None:
        told = component(Sum(first, scope))
        return Parts(expected, told, component(Outside((first,), scope)), told)
    told, other = component(Sum(first, scope, (second,))), component(Sum(second, scope, (first,)))
    return Parts(expected, told, component(Outside((first, second), scope)), told, other)


def _share(numerator: Total, denominator: Total) -> Parts:
    """Over one stratum a unit counts in both or in neither; over two strata each side stands for itself."""
    if numerator.scope == denominator.scope:
        return _sums(numerator.scope, numerator.element, denominator.element)
    above, below = _sums(numerator.scope, numerator.element), _sums(denominator.scope, denominator.element)
    return Parts(below.expected, below.told, below.outside, above.numerator, below.numerator)


def _units(condition: UnitCondition, population: Stratum) -> Parts:
    scope = population
    for element in condition.elements:
        scope = scope & element.asked_of
    if isinstance(condition, Always):
        everyone = component(Unit(scope, on_roster=False))
        return Parts(everyone, everyone, None, everyone, everyone)
    asked = condition if isinstance(condition, ShareMeets) else condition.elements
    met = component(Met(condition, scope))
    return Parts(
        component(Unit(scope, on_roster=True)), met, component(Outside(asked, scope, on_roster=True)), met
    )


def _mean(total: Total, population: Stratum) -> Parts:
    scope = total.scope & population
    told = component(Sum(total.element, scope, on_roster=True))
    outside = component(Outside((total.element,), scope, on_roster=True))
    return Parts(component(Unit(scope, on_roster=True)), told, outside, told)


def unscaled(part: Component, stored: int) -> Fraction:
    """The exact value that a stored sum stands for."""
    return Fraction(stored, 10**part.scale)
