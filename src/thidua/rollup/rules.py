"""Who sees which sums.

The lines of a unit are for its own people, its superiors, and everyone below it: totals of the movement
they work in. What is inside a line (which unit has how much, which report it comes from) is for those
whose role reaches there; so a unit never sees the figures of its siblings.
"""

from __future__ import annotations

from thidua.federation.models import Body
from thidua.kernel.door import VIEW, Actor, Relation, Ruling, announce, permit
from thidua.kernel.errors import Absent, NotYours
from thidua.launch.models import Period
from thidua.rollup.errors import InsideNotYours
from thidua.rollup.models import Agg, Edition

OPEN = "open"

SUMS = announce(
    Ruling(
        model=Agg,
        path="path",
        permits=(
            permit(VIEW, "rollup.view", Relation.WITHIN),
            permit(VIEW, "rollup.view", Relation.ABOVE),
            permit(OPEN, "rollup.view", Relation.WITHIN),
        ),
        state="bloc",
    )
)

# An edition is what a movement tells of itself: it is seen where the totals of its seat are.
announce(
    Ruling(
        model=Edition,
        path="period__cycle__movement__seat__path",
        permits=(
            permit(VIEW, "rollup.view", Relation.WITHIN),
            permit(VIEW, "rollup.view", Relation.ABOVE),
            permit(OPEN, "rollup.view", Relation.WITHIN),
        ),
        state="final",
    )
)
# Who closes a period freezes its figures.
FREEZERS = ("launch.close", "launch.advise", "launch.issue")


def may_freeze(actor: Actor, period: Period) -> bool:
    """Whether this actor may freeze the figures of the period, as far as its people are concerned."""
    seat = period.cycle.movement.seat.path
    return any(actor.may(one, seat, Relation.OWN) for one in FREEZERS)


def require_freezing(actor: Actor, period: Period) -> None:
    """Raises NotYours."""
    if not may_freeze(actor, period):
        raise NotYours()


def may_see(actor: Actor, unit: Body) -> bool:
    """Whether this actor may read the lines of the unit."""
    return any(actor.may("rollup.view", unit.path, one.relation) for one in SUMS.permits if one.verb == VIEW)


def may_open(actor: Actor, unit: Body) -> bool:
    """Whether this actor may read what the lines of the unit are made of."""
    return any(actor.may("rollup.view", unit.path, one.relation) for one in SUMS.permits if one.verb == OPEN)


def require_sight(actor: Actor, unit: Body) -> None:
    """Raises Absent: to a stranger, absent and forbidden look alike."""
    if not may_see(actor, unit):
        raise Absent()


def require_inside(actor: Actor, unit: Body) -> None:
    """Raises Absent for a stranger, InsideNotYours for someone who may read the line only."""
    require_sight(actor, unit)
    if not may_open(actor, unit):
        raise InsideNotYours(unit=str(unit))
