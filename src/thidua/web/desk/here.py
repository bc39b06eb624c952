"""Where a person stands: the unit they act for, the movement, the period. Chosen in the bar, kept in the
session, and never trusted: what is kept is looked up again through the door.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.db.models import Q

from thidua.access.requests import Request
from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.door import Actor, listing
from thidua.launch.models import Movement, Period

MOVEMENT_KEY = "movement"
PERIOD_KEY = "period"
# Which period is meant when nobody chose: the one being reported, else the last that was, else the first.
_STANDING = {"open": 0, "closed": 1, "planned": 2}


@dataclass(frozen=True)
class Here:
    unit: Body | None
    movement: Movement | None
    period: Period | None


class _Standing(Request):
    known_here: Here


NOWHERE = Here(None, None, None)


def here(request: Request) -> Here:
    """Three queries, once a request."""
    known: Here | None = getattr(request, "known_here", None)
    return known or stand(request, _look(request))


def stand(request: Request, at: Here) -> Here:
    """From now on this request stands there: the bar above shows the same."""
    cast("_Standing", request).known_here = at
    return at


def _look(request: Request) -> Here:
    actor = request.actor
    if actor.unit_id is None:
        return NOWHERE
    unit = Body.objects.filter(pk=actor.unit_id).select_related("kind", "parent").first()
    movement = at_hand(movements(actor), request.session.get(MOVEMENT_KEY))
    period = _period(movement, request.session.get(PERIOD_KEY)) if movement else None
    return Here(unit, movement, period)


def movements(actor: Actor) -> list[Movement]:
    """The movements this actor may see that concern the unit they act for: called by it or above it."""
    concerned = Q(seat__path__in=paths.upwards(actor.unit_path)) | paths.within("seat__path", actor.unit_path)
    return list(
        listing(Movement, actor=actor)
        .filter(concerned)
        .select_related("issuer", "seat")
        .order_by("-from_on", "-id")[:50]
    )


def at_hand(found: Sequence[Movement], chosen: object) -> Movement | None:
    """Of these the one chosen, else a running one, else the newest."""
    wanted = [one for one in found if one.pk == chosen]
    running = [one for one in found if one.state == "launched"]
    return next(iter([*wanted, *running, *found]), None)


def periods(movement: Movement) -> list[Period]:
    return list(
        Period.objects.filter(cycle__movement=movement)
        .select_related("cycle")
        .order_by("-cycle__year", "measured_from", "cutoff_on")
    )


def _period(movement: Movement, chosen: object) -> Period | None:
    found = periods(movement)
    wanted = [one for one in found if one.pk == chosen]
    by_standing = sorted(found, key=lambda one: _STANDING.get(one.state, 3))
    return next(iter([*wanted, *by_standing]), None)
