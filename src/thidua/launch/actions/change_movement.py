from __future__ import annotations

from django.db import transaction

from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.launch.actions.dates import in_order
from thidua.launch.models import Movement

_CHANGEABLE = frozenset(
    {"name", "short_name", "named_movement", "from_on", "until_on", "aims_are_qualitative", "interim_every"}
)


@transaction.atomic
def change_movement(
    *, actor: Actor, movement_id: int, changes: dict[str, object], version: int | None = None
) -> Movement:
    """Changes what a movement is called and when it runs. Raises Stale, DatesOutOfOrder."""
    movement = fetch(Movement, movement_id, actor=actor, verb="change", lock=True, related=("seat",))
    check_version(movement, version)
    told = {name: value for name, value in changes.items() if name in _CHANGEABLE}
    before = {name: str(getattr(movement, name)) for name in told}
    for name, value in told.items():
        setattr(movement, name, value)
    in_order(movement.from_on, movement.until_on)
    movement.version += 1
    movement.save()
    record(actor, "launch.movement_changed", movement, path=movement.seat.path, data={"before": before})
    return movement
