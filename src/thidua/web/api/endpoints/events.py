"""Launches beside a unit's own: examples for a bloc, great works, clusters with their tasks, conferences."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field, StrictBool

from thidua.kernel.door import fetch, verdict
from thidua.launch.actions.attach_to_launch import attach_to_event
from thidua.launch.actions.give_tasks import Task, finish_task, give_tasks, open_task_again
from thidua.launch.actions.hold_event import hold_event
from thidua.launch.actions.plan_event import Said, plan_event
from thidua.launch.models import Cycle, LaunchEvent, LaunchTask
from thidua.launch.queries.events import events_of, shares_of
from thidua.web.api.answers import Count, DoneOut, Key, Line, Told, answers, asking
from thidua.web.api.shapes.federation import UnitRef, unit_ref

router = Router(tags=[gettext_noop("Sự kiện phát động")])
RELATED = ("seat", "at", "cluster", "cycle__movement")
FILE = File(...)
Kind = Literal["pilot", "key_work", "cluster", "conference"]
Name = Annotated[str, Field(max_length=300)]
Code = Annotated[str, Field(max_length=40)]


class EventOut(Schema):
    """``held_on`` none: it is planned. ``bloc`` and ``held_as`` are codes of the catalogue."""

    id: int
    kind: str
    name: str
    seat: UnitRef
    at: UnitRef | None
    cluster: str
    bloc: str
    work_owner: str
    work_rank: str
    work_registered: bool
    planned_on: dt.date | None
    held_on: dt.date | None
    place: str
    attendance: int | None
    guests: str
    held_as: str
    files: list[str]
    version: int


class TaskOut(Schema):
    id: int
    event_id: int
    unit: UnitRef
    text: str
    due_on: dt.date | None
    done_on: dt.date | None
    note: str
    by: str


class EventIn(Told):
    """A pilot needs ``bloc`` and ``at_id``, a cluster's launch ``cluster_id``, the others ``name``."""

    seat_id: Key
    kind: Kind
    name: Name = ""
    bloc: Code = ""
    at_id: Key | None = None
    cluster_id: Key | None = None
    work_owner: Annotated[str, Field(max_length=200)] = ""
    work_rank: Literal["", "province", "sector", "unit"] = ""
    work_registered: StrictBool = False
    held_as: Code = ""
    planned_on: dt.date | None = None


class HeldIn(Told):
    on: dt.date
    place: Annotated[str, Field(max_length=200)] = ""
    attendance: Count | None = None
    guests: Line = ""
    held_as: Code = ""


class TaskIn(Told):
    unit_id: Key
    text: Annotated[str, Field(max_length=500)]
    due_on: dt.date | None = None


class TasksIn(Told):
    tasks: Annotated[list[TaskIn], Field(max_length=200)]


class TaskDoneIn(Told):
    """``done_on`` left out is today."""

    done_on: dt.date | None = None
    note: Line = ""


@router.get(
    "/cycles/{cycle_id}/events", response=answers(list[EventOut]), summary=gettext_noop("Sự kiện phát động")
)
def events(request: HttpRequest, cycle_id: Key, kind: Kind | Literal[""] = "") -> list[EventOut]:
    """Own events, those of units below, and those in which one's unit has a part."""
    actor = asking(request)
    cycle = fetch(Cycle, cycle_id, actor=actor)
    found = events_of(cycle, actor, [kind] if kind else LaunchEvent.Kind.values)
    return [_event(one, []) for one in found]


@router.post(
    "/cycles/{cycle_id}/events", response=answers(EventOut), summary=gettext_noop("Lên lịch sự kiện")
)
def add_event(request: HttpRequest, cycle_id: Key, told: EventIn) -> EventOut:
    said = told.model_dump()
    seat_id, kind = said.pop("seat_id"), said.pop("kind")
    made = plan_event(actor=asking(request), cycle_id=cycle_id, seat_id=seat_id, kind=kind, said=Said(**said))
    return _full(request, made.pk)


@router.get("/events/{event_id}", response=answers(EventOut), summary=gettext_noop("Một sự kiện"))
def one_event(request: HttpRequest, event_id: Key) -> EventOut:
    return _full(request, event_id)


@router.post("/events/{event_id}/held", response=answers(EventOut), summary=gettext_noop("Ghi đã tổ chức"))
def held(request: HttpRequest, event_id: Key, told: HeldIn) -> EventOut:
    """Said again it corrects; a pilot's union has launched with it."""
    hold_event(actor=asking(request), event_id=event_id, **told.model_dump())
    return _full(request, event_id)


@router.post(
    "/events/{event_id}/files", response=answers(EventOut), summary=gettext_noop("Thêm ảnh, biên bản")
)
def add_file(request: HttpRequest, event_id: Key, file: UploadedFile = FILE) -> EventOut:
    """One file as multipart/form-data: photo, PDF, Word or Excel, at most 25 MB."""
    attach_to_event(
        actor=asking(request), event_id=event_id, name=file.name or "", stream=file, size=file.size or 0
    )
    return _full(request, event_id)


@router.get(
    "/events/{event_id}/tasks", response=answers(list[TaskOut]), summary=gettext_noop("Việc của thành viên")
)
def tasks(request: HttpRequest, event_id: Key) -> list[TaskOut]:
    """Who leads sees all of them; a member sees its own."""
    actor = asking(request)
    event = fetch(LaunchEvent, event_id, actor=actor, related=RELATED)
    leads = bool(verdict(event, actor=actor, verb="change"))
    seen = [one for one in shares_of(event) if leads or actor.may("launch.view", one.unit.path)]
    return [_task(one) for share in seen for one in share.tasks]


@router.post(
    "/events/{event_id}/tasks", response=answers(list[TaskOut]), summary=gettext_noop("Giao việc thành viên")
)
def give(request: HttpRequest, event_id: Key, told: TasksIn) -> list[TaskOut]:
    """All of them or none."""
    wanted = [Task(one.unit_id, one.text, one.due_on) for one in told.tasks]
    return [_task(one) for one in give_tasks(actor=asking(request), event_id=event_id, tasks=wanted)]


@router.post(
    "/launch-tasks/{task_id}/done",
    response=answers(TaskOut),
    summary=gettext_noop("Ghi việc cụm giao đã xong"),
)
def finish(request: HttpRequest, task_id: Key, told: TaskDoneIn) -> TaskOut:
    return _task(finish_task(actor=asking(request), task_id=task_id, **told.model_dump()))


@router.post(
    "/launch-tasks/{task_id}/reopen",
    response=answers(DoneOut),
    summary=gettext_noop("Việc cụm giao lại còn mở"),
)
def open_again(request: HttpRequest, task_id: Key) -> DoneOut:
    open_task_again(actor=asking(request), task_id=task_id)
    return DoneOut()


def _full(request: HttpRequest, event_id: int) -> EventOut:
    event = fetch(LaunchEvent, event_id, actor=asking(request), related=RELATED)
    return _event(event, [one.name for one in event.files.order_by("made_at", "pk")])


def _event(one: LaunchEvent, files: list[str]) -> EventOut:
    return EventOut(
        id=one.pk,
        kind=one.kind,
        name=one.name,
        seat=unit_ref(one.seat),
        at=unit_ref(one.at) if one.at else None,
        cluster=str(one.cluster or ""),
        bloc=one.bloc,
        work_owner=one.work_owner,
        work_rank=one.work_rank,
        work_registered=one.work_registered,
        planned_on=one.planned_on,
        held_on=one.held_on,
        place=one.place,
        attendance=one.attendance,
        guests=one.guests,
        held_as=one.held_as,
        files=files,
        version=one.version,
    )


def _task(one: LaunchTask) -> TaskOut:
    return TaskOut(
        id=one.pk,
        event_id=one.event_id,
        unit=unit_ref(one.unit),
        text=one.text,
        due_on=one.due_on,
        done_on=one.done_on,
        note=one.note,
        by=one.by,
    )
