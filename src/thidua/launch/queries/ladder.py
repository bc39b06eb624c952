"""The ladder: level by level, who must have issued a plan or launched, who has, who is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from thidua.federation.models import Body, UnitKind
from thidua.kernel import clock, paths
from thidua.kernel.door import Actor
from thidua.launch.models import Cycle, Deadline, LaunchRecord, Paper
from thidua.launch.rules import units_seen

_PLANS = (Paper.Kind.PLAN, Paper.Kind.LAUNCH_TEXT)
_STEPS = (Deadline.What.ISSUE_PLAN, Deadline.What.LAUNCH)


@dataclass(frozen=True)
class Rung:
    """One level and one step: how many must, have, had in time, are late today."""

    what: str
    level: str
    due_on: dt.date
    must: int
    done: int
    in_time: int
    late: int

    @property
    def what_label(self) -> str:
        return str(Deadline.What(self.what).label)

    @property
    def level_label(self) -> str:
        return str(UnitKind.Level(self.level).label)

    @property
    def open(self) -> int:
        return self.must - self.done


@dataclass(frozen=True)
class LateUnit:
    unit_id: int
    name: str
    level: str
    due_on: dt.date
    days: int


def ladder(cycle: Cycle, steps: Iterable[str] = _STEPS) -> list[Rung]:
    """Every rung that has a deadline, in the order of levels and steps: one query and one a step."""
    due = _due(cycle)
    found: list[Rung] = []
    for what in steps:
        counted = _counted(cycle, what, due.get(what, {}))
        found += [
            Rung(what, level, day, *counted.get(level, (0, 0, 0, 0)))
            for level, day in due.get(what, {}).items()
        ]
    order = list(UnitKind.Level.values)
    return sorted(found, key=lambda rung: (order.index(rung.level), _STEPS.index(rung.what)))


def late_units(cycle: Cycle, what: str, *, actor: Actor, level: str = "", most: int = 200) -> list[LateUnit]:
    """Who is late, by name: only units that the actor belongs to or stands above. Two queries."""
    due = _due(cycle).get(what, {})
    today = clock.today()
    wanted = {key: day for key, day in due.items() if day < today and level in ("", key)}
    if not wanted:
        return []
    rows = (
        _units(cycle, what, wanted)
        .filter(units_seen(actor), Q(done_on=None))
        .order_by("kind__level", "sort_key")
        .values_list("pk", "name", "kind__level")[:most]
    )
    return [LateUnit(pk, name, key, wanted[key], (today - wanted[key]).days) for pk, name, key in rows]


def _due(cycle: Cycle) -> Mapping[str, dict[str, dt.date]]:
    due: dict[str, dict[str, dt.date]] = {}
    for one in Deadline.objects.filter(cycle=cycle, what__in=_STEPS, period=None):
        due.setdefault(one.what, {})[one.level] = one.due_on
    return due


def _counted(cycle: Cycle, what: str, due: Mapping[str, dt.date]) -> Mapping[str, tuple[int, int, int, int]]:
    if not due:
        return {}
    in_time = Q()
    late = Q(pk__in=[])
    today = clock.today()
    for level, day in due.items():
        in_time |= Q(kind__level=level, done_on__lte=day)
        if day < today:
            late |= Q(kind__level=level, done_on=None)
    rows = (
        _units(cycle, what, due)
        .values("kind__level")
        .annotate(
            must=Count("pk"),
            done=Count("pk", filter=Q(done_on__isnull=False)),
            in_time=Count("pk", filter=in_time),
            late=Count("pk", filter=late),
        )
        .order_by()
        .values_list("kind__level", "must", "done", "in_time", "late")
    )
    return {level: (must, done, timely, behind) for level, must, done, timely, behind in rows}


def _units(cycle: Cycle, what: str, due: Mapping[str, dt.date]) -> QuerySet[Body]:
    """The units that owe this step, each with the day on which they took it. A unit founded after the day
    on which its level was due owes nothing."""
    young = Q()
    for level, day in due.items():
        young |= Q(kind__level=level, founded_on__gt=day)
    placed = Body.objects.filter(
        paths.strictly_below("path", cycle.movement.seat.path),
        form=Body.Form.UNIT,
        ended_on=None,
        kind__level__in=due,
    )
    return placed.exclude(young).annotate(done_on=Subquery(_done(cycle, what)))


def _done(cycle: Cycle, what: str) -> QuerySet:
    if what == Deadline.What.LAUNCH:
        launches = LaunchRecord.objects.filter(cycle=cycle, unit=OuterRef("pk"))
        return launches.values("held_on")[:1]
    issued = Paper.objects.filter(
        movement=cycle.movement_id, year=cycle.year, issuer=OuterRef("pk"), kind__in=_PLANS, state="issued"
    )
    return issued.order_by(F("issued_on").asc(nulls_last=True)).values("issued_on")[:1]
