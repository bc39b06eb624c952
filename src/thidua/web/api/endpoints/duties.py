"""What papers give a unit to do, and that it is done."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from thidua.launch.actions.finish_duty import finish_duty, open_duty_again
from thidua.launch.queries.duties import OwnDuty, duties_of
from thidua.launch.rules import acting_unit
from thidua.web.api.answers import DoneOut, Key, Line, Told, answers, asking

router = Router(tags=[gettext_noop("Việc được giao")])


class DutyOut(Schema):
    """``due_on`` none: no day was set, it stays open until done. ``body_name`` is who must do it, as the paper
    says; ``role``: lead or support."""

    id: int
    paper_id: int
    paper: str
    body_name: str
    role: str
    text: str
    due_on: dt.date | None
    done_on: dt.date | None
    note: str
    by: str


class DoneIn(Told):
    """``done_on`` left out is today."""

    unit_id: Key
    done_on: dt.date | None = None
    note: Line = ""


class OpenIn(Told):
    unit_id: Key


@router.get(
    "/units/{unit_id}/duties",
    response=answers(list[DutyOut]),
    summary=gettext_noop("Việc văn bản giao cho đơn vị"),
)
def duties(request: HttpRequest, unit_id: Key) -> list[DutyOut]:
    """Of issued papers of the unit and of those above: by its name, that of a department, or its level."""
    unit = acting_unit(asking(request), unit_id, "launch.view")
    return [duty_out(one) for one in duties_of(unit)]


@router.post("/duties/{duty_id}/done", response=answers(DoneOut), summary=gettext_noop("Ghi việc đã xong"))
def finish(request: HttpRequest, duty_id: Key, told: DoneIn) -> DoneOut:
    finish_duty(actor=asking(request), duty_id=duty_id, **told.model_dump())
    return DoneOut()


@router.post("/duties/{duty_id}/reopen", response=answers(DoneOut), summary=gettext_noop("Việc lại còn mở"))
def open_again(request: HttpRequest, duty_id: Key, told: OpenIn) -> DoneOut:
    open_duty_again(actor=asking(request), duty_id=duty_id, unit_id=told.unit_id)
    return DoneOut()


def duty_out(one: OwnDuty) -> DutyOut:
    duty = one.duty
    return DutyOut(
        id=duty.pk,
        paper_id=duty.paper_id,
        paper=str(duty.paper),
        body_name=duty.body_name,
        role=duty.role,
        text=duty.text,
        due_on=duty.due_on,
        done_on=one.done_on,
        note=one.note,
        by=one.by,
    )
