"""Planning what is launched beside a unit's own ceremony: an example for a bloc, a great work, a cluster's launch,
a conference."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from thidua.catalogue.queries.items import name_of
from thidua.federation.models import Body
from thidua.federation.queries.clusters import leadership_of
from thidua.formats.vi import format_date
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.events import emit
from thidua.launch.event_errors import (
    EventHeld,
    EventUnnamed,
    NotTheLeader,
    PilotChosen,
    PilotElsewhere,
    PilotIncomplete,
)
from thidua.launch.models import Cycle, LaunchEvent
from thidua.launch.rules import acting_unit

Kind = LaunchEvent.Kind


@dataclass(frozen=True)
class Said:
    """What is said of an event when it is planned; what its kind does not ask for stays empty."""

    name: str = ""
    bloc: str = ""
    at_id: int | None = None
    cluster_id: int | None = None
    work_owner: str = ""
    work_rank: str = ""
    work_registered: bool = False
    held_as: str = ""
    planned_on: dt.date | None = None


@transaction.atomic
def plan_event(*, actor: Actor, cycle_id: int, seat_id: int, kind: str, said: Said) -> LaunchEvent:
    """Plans one event of the unit ``seat_id`` in a year of the movement.

    A pilot stands at a unit below, for a bloc; a cluster launches through its leader's union of that year.
    Raises EventUnnamed, PilotIncomplete, PilotElsewhere, PilotChosen, NotTheLeader, Absent, NotYours.
    """
    cycle = fetch(Cycle, cycle_id, actor=actor, related=("movement",))
    seat = acting_unit(actor, seat_id, "launch.record")
    event = LaunchEvent(cycle=cycle, seat=seat, kind=Kind(kind))
    _tell(event, said)
    _keep(event)
    record(actor, "launch.event_planned", event, path=seat.path, data={"kind": event.kind})
    emit("launch.event_changed", event_id=event.pk, cycle_id=cycle.pk)
    return event


@transaction.atomic
def change_event(*, actor: Actor, event_id: int, said: Said, version: int | None = None) -> LaunchEvent:
    """Says anew what is planned; the kind of an event does not change. Raises what planning raises, and Stale."""
    event = fetch(
        LaunchEvent, event_id, actor=actor, verb="change", lock=True, related=("seat", "cycle__movement")
    )
    check_version(event, version)
    before = {"name": event.name, "at": event.at_id, "planned_on": str(event.planned_on or "")}
    _tell(event, said)
    event.version += 1
    _keep(event)
    record(actor, "launch.event_changed", event, path=event.seat.path, data={"before": before})
    emit("launch.event_changed", event_id=event.pk, cycle_id=event.cycle_id)
    return event


@transaction.atomic
def drop_event(*, actor: Actor, event_id: int) -> None:
    """Takes a plan off the list; what was held stays. Raises EventHeld."""
    event = fetch(LaunchEvent, event_id, actor=actor, verb="change", lock=True, related=("seat",))
    if event.held_on is not None:
        raise EventHeld(day=format_date(event.held_on))
    record(actor, "launch.event_dropped", event, path=event.seat.path, data={"name": event.name})
    emit("launch.event_changed", event_id=event.pk, cycle_id=event.cycle_id)
    event.delete()


def _tell(event: LaunchEvent, said: Said) -> None:
    event.name = said.name.strip()
    event.held_as, event.planned_on = said.held_as, said.planned_on
    event.bloc = said.bloc if event.kind in (Kind.PILOT, Kind.CONFERENCE) else ""
    event.at = _at(event.seat, said.at_id)
    if event.kind == Kind.PILOT:
        _fits_as_pilot(event)
    if event.kind == Kind.KEY_WORK:
        event.work_owner, event.work_rank = said.work_owner.strip(), said.work_rank
        event.work_registered = said.work_registered
    if event.kind == Kind.CLUSTER:
        event.cluster = _cluster_led_by(event, said.cluster_id)
        event.name = event.name or f"{event.cluster}"
    if not event.name:
        raise EventUnnamed()


def _at(seat: Body, unit_id: int | None) -> Body | None:
    if unit_id is None:
        return None
    unit = Body.objects.filter(pk=unit_id, form=Body.Form.UNIT).first()
    if unit is None:
        raise Absent()
    if not unit.path.startswith(seat.path):
        raise PilotElsewhere(unit=unit, seat=seat)
    return unit


def _fits_as_pilot(event: LaunchEvent) -> None:
    if event.at is None or not event.bloc:
        raise PilotIncomplete()
    if event.at_id == event.seat_id:
        raise PilotElsewhere(unit=event.at, seat=event.seat)
    event.name = event.name or f"{event.at}, {name_of('blocs', event.bloc)}"


def _cluster_led_by(event: LaunchEvent, cluster_id: int | None) -> Body:
    cluster = Body.objects.filter(pk=cluster_id or 0, form=Body.Form.CLUSTER).first()
    if cluster is None:
        raise Absent()
    led = leadership_of(cluster, event.cycle.year)
    if led is None or led.leader_id != event.seat_id:
        leader = led.leader if led else "–"
        raise NotTheLeader(seat=event.seat, cluster=cluster, year=event.cycle.year, leader=leader)
    return cluster


def _keep(event: LaunchEvent) -> None:
    try:
        with transaction.atomic():
            event.save()
    except IntegrityError as twin:
        if event.kind != Kind.PILOT:
            raise
        raise PilotChosen(unit=event.at) from twin
