from __future__ import annotations

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.launch.models import Movement
from thidua.launch.states import MOVEMENT


@transaction.atomic
def close_movement(*, actor: Actor, movement_id: int) -> Movement:
    """Ends a movement that was launched; its papers and figures stay readable."""
    movement = fetch(Movement, movement_id, actor=actor, verb="close", lock=True, related=("seat",))
    MOVEMENT.move(movement, "close")
    record(actor, "launch.movement_closed", movement, path=movement.seat.path)
    emit("launch.movement_closed", movement_id=movement.pk)
    return movement
