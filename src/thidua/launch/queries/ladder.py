"""The ladder: level by level, who must have issued a plan or launched, who has, who is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

from django.db.models import Case, Count, DateField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from thidua.federation.models import Body, Placement, UnitKind
from thidua.kernel import clock, paths
from thidua.kernel.door import Actor
from thidua.launch.models import Cycle, Deadline, LaunchRecord, Paper, PlanSent
from thidua.launch.rules import units_seen

_PLANS = (Paper.Kind.PLAN, Paper.Kind.LAUNCH_TEXT)
_STEPS = (Deadline.What.ISSUE_PLAN, Deadline.What.SEND_PLAN, Deadline.What.LAUNCH)


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


def branch_of(cycle: Cycle, unit: Body) -> str:
    """The part of the movement that a unit answers for: its own branch; the whole for whoever stands above the
    movement, and for a unit without any below it."""
    whole = str(cycle.movement.seat.path)
    answers = unit.level in (UnitKind.Level.PROVINCE, UnitKind.Level.UPPER)
    return unit.path if answers and unit.path.startswith(whole) else whole


def ladder(cycle: Cycle, steps: Iterable[str] = _STEPS, *, within: str = "") -> list[Rung]:
    """Every rung that has a deadline, in the order of levels and steps: one query and one a step. ``within``
    is the path of a branch; without it the whole movement, its caller included."""
    due = _due(cycle)
    found: list[Rung] = []
    for what in steps:
        counted = _counted(cycle, what, due.get(what, {}), within)
        found += [
            Rung(what, level, day, *counted.get(level, (0, 0, 0, 0)))
            for level, day in due.get(what, {}).items()
        ]
    order = list(UnitKind.Level.values)
    return sorted(found, key=lambda rung: (order.index(rung.level), _STEPS.index(rung.what)))


class Late(Sequence[LateUnit]):
    """Who is late with a step, by name, asked from the database as far as it is read: one query for the number,
    one for each part."""

    def __init__(self, units: QuerySet[Body], due: Mapping[str, dt.date]) -> None:
        self._units, self._due = units, due

    def __len__(self) -> int:
        return self._number

    @cached_property
    def _number(self) -> int:
        return self._units.count() if self._due else 0

    @overload
    def __getitem__(self, at: int) -> LateUnit: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[LateUnit]: ...
    def __getitem__(self, at: int | slice) -> LateUnit | Sequence[LateUnit]:
        if not self._due:
            return [][at]
        wanted = at if isinstance(at, slice) else slice(at, at + 1)
        rows = self._units.values_list("pk", "name", "kind__level")[wanted]
        today = clock.today()
        told = [
            LateUnit(pk, name, key, self._due[key], (today - self._due[key]).days) for pk, name, key in rows
        ]
        return told if isinstance(at, slice) else told[0]


def late_units(cycle: Cycle, what: str, *, actor: Actor, level: str = "", within: str = "") -> Late:
    """Who is late, by name: only units that the actor belongs to or stands above. The deadlines at once."""
    today = clock.today()
    due = {key: day for key, day in _due(cycle).get(what, {}).items() if day < today and level in ("", key)}
    late = _units(cycle, what, due, within).filter(units_seen(actor), Q(done_on=None))
    return Late(late.order_by("kind__level", "sort_key", "pk"), due)


def _due(cycle: Cycle) -> Mapping[str, dict[str, dt.date]]:
    due: dict[str, dict[str, dt.date]] = {}
    for one in Deadline.objects.filter(cycle=cycle, what__in=_STEPS, period=None):
        due.setdefault(one.what, {})[one.level] = one.due_on
    return due


def _counted(
    cycle: Cycle, what: str, due: Mapping[str, dt.date], within: str
) -> Mapping[str, tuple[int, int, int, int]]:
    """By level how many must, have, had in time, are late; counted by the day on which they took the step."""
    if not due:
        return {}
    by_day = _units(cycle, what, due, within).order_by().values("kind__level", on=F("done_on"))
    rows = by_day.annotate(many=Count("pk")).values_list("kind__level", "on", "many")
    today = clock.today()
    counted: dict[str, tuple[int, int, int, int]] = {}
    for level, on, many in rows:
        must, done, in_time, late = counted.get(level, (0, 0, 0, 0))
        counted[level] = (
            must + many,
            done + (many if on else 0),
            in_time + (many if on and on <= due[level] else 0),
            late + (many if not on and due[level] < today else 0),
        )
    return counted


def _units(cycle: Cycle, what: str, due: Mapping[str, dt.date], within: str) -> QuerySet[Body]:
    """The units that owe this step, each with the day on which they took it. A unit that was founded, or came
    into the tree, after the day on which its level was due owes nothing."""
    young = Q()
    for level, day in due.items():
        young |= Q(kind__level=level, begun_on__gt=day)
    came = Placement.objects.filter(unit=OuterRef("pk")).order_by("from_on").values("from_on")[:1]
    placed = Body.objects.filter(
        paths.within("path", within or cycle.movement.seat.path),
        form=Body.Form.UNIT,
        ended_on=None,
        kind__level__in=due,
    ).annotate(begun_on=Coalesce("founded_on", Subquery(came), Value(dt.date.min)))
    return placed.exclude(young).annotate(done_on=_done(cycle, what))


def _done(cycle: Cycle, what: str) -> Combinable:
    if what == Deadline.What.LAUNCH:
        held = LaunchRecord.objects.filter(cycle=cycle, unit=OuterRef("pk")).values("held_on")[:1]
        # The caller launches the movement itself, and records no launch besides.
        called = When(pk=cycle.movement.seat_id, then=Value(cycle.movement.launched_on))
        # Cast: a movement that nobody has launched yet would leave a NULL without a type.
        return Coalesce(Subquery(held), Cast(Case(called, output_field=DateField()), DateField()))
    if what == Deadline.What.SEND_PLAN:
        sent = PlanSent.objects.filter(
            paper__movement=cycle.movement_id, paper__year=cycle.year, paper__seat=OuterRef("pk")
        ).exclude(paper__state="withdrawn")
        return Subquery(sent.order_by("sent_on").values("sent_on")[:1])
    issued = Paper.objects.filter(
        movement=cycle.movement_id, year=cycle.year, seat=OuterRef("pk"), kind__in=_PLANS, state="issued"
    )
    return Subquery(issued.order_by(F("issued_on").asc(nulls_last=True)).values("issued_on")[:1])
