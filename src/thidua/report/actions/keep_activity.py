from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from thidua.catalogue.queries.items import item
from thidua.federation.models import Body
from thidua.formats.vi import format_date
from thidua.kernel import clock, paths
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, Relation, fetch
from thidua.kernel.errors import Absent, NotYours
from thidua.report.actions.count_records import recount
from thidua.report.errors import DateOutside, WomenAboveAll
from thidua.report.models import Activity


@dataclass(frozen=True)
class Told:
    """What a person says about an activity."""

    kind: str
    held_on: dt.date
    title: str
    place: str = ""
    programme: str = ""
    participants: int | None = None
    women: int | None = None
    amount: int | None = None
    subjects: frozenset[int] = field(default_factory=frozenset)

    def columns(self) -> dict[str, Any]:
        return {
            "kind": Activity.Kind(self.kind),
            "held_on": self.held_on,
            "title": self.title.strip()[:300],
            "place": self.place.strip()[:200],
            "programme": item("named_movements", self.programme).code if self.programme else "",
            "participants": self.participants,
            "women": self.women,
            "amount": self.amount,
        }


@transaction.atomic
def add_activity(*, actor: Actor, unit_id: int, told: Told) -> Activity:
    """Records something that the unit did. Raises DateOutside, WomenAboveAll, UnknownItem, NotYours, Absent."""
    unit = Body.objects.filter(pk=unit_id).first()
    if unit is None or not actor.may("report.view", unit.path):
        raise Absent()
    if not actor.may("report.activity", unit.path, Relation.OWN):
        raise NotYours()
    _require_possible(told)
    made = Activity.objects.create(unit=unit, by=actor.name, **told.columns())
    _set_subjects(made, unit, told.subjects)
    record(actor, "report.activity_added", made, path=unit.path, data={"title": made.title})
    recount(actor=actor, unit_id=unit.pk, subject_ids=told.subjects, days=[made.held_on])
    return made


@transaction.atomic
def change_activity(*, actor: Actor, activity_id: int, told: Told, version: int | None = None) -> Activity:
    """Corrects a record; what was counted from it follows. Raises what add_activity raises, and Stale."""
    found = fetch(Activity, activity_id, actor=actor, verb="change", lock=True, related=("unit",))
    check_version(found, version)
    _require_possible(told)
    days, subjects = [found.held_on, told.held_on], _subjects_of(found) | told.subjects
    for name, value in told.columns().items():
        setattr(found, name, value)
    found.version += 1
    found.save()
    _set_subjects(found, found.unit, told.subjects)
    record(actor, "report.activity_changed", found, path=found.unit.path, data={"title": found.title})
    recount(actor=actor, unit_id=found.unit_id, subject_ids=subjects, days=days)
    return found


@transaction.atomic
def remove_activity(*, actor: Actor, activity_id: int, reason: str = "") -> Activity:
    """Leaves a record out of every count; the trail keeps it."""
    found = fetch(Activity, activity_id, actor=actor, verb="change", lock=True, related=("unit",))
    found.removed_at = clock.now()
    found.save()
    record(actor, "report.activity_removed", found, path=found.unit.path, reason=reason.strip())
    recount(actor=actor, unit_id=found.unit_id, subject_ids=_subjects_of(found), days=[found.held_on])
    return found


def _require_possible(told: Told) -> None:
    if told.held_on > clock.today():
        raise DateOutside(day=format_date(told.held_on))
    if told.women is not None and told.participants is not None and told.women > told.participants:
        raise WomenAboveAll(women=told.women, participants=told.participants)


def _subjects_of(activity: Activity) -> frozenset[int]:
    return frozenset(activity.subjects.values_list("pk", flat=True))


def _set_subjects(activity: Activity, unit: Body, subject_ids: Iterable[int]) -> None:
    """Only units of the acting unit's own branch can be its subjects. Raises Absent."""
    wanted = set(subject_ids)
    known = Body.objects.filter(paths.within("path", unit.path), pk__in=wanted)
    if known.count() != len(wanted):
        raise Absent()
    activity.subjects.set(known)
