"""What grading asks of a person: to mark the own union, to answer the mark from above, to mark those below."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.formats.vi import format_number
from thidua.kernel import clock
from thidua.kernel.door import Actor, listing
from thidua.kernel.waiting import Line, Lines, Waiting, lines, short_name, tells_lines
from thidua.score.models import Grading
from thidua.score.rules import GRADE, GRADE_OWN
from thidua.score.states import OWN_TURN

BEGIN, GO_ON, CORRECT = "score.grading_begin", "score.grading_go_on", "score.grading_correct"
ANSWER, MARK, CHASE = "score.grading_answer", "score.grading_mark", "score.grading_chase"
_OWN = {BEGIN: "waiting", GO_ON: "draft", CORRECT: "returned"}


def _say_own(one: Line) -> Waiting:
    told = {
        BEGIN: (_("Tự chấm xếp loại: %(round)s"), _("Chưa chấm."), _("Bắt đầu chấm")),
        GO_ON: (_("Tự chấm xếp loại: %(round)s"), _("Đang chấm dở, chưa gửi."), _("Chấm tiếp")),
        CORRECT: (
            _("Sửa phiếu tự chấm: %(round)s"),
            _("Cấp trên trả lại, có ghi lý do."),
            _("Xem chỗ cần sửa"),
        ),
    }
    title, fact, button = told[one.code]
    return _waiting(one, title, fact, button, "score:grading_own")


def _say_answer(one: Line) -> Waiting:
    fact = _("Cấp trên chấm %(total)s điểm; đồng ý hoặc giải trình.") % {"total": _points(one.more)}
    return _waiting(
        one, _("Trả lời điểm cấp trên chấm: %(round)s"), fact, _("Xem và trả lời"), "score:grading"
    )


def _points(text: str) -> str:
    return format_number(Decimal(text)) if text else "–"


def _say_mark(one: Line) -> Waiting:
    fact = _("%(count)s đơn vị đã gửi, chờ chấm.") % {"count": format_number(one.total)}
    return _waiting(one, _("Chấm xếp loại cơ sở: %(round)s"), fact, _("Xem và chấm"), "score:grading_round")


def _say_chase(one: Line) -> Waiting:
    fact = _("%(count)s đơn vị quá hạn chưa gửi phiếu tự chấm.") % {"count": format_number(one.total)}
    return _waiting(
        one, _("Nhắc cơ sở tự chấm xếp loại: %(round)s"), fact, _("Xem ai chưa gửi"), "score:grading_round"
    )


def _waiting(one: Line, title: str, fact: str, button: str, page: str) -> Waiting:
    return Waiting(
        stage="score",
        code=one.code,
        title=title % {"round": one.about},
        fact=fact,
        button=button,
        url=reverse(page, args=[one.key]),
        due_on=one.due_on,
        total=one.total,
        unit=one.unit,
    )


@tells_lines(
    {
        **dict.fromkeys(_OWN, _say_own),
        ANSWER: _say_answer,
        MARK: _say_mark,
        CHASE: _say_chase,
    }
)
def grading_lines(actor: Actor) -> Iterator[Lines]:
    """Own unions one by one, those below as one job a round."""
    if any(True for _grant in actor.having(GRADE_OWN)):
        yield from _own(actor)
    if any(True for _grant in actor.having(GRADE)):
        yield from _below(actor)


def _own(actor: Actor) -> Iterator[Lines]:
    open_now = Q(round__state="open")
    about, unit = F("round__name"), short_name("unit__")
    mine = listing(Grading, actor=actor, verb="send").filter(open_now)
    for code, state in _OWN.items():
        found = mine.filter(state=state)
        yield lines(found, code, about=about, unit=unit, due_on="round__own_due_on")
    told = listing(Grading, actor=actor, verb="object").filter(open_now)
    yield lines(told, ANSWER, about=about, more="upper_total", unit=unit, due_on="round__upper_due_on")


def _below(actor: Actor) -> Iterator[Lines]:
    # Whom one marks stands directly below: the parent is said too, so that the database begins there and does not
    # look through the branch.
    above = {grant.unit_id for grant in actor.having(GRADE)}
    inside = listing(Grading, actor=actor, verb="mark").filter(unit__parent__in=above, round__state="open")
    unsent = inside.filter(state__in=OWN_TURN, round__own_due_on__lt=clock.today())
    for code, found, day in (
        (MARK, inside.filter(state="sent"), "round__upper_due_on"),
        (CHASE, unsent, "round__own_due_on"),
    ):
        grouped = found.order_by().values("round_id", "round__name", day).annotate(units=Count("pk"))
        yield lines(grouped, code, key="round_id", about="round__name", due_on=day, total="units")
