"""Grading of grassroots unions: rounds, own marks, marks from above, classes with their reasons."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from thidua.kernel.door import Actor, fetch
from thidua.score.actions.grading.close_round import close_round, reopen_round
from thidua.score.actions.grading.mark_many import Row, mark_many
from thidua.score.actions.grading.mark_own import mark_own, send, take_back
from thidua.score.actions.grading.mark_upper import mark, object_to, return_with_reason, save_upper
from thidua.score.actions.grading.open_round import Days, open_round
from thidua.score.actions.grading.settle import agree, exempt, include, take_back_grade
from thidua.score.models import Grading, GradingRound
from thidua.score.queries.grading.lists import Wanted, gradings, rounds, summary, with_round
from thidua.web.api.answers import (
    MOST_PER_PAGE,
    Asked,
    Code,
    Key,
    Limit,
    Line,
    Offset,
    PageOut,
    RefusalOut,
    Told,
    Version,
    Words,
    answers,
    asking,
    page,
    refusal_out,
)
from thidua.web.api.shapes.federation import unit_ref
from thidua.web.api.shapes.grading import (
    GradingOut,
    GradingRoundOut,
    GradingSummaryOut,
    counts_out,
    grading_out,
    round_out,
)

router = Router(tags=[gettext_noop("Xếp loại công đoàn cơ sở")])
RELATED = ("round__seat", "unit__parent")
Marks = Annotated[dict[Code, Line], Field(max_length=300)]
Answers = Annotated[dict[Code, bool | None], Field(max_length=50)]


class RoundIn(Told):
    """``criteria``: lines "group | criterion | most points"; ``scheme`` left out is the one in force."""

    seat_id: Key
    year: Annotated[int, Field(ge=1990, le=2100)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    from_on: dt.date
    until_on: dt.date
    own_due_on: dt.date
    upper_due_on: dt.date
    bloc: Annotated[str, Field(max_length=30)] = ""
    scheme: Annotated[str, Field(max_length=60)] = ""
    criteria: Words = ""
    source: Line = ""


class MarksIn(Told):
    """What is not named stays; an empty mark or a null answer takes it away."""

    marks: Marks = {}
    answers: Answers = {}
    words: Annotated[dict[Code, Annotated[str, Field(max_length=500)]], Field(max_length=300)] = {}
    version: Version | None = None


class SayIn(Told):
    words: Annotated[str, Field(max_length=2000)] = ""


class ExemptIn(Told):
    kind: Literal["new", "ended", "other"]
    reason: Line = ""


class RowIn(Told):
    """One unit of many: ``agreed`` notes that both sides agree; ``reason`` stands at every difference."""

    grading_id: Key
    marks: Marks = {}
    answers: Answers = {}
    reason: Annotated[str, Field(max_length=500)] = ""
    agreed: bool = False
    version: Version | None = None


class ManyIn(Told):
    rows: Annotated[list[RowIn], Field(min_length=1, max_length=MOST_PER_PAGE)]


class OutcomeOut(Schema):
    grading_id: int
    unit: str
    state: str
    refusal: RefusalOut | None


@router.get(
    "/grading-rounds", response=answers(PageOut[GradingRoundOut]), summary=gettext_noop("Các đợt xếp loại")
)
def list_rounds(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> PageOut[GradingRoundOut]:
    return page(rounds(asking(request)), limit, offset, round_out)


@router.post("/grading-rounds", response=answers(GradingRoundOut), summary=gettext_noop("Mở đợt xếp loại"))
def open_one(request: HttpRequest, told: RoundIn) -> GradingRoundOut:
    """Every grassroots union below the seat is in it; those founded or ended within the days are not graded."""
    given = told.model_dump()
    days = Days(*(given.pop(name) for name in ("from_on", "until_on", "own_due_on", "upper_due_on")))
    return round_out(open_round(actor=asking(request), days=days, **given))


@router.post(
    "/grading-rounds/{round_id}/close",
    response=answers(GradingRoundOut),
    summary=gettext_noop("Khóa đợt xếp loại"),
)
def close(request: HttpRequest, round_id: Key) -> GradingRoundOut:
    return round_out(close_round(actor=asking(request), round_id=round_id))


@router.post(
    "/grading-rounds/{round_id}/reopen",
    response=answers(GradingRoundOut),
    summary=gettext_noop("Mở lại đợt xếp loại"),
)
def reopen(request: HttpRequest, round_id: Key, told: SayIn) -> GradingRoundOut:
    return round_out(reopen_round(actor=asking(request), round_id=round_id, reason=told.words))


@router.get(
    "/grading-rounds/{round_id}/summary",
    response=answers(GradingSummaryOut),
    summary=gettext_noop("Tổng hợp xếp loại"),
)
def sums(request: HttpRequest, round_id: Key) -> GradingSummaryOut:
    """By class, by bloc and by upper union; units of the last class by name."""
    actor = asking(request)
    round_ = fetch(GradingRound, round_id, actor=actor, related=("seat",))
    found = summary(actor, round_)
    return GradingSummaryOut(
        whole=counts_out("", "", found.whole),
        blocs=[counts_out(row.key, str(row.name), row.counts) for row in found.blocs],
        uppers=[counts_out(row.key, str(row.name), row.counts) for row in found.uppers],
        weakest=[unit_ref(one.unit) for one in found.weakest],
        late=found.late,
    )


@router.get(
    "/grading-rounds/{round_id}/gradings",
    response=answers(PageOut[GradingOut]),
    summary=gettext_noop("Các đơn vị của đợt xếp loại"),
)
def list_gradings(
    request: HttpRequest,
    round_id: Key,
    *,
    state: Annotated[str, Field(max_length=20)] = "",
    grade: Annotated[str, Field(max_length=30)] = "",
    bloc: Annotated[str, Field(max_length=30)] = "",
    under: Key | None = None,
    q: Asked = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> PageOut[GradingOut]:
    """Late ones first; ``state`` may also be "late"."""
    actor = asking(request)
    round_ = fetch(GradingRound, round_id, actor=actor, related=("seat",))
    found = gradings(actor, round_, Wanted(state, grade, bloc, under, q))
    rows = with_round(round_, list(found[offset : offset + limit]))
    return PageOut(items=[grading_out(actor, one) for one in rows], total=found.count())


@router.patch(
    "/gradings", response=answers(list[OutcomeOut]), summary=gettext_noop("Chấm nhiều đơn vị một lần")
)
def many(request: HttpRequest, told: ManyIn) -> list[OutcomeOut]:
    """A unit that is refused stops no other."""
    rows = [Row(**row.model_dump()) for row in told.rows]
    return [
        OutcomeOut(
            grading_id=one.grading_id,
            unit=one.unit,
            state=one.state,
            refusal=refusal_out(one.refusal) if one.refusal else None,
        )
        for one in mark_many(actor=asking(request), rows=rows)
    ]


@router.get(
    "/gradings/{grading_id}", response=answers(GradingOut), summary=gettext_noop("Xếp loại của một đơn vị")
)
def one_grading(request: HttpRequest, grading_id: Key) -> GradingOut:
    return _shown(asking(request), grading_id)


@router.patch(
    "/gradings/{grading_id}/own", response=answers(GradingOut), summary=gettext_noop("Đơn vị tự chấm")
)
def save_own(request: HttpRequest, grading_id: Key, told: MarksIn) -> GradingOut:
    actor = asking(request)
    mark_own(actor=actor, grading_id=grading_id, **told.model_dump())
    return _shown(actor, grading_id)


@router.post(
    "/gradings/{grading_id}/send", response=answers(GradingOut), summary=gettext_noop("Gửi phiếu tự chấm")
)
def send_up(request: HttpRequest, grading_id: Key) -> GradingOut:
    actor = asking(request)
    send(actor=actor, grading_id=grading_id)
    return _shown(actor, grading_id)


@router.post(
    "/gradings/{grading_id}/take-back",
    response=answers(GradingOut),
    summary=gettext_noop("Lấy lại phiếu tự chấm"),
)
def withdraw(request: HttpRequest, grading_id: Key) -> GradingOut:
    actor = asking(request)
    take_back(actor=actor, grading_id=grading_id)
    return _shown(actor, grading_id)


@router.patch(
    "/gradings/{grading_id}/upper", response=answers(GradingOut), summary=gettext_noop("Cấp trên chấm")
)
def save_above(request: HttpRequest, grading_id: Key, told: MarksIn) -> GradingOut:
    """``words`` are the reasons why a point differs from the unit's own."""
    actor = asking(request)
    given = told.model_dump()
    save_upper(actor=actor, grading_id=grading_id, reasons=given.pop("words"), **given)
    return _shown(actor, grading_id)


@router.post(
    "/gradings/{grading_id}/mark",
    response=answers(GradingOut),
    summary=gettext_noop("Gửi đơn vị điểm cấp trên chấm"),
)
def hand_over(request: HttpRequest, grading_id: Key) -> GradingOut:
    actor = asking(request)
    mark(actor=actor, grading_id=grading_id)
    return _shown(actor, grading_id)


@router.post(
    "/gradings/{grading_id}/return",
    response=answers(GradingOut),
    summary=gettext_noop("Trả lại phiếu tự chấm"),
)
def give_back(request: HttpRequest, grading_id: Key, told: SayIn) -> GradingOut:
    actor = asking(request)
    return_with_reason(actor=actor, grading_id=grading_id, reason=told.words)
    return _shown(actor, grading_id)


@router.post(
    "/gradings/{grading_id}/object", response=answers(GradingOut), summary=gettext_noop("Giải trình")
)
def explain(request: HttpRequest, grading_id: Key, told: SayIn) -> GradingOut:
    actor = asking(request)
    object_to(actor=actor, grading_id=grading_id, words=told.words)
    return _shown(actor, grading_id)


@router.post(
    "/gradings/{grading_id}/agree", response=answers(GradingOut), summary=gettext_noop("Thống nhất xếp loại")
)
def settle(request: HttpRequest, grading_id: Key, told: SayIn) -> GradingOut:
    """Targets that count the class follow at once."""
    actor = asking(request)
    agree(actor=actor, grading_id=grading_id, words=told.words)
    return _shown(actor, grading_id)


@router.post(
    "/gradings/{grading_id}/take-back-grade",
    response=answers(GradingOut),
    summary=gettext_noop("Rút lại xếp loại"),
)
def unsettle(request: HttpRequest, grading_id: Key, told: SayIn) -> GradingOut:
    actor = asking(request)
    take_back_grade(actor=actor, grading_id=grading_id, reason=told.words)
    return _shown(actor, grading_id)


@router.post(
    "/gradings/{grading_id}/exempt",
    response=answers(GradingOut),
    summary=gettext_noop("Ghi không xếp loại năm nay"),
)
def leave_out(request: HttpRequest, grading_id: Key, told: ExemptIn) -> GradingOut:
    actor = asking(request)
    exempt(actor=actor, grading_id=grading_id, kind=told.kind, reason=told.reason)
    return _shown(actor, grading_id)


@router.post(
    "/gradings/{grading_id}/include",
    response=answers(GradingOut),
    summary=gettext_noop("Đưa đơn vị vào xếp loại"),
)
def take_in(request: HttpRequest, grading_id: Key) -> GradingOut:
    actor = asking(request)
    include(actor=actor, grading_id=grading_id)
    return _shown(actor, grading_id)


def _shown(actor: Actor, grading_id: int) -> GradingOut:
    return grading_out(actor, fetch(Grading, grading_id, actor=actor, related=RELATED))
