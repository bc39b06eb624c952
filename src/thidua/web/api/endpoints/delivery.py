"""Papers between levels: who below has opened one, and plans that go up by letter; reviews of several years."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from thidua.federation.models import Body
from thidua.kernel.door import fetch
from thidua.kernel.errors import Absent
from thidua.launch.actions.plan_reviews import hold_review
from thidua.launch.actions.send_plan import receive_plan, send_plan
from thidua.launch.models import Movement, Paper, PlanSent, Review
from thidua.launch.queries.delivery import opened_by_level, sent_up, units_by_opening
from thidua.launch.queries.reviews import reviews_of
from thidua.launch.rules import acting_unit
from thidua.web.api.answers import Count, Key, Limit, Offset, PageOut, Told, answers, asking, page
from thidua.web.api.shapes.federation import UnitRef, unit_ref

router = Router(tags=[gettext_noop("Văn bản giữa các cấp")])
Letter = Annotated[str, Field(max_length=80)]


class OpenedOut(Schema):
    """Of the units of one level below mine: how many there are, how many have opened the paper."""

    level: str
    units: int
    opened: int


class OpenedUnitOut(Schema):
    """``opened_at`` none: nobody there has opened it."""

    unit: UnitRef
    opened_at: dt.datetime | None
    opened_by: str


class PlanSentOut(Schema):
    """``received_on`` none: no clerk has entered it. ``number`` is that of the book of incoming documents."""

    id: int
    paper_id: int
    unit: UnitRef
    channel: str
    letter: str
    sent_on: dt.date
    received_on: dt.date | None
    number: int | None
    departments: list[str]


class SendIn(Told):
    channel: Literal["official_letter", "in_house", "by_hand"]
    sent_on: dt.date
    letter: Letter = ""


class ReceiveIn(Told):
    """``number`` as the book has it; without it an automatic book gives the next."""

    received_on: dt.date
    letter: Letter = ""
    dated_on: dt.date | None = None
    number: Count | None = None
    department_ids: list[Key] = []


class ReviewOut(Schema):
    """``kind``: yearly, interim or final."""

    id: int
    kind: str
    from_year: int
    until_year: int
    due_on: dt.date
    held_on: dt.date | None


class HeldIn(Told):
    on: dt.date


@router.get(
    "/papers/{paper_id}/openings",
    response=answers(list[OpenedOut]),
    summary=gettext_noop("Bao nhiêu đơn vị đã mở văn bản"),
)
def openings(request: HttpRequest, paper_id: Key) -> list[OpenedOut]:
    paper, unit = _below(request, paper_id)
    return [
        OpenedOut(level=one.level, units=one.units, opened=one.opened) for one in opened_by_level(paper, unit)
    ]


@router.get(
    "/papers/{paper_id}/openings/units",
    response=answers(PageOut[OpenedUnitOut]),
    summary=gettext_noop("Đơn vị nào đã mở, chưa mở văn bản"),
)
def opening_units(
    request: HttpRequest, paper_id: Key, *, opened: bool = False, limit: Limit = 50, offset: Offset = 0
) -> PageOut[OpenedUnitOut]:
    """By name: only one's own unit and those below one's roles."""
    paper, unit = _below(request, paper_id)
    found = units_by_opening(paper, unit, asking(request), opened=opened)
    return page(found, limit, offset, _opened)


@router.post(
    "/papers/{paper_id}/sent-up",
    response=answers(PlanSentOut),
    summary=gettext_noop("Ghi kế hoạch đã gửi lên"),
)
def send(request: HttpRequest, paper_id: Key, told: SendIn) -> PlanSentOut:
    return _sent(send_plan(actor=asking(request), paper_id=paper_id, **told.model_dump()))


@router.post(
    "/papers/{paper_id}/received",
    response=answers(PlanSentOut),
    summary=gettext_noop("Vào sổ kế hoạch gửi lên, chuyển ban"),
)
def receive(request: HttpRequest, paper_id: Key, told: ReceiveIn) -> PlanSentOut:
    """For the clerk of the unit above."""
    return _sent(receive_plan(actor=asking(request), paper_id=paper_id, **told.model_dump()))


@router.get(
    "/units/{unit_id}/plans-in",
    response=answers(PageOut[PlanSentOut]),
    summary=gettext_noop("Kế hoạch cấp dưới gửi lên"),
)
def plans_in(
    request: HttpRequest, unit_id: Key, limit: Limit = 50, offset: Offset = 0
) -> PageOut[PlanSentOut]:
    unit = acting_unit(asking(request), unit_id, "launch.view")
    return page(sent_up(unit), limit, offset, _sent)


@router.get(
    "/movements/{movement_id}/reviews",
    response=answers(list[ReviewOut]),
    summary=gettext_noop("Lịch sơ kết, tổng kết"),
)
def reviews(request: HttpRequest, movement_id: Key) -> list[ReviewOut]:
    movement = fetch(Movement, movement_id, actor=asking(request))
    return [_review(one) for one in reviews_of(movement)]


@router.post(
    "/movements/{movement_id}/reviews/{review_id}/held",
    response=answers(ReviewOut),
    summary=gettext_noop("Ghi đã sơ kết, tổng kết"),
)
def review_held(request: HttpRequest, movement_id: Key, review_id: Key, told: HeldIn) -> ReviewOut:
    return _review(
        hold_review(actor=asking(request), movement_id=movement_id, review_id=review_id, on=told.on)
    )


def _below(request: HttpRequest, paper_id: int) -> tuple[Paper, Body]:
    """An issued paper, and the unit of the asker that stands in its reach."""
    actor = asking(request)
    paper = fetch(Paper, paper_id, actor=actor, related=("seat",))
    unit = Body.objects.filter(pk=actor.unit_id or 0).first()
    if unit is None or paper.state != "issued" or not unit.path.startswith(paper.seat.path):
        raise Absent()
    return paper, unit


def _opened(one: Body) -> OpenedUnitOut:
    told = vars(one)
    return OpenedUnitOut(unit=unit_ref(one), opened_at=told["opened_at"], opened_by=told["opened_by"] or "")


def _sent(one: PlanSent) -> PlanSentOut:
    return PlanSentOut(
        id=one.pk,
        paper_id=one.paper_id,
        unit=unit_ref(one.paper.seat),
        channel=one.channel,
        letter=one.letter,
        sent_on=one.sent_on,
        received_on=one.received_on,
        number=one.entry.number if one.entry else None,
        departments=[str(department) for department in one.departments.all()],
    )


def _review(one: Review) -> ReviewOut:
    return ReviewOut(
        id=one.pk,
        kind=one.kind,
        from_year=one.from_year,
        until_year=one.until_year,
        due_on=one.due_on,
        held_on=one.held_on,
    )
