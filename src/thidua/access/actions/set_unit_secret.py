from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import transaction

from thidua.access.models import UnitDoor
from thidua.access.pins import first_pin
from thidua.access.rules import unit_to_manage
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent


@transaction.atomic
def set_unit_secret(*, actor: Actor, unit_id: int) -> tuple[UnitDoor, str]:
    """A new shared PIN for a unit, told only now; phones that knew the old one must give it again.

    Raises Absent.
    """
    unit = unit_to_manage(actor, unit_id)
    pin = first_pin()
    door, _made = UnitDoor.objects.update_or_create(unit=unit, defaults={"secret": make_password(pin)})
    record(actor, "unit.secret_set", door, path=unit.path)
    return door, pin


@transaction.atomic
def close_unit_door(*, actor: Actor, unit_id: int) -> None:
    """Nobody enters by this unit's code any more. Raises Absent."""
    unit = unit_to_manage(actor, unit_id)
    door = UnitDoor.objects.select_for_update().filter(unit=unit).first()
    if door is None:
        raise Absent()
    record(actor, "unit.door_closed", door, path=unit.path)
    door.delete()
