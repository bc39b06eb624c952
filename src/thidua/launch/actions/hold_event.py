from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.launch.actions.dates import not_in_the_future
from thidua.launch.models import LaunchEvent, LaunchRecord


@transaction.atomic
def hold_event(
    *,
    actor: Actor,
    event_id: int,
    on: dt.date,
    place: str = "",
    attendance: int | None = None,
    guests: str = "",
    held_as: str = "",
    version: int | None = None,
) -> LaunchEvent:
    """Writes down that the event was held; said again it corrects, and the audit keeps what stood there.

    A unit that was the example of its bloc has launched with it: its own launch is recorded too, unless it has
    one already. Raises InTheFuture, Stale.
    """
    event = fetch(
        LaunchEvent, event_id, actor=actor, verb="change", lock=True, related=("seat", "at", "cycle")
    )
    check_version(event, version)
    not_in_the_future(on)
    before = {"on": str(event.held_on or ""), "place": event.place, "attendance": event.attendance}
    event.held_on, event.place, event.attendance = on, place.strip(), attendance
    event.guests, event.held_as = guests.strip(), held_as or event.held_as
    event.version += 1
    event.save()
    _launch_with_it(event)
    record(
        actor, "launch.event_held", event, path=event.seat.path, data={"on": on.isoformat(), "before": before}
    )
    emit("launch.event_changed", event_id=event.pk, cycle_id=event.cycle_id)
    return event


def _launch_with_it(event: LaunchEvent) -> None:
    if event.kind != LaunchEvent.Kind.PILOT or event.at is None or event.held_on is None:
        return
    _held, made = LaunchRecord.objects.get_or_create(
        cycle=event.cycle,
        unit=event.at,
        defaults={
            "held_on": event.held_on,
            "place": event.place,
            "attendance": event.attendance,
            "guests": event.guests,
            "held_as": event.held_as,
            "pilot": True,
        },
    )
    if made:
        emit("launch.unit_launched", cycle_id=event.cycle_id, unit_id=event.at.pk)
