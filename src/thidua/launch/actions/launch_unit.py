from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.formats.vi import format_date
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.kernel.models import StoredFile
from thidua.launch.actions.dates import not_in_the_future
from thidua.launch.errors import AlreadyLaunched, ReasonMissing
from thidua.launch.models import Cycle, LaunchRecord
from thidua.launch.queries.launching import hindrance_to_launching
from thidua.launch.rules import acting_unit


@transaction.atomic
def launch_unit(
    *,
    actor: Actor,
    cycle_id: int,
    unit_id: int,
    on: dt.date,
    place: str = "",
    attendance: int | None = None,
    guests: str = "",
    pilot: bool = False,
    held_as: str = "",
    scan: StoredFile | None = None,
) -> LaunchRecord:
    """Records that a unit has launched this year's movement, ``held_as`` one of the catalogue's forms.

    Raises AlreadyLaunched, InTheFuture, NotLaunchedAbove, OwnPlanNotIssued.
    """
    cycle = fetch(Cycle, cycle_id, actor=actor, related=("movement__seat",))
    unit = acting_unit(actor, unit_id, "launch.record")
    not_in_the_future(on)
    hindrance = hindrance_to_launching(cycle, unit)
    if hindrance is not None:
        raise hindrance
    held, made = LaunchRecord.objects.get_or_create(
        cycle=cycle,
        unit=unit,
        defaults={
            "held_on": on,
            "place": place.strip(),
            "attendance": attendance,
            "guests": guests.strip(),
            "pilot": pilot,
            "held_as": held_as,
            "scan": scan,
        },
    )
    if not made:
        raise AlreadyLaunched(held_on=format_date(held.held_on))
    record(actor, "launch.unit_launched", held, path=unit.path, data={"on": on.isoformat()})
    emit("launch.unit_launched", cycle_id=cycle.pk, unit_id=unit.pk)
    return held


@transaction.atomic
def correct_launch(
    *,
    actor: Actor,
    launch_id: int,
    on: dt.date,
    reason: str,
    place: str = "",
    attendance: int | None = None,
) -> LaunchRecord:
    """Corrects a record that was typed wrongly; the audit keeps what stood there, and why it was changed.

    Raises ReasonMissing, InTheFuture.
    """
    if not reason.strip():
        raise ReasonMissing()
    held = fetch(LaunchRecord, launch_id, actor=actor, verb="change", lock=True, related=("unit",))
    not_in_the_future(on)
    before = {"on": held.held_on.isoformat(), "place": held.place, "attendance": held.attendance}
    held.held_on, held.place, held.attendance = on, place.strip(), attendance
    held.save()
    record(
        actor,
        "launch.unit_launch_corrected",
        held,
        path=held.unit.path,
        reason=reason.strip(),
        data={"before": before},
    )
    emit("launch.unit_launched", cycle_id=held.cycle_id, unit_id=held.unit_id)
    return held
