"""The closed list of indicators: what a target can be about.

Each is a frozen description; `components` says what must be summed for it, `measuring` how the sums are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from thidua.algebra.conditions import UnitCondition
from thidua.algebra.elements import Element, Nature, Time
from thidua.algebra.strata import EVERYBODY, Stratum
from thidua.algebra.thresholds import Judged


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of one element over the units of a stratum."""

    element: Element
    where: Stratum = EVERYBODY

    @property
    def scope(self) -> Stratum:
        """The units that have this figure at all."""
        return self.element.asked_of & self.where

    @property
    def grows(self) -> bool:
        """Whether it is counted on from the start of the year."""
        counted = self.element.nature in {Nature.FLOW, Nature.MONEY}
        return counted and self.element.time is Time.CUMULATIVE


@dataclass(frozen=True, slots=True)
class NetChange:
    """End minus start, unit by unit ("tăng thêm thực tế"): transfers between two units of one tree cancel."""

    start: Element
    end: Element
    where: Stratum = EVERYBODY

    @property
    def scope(self) -> Stratum:
        return self.start.asked_of & self.end.asked_of & self.where


@dataclass(frozen=True, slots=True)
class Share:
    """One sum over another: people over people. Never a mean of shares."""

    numerator: Total
    denominator: Total


@dataclass(frozen=True, slots=True)
class UnitShare:
    """Share of the units on the roster that meet a condition on their own report.

    A unit that has not reported is in the denominator and not in the numerator; one to which the question
    does not apply, or that is exempt, is in neither.
    """

    condition: UnitCondition
    population: Stratum = EVERYBODY


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many units of a population meet a condition."""

    condition: UnitCondition
    population: Stratum = EVERYBODY


@dataclass(frozen=True, slots=True)
class MeanPerUnit:
    """ "Bình quân mỗi …": a sum over the number of units on the roster, reported or not."""

    total: Total
    population: Stratum = EVERYBODY


@dataclass(frozen=True, slots=True)
class DistinctCount:
    """Subjects that something happened to at least once; a second visit to the same subject adds nothing.

    The element is the number of times, held by the subject itself, so that one subject has one place in the
    tree.
    """

    times: Element
    where: Stratum = EVERYBODY

    @property
    def scope(self) -> Stratum:
        return self.times.asked_of & self.where


Additive: TypeAlias = Total | NetChange | Share | UnitShare | UnitCount | MeanPerUnit | DistinctCount


@dataclass(frozen=True, slots=True)
class EachUnit:
    """Every unit of a level must reach a threshold by itself; no average can hide one that does not."""

    indicator: Additive
    threshold: Judged
    level: str


Indicator: TypeAlias = Additive | EachUnit


def share(numerator: Element, denominator: Element, where: Stratum = EVERYBODY) -> Share:
    """A share of two elements over one stratum."""
    return Share(Total(numerator, where), Total(denominator, where))


def elements_of(indicator: Indicator) -> tuple[Element, ...]:
    """The elements whose answers the indicator needs, in order of mention."""
    match indicator:
        case Total(element):
            return (element,)
        case NetChange(start, end):
            return (start, end)
        case Share(numerator, denominator):
            return (numerator.element, denominator.element)
        case UnitShare(condition) | UnitCount(condition):
            return condition.elements
        case MeanPerUnit(total):
            return (total.element,)
        case DistinctCount(times):
            return (times,)
        case EachUnit(inner):
            return elements_of(inner)


def scope_of(indicator: Indicator, element: Element) -> Stratum:
    """The units that must answer `element` for this indicator."""
    match indicator:
        case Share(numerator, denominator):
            asked = numerator if numerator.element == element else denominator
            return asked.scope
        case UnitShare(_, population) | UnitCount(_, population):
            return element.asked_of & population
        case MeanPerUnit(total, population):
            return total.scope & population
        case EachUnit(inner):
            return scope_of(inner, element)
        case _:
            return indicator.scope


def is_monotone(indicator: Indicator) -> bool:
    """Whether the value can only grow within a year: what is reached then stays reached."""
    match indicator:
        case Total(element):
            return element.nature.value in {"flow", "money"}
        case DistinctCount():
            return True
        case MeanPerUnit(total):
            return is_monotone(total)
        case _:
            return False
