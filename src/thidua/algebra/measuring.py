"""Reading an indicator from the sums of a node: the exact value, what it rests on, who is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from thidua.algebra.components import Component, Parts, parts_of, unscaled
from thidua.algebra.errors import JudgedChildByChild, SumsMissing
from thidua.algebra.measures import (
    Additive,
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
from thidua.algebra.rolling import Sums
from thidua.algebra.trace import Step, step

MOST_TOLD = 60  # units that one explanation names; more nobody reads


class MeasureState(StrEnum):
    MEASURED = "measured"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of those that should report have done so ("does not apply" is a report, too)."""

    reported: int
    expected: int

    @property
    def complete(self) -> bool:
        return self.reported >= self.expected

    @property
    def trace(self) -> Step:
        """One sentence about it."""
        if self.complete:
            return step("reports.complete", expected=self.expected)
        if not self.reported:
            return step("reports.none", expected=self.expected)
        missing = self.expected - self.reported
        return step("reports.incomplete", reported=self.reported, expected=self.expected, missing=missing)


@dataclass(frozen=True, slots=True)
class Measured:
    """`value` is None unless the state is measured; numerator and denominator are exact and never rounded."""

    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    state: MeasureState
    completeness: Completeness
    trace: Step
    failing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A measurement without its explanation: enough to judge by, for lists of thousands of units."""

    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    state: MeasureState
    completeness: Completeness


def reader_of(indicator: Indicator) -> Callable[[Sums], Reading]:
    """What reads an additive indicator from one node after another, without words.

    Raises JudgedChildByChild; the reader raises SumsMissing.
    """
    additive = _additive(indicator)
    parts = parts_of(additive)
    keys = [part.key for part in parts]

    def read(node: Sums) -> Reading:
        _require_summed(keys, node.sums)
        return _Reading(additive, parts, node).read()

    return read


def evaluate(
    indicator: Indicator,
    sums: Mapping[str, int],
    counts: Mapping[str, int],
    bulk: frozenset[str] = frozenset(),
) -> Measured:
    """Read an additive indicator from a node's sums and counts; `bulk` names the keys with a bulk figure.

    Raises SumsMissing when a needed component was never summed, JudgedChildByChild for EachUnit.
    """
    additive = _additive(indicator)
    parts = parts_of(additive)
    _require_summed([part.key for part in parts], sums)
    return _Reading(additive, parts, Sums(sums, counts, bulk)).measured()


def _additive(indicator: Indicator) -> Additive:
    if isinstance(indicator, EachUnit):
        raise JudgedChildByChild(level=indicator.level)
    return indicator


def _require_summed(keys: Iterable[str], sums: Mapping[str, int]) -> None:
    for key in keys:
        if key not in sums:
            raise SumsMissing(key=key)


@dataclass(frozen=True, slots=True)
class _Reading:
    indicator: Additive
    parts: Parts
    node: Sums

    def sum(self, part: Component | None) -> Fraction:
        return Fraction(0) if part is None else unscaled(part, self.node.sums[part.key])

    def units(self, part: Component | None) -> int:
        """A component that counts units: it is stored as it is."""
        return 0 if part is None else self.node.sums[part.key]

    @property
    def completeness(self) -> Completeness:
        expected = self.units(self.parts.expected)
        if self.parts.told == self.parts.expected:
            return Completeness(expected, expected)
        return Completeness(self.node.counts.get(self.parts.told.key, 0), expected)

    @property
    def base(self) -> Fraction:
        """Units on the roster to which the question applies."""
        return Fraction(self.units(self.parts.expected) - self.units(self.parts.outside))

    @property
    def has_bulk(self) -> bool:
        return self.parts.told.key in self.node.bulk

    def state(self, denominator: Fraction | None, told: Completeness) -> MeasureState:
        """Where there is nothing to read, nobody is concerned, or somebody has yet to say."""
        if isinstance(self.indicator, UnitCount) and self.parts.told == self.parts.expected:
            return MeasureState.MEASURED
        concerned = told.reported - self.units(self.parts.outside)
        if (concerned <= 0 and not self.has_bulk) or denominator == 0:
            return MeasureState.NOT_APPLICABLE if told.complete else MeasureState.NOT_REPORTED
        return MeasureState.MEASURED

    def read(self) -> Reading:
        told = self.completeness
        numerator, denominator = self.fraction()
        state = self.state(denominator, told)
        value = None
        if state is MeasureState.MEASURED:
            value = numerator if denominator is None else numerator / denominator
        whole = None if state is MeasureState.NOT_REPORTED else denominator
        known = None if value is None else numerator
        return Reading(value, known, whole, state, told)

    def measured(self) -> Measured:
        told = self.read()
        return Measured(
            told.value,
            told.numerator,
            told.denominator,
            told.state,
            told.completeness,
            self.trace(told.state, *self.fraction()),
        )

    def fraction(self) -> tuple[Fraction, Fraction | None]:
        first, second = self.sum(self.parts.numerator), self.sum(self.parts.denominator)
        match self.indicator:
            case NetChange():
                return first - second, None
            case Share():
                return first, second
            case UnitShare() | MeanPerUnit():
                return first, self.base
            case Total() | UnitCount() | DistinctCount():
                return first, None

    def trace(self, state: MeasureState, numerator: Fraction, denominator: Fraction | None) -> Step:
        beside = [self.completeness.trace]
        if outside := self.units(self.parts.outside):
            beside.append(step("base.outside", count=outside))
        if self.has_bulk:
            beside.append(step("base.bulk"))
        if state is MeasureState.NOT_APPLICABLE:
            return step("base.empty", *beside)
        if isinstance(self.indicator, UnitShare | MeanPerUnit):
            beside.insert(0, step("base.roster", count=self.units(self.parts.expected)))
        if state is MeasureState.NOT_REPORTED:
            return step("measure.not_reported", *beside)
        return self._headline(numerator, denominator, beside)

    def _headline(self, numerator: Fraction, denominator: Fraction | None, beside: list[Step]) -> Step:
        match self.indicator:
            case Total():
                return step("measure.total", *beside, value=numerator)
            case NetChange():
                start, end = self.sum(self.parts.denominator), self.sum(self.parts.numerator)
                return step("measure.net_change", *beside, start=start, end=end, change=numerator)
            case Share():
                return step("measure.share", *beside, numerator=numerator, denominator=denominator)
            case UnitShare():
                return step("measure.unit_share", *beside, met=numerator, base=denominator)
            case UnitCount():
                return step("measure.unit_count", *beside, count=numerator)
            case MeanPerUnit():
                return step("measure.mean", *beside, total=numerator, base=denominator)
            case DistinctCount():
                return step("measure.distinct", *beside, count=numerator)


def evaluate_each(indicator: EachUnit, children: Mapping[str, Sums]) -> Measured:
    """Read an EachUnit from the sums of the units of its level: reaching units over units concerned.

    A unit without any figure is among the units concerned and has not reached, but nobody calls it failing:
    what is missing is not zero. A unit without anything to count is left out. `failing` names, in the order
    given, those whose own figure does not reach. Of more than ``MOST_TOLD`` units the explanation tells of
    those first that have not reached, and of the rest how many there are.
    """
    measure = reader_of(indicator.indicator)
    read = {unit: measure(node) for unit, node in children.items()}
    concerned = {unit: one for unit, one in read.items() if one.state is not MeasureState.NOT_APPLICABLE}
    reached = [unit for unit, one in concerned.items() if _reaches(indicator, one)]
    reported = sum(one.state is MeasureState.MEASURED for one in concerned.values())
    completeness = Completeness(reported, len(concerned))
    told = _child_steps(indicator, children, read)
    if not reported and concerned:
        silent = step("measure.not_reported", completeness.trace, *told)
        return Measured(None, None, None, MeasureState.NOT_REPORTED, completeness, silent)
    top = step("measure.each", completeness.trace, *told, reached=len(reached), base=len(concerned))
    if not concerned:
        return Measured(None, None, None, MeasureState.NOT_APPLICABLE, completeness, top)
    base = Fraction(len(concerned))
    failing = tuple(
        unit for unit, one in concerned.items() if one.value is not None and not _reaches(indicator, one)
    )
    return Measured(
        len(reached) / base, Fraction(len(reached)), base, MeasureState.MEASURED, completeness, top, failing
    )


def _child_steps(
    indicator: EachUnit, children: Mapping[str, Sums], read: Mapping[str, Reading]
) -> list[Step]:
    units: Iterable[str] = read
    if len(read) > MOST_TOLD:
        units = sorted(read, key=lambda unit: _urgency(indicator, read[unit]))[:MOST_TOLD]
    inner = indicator.indicator
    told = [
        _child_step(indicator, unit, evaluate(inner, node.sums, node.counts, node.bulk))
        for unit, node in ((unit, children[unit]) for unit in units)
    ]
    left = len(read) - len(told)
    return [*told, step("each.more", count=left)] if left else told


def _urgency(indicator: EachUnit, child: Reading) -> int:
    """Not reached, silent, reached, not concerned."""
    if child.state is not MeasureState.MEASURED:
        return 1 if child.state is MeasureState.NOT_REPORTED else 3
    return 2 if _reaches(indicator, child) else 0


def _reaches(indicator: EachUnit, child: Reading | Measured) -> bool:
    return child.value is not None and indicator.threshold.met_by(child.value)


def _child_step(indicator: EachUnit, unit: str, child: Measured) -> Step:
    if child.state is MeasureState.NOT_APPLICABLE:
        return step("each.not_applicable", unit=unit)
    if child.value is None:
        return step("each.not_reported", unit=unit)
    if _reaches(indicator, child):
        return step("each.reached", child.trace, unit=unit, value=child.value)
    numerator, denominator = child.numerator, child.denominator
    return step(
        "each.failed", child.trace, unit=unit, value=child.value, numerator=numerator, denominator=denominator
    )
