"""Judging a measured value by a threshold: exact, with a trace, and never before it can be known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from thidua.algebra.elements import Nature
from thidua.algebra.measures import Indicator, NetChange, Share, is_monotone
from thidua.algebra.measuring import Completeness, Measured, MeasureState, Reading
from thidua.algebra.periods import Period
from thidua.algebra.thresholds import AtLeast, Judged, MoreThan, Open, Threshold, is_ceiling, is_floor
from thidua.algebra.trace import Step, step


class Settles(StrEnum):
    """Whether a target can be judged all along, or only once when the year closes."""

    CONTINUOUS = "continuous"
    YEAR_END = "year_end"


class State(StrEnum):
    ACHIEVED = "achieved"
    EXCEEDED = "exceeded"
    NOT_ACHIEVED = "not_achieved"
    NOT_REPORTED = "not_reported"
    NOT_ASSIGNED = "not_assigned"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class TargetRule:
    """What a target demands. `joint`: the authorities or management carry it together with us."""

    code: str
    indicator: Indicator
    threshold: Threshold
    settles: Settles = Settles.CONTINUOUS
    joint: bool = False
    group: str = ""
    unit_of_measure: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a period stands: `closing` when the period settles the year, `past_due` when reports are late."""

    closing: bool
    past_due: bool = False


def position_of(period: Period, year_ends: date, today: date) -> Position:
    """The position of a period within its year, on a day given as data."""
    return Position(closing=period.ends >= year_ends, past_due=period.past_due(today))


@dataclass(frozen=True, slots=True)
class Judgement:
    """`gap` is value minus threshold (negative: still lacking), exact; `provisional` if it may be undone.

    `still_needed` is the least further count that would reach the threshold, where counting makes sense.
    """

    state: State
    gap: Fraction | None
    trace: Step
    provisional: bool = False
    still_needed: int | None = None
    estimate: Fraction | None = None


def judge(
    target: TargetRule,
    measured: Measured,
    *,
    position: Position,
    completeness: Completeness | None = None,
    assigned: bool = True,
    threshold: Threshold | None = None,
    estimate: Fraction | None = None,
) -> Judgement:
    """Judge a measured value.

    `threshold` is that of the unit's own assignment when it differs from the target's; `completeness` counts
    the reports that may decide (accepted ones), by default those of the measurement. `estimate` ("ước thực
    hiện") is kept beside and never decides.
    """
    limit = target.threshold if threshold is None else threshold
    told = measured.completeness if completeness is None else completeness
    without_value = _state_without_value(target, limit, measured, position, assigned)
    if without_value is None and not isinstance(limit, Open):
        judged = _Comparison(target, limit, measured, told, position).judgement(measured.trace)
    else:
        state = without_value or State.OPEN
        judged = Judgement(state, None, step(f"judge.{state.value}", measured.trace))
    return judged if estimate is None else _with_estimate(judged, estimate)


def state_of(
    target: TargetRule,
    told: Reading | Measured,
    *,
    position: Position,
    assigned: bool = True,
    threshold: Threshold | None = None,
) -> State:
    """The state that ``judge`` comes to, without its explanation: for lists of thousands of units."""
    limit = target.threshold if threshold is None else threshold
    without_value = _state_without_value(target, limit, told, position, assigned)
    if without_value is not None or isinstance(limit, Open):
        return without_value or State.OPEN
    return _Comparison(target, limit, told, told.completeness, position).state()


def _state_without_value(
    target: TargetRule, limit: Threshold, told: Reading | Measured, position: Position, assigned: bool
) -> State | None:
    """The first reason why no comparison is made, in the order in which a reader would want to hear it."""
    if not assigned:
        return State.NOT_ASSIGNED
    if isinstance(limit, Open):
        return State.OPEN
    if told.state is MeasureState.NOT_APPLICABLE:
        return State.NOT_APPLICABLE
    if target.settles is Settles.YEAR_END and not position.closing:
        return State.NOT_DUE
    return State.NOT_REPORTED if told.state is MeasureState.NOT_REPORTED else None


def _with_estimate(judged: Judgement, estimate: Fraction) -> Judgement:
    told = step("judge.estimate_ignored", estimate=estimate)
    trace = Step(judged.trace.code, judged.trace.params, (*judged.trace.children, told))
    return Judgement(judged.state, judged.gap, trace, judged.provisional, judged.still_needed, estimate)


@dataclass(frozen=True, slots=True)
class _Comparison:
    target: TargetRule
    limit: Judged
    measured: Reading | Measured
    completeness: Completeness
    position: Position

    @property
    def value(self) -> Fraction:
        assert self.measured.value is not None  # a measured state always carries its value
        return self.measured.value

    def judgement(self, measured: Step) -> Judgement:
        state = self.state()
        needed = self.still_needed() if state is State.NOT_ACHIEVED else None
        provisional = self.provisional(state)
        children = [measured]
        if needed:
            children.append(step("judge.still_needed", count=needed))
        if provisional:
            children.append(step("judge.provisional"))
        trace = self.headline(state, children)
        return Judgement(state, self.value - self.limit.value, trace, provisional, needed)

    def state(self) -> State:
        if not self.limit.met_by(self.value):
            return State.NOT_ACHIEVED
        if is_ceiling(self.limit):
            return self.ceiling_state()
        exceeded = isinstance(self.limit, AtLeast) and self.value > self.limit.value
        return State.EXCEEDED if exceeded else State.ACHIEVED

    def ceiling_state(self) -> State:
        """A ceiling is kept only when nothing more can come: until then it is merely not broken yet."""
        if self.position.closing and self.completeness.complete:
            return State.ACHIEVED
        return State.NOT_REPORTED if self.position.closing and self.position.past_due else State.NOT_DUE

    def provisional(self, state: State) -> bool:
        if state not in {State.ACHIEVED, State.EXCEEDED} or is_monotone(self.target.indicator):
            return False
        return not (self.position.closing and self.completeness.complete)

    def headline(self, state: State, children: list[Step]) -> Step:
        value, limit, gap = self.value, self.limit.value, self.value - self.limit.value
        if is_ceiling(self.limit):
            if state is State.NOT_ACHIEVED:
                return step("judge.broken", *children, value=value, threshold=limit, over=gap)
            code = "judge.within" if state is State.ACHIEVED else "judge.clean_so_far"
            return step(code, *children, value=value, threshold=limit)
        if state is State.EXCEEDED:
            return step("judge.exceeded", *children, value=value, threshold=limit, over=gap)
        if state is State.ACHIEVED:
            return step("judge.reached", *children, value=value, threshold=limit)
        if gap == 0:
            return step("judge.equal_but_strict", *children, value=value, threshold=limit)
        return step("judge.below", *children, value=value, threshold=limit, short=-gap)

    def still_needed(self) -> int | None:
        """The least whole number to add to the numerator, with the denominator as it is."""
        if not is_floor(self.limit) or self.measured.numerator is None:
            return None
        if self.measured.denominator is None and self.target.unit_of_measure == "đồng":
            return None
        wanted = self.limit.value * (self.measured.denominator or 1)
        short = wanted - self.measured.numerator
        return floor(short) + 1 if isinstance(self.limit, MoreThan) else ceil(short)


def forecast(target: TargetRule, measured: Measured, period: Period, year_ends: date) -> Fraction | None:
    """The value at the end of the year if the pace stays: linear in days, exact; never a certainty.

    For sums that grow through the year and their means per unit, for net changes (which may fall), and for
    shares of what grows in what stands, where the numerator goes on up to the whole. None for everything
    else, for what is settled only at year end, and for figures not counted from the start of the year.
    """
    if measured.value is None or target.settles is Settles.YEAR_END or not period.cumulative:
        return None
    if year_ends < period.cutoff:
        return None
    pace = Fraction((year_ends - period.measured_from).days + 1, period.days)
    match target.indicator:
        case NetChange():
            return measured.value * pace
        case Share(numerator, denominator) if numerator.grows and denominator.element.nature is Nature.STOCK:
            return min(measured.value * pace, max(measured.value, Fraction(1)))
        case indicator if is_monotone(indicator):
            return measured.value * pace
    return None
