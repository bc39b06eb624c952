"""A unit beside the others of its cluster: the best of them, and the kind of criterion that is measured against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, cmp_to_key
from typing import Final

from thidua.algebra.scoring.by_integers import compared, part_of
from thidua.algebra.scoring.told import HALF, ONE, ZERO, Asked, Done, Mark, Reason


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
        known = [_told(one, "actual") for one in self.done.values() if one.assigned is assigned]
        return _largest(value for value in known if value is not None)

    def best_share(self) -> Fraction:
        """The largest actual / plan of those who have a plan."""
        return self._best_share

    def best_share_over(self) -> Fraction:
        """How far that is above one."""
        return self._best_share_over

    @cached_property
    def plans(self) -> bool:
        """Whether anybody was told to have a plan."""
        return any(one.assigned and one.values.get("plan") is not None for one in self.done.values())

    @cached_property
    def _best_share_over(self) -> Fraction:
        return self._best_share - ONE

    @cached_property
    def _best_share(self) -> Fraction:
        return _largest(share for one in self.done.values() if (share := _share(one)) is not None)


_BY_INTEGERS: Final = cmp_to_key(compared)


def _largest(values: Iterable[Fraction]) -> Fraction:
    return max(values, key=_BY_INTEGERS, default=ZERO)


def _told(done: Done, name: str) -> Fraction | None:
    """What cannot be read is asked of the unit that told it; to the others it is as if it were not told."""
    try:
        return done.number(name)
    except Asked:
        return None


def _share(done: Done) -> Fraction | None:
    plan, actual = _told(done, "plan"), _told(done, "actual")
    if not done.assigned or plan is None or plan.numerator <= 0 or actual is None:
        return None
    return part_of(ONE, actual, plan)


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
            return beside(most, done, peers)
        actual = done.not_below_zero("actual")
        if not self.half_at_target:
            return self._pro_rata(most, actual, done, peers)
        plan = done.not_below_zero("plan")
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
        if self.by_share and peers.plans:
            # Results are not set beside shares: who has no plan here is asked for it.
            plan = done.not_below_zero("plan")
            if plan == 0:
                raise Asked("nothing_of_nothing" if actual == 0 else "plan_zero", plan=plan, actual=actual)
            own, best = actual / plan, peers.best_share()
        else:
            own, best = actual, peers.best_actual(assigned=True)
        if best == 0:
            raise Asked("best_is_zero")
        points = own / best * most
        return Mark(points, Reason("against_best", {"own": own, "best": best, "max": most, "points": points}))

    def reach(self) -> Fraction | None:
        return None


def beside(most: Fraction, done: Done, peers: Peers) -> Mark:
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
