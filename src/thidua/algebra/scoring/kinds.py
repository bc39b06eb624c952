"""The kinds of leaves: how what a unit did becomes points. A closed list; a new sheet needs no new code.

Every kind answers with a ``Mark``. When the sheet does not say what to do (a plan of zero, nothing out of nothing,
two bands for one figure), the mark has no points and asks; it never divides by zero and never guesses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, cmp_to_key, lru_cache
from typing import Final, Protocol

from thidua.algebra.errors import UnknownDefinition
from thidua.algebra.reading import told as told_of
from thidua.algebra.scoring.by_integers import compared, part_of

ZERO: Final = Fraction(0)
HALF: Final = Fraction(1, 2)
ONE: Final = Fraction(1)


@lru_cache(maxsize=8192)
def _whole(value: int) -> Fraction:
    return Fraction(value)


@dataclass(frozen=True)
class Reason:
    """Why, or what is asked: a code of ``REASONS`` or ``QUESTIONS`` with exact parameters."""

    code: str
    params: Mapping[str, Fraction | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mark:
    """The points of one leaf for one unit. ``points`` is None when asked, or when the leaf is not the unit's."""

    points: Fraction | None
    why: Reason | None = None
    bonus: Fraction = ZERO
    question: Reason | None = None


@dataclass(frozen=True)
class Done:
    """What a unit did under one leaf, as it was told."""

    values: Mapping[str, object]
    assigned: bool = True

    def number(self, name: str) -> Fraction | None:
        """None when it is not told. Raises Asked for what is no number."""
        value = self.values.get(name)
        if value is None:
            return None
        # Most figures are whole, and a cluster has thousands of them.
        if type(value) is int:
            return _whole(value)
        if type(value) is Fraction:
            return value
        try:
            return told_of(value).fraction()
        except UnknownDefinition:
            raise Asked("not_a_number", name=name, value=str(value)[:40]) from None

    def needed(self, name: str) -> Fraction:
        """Raises Asked when it is not told: missing is not zero."""
        value = self.number(name)
        if value is None:
            raise Asked("missing", name=name)
        return value

    def count(self, name: str) -> Fraction:
        value = self.needed(name)
        if value.numerator < 0:
            raise Asked("negative", name=name, value=value)
        return value


class Asked(Exception):  # not a refusal: it becomes the question of a mark
    """The sheet is silent here."""

    def __init__(self, code: str, **params: Fraction | str) -> None:
        super().__init__(code)
        self.reason = Reason(code, params)


@dataclass(frozen=True)
class Peers:
    """What the units of the cluster did under the same leaf, by unit."""

    done: Mapping[str, Done]

    def best_actual(self, *, assigned: bool) -> Fraction:
        return self._best_assigned if assigned else self._best_beside

    # Asked for by every unit, and the same for all of them.
    @cached_property
    def _best_assigned(self) -> Fraction:
        return self._best(assigned=True)

    @cached_property
    def _best_beside(self) -> Fraction:
        return self._best(assigned=False)

    def _best(self, *, assigned: bool) -> Fraction:
        known = [one.number("actual") for one in self.done.values() if one.assigned is assigned]
        return _largest(value for value in known if value is not None)

    def best_share(self) -> Fraction:
        """The largest actual / plan of those who have a plan."""
        return self._best_share

    def best_share_over(self) -> Fraction:
        """How far that is above one."""
        return self._best_share_over

    @cached_property
    def _best_share_over(self) -> Fraction:
        return self._best_share - ONE

    @cached_property
    def _best_share(self) -> Fraction:
        return _largest(share for one in self.done.values() if (share := _share(one)) is not None)


_BY_INTEGERS: Final = cmp_to_key(compared)


def _largest(values: Iterable[Fraction]) -> Fraction:
    return max(values, key=_BY_INTEGERS, default=ZERO)


def _share(done: Done) -> Fraction | None:
    plan, actual = done.number("plan"), done.number("actual")
    if not done.assigned or plan is None or plan.numerator <= 0 or actual is None:
        return None
    return part_of(ONE, actual, plan)


class Kind(Protocol):
    """How a leaf is marked. ``reach`` is the most it can give by itself, None when its ``max`` decides."""

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark: ...

    def reach(self) -> Fraction | None: ...


@dataclass(frozen=True)
class Extra:
    """Bonus for what lies above the plan: points for each per cent, capped. Both in points."""

    per_percent: Fraction
    cap: Fraction | None

    def of(self, above: Fraction, below: Fraction) -> Fraction:
        """For above / below, of which ``above`` is the larger."""
        over = part_of(self._whole_plan, above - below, below)
        return self.cap if self.cap is not None and compared(over, self.cap) > 0 else over

    @cached_property
    def _whole_plan(self) -> Fraction:
        """What a plan done twice would give."""
        return self.per_percent * 100


@dataclass(frozen=True)
class Proportional:
    """``up``: actual / plan × max. ``down`` (less is better): plan / actual × max. Never above max."""

    up: bool = True
    extra: Extra | None = None

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark:
        assert most is not None  # the reader of sheets asks for it
        if not done.assigned:
            return _beside(most, done, peers)
        plan, actual = done.needed("plan"), done.needed("actual")
        if plan.numerator < 0 or actual.numerator < 0:
            raise Asked("negative", name="plan" if plan < 0 else "actual", value=min(plan, actual))
        above, below = (actual, plan) if self.up else (plan, actual)
        if not below:
            code = "nothing_of_nothing" if not above else "plan_zero" if self.up else "actual_zero"
            raise Asked(code, plan=plan, actual=actual)
        over = compared(above, below)
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

    def reach(self) -> Fraction | None:
        return None


@dataclass(frozen=True)
class Threshold:
    """All or nothing. ``value`` None: the unit's own plan is the threshold."""

    comparator: str
    value: Fraction | None

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark:
        assert most is not None
        actual = done.needed("actual")
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

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark:
        actual = done.needed("actual")
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
    """So many points each time; ``cap`` ends it (−20 for penalties, 20 for a bonus). ``event``: counted from events."""

    points: Fraction
    cap: Fraction | None = None
    event: str = ""

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark:
        count = done.count("count")
        if count.denominator != 1:
            raise Asked("not_whole", name="count", value=count)
        points, rises = count * self.points, self.points.numerator > 0
        for limit in (self.cap, most if rises else None):
            if limit is not None and (compared(points, limit) > 0) is rises:
                points = limit
        told = {"count": count, "each": self.points, "points": points}
        return Mark(points, Reason("per_occurrence", told))

    def reach(self) -> Fraction | None:
        return self.cap if self.points > 0 else ZERO


@dataclass(frozen=True)
class Survey:
    """Confirmed out of the sample × max; nothing without what ``gate`` names."""

    gate: str = ""

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark:
        assert most is not None
        if self.gate:
            through = done.values.get(self.gate)
            if through is None:
                raise Asked("missing", name=self.gate)
            if through is not True:
                return Mark(ZERO, Reason("gate_closed", {"gate": self.gate}))
        sample, confirmed = done.count("sample"), done.count("confirmed")
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
class PeerRelative:
    """Against the best of the cluster.

    ``half_at_target``: half of max for the plan (below it in proportion), the other half by what lies above it,
    against the unit that lies highest above its own. Without it: the best unit has max, the others pro rata.
    ``by_share``: the best is the largest actual / plan; otherwise the largest actual.
    """

    half_at_target: bool = False
    by_share: bool = True

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark:
        assert most is not None
        if not done.assigned:
            return _beside(most, done, peers)
        actual = done.count("actual")
        if not self.half_at_target:
            return self._pro_rata(most, actual, done, peers)
        plan = done.count("plan")
        if plan == 0:
            raise Asked("nothing_of_nothing" if actual == 0 else "plan_zero", plan=plan, actual=actual)
        told: dict[str, Fraction | str] = {"plan": plan, "actual": actual, "max": most}
        if compared(actual, plan) <= 0:
            points = part_of(HALF * most, actual, plan)
            return Mark(points, Reason("half_of_target", {**told, "points": points}))
        over, best = self._over(actual, plan, peers)
        points = part_of(HALF * most, over + best, best)
        return Mark(points, Reason("over_target", {**told, "over": over, "best": best, "points": points}))

    def _over(self, actual: Fraction, plan: Fraction, peers: Peers) -> tuple[Fraction, Fraction]:
        """How far above, and the leader's; the unit itself is among the peers, so the leader's is above zero."""
        if self.by_share:
            return part_of(ONE, actual - plan, plan), peers.best_share_over()
        return actual - plan, peers.best_actual(assigned=True) - plan

    def _pro_rata(self, most: Fraction, actual: Fraction, done: Done, peers: Peers) -> Mark:
        share = _share(done) if self.by_share else None
        own, best = (
            (share, peers.best_share()) if share is not None else (actual, peers.best_actual(assigned=True))
        )
        if best == 0:
            raise Asked("best_is_zero")
        points = own / best * most
        return Mark(points, Reason("against_best", {"own": own, "best": best, "max": most, "points": points}))

    def reach(self) -> Fraction | None:
        return None


def _beside(most: Fraction, done: Done, peers: Peers) -> Mark:
    """Units that were given no target are compared with one another alone: the best has max, others pro rata."""
    actual = done.number("actual")
    if actual is None:
        return Mark(None, Reason("not_assigned"))
    if actual < 0:
        raise Asked("negative", name="actual", value=actual)
    if actual == 0:
        return Mark(ZERO, Reason("not_assigned_nothing"))
    best = peers.best_actual(assigned=False)
    points = actual / best * most
    return Mark(
        points, Reason("not_assigned_pool", {"actual": actual, "best": best, "max": most, "points": points})
    )


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
    """Points by how many days late: the last step that is reached counts; before the first, none."""

    steps: Sequence[tuple[Fraction, Fraction]]  # days, points; days rise

    def mark(self, most: Fraction | None, done: Done, peers: Peers) -> Mark:
        late = done.count("days_late")
        points = ZERO
        for days, given in self.steps:
            if compared(late, days) >= 0:
                points = given
        return Mark(points, Reason("lateness", {"days": late, "points": points}))

    def reach(self) -> Fraction | None:
        return max(ZERO, *(points for _days, points in self.steps))


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
        "per_occurrence": "count each points",
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
        "settled": "points",
    }.items()
}
QUESTIONS: Final[Mapping[str, frozenset[str]]] = {
    code: frozenset(params.split())
    for code, params in {
        "missing": "name",
        "not_a_number": "name value",
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
