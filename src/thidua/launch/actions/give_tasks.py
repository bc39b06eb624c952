"""What a cluster gives its members to do at its launch, and what a member says of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from thidua.federation.models import Body
from thidua.federation.queries.clusters import members_of
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.events import emit
from thidua.launch.actions.dates import not_in_the_future
from thidua.launch.event_errors import NotAMember, TaskDone, TaskGiven, TaskUnsaid
from thidua.launch.models import LaunchEvent, LaunchTask


@dataclass(frozen=True)
class Task:
    """One thing for one member; ``due_on`` none stays open without a day."""

    unit_id: int
    text: str
    due_on: dt.date | None = None


@transaction.atomic
def give_tasks(*, actor: Actor, event_id: int, tasks: Iterable[Task]) -> list[LaunchTask]:
    """Gives members of the cluster something to do; all of it or nothing.

    Raises NotAMember, TaskUnsaid, TaskGiven, Absent for an event that is no cluster's.
    """
    event = fetch(
        LaunchEvent, event_id, actor=actor, verb="change", lock=True, related=("seat", "cluster", "cycle")
    )
    wanted = list(tasks)
    if event.cluster is None:
        raise Absent()
    if any(not one.text.strip() for one in wanted):
        raise TaskUnsaid()
    _must_be_members(event, event.cluster, {one.unit_id for one in wanted})
    made = [_give(event, one) for one in wanted]
    record(actor, "launch.tasks_given", event, path=event.seat.path, data={"count": len(made)})
    emit("launch.event_changed", event_id=event.pk, cycle_id=event.cycle_id)
    return made


@transaction.atomic
def take_task_back(*, actor: Actor, event_id: int, task_id: int) -> None:
    """Takes an open task back; what a member has done stays. Raises Absent, TaskDone."""
    event = fetch(LaunchEvent, event_id, actor=actor, verb="change", lock=True, related=("seat",))
    task = event.tasks.select_related("unit").filter(pk=task_id).first()
    if task is None:
        raise Absent()
    if task.is_done:
        raise TaskDone(unit=task.unit)
    record(actor, "launch.task_taken_back", event, path=event.seat.path, data={"task": str(task)})
    task.delete()


@transaction.atomic
def finish_task(*, actor: Actor, task_id: int, done_on: dt.date | None = None, note: str = "") -> LaunchTask:
    """The member says that it has done it; said again it corrects day and result. Raises InTheFuture."""
    task = fetch(LaunchTask, task_id, actor=actor, verb="finish", lock=True, related=("unit", "event"))
    day = done_on or clock.today()
    not_in_the_future(day)
    task.done_on, task.note, task.by = day, note.strip()[:300], actor.name
    task.save()
    record(actor, "launch.task_done", task, path=task.unit.path, data={"on": day.isoformat()})
    return task


@transaction.atomic
def open_task_again(*, actor: Actor, task_id: int) -> LaunchTask:
    """Takes it back: the task is open."""
    task = fetch(LaunchTask, task_id, actor=actor, verb="finish", lock=True, related=("unit", "event"))
    task.done_on, task.note, task.by = None, "", ""
    task.save()
    record(actor, "launch.task_open_again", task, path=task.unit.path)
    return task


def _must_be_members(event: LaunchEvent, cluster: Body, units: set[int]) -> None:
    members = set(members_of(cluster, event.cycle.year).values_list("unit_id", flat=True))
    strangers = units - members
    if strangers:
        names = Body.objects.filter(pk__in=strangers).values_list("name", flat=True)
        raise NotAMember(units=", ".join(names) or "?", cluster=cluster, year=event.cycle.year)


def _give(event: LaunchEvent, one: Task) -> LaunchTask:
    given, made = LaunchTask.objects.get_or_create(
        event=event, unit_id=one.unit_id, text=one.text.strip()[:500], defaults={"due_on": one.due_on}
    )
    if not made:
        raise TaskGiven(unit=given.unit, text=given.text)
    return given
