"""The kinds of leaves: how what a unit did becomes points. A closed list; a new sheet needs no new code.

Every kind answers with a ``Mark``. When the sheet does not say what to do (a plan of zero, nothing out of nothing,
two bands for one figure), the mark has no points and asks; it never divides by zero and never guesses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final, Protocol

from thidua.algebra.scoring.by_integers import compared, part_of
from thidua.algebra.scoring.peers import PeerRelative, Peers, beside
from thidua.algebra.scoring.told import ZERO, Asked, Done, Mark, Reason

__all__ = [
    "COMPARED",
    "QUESTIONS",
    "REASONS",
    "ZERO",
    "Asked",
    "Band",
    "Bands",
    "Done",
    "Extra",
    "Judged",
    "Kind",
    "Lateness",
    "Mark",
    "PeerRelative",
    "Peers",
    "PerOccurrence",
    "Proportional",
    "Reason",
    "Survey",
    "Threshold",
    "passes",
]


class Kind(Protocol):
    """How a leaf is marked. ``reach`` is the most it can give by itself, None when its ``max`` decides."""

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark: ...

    def reach(self) -> Fraction | None: ...


@dataclass(frozen=True)
class Extra:
    """Points for each per cent above the plan, or (as a penalty) below it, capped. ``every``: only whole steps of so
    many per cent count ("cứ vượt 5% cộng 1 điểm")."""

    per_percent: Fraction
    cap: Fraction | None
    every: Fraction | None = None

    def of(self, above: Fraction, below: Fraction, plan: Fraction | None = None) -> Fraction:
        """For what lies between ``below`` and ``above``, the larger, in parts of ``plan`` (without it: of ``below``)."""
        if self.every is None:
            over = part_of(self._whole_plan, above - below, plan or below)
        else:
            over = (
                part_of(_HUNDRED, above - below, plan or below) // self.every * self.every * self.per_percent
            )
        return self.cap if self.cap is not None and compared(over, self.cap) > 0 else over

    @cached_property
    def _whole_plan(self) -> Fraction:
        """What a plan done twice would give."""
        return self.per_percent * 100


_HUNDRED: Final = Fraction(100)


@dataclass(frozen=True)
class Proportional:
    """``up``: actual / plan × max. ``down`` (less is better): plan / actual × max. Never above max. With ``penalty`` a
    plan that is missed costs so many points for each per cent, of max, and never more than all of it."""

    up: bool = True
    extra: Extra | None = None
    penalty: Extra | None = None

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark:
        assert most is not None  # the reader of sheets asks for it
        if not done.assigned:
            return beside(most, done, peers)
        plan, actual = done.needed("plan"), done.needed("actual")
        planned, reached = plan.numerator, actual.numerator
        if planned < 0 or reached < 0:
            raise Asked("negative", name="plan" if plan < 0 else "actual", value=min(plan, actual))
        if not planned or not (reached or self.up):
            code = "nothing_of_nothing" if plan == actual else "actual_zero" if plan else "plan_zero"
            raise Asked(code, plan=plan, actual=actual)
        above, below = (actual, plan) if self.up else (plan, actual)
        over = compared(above, below)
        if over < 0 and self.penalty is not None:
            return self._missed(most, plan, actual)
        points = most if over >= 0 else part_of(most, above, below)
        bonus = self.extra.of(above, below) if self.extra and over > 0 else ZERO
        told: dict[str, Fraction | str] = {
            "plan": plan,
            "actual": actual,
            "max": most,
            "points": points,
            "bonus": bonus,
        }
        code = ("proportional_up" if self.up else "proportional_down") + ("_over" if bonus else "")
        return Mark(points, Reason(code, told), bonus)

    def _missed(self, most: Fraction, plan: Fraction, actual: Fraction) -> Mark:
        assert self.penalty is not None
        lost = min(self.penalty.of(max(plan, actual), min(plan, actual), plan), most)
        told: dict[str, Fraction | str] = {
            "plan": plan,
            "actual": actual,
            "max": most,
            "lost": lost,
            "points": most - lost,
        }
        return Mark(most - lost, Reason("plan_missed", told))

    def reach(self) -> Fraction | None:
        return None


@dataclass(frozen=True)
class Threshold:
    """All or nothing. ``value`` None: the unit's own plan is the threshold."""

    comparator: str
    value: Fraction | None
    of_plan: bool = False  # what is compared is per cent of the plan

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark:
        assert most is not None
        actual = per_cent_of_plan(done) if self.of_plan else done.needed("actual")
        value = done.needed("plan") if self.value is None else self.value
        reached = COMPARED[self.comparator](actual, value)
        told: dict[str, Fraction | str] = {
            "actual": actual,
            "value": value,
            "comparator": self.comparator,
            "max": most,
        }
        return Mark(most if reached else ZERO, Reason("reached" if reached else "not_reached", told))

    def reach(self) -> Fraction | None:
        return None


def per_cent_of_plan(done: Done) -> Fraction:
    """Raises Asked where there is no such share."""
    plan, actual = done.needed("plan"), done.needed("actual")
    if plan < 0 or actual < 0:
        raise Asked("negative", name="plan" if plan < 0 else "actual", value=min(plan, actual))
    if not plan:
        raise Asked("plan_zero" if actual else "nothing_of_nothing", plan=plan, actual=actual)
    return part_of(_HUNDRED, actual, plan)


COMPARED: Final[Mapping[str, Callable[[Fraction, Fraction], bool]]] = {
    ">=": lambda actual, value: compared(actual, value) >= 0,
    ">": lambda actual, value: compared(actual, value) > 0,
    "<=": lambda actual, value: compared(actual, value) <= 0,
    "<": lambda actual, value: compared(actual, value) < 0,
    "=": lambda actual, value: actual == value,
}


@dataclass(frozen=True)
class Band:
    """``low`` to ``high``; which ends belong to it is said. None is without end on that side."""

    low: Fraction | None
    high: Fraction | None
    points: Fraction
    with_low: bool = True
    with_high: bool = False

    def holds(self, value: Fraction) -> bool:
        below = 1 if self.low is None else compared(value, self.low)
        above = -1 if self.high is None else compared(value, self.high)
        return (below > 0 or (self.with_low and below == 0)) and (
            above < 0 or (self.with_high and above == 0)
        )

    def meets(self, other: Band) -> bool:
        """Some figure lies in both."""
        low = max((one for one in (self.low, other.low) if one is not None), default=None)
        high = min((one for one in (self.high, other.high) if one is not None), default=None)
        if low is None or high is None or low < high:
            return True
        return low == high and self.holds(low) and other.holds(low)


@dataclass(frozen=True)
class Bands:
    """Points by the band that the figure lies in. ``otherwise``: what lies in none; None asks."""

    bands: tuple[Band, ...]
    otherwise: Fraction | None = None
    of_plan: bool = False  # the figure is per cent of the plan

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark:
        actual = per_cent_of_plan(done) if self.of_plan else done.needed("actual")
        found = {band.points for band in self.bands if band.holds(actual)}
        if len(found) > 1:
            raise Asked("two_bands", actual=actual)
        if not found and self.otherwise is None:
            raise Asked("no_band", actual=actual)
        points = found.pop() if found else self.otherwise
        assert points is not None
        points = points if most is None or compared(points, most) <= 0 else most
        return Mark(points, Reason("band", {"actual": actual, "points": points}))

    def reach(self) -> Fraction | None:
        return max(band.points for band in self.bands)


@dataclass(frozen=True)
class PerOccurrence:
    """So many points each time; ``cap`` ends it (−20 for penalties, 20 for a bonus). ``event``: counted from events.

    ``start``: what there is before anything happened, and of which no more is taken than there is ("trừ hết thì thôi").
    ``each``: what the first time gives, the second …, and every time after the last named ("lần đầu trừ 1, lần hai trừ 2").
    """

    points: Fraction
    cap: Fraction | None = None
    event: str = ""
    start: Fraction | None = None
    each: tuple[Fraction, ...] = ()

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark:
        count = done.not_below_zero("count")
        if count.denominator != 1:
            raise Asked("not_whole", name="count", value=count)
        points, rises = self._of(int(count)), self.points.numerator > 0
        for limit in (self.cap, most if rises else None):
            if limit is not None and (compared(points, limit) > 0) is rises:
                points = limit
        if self.start is not None:
            left = max(self.start + points, ZERO)
            told = {"count": count, "start": self.start, "points": left}
            return Mark(left, Reason("left_of_start", told))
        if self.each:
            return Mark(points, Reason("nth_occurrence", {"count": count, "points": points}))
        return Mark(points, Reason("per_occurrence", {"count": count, "each": self.points, "points": points}))

    def _of(self, count: int) -> Fraction:
        if not self.each:
            return count * self.points
        beyond = max(count - len(self.each), 0)
        return sum(self.each[:count], ZERO) + beyond * self.each[-1]

    def reach(self) -> Fraction | None:
        if self.start is not None:
            return self.start
        return self.cap if self.points > 0 else ZERO


def passes(gate: str, done: Done) -> bool:
    """Whether what a gate names is there. Raises Asked for everything but yes and no."""
    through = done.values.get(gate)
    if through is None:
        raise Asked("missing", name=gate)
    if not isinstance(through, bool):
        raise Asked("not_yes_or_no", name=gate, value=str(through)[:40])
    return through


@dataclass(frozen=True)
class Survey:
    """Confirmed out of the sample × max; nothing without what ``gate`` names."""

    gate: str = ""

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark:
        assert most is not None
        if self.gate and not passes(self.gate, done):
            return Mark(ZERO, Reason("gate_closed", {"gate": self.gate}))
        sample, confirmed = done.not_below_zero("sample"), done.not_below_zero("confirmed")
        if sample == 0:
            raise Asked("nothing_of_nothing", plan=sample, actual=confirmed)
        if confirmed > sample:
            raise Asked("more_than_sample", sample=sample, confirmed=confirmed)
        points = confirmed / sample * most
        return Mark(
            points,
            Reason("survey", {"sample": sample, "confirmed": confirmed, "max": most, "points": points}),
        )

    def reach(self) -> Fraction | None:
        return None


@dataclass(frozen=True)
class Judged:
    """Entered by hand, within bounds."""

    by: str = ""
    least: Fraction = ZERO

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark:
        assert most is not None
        points = done.needed("points")
        if compared(points, self.least) < 0 or compared(points, most) > 0:
            raise Asked("out_of_bounds", value=points, least=self.least, max=most)
        return Mark(points, Reason("judged", {"by": self.by, "points": points}))

    def reach(self) -> Fraction | None:
        return None


@dataclass(frozen=True)
class Lateness:
    """Points by how many days late: the last step that is reached counts; before the first, none. ``each``: of several
    reports each by itself, added up, up to ``cap``."""

    steps: Sequence[tuple[Fraction, Fraction]]  # days, points; days rise
    each: bool = False
    cap: Fraction | None = None

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark:
        if not self.each:
            late = done.not_below_zero("days_late")
            points = self._of(late)
            return Mark(points, Reason("lateness", {"days": late, "points": points}))
        days = done.several("days_late")
        points = sum((self._of(late) for late in days), ZERO)
        if self.cap is not None and (compared(points, self.cap) < 0) is (self.cap < 0):
            points = self.cap
        late = Fraction(sum(1 for one in days if one))
        return Mark(points, Reason("lateness_of_each", {"count": late, "points": points}))

    def _of(self, late: Fraction) -> Fraction:
        points = ZERO
        for days, given in self.steps:
            if compared(late, days) >= 0:
                points = given
        return points

    def reach(self) -> Fraction | None:
        most = max(ZERO, *(points for _days, points in self.steps))
        return None if self.each and most else most


REASONS: Final[Mapping[str, frozenset[str]]] = {
    code: frozenset(params.split())
    for code, params in {
        "proportional_up": "plan actual max points bonus",
        "proportional_up_over": "plan actual max points bonus",
        "proportional_down": "plan actual max points bonus",
        "proportional_down_over": "plan actual max points bonus",
        "reached": "actual value comparator max",
        "not_reached": "actual value comparator max",
        "band": "actual points",
        "plan_missed": "plan actual max lost points",
        "per_occurrence": "count each points",
        "left_of_start": "count start points",
        "nth_occurrence": "count points",
        "gate_closed": "gate",
        "survey": "sample confirmed max points",
        "half_of_target": "plan actual max points",
        "over_target": "plan actual max over best points",
        "against_best": "own best max points",
        "not_assigned": "",
        "not_assigned_nothing": "",
        "not_assigned_pool": "actual best max points",
        "judged": "by points",
        "lateness": "days points",
        "lateness_of_each": "count points",
        "settled": "points",
    }.items()
}
QUESTIONS: Final[Mapping[str, frozenset[str]]] = {
    code: frozenset(params.split())
    for code, params in {
        "missing": "name",
        "not_a_number": "name value",
        "not_yes_or_no": "name value",
        "not_whole": "name value",
        "negative": "name value",
        "plan_zero": "plan actual",
        "actual_zero": "plan actual",
        "nothing_of_nothing": "plan actual",
        "two_bands": "actual",
        "no_band": "actual",
        "more_than_sample": "sample confirmed",
        "best_is_zero": "",
        "out_of_bounds": "value least max",
    }.items()
}
