"""Launches beside a unit's own, of a year: who sees which, pilots by bloc, tasks of a cluster's members."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from thidua.catalogue.queries.items import items, name_of
from thidua.federation.models import Attribute, Body, Membership
from thidua.federation.queries.clusters import members_of
from thidua.kernel.door import Actor, listing
from thidua.launch.models import Cycle, LaunchEvent, LaunchRecord, LaunchTask

FORMS = "ceremony_forms"  # kind of the catalogue


@dataclass(frozen=True)
class Pilot:
    """One example of a bloc; ``held_on`` none while it is planned only. ``event`` is none where the unit itself
    said that its launch was one."""

    bloc: str
    unit: Body
    held_on: dt.date | None
    place: str
    attendance: int | None
    event: LaunchEvent | None = None

    @property
    def bloc_name(self) -> str:
        return name_of("blocs", self.bloc) if self.bloc else _("chưa rõ khối")


def events_of(
    cycle: Cycle, actor: Actor, kinds: Iterable[str] = LaunchEvent.Kind.values
) -> list[LaunchEvent]:
    """What this actor may see of a year, what is held or planned last first. One query."""
    found = (
        listing(LaunchEvent, actor=actor)
        .filter(cycle=cycle, kind__in=list(kinds))
        .select_related("seat", "at", "cluster")
        .annotate(
            tasks_given=Count("tasks", distinct=True),
            tasks_done=Count("tasks", filter=Q(tasks__done_on__isnull=False), distinct=True),
        )
    )
    return list(found.order_by(F("held_on").desc(nulls_first=True), "planned_on", "pk"))


def pilots_by_bloc(cycle: Cycle, actor: Actor, events: Iterable[LaunchEvent]) -> Mapping[str, list[Pilot]]:
    """Examples by bloc, in the order of the catalogue: those that were organised, and launches that their
    unit called one. At most two queries beside ``events``."""
    organised = [one for one in events if one.kind == LaunchEvent.Kind.PILOT]
    found = [
        Pilot(one.bloc, one.at, one.held_on, one.place, one.attendance, one)
        for one in organised
        if one.at is not None
    ]
    said = list(
        listing(LaunchRecord, actor=actor)
        .filter(cycle=cycle, pilot=True)
        .exclude(unit__in=[one.at_id for one in organised if one.at_id])
        .select_related("unit")
        .order_by("held_on", "pk")
    )
    blocs = _blocs([one.unit_id for one in said])
    found += [
        Pilot(blocs.get(one.unit_id, ""), one.unit, one.held_on, one.place, one.attendance) for one in said
    ]
    order = [one.code for one in items("blocs")]
    ranked = sorted(found, key=lambda one: order.index(one.bloc) if one.bloc in order else len(order))
    by_bloc: dict[str, list[Pilot]] = {}
    for one in ranked:
        by_bloc.setdefault(one.bloc_name, []).append(one)
    return by_bloc


def _blocs(units: Sequence[int]) -> Mapping[int, str]:
    if not units:
        return {}
    rows = Attribute.objects.filter(unit__in=units, name=Attribute.Name.BLOC, until_on=None)
    return {one.unit_id: str(one.value) for one in rows}


def bloc_of(unit: Body) -> str:
    """The unit's bloc today; "" where it is not known. One query."""
    return _blocs([unit.pk]).get(unit.pk, "")


def forms_for(bloc: str) -> list[tuple[str, str]]:
    """Forms of launching, code and name: those that suit the bloc first, the others after them."""
    found = items(FORMS)
    suits = [one for one in found if bloc and bloc in one.facts.get("suits", ())]
    rest = [one for one in found if one not in suits]
    return [(one.code, str(one)) for one in (*suits, *rest)]


@dataclass(frozen=True)
class Share:
    """What one member of the cluster was given at a launch."""

    unit: Body
    tasks: tuple[LaunchTask, ...]


def shares_of(event: LaunchEvent) -> list[Share]:
    """Every member of the cluster in that year with its tasks; one without any shows as such. Two queries."""
    if event.cluster is None:
        return []
    given: dict[int, list[LaunchTask]] = {}
    units: dict[int, Body] = {}
    for one in LaunchTask.objects.filter(event=event).select_related("unit").order_by("due_on", "pk"):
        given.setdefault(one.unit_id, []).append(one)
        units[one.unit_id] = one.unit
    members: Iterable[Membership] = members_of(event.cluster, event.cycle.year)
    everyone = {**{one.unit_id: one.unit for one in members}, **units}
    return [Share(unit, tuple(given.get(pk, ()))) for pk, unit in everyone.items()]
