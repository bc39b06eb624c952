"""Movements; what is assigned to a unit, and its answer."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router
from pydantic import Field

from thidua.kernel.door import fetch, listing
from thidua.launch.actions.answer_assignment import ask_change, take_all, take_assignment
from thidua.launch.actions.keep_handed_on import keep_handed_on
from thidua.launch.models import Assignment, Cycle, Movement
from thidua.launch.queries.without_ground import handed_on_without_ground
from thidua.launch.rules import acting_unit
from thidua.web.api.answers import DoneOut, Key, Limit, Offset, PageOut, Told, answers, asking, page
from thidua.web.api.shapes.launch import (
    AssignmentOut,
    HandedOnOut,
    MovementFullOut,
    MovementOut,
    assignment_out,
    cycle_out,
    handed_on_out,
    movement_out,
)

router = Router(tags=[gettext_noop("Phong trào")])


class TakeAllIn(Told):
    unit_id: Key


class KeepIn(Told):
    unit_id: Key
    target_ids: Annotated[list[Key], Field(max_length=1000)]
    reason: Annotated[str, Field(max_length=500)]


class AskIn(Told):
    reason: Annotated[str, Field(max_length=500)]


@router.get(
    "/movements", response=answers(PageOut[MovementOut]), summary=gettext_noop("Phong trào tôi xem được")
)
def movements(
    request: HttpRequest,
    state: Literal["preparing", "launched", "closed", ""] = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> PageOut[MovementOut]:
    """The latest first."""
    found = listing(Movement, actor=asking(request)).select_related("issuer").order_by("-from_on", "-pk")
    return page(found.filter(state=state) if state else found, limit, offset, movement_out)


@router.get(
    "/movements/{movement_id}", response=answers(MovementFullOut), summary=gettext_noop("Một phong trào")
)
def one_movement(request: HttpRequest, movement_id: Key) -> MovementFullOut:
    movement = fetch(Movement, movement_id, actor=asking(request), related=("issuer",))
    return MovementFullOut(
        **movement_out(movement).model_dump(),
        named_movement=movement.named_movement,
        aims_are_qualitative=movement.aims_are_qualitative,
        cycles=[cycle_out(one) for one in movement.cycles.order_by("year")],
    )


@router.get(
    "/cycles/{cycle_id}/assignments",
    response=answers(PageOut[AssignmentOut]),
    summary=gettext_noop("Chỉ tiêu được giao"),
)
def assignments(
    request: HttpRequest,
    cycle_id: Key,
    unit_id: Key | None = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> PageOut[AssignmentOut]:
    """What stands today, of one unit or of every unit that one may see. No row: nothing was assigned."""
    actor = asking(request)
    cycle = fetch(Cycle, cycle_id, actor=actor)
    found = listing(Assignment, actor=actor).filter(target__cycle=cycle, current=True)
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    ordered = found.select_related("target", "unit").order_by("unit__sort_key", "target__position", "pk")
    return page(ordered, limit, offset, assignment_out)


@router.post(
    "/assignments/{assignment_id}/take",
    response=answers(AssignmentOut),
    summary=gettext_noop("Nhận chỉ tiêu"),
)
def take(request: HttpRequest, assignment_id: Key) -> AssignmentOut:
    return assignment_out(take_assignment(actor=asking(request), assignment_id=assignment_id))


@router.post(
    "/assignments/{assignment_id}/ask-change",
    response=answers(AssignmentOut),
    summary=gettext_noop("Đề nghị điều chỉnh chỉ tiêu"),
)
def ask(request: HttpRequest, assignment_id: Key, told: AskIn) -> AssignmentOut:
    found = ask_change(actor=asking(request), assignment_id=assignment_id, reason=told.reason)
    return assignment_out(found)


@router.post(
    "/cycles/{cycle_id}/assignments/take",
    response=answers(DoneOut),
    summary=gettext_noop("Nhận mọi chỉ tiêu"),
)
def take_every(request: HttpRequest, cycle_id: Key, told: TakeAllIn) -> DoneOut:
    """Takes what waits for an answer; ``count`` is how many."""
    return DoneOut(count=take_all(actor=asking(request), cycle_id=cycle_id, unit_id=told.unit_id))


@router.get(
    "/cycles/{cycle_id}/assignments/without-ground",
    response=answers(list[HandedOnOut]),
    summary=gettext_noop("Chỉ tiêu đã giao xuống mà quyết định ở trên đã thu hồi"),
)
def without_ground(request: HttpRequest, cycle_id: Key, unit_id: Key | None = None) -> list[HandedOnOut]:
    """What a unit, one's own when not said, handed on from a decision that was withdrawn since and has not
    looked at again. The figures below stand until the unit changes them by a decision."""
    actor = asking(request)
    cycle = fetch(Cycle, cycle_id, actor=actor)
    unit = acting_unit(actor, unit_id or actor.unit_id or 0, "launch.view")
    return [handed_on_out(one) for one in handed_on_without_ground(unit, cycle)]


@router.post(
    "/cycles/{cycle_id}/assignments/keep",
    response=answers(DoneOut),
    summary=gettext_noop("Giữ nguyên chỉ tiêu đã giao xuống, nêu lý do"),
)
def keep(request: HttpRequest, cycle_id: Key, told: KeepIn) -> DoneOut:
    """``count`` is how many targets no longer wait to be looked at again."""
    return DoneOut(count=keep_handed_on(actor=asking(request), cycle_id=cycle_id, **told.model_dump()))
