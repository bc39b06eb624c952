from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.launch.actions.dates import not_in_the_future
from thidua.launch.errors import PaperNotIssued
from thidua.launch.models import Movement, Paper
from thidua.launch.states import MOVEMENT

_LAUNCHING_KINDS = (Paper.Kind.PLAN, Paper.Kind.LAUNCH_TEXT)


@transaction.atomic
def launch_movement(*, actor: Actor, movement_id: int, on: dt.date, version: int | None = None) -> Movement:
    """Declares the movement launched on a day that has come.

    The plan must be issued; an issued plan has passed the gate, so its aims, targets, contents, measures
    and participants are there. Raises PaperNotIssued, InTheFuture.
    """
    movement = fetch(Movement, movement_id, actor=actor, verb="launch", lock=True, related=("seat",))
    check_version(movement, version)
    not_in_the_future(on)
    issued = Paper.objects.filter(
        movement=movement, issuer_id=movement.issuer_id, kind__in=_LAUNCHING_KINDS, state="issued"
    )
    if not issued.exists():
        raise PaperNotIssued()
    movement.launched_on = on
    movement.version += 1
    movement.save(update_fields=["launched_on", "version"])
    MOVEMENT.move(movement, "launch")
    record(actor, "launch.movement_launched", movement, path=movement.seat.path, data={"on": on.isoformat()})
    emit("launch.movement_launched", movement_id=movement.pk)
    return movement
