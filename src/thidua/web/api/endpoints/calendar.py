"""The year of a movement: periods that open and close, deadlines, and how far the levels have come."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router
from pydantic import Field

from thidua.kernel.door import fetch
from thidua.launch.actions.close_period import close_period, reopen_period
from thidua.launch.actions.open_period import open_period
from thidua.launch.actions.set_deadline import set_deadline
from thidua.launch.models import Cycle, Deadline, Period
from thidua.launch.queries.ladder import ladder, late_units
from thidua.web.api.answers import DoneOut, Key, Limit, Told, answers, asking
from thidua.web.api.shapes.launch import (
    DeadlineOut,
    LateUnitOut,
    PeriodOut,
    RungOut,
    deadline_out,
    late_unit_out,
    period_out,
    rung_out,
)

router = Router(tags=[gettext_noop("Kỳ và thời hạn")])
Level = Literal["confederation", "province", "upper", "grassroots", "part"]


class DeadlineIn(Told):
    """``due_on`` none takes the deadline away. Of plans that are sent up: by which ``channel``, and to which
    departments of the caller."""

    what: Literal["issue_plan", "launch", "send_plan", "report", "accept", "edition"]
    level: Level
    due_on: dt.date | None
    period_id: Key | None = None
    channel: Literal["", "official_letter", "in_house", "by_hand"] = ""
    department_ids: list[Key] = []


class ReopenIn(Told):
    reason: Annotated[str, Field(max_length=500)]


@router.get(
    "/cycles/{cycle_id}/periods", response=answers(list[PeriodOut]), summary=gettext_noop("Các kỳ của năm")
)
def periods(request: HttpRequest, cycle_id: Key) -> list[PeriodOut]:
    cycle = fetch(Cycle, cycle_id, actor=asking(request))
    return [period_out(one) for one in cycle.periods.order_by("cutoff_on", "pk")]


@router.get("/periods/{period_id}", response=answers(PeriodOut), summary=gettext_noop("Một kỳ"))
def one_period(request: HttpRequest, period_id: Key) -> PeriodOut:
    return period_out(fetch(Period, period_id, actor=asking(request)))


@router.post("/periods/{period_id}/open", response=answers(PeriodOut), summary=gettext_noop("Mở kỳ báo cáo"))
def open_one(request: HttpRequest, period_id: Key) -> PeriodOut:
    """Reports of the units are there within a moment: they are made by the worker."""
    return period_out(open_period(actor=asking(request), period_id=period_id))


@router.post("/periods/{period_id}/close", response=answers(PeriodOut), summary=gettext_noop("Khóa kỳ"))
def close_one(request: HttpRequest, period_id: Key) -> PeriodOut:
    return period_out(close_period(actor=asking(request), period_id=period_id))


@router.post(
    "/periods/{period_id}/reopen", response=answers(PeriodOut), summary=gettext_noop("Mở lại kỳ, nêu lý do")
)
def reopen_one(request: HttpRequest, period_id: Key, told: ReopenIn) -> PeriodOut:
    return period_out(reopen_period(actor=asking(request), period_id=period_id, reason=told.reason))


@router.get(
    "/cycles/{cycle_id}/deadlines", response=answers(list[DeadlineOut]), summary=gettext_noop("Thời hạn")
)
def deadlines(request: HttpRequest, cycle_id: Key) -> list[DeadlineOut]:
    cycle = fetch(Cycle, cycle_id, actor=asking(request))
    return [deadline_out(one) for one in cycle.deadlines.order_by("due_on", "what", "level")]


@router.put(
    "/cycles/{cycle_id}/deadlines", response=answers(DoneOut), summary=gettext_noop("Đặt hoặc bỏ thời hạn")
)
def put_deadline(request: HttpRequest, cycle_id: Key, told: DeadlineIn) -> DoneOut:
    set_deadline(actor=asking(request), cycle_id=cycle_id, **told.model_dump())
    return DoneOut()


@router.get(
    "/cycles/{cycle_id}/ladder", response=answers(list[RungOut]), summary=gettext_noop("Tiến độ từng cấp")
)
def rungs(request: HttpRequest, cycle_id: Key) -> list[RungOut]:
    """Plans issued and movements launched, by level, against their deadlines: counts without names."""
    return [rung_out(one) for one in ladder(fetch(Cycle, cycle_id, actor=asking(request)))]


@router.get(
    "/cycles/{cycle_id}/late", response=answers(list[LateUnitOut]), summary=gettext_noop("Đơn vị quá hạn")
)
def late(
    request: HttpRequest,
    cycle_id: Key,
    what: Literal["issue_plan", "launch", "send_plan"],
    level: Level | Literal[""] = "",
    limit: Limit = 200,
) -> list[LateUnitOut]:
    """By name: only one's own unit and those below one's roles."""
    actor = asking(request)
    cycle = fetch(Cycle, cycle_id, actor=actor)
    found = late_units(cycle, Deadline.What(what), actor=actor, level=level)
    return [late_unit_out(one) for one in found[:limit]]
