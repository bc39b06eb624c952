from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from thidua.algebra.strata import stratum_from_data
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.launch.actions.dates import in_year
from thidua.launch.errors import CycleExists
from thidua.launch.models import Cycle, Deadline, Movement, Period, Target


@transaction.atomic
def add_cycle(*, actor: Actor, movement_id: int, year: int, like: int | None = None) -> Cycle:
    """Begins another year of the movement.

    ``like`` is a cycle of the same movement whose targets, periods and deadlines are taken over, moved to
    the new year; its figures, reports and assignments stay where they are. Raises CycleExists.
    """
    movement = fetch(Movement, movement_id, actor=actor, verb="change", lock=True, related=("seat",))
    if Cycle.objects.filter(movement=movement, year=year).exists():
        raise CycleExists(year=year)
    cycle = Cycle.objects.create(
        movement=movement,
        year=year,
        starts_on=max(movement.from_on, dt.date(year, 1, 1)),
        ends_on=min(movement.until_on, dt.date(year, 12, 31)),
    )
    if like is not None:
        _take_over(movement.cycles.get(pk=like), cycle)
    record(actor, "launch.cycle_added", cycle, path=movement.seat.path, data={"like": like})
    emit("launch.cycle_added", cycle_id=cycle.pk)
    return cycle


def _take_over(old: Cycle, new: Cycle) -> None:
    shift = new.year - old.year
    periods = {period.pk: _same_period(period, new, shift) for period in old.periods.all()}
    Period.objects.bulk_create(periods.values())
    for one in old.deadlines.prefetch_related("departments"):
        deadline = Deadline.objects.create(
            cycle=new,
            period=periods.get(one.period_id) if one.period_id else None,
            what=one.what,
            level=one.level,
            due_on=_later(one.due_on, shift),
            channel=one.channel,
        )
        if departments := list(one.departments.all()):
            deadline.departments.set(departments)
    Target.objects.bulk_create(_same_target(target, new, shift) for target in old.targets.all())


def _later(day: dt.date, shift: int) -> dt.date:
    return in_year(day, day.year + shift)


def _same_period(old: Period, cycle: Cycle, shift: int) -> Period:
    return Period(
        cycle=cycle,
        kind=old.kind,
        ordinal=old.ordinal,
        name=old.name.replace(str(cycle.year - shift), str(cycle.year)),
        measured_from=_later(old.measured_from, shift),
        ends_on=_later(old.ends_on, shift),
        cutoff_on=_later(old.cutoff_on, shift),
    )


def _same_target(old: Target, cycle: Cycle, shift: int) -> Target:
    """The target of the new year: "founded in 2017" becomes "founded in 2018"."""
    kept = {
        field.attname: getattr(old, field.attname)
        for field in Target._meta.concrete_fields
        if field.name not in ("id", "cycle", "indicator", "made_at", "changed_at", "version")
    }
    return Target(cycle=cycle, indicator=_moved(old.indicator, shift), **kept)


def _moved(stored: Any, years: int) -> Any:
    """A stored definition in which every stratum has moved by so many years."""
    if isinstance(stored, list):
        return [_moved(one, years) for one in stored]
    if not isinstance(stored, dict):
        return stored
    return {
        name: stratum_from_data(one).in_years_later(years).to_data()
        if name in ("where", "asked_of")
        else _moved(one, years)
        for name, one in stored.items()
    }
