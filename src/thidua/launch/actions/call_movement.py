from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.federation.models import Body
from thidua.federation.queries.clusters import seat_of
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent
from thidua.kernel.events import emit
from thidua.launch.actions.dates import in_order
from thidua.launch.errors import NotLeadingTheCluster
from thidua.launch.models import Cycle, Movement
from thidua.launch.rules import acting_unit


@transaction.atomic
def call_movement(
    *,
    actor: Actor,
    seat_id: int,
    name: str,
    from_on: dt.date,
    until_on: dt.date,
    issuer_id: int | None = None,
    short_name: str = "",
    named_movement: str = "",
    aims_are_qualitative: bool = False,
    interim_every: int | None = None,
) -> Movement:
    """Begins a movement with the cycle of its first year.

    ``seat_id`` is the unit that signs and seals; ``issuer_id`` is another body that calls through it (a
    cluster calls through its leader's union). Raises Absent, NotYours, DatesOutOfOrder, NotLeadingTheCluster.
    """
    seat = acting_unit(actor, seat_id, "launch.draft")
    in_order(from_on, until_on)
    movement = Movement.objects.create(
        issuer=_issuer(issuer_id, seat, from_on.year),
        seat=seat,
        name=name.strip(),
        short_name=short_name.strip(),
        named_movement=named_movement,
        from_on=from_on,
        until_on=until_on,
        aims_are_qualitative=aims_are_qualitative,
        interim_every=interim_every,
    )
    Cycle.objects.create(
        movement=movement,
        year=from_on.year,
        starts_on=from_on,
        ends_on=min(until_on, dt.date(from_on.year, 12, 31)),
    )
    record(actor, "launch.movement_called", movement, path=seat.path)
    emit("launch.movement_called", movement_id=movement.pk)
    return movement


def _issuer(issuer_id: int | None, seat: Body, year: int) -> Body:
    if issuer_id is None or issuer_id == seat.pk:
        return seat
    # Only a body without a place in the tree needs another's seal.
    issuer = Body.objects.filter(pk=issuer_id, path="").first()
    if issuer is None:
        raise Absent()
    if issuer.form == Body.Form.CLUSTER:
        lends = seat_of(issuer, year) or issuer.host
        if lends is not None and lends != seat:
            raise NotLeadingTheCluster(cluster=str(issuer), year=year, leader=str(lends), unit=str(seat))
    return issuer
