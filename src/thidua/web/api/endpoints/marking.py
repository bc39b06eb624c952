"""Score sheets, rounds of marking, results, and why a unit has its points."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import Router

from thidua.catalogue.scoring import say_question, say_why
from thidua.kernel.door import Actor, fetch, listing
from thidua.kernel.errors import Absent, NotYours
from thidua.score.actions.marking.appeal import answer_appeal, appeal
from thidua.score.actions.marking.keep_sheet import add_sheet, change_sheet, renew_sheet
from thidua.score.actions.marking.move_round import Noted, move_round
from thidua.score.actions.marking.place import Wanted, advise_order, decide_order
from thidua.score.actions.marking.self_mark import save_self_mark, send_self_mark
from thidua.score.actions.marking.settle import answer_question, change_points, tell_figures
from thidua.score.actions.marking.start_round import start_round
from thidua.score.actions.marking.take_figures import take_figures
from thidua.score.actions.marking.verify import Verdict, agree_to_rest, verify
from thidua.score.models import MarkedUnit, MarkingRound, ScoreSheet
from thidua.score.queries.marking.computing import Instead
from thidua.score.queries.marking.fields import read_points, read_typed
from thidua.score.queries.marking.looking import At, look_at
from thidua.score.queries.marking.papers import paper_of
from thidua.score.queries.marking.roll import moved
from thidua.score.queries.marking.submitted import told_steps
from thidua.score.queries.marking.table import table_of
from thidua.score.queries.marking.trying import firmness, what_if
from thidua.score.queries.marking.why import why
from thidua.web.api.answers import (
    REFUSALS,
    Code,
    DoneOut,
    Key,
    Limit,
    Offset,
    PageOut,
    answers,
    asking,
    page,
    shaped,
)
from thidua.web.api.figures import figure, figure_or_none
from thidua.web.api.files import GIVES_A_FILE, Form, given
from thidua.web.api.shapes.marking import (
    AnswerIn,
    AppealIn,
    FirmnessOut,
    MarkedOut,
    MovedOut,
    MovedUnitOut,
    MoveIn,
    OrderIn,
    RoundFullOut,
    RoundIn,
    RoundOut,
    SaidOut,
    SelfMarkIn,
    SettleIn,
    SheetChangeIn,
    SheetIn,
    SheetOut,
    SheetTextOut,
    ShiftOut,
    StepOut,
    VerdictsIn,
    WhatIfIn,
    WhyOut,
    marked_out,
    round_out,
    round_step_out,
    row_out,
    sheet_out,
)

router = Router(tags=[gettext_noop("Chấm điểm")])
SHEET, ROUND, UNIT = "/score-sheets/{sheet_id}", "/marking-rounds/{round_id}", "/marked-units/{marked_id}"


@router.get("/score-sheets", response=answers(PageOut[SheetOut]), summary=gettext_noop("Các bảng điểm"))
def sheets(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> PageOut[SheetOut]:
    found = listing(ScoreSheet, actor=asking(request)).select_related("owner").defer("text", "body")
    return page(found.order_by("name", "-number", "pk"), limit, offset, sheet_out)


@router.get(SHEET, response=answers(SheetTextOut), summary=gettext_noop("Một bảng điểm"))
def sheet(request: HttpRequest, sheet_id: Key) -> SheetTextOut:
    found = fetch(ScoreSheet, sheet_id, actor=asking(request), related=("owner",))
    return SheetTextOut(**sheet_out(found).model_dump(), text=found.text)


@router.post("/score-sheets", response=answers(SheetOut), summary=gettext_noop("Thêm bảng điểm"))
def new_sheet(request: HttpRequest, told: SheetIn) -> SheetOut:
    return sheet_out(add_sheet(actor=asking(request), **told.model_dump()))


@router.put(SHEET, response=answers(SheetOut), summary=gettext_noop("Sửa bảng điểm chưa dùng"))
def put_sheet(request: HttpRequest, sheet_id: Key, told: SheetChangeIn) -> SheetOut:
    return sheet_out(change_sheet(actor=asking(request), sheet_id=sheet_id, **told.model_dump()))


@router.post(
    f"{SHEET}/versions", response=answers(SheetOut), summary=gettext_noop("Lập bản mới của bảng điểm")
)
def next_sheet(request: HttpRequest, sheet_id: Key) -> SheetOut:
    return sheet_out(renew_sheet(actor=asking(request), sheet_id=sheet_id))


@router.get("/marking-rounds", response=answers(PageOut[RoundOut]), summary=gettext_noop("Các đợt chấm điểm"))
def rounds(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> PageOut[RoundOut]:
    found = listing(MarkingRound, actor=asking(request)).select_related("organiser", "cluster", "leader")
    return page(found.order_by("-year", "-pk"), limit, offset, round_out)


@router.post("/marking-rounds", response=answers(RoundOut), summary=gettext_noop("Lập đợt chấm điểm"))
def begin(request: HttpRequest, told: RoundIn) -> RoundOut:
    said = told.model_dump(exclude={"phases"})
    phases = None if told.phases is None else [{"code": code} for code in told.phases]
    return round_out(start_round(actor=asking(request), phases=phases, **said))


@router.get(ROUND, response=answers(RoundFullOut), summary=gettext_noop("Một đợt chấm: điểm, tổng, hạng"))
def one_round(request: HttpRequest, round_id: Key) -> RoundFullOut:
    """As much of it as the present phase shows this caller."""
    at = look_at(asking(request), round_id)
    table = table_of(at.standing, at.sight)
    rows = [row_out(row) for row in table.rows]
    came = [shaped(MovedUnitOut, one) for one in moved(at.round, at.standing.marked)]
    steps = [round_step_out(one) for one in told_steps(at.round)]
    return RoundFullOut(
        **round_out(at.round).model_dump(), open=table.open, rows=rows, steps=steps, moved=came
    )


@router.post(f"{ROUND}/moves", response=answers(RoundOut), summary=gettext_noop("Chuyển bước đợt chấm"))
def move(request: HttpRequest, round_id: Key, told: MoveIn) -> RoundOut:
    noted = Noted(told.done_on, told.minutes, told.number, told.reason)
    return round_out(
        move_round(
            actor=asking(request),
            round_id=round_id,
            move=told.move,
            noted=noted,
            appeals_until=told.appeals_until,
        )
    )


@router.post(f"{ROUND}/figures", response=answers(RoundOut), summary=gettext_noop("Lấy số vào đợt chấm"))
def figures(request: HttpRequest, round_id: Key) -> RoundOut:
    return round_out(take_figures(actor=asking(request), round_id=round_id))


@router.put(f"{UNIT}/self-mark", response=answers(MarkedOut), summary=gettext_noop("Lưu điểm tự chấm"))
def self_mark(request: HttpRequest, marked_id: Key, told: SelfMarkIn) -> MarkedOut:
    return marked_out(save_self_mark(actor=asking(request), marked_id=marked_id, **told.model_dump()))


@router.post(f"{UNIT}/send", response=answers(MarkedOut), summary=gettext_noop("Gửi điểm tự chấm"))
def send(request: HttpRequest, marked_id: Key) -> MarkedOut:
    return marked_out(send_self_mark(actor=asking(request), marked_id=marked_id))


@router.post(f"{ROUND}/verdicts", response=answers(DoneOut), summary=gettext_noop("Thẩm định điểm tự chấm"))
def verdicts(request: HttpRequest, round_id: Key, told: VerdictsIn) -> DoneOut:
    actor = asking(request)
    given = [Verdict(one.marked_id, one.leaf, one.typed, one.reason) for one in told.verdicts]
    count = len(verify(actor=actor, round_id=round_id, verdicts=given)) if given else 0
    if told.agree_to_rest:
        count += agree_to_rest(actor=actor, round_id=round_id)
    return DoneOut(count=count)


@router.post(
    f"{UNIT}/settlements", response=answers(DoneOut), summary=gettext_noop("Trả lời hoặc sửa điểm, kèm lý do")
)
def settle(request: HttpRequest, marked_id: Key, told: SettleIn) -> DoneOut:
    actor = asking(request)
    if not told.points:
        tell_figures(actor=actor, marked_id=marked_id, leaf=told.leaf, typed=told.typed, reason=told.reason)
        return DoneOut()
    at, marked = _unit(actor, marked_id)
    at.standing.rules.leaf(told.leaf)
    asked = at.result.of(marked).marks[told.leaf].question is not None
    act = answer_question if asked else change_points
    act(actor=actor, marked_id=marked_id, leaf=told.leaf, points=told.points, reason=told.reason)
    return DoneOut()


@router.post(
    f"{ROUND}/order",
    response=answers(RoundOut),
    summary=gettext_noop("Hội đồng xếp thứ tự, ban thường vụ quyết định"),
)
def order(request: HttpRequest, round_id: Key, told: OrderIn) -> RoundOut:
    actor = asking(request)
    found = fetch(MarkingRound, round_id, actor=actor)
    wanted = {one.marked_id: Wanted(one.place, one.honour, one.reason) for one in told.wanted}
    noted = Noted(told.done_on, told.minutes, told.number)
    act = advise_order if found.state == "advising" else decide_order
    return round_out(act(actor=actor, round_id=round_id, wanted=wanted, noted=noted))


@router.get(
    f"{ROUND}/paper",
    response=REFUSALS,
    openapi_extra=GIVES_A_FILE,
    summary=gettext_noop("Biên bản, tờ trình, quyết định của đợt chấm, dạng Word hoặc PDF"),
)
def paper(
    request: HttpRequest,
    *,
    round_id: Key,
    what: Literal["minutes", "submission", "decision"] = "minutes",
    form: Form = "docx",
) -> HttpResponse:
    """As much of the round as the present phase shows this caller; ``submission`` is the tờ trình."""
    return given(paper_of(look_at(asking(request), round_id), what, form))


@router.get(
    f"{UNIT}/criteria/{{leaf}}/why",
    response=answers(WhyOut),
    summary=gettext_noop("Vì sao được bấy nhiêu điểm"),
)
def because(request: HttpRequest, marked_id: Key, leaf: Code) -> WhyOut:
    """Every point back to the figure, the reports and the rule; and who marked what, when and why."""
    at, marked = _unit(asking(request), marked_id)
    found = at.standing.rules.leaf(leaf)
    if not at.sight.layer("verified", marked_id, leaf):
        raise Absent()
    told = why(at.standing, at.result, marked, found, at.sight)
    return WhyOut(
        leaf=found.id,
        name=found.name,
        most=figure_or_none(found.most),
        points=figure_or_none(told.outcome.points),
        bonus=figure(told.outcome.bonus),
        why=say_why(told.outcome.why) if told.outcome.why else "",
        question=say_question(told.outcome.question) if told.outcome.question else "",
        steps=[StepOut(says=one.says, told=one.told, gives=one.gives, url=one.url) for one in told.steps],
        history=[
            SaidOut(
                layer=one.mark.layer,
                given=one.given,
                who=one.who,
                by=one.mark.by,
                at=one.mark.at,
                reason=one.mark.reason,
                current=one.mark.current,
            )
            for one in told.history
        ],
    )


@router.post(
    f"{ROUND}/what-if", response=answers(list[MovedOut]), summary=gettext_noop("Thử đổi số trên bản sao")
)
def trying(request: HttpRequest, round_id: Key, told: WhatIfIn) -> list[MovedOut]:
    """Nothing is written."""
    at = _with_totals(asking(request), round_id)
    leaf = at.standing.rules.leaf(told.leaf)
    if all(one.pk != told.marked_id for one in at.standing.active):
        raise Absent()
    values = {name: str(value) for name, value in read_typed(leaf, told.typed).items()}
    points: Fraction | None = read_points(leaf, told.points) if told.points else None
    rows = what_if(at.standing, {(told.marked_id, leaf.id): Instead(values, points)}, at.sight.upto)
    return [
        MovedOut(
            marked_id=one.marked.pk,
            total_before=None if one.total_before is None else str(one.total_before),
            total_after=None if one.total_after is None else str(one.total_after),
            place_before=one.place_before,
            place_after=one.place_after,
        )
        for one in rows
    ]


@router.get(f"{ROUND}/firmness", response=answers(FirmnessOut), summary=gettext_noop("Thứ hạng vững đến đâu"))
def firm(request: HttpRequest, round_id: Key) -> FirmnessOut:
    at = _with_totals(asking(request), round_id)
    told = firmness(at.standing, at.sight.upto)
    moved = [
        ShiftOut(
            leaf=one.leaf, weight=figure(one.weight), places={name: one.places[name] for name in one.moved}
        )
        for one in told.shifted
    ]
    return FirmnessOut(trials=told.trials, shaken=dict(told.shaken), shifts=moved)


@router.post(f"{UNIT}/appeals", response=answers(DoneOut), summary=gettext_noop("Đề nghị xem lại điểm"))
def ask_again(request: HttpRequest, marked_id: Key, told: AppealIn) -> DoneOut:
    appeal(actor=asking(request), marked_id=marked_id, **told.model_dump())
    return DoneOut()


@router.post(
    "/score-appeals/{appeal_id}/answer",
    response=answers(DoneOut),
    summary=gettext_noop("Trả lời đề nghị xem lại điểm"),
)
def answer(request: HttpRequest, appeal_id: Key, told: AnswerIn) -> DoneOut:
    answer_appeal(actor=asking(request), appeal_id=appeal_id, **told.model_dump())
    return DoneOut()


def _unit(actor: Actor, marked_id: int) -> tuple[At, MarkedUnit]:
    at = look_at(actor, fetch(MarkedUnit, marked_id, actor=actor).round_id)
    return at, at.standing.unit(marked_id)


def _with_totals(actor: Actor, round_id: int) -> At:
    """Raises NotYours: who sees totals in this phase is data of the round."""
    at = look_at(actor, round_id)
    if not at.sight.totals:
        raise NotYours()
    return at
