"""What a round of marking asks of a person: to mark oneself, to verify, to explain, to meet, to decide, to answer. All
of it rows, asked together with those of other rooms."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, DateField, Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import JSONObject, Left
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.kernel.door import Actor, listing
from thidua.kernel.waiting import Line, Lines, Waiting, lines, short_name, tells_lines
from thidua.score.models import Appeal, Mark, MarkedUnit, MarkingRound, Verifier
from thidua.score.queries.marking.sight import posts_in_departments
from thidua.score.states import ROUND

OWN, EXPLAIN, CHECK = "score.mark_oneself", "score.explain", "score.cross_check"
VERIFY, MEET, ADVISE, DECIDE = "score.verify", "score.meet", "score.advise", "score.decide"
APPEAL = "score.answer_appeal"
_LONGEST = 120  # letters of an appeal


def _say_own(one: Line) -> Waiting:
    begun = _("Đã chấm %(count)s mục.") % {"count": one.total}
    fact = _("Trả lại để chấm lại.") if one.more == "returned" else begun
    button = _("Chấm tiếp") if one.total else _("Bắt đầu tự chấm")
    return _waiting(one, _("Tự chấm điểm: %(round)s"), fact, button, "score:own")


def _say_explain(one: Line) -> Waiting:
    fact = _("Xem điểm thẩm định; chỗ chưa đồng ý thì giải trình.")
    return _waiting(one, _("Giải trình điểm: %(round)s"), fact, _("Xem phiếu điểm"), "score:unit")


def _say_check(one: Line) -> Waiting:
    return _waiting(one, _("Kiểm tra chéo %(unit)s"), one.more, _("Kiểm tra"), "score:check")


def _say_verify(one: Line) -> Waiting:
    fact = _("%(count)s mục tự chấm chờ xem.") % {"count": one.total}
    return _waiting(one, _("Thẩm định %(round)s"), fact, _("Thẩm định"), "score:verify")


def _say_phase(one: Line) -> Waiting:
    told = {
        MEET: (_("Điều hành bảng họp %(round)s"), _("Mở bảng họp"), "score:meeting"),
        ADVISE: (_("Tư vấn thứ hạng %(round)s"), _("Xem và xếp thứ tự"), "score:order"),
        DECIDE: (_("Quyết định kết quả %(round)s"), _("Xem và quyết định"), "score:order"),
    }
    title, button, page = told[one.code]
    fact = str(ROUND.states[one.more]).capitalize() + "."
    return _waiting(one, title, fact, button, page)


def _say_appeal(one: Line) -> Waiting:
    title, button = _("Trả lời đề nghị xem lại của %(unit)s"), _("Xem và trả lời")
    return _waiting(one, title, one.more, button, "score:unit")


def _waiting(one: Line, title: str, fact: str, button: str, page: str) -> Waiting:
    return Waiting(
        stage="score",
        code=one.code,
        title=title % {"round": one.about, "unit": one.about},  # whichever it speaks of
        fact=fact,
        button=button,
        url=reverse(page, args=[one.key]),
        due_on=one.due_on,
        unit=one.unit,
    )


class _LastDay(Func):
    """The last day of the present phase, when the round has one; ``of`` is the lookup that leads to it."""

    function = "jsonb_path_query_first"
    template = "(%(function)s(%(expressions)s) #>> '{}')::date"
    output_field = DateField()

    def __init__(self, of: str = "") -> None:
        ends = Value('$[*] ? (@.code == $state && @.until > "").until')
        now = JSONObject(state=F(f"{of}state"))
        super().__init__(F(f"{of}phases"), ends, now)


@tells_lines(
    {
        OWN: _say_own,
        EXPLAIN: _say_explain,
        CHECK: _say_check,
        VERIFY: _say_verify,
        **dict.fromkeys((MEET, ADVISE, DECIDE), _say_phase),
        APPEAL: _say_appeal,
    }
)
def marking_lines(actor: Actor) -> Iterator[Lines]:
    """Nothing is asked for who has nothing to do with marking."""
    if not any(True for _grant in actor.having("score.view")):
        return
    yield from _own(actor)
    yield _to_check(actor)
    yield _to_verify(actor)
    yield from _phases(actor)
    yield _appeals(actor)


def _own(actor: Actor) -> Iterator[Lines]:
    marked = Count("marks", filter=Q(marks__layer=Mark.Layer.SELF, marks__current=True))
    to_mark = listing(MarkedUnit, actor=actor, verb="mark").filter(left_on=None).annotate(begun=marked)
    about, unit, due = "round__name", short_name("unit__"), _LastDay("round__")
    yield lines(to_mark, OWN, about=about, more="state", unit=unit, due_on=due, total="begun")
    yield lines(listing(MarkedUnit, actor=actor, verb="explain"), EXPLAIN, about=about, unit=unit, due_on=due)


def _to_check(actor: Actor) -> Lines:
    done = Mark.objects.filter(marked=OuterRef("pk"), layer=Mark.Layer.CHECKED, current=True)
    found = listing(MarkedUnit, actor=actor, verb="check").filter(~Exists(done), left_on=None)
    return lines(found, CHECK, about=short_name("unit__"), more="round__name", due_on=_LastDay("round__"))


def _to_verify(actor: Actor) -> Lines:
    """One job a round: what units have sent and the person's departments have not looked at yet."""
    verified = Mark.objects.filter(
        marked=OuterRef("marked"), leaf=OuterRef("leaf"), layer=Mark.Layer.VERIFIED, current=True
    )
    of_others = Verifier.objects.filter(round=OuterRef("marked__round"), leaf=OuterRef("leaf")).exclude(
        department__in=posts_in_departments(actor).values("unit")
    )
    rounds = listing(MarkingRound, actor=actor, verb="verify").order_by()
    found = (
        Mark.objects.filter(
            ~Exists(verified),
            ~Exists(of_others),
            marked__round__in=rounds.values("pk"),
            marked__state="sent",
            layer=Mark.Layer.SELF,
            current=True,
        )
        .order_by()
        .values("marked__round_id", "marked__round__name", "marked__round__state", "marked__round__phases")
        .annotate(count=Count("pk"))
    )
    due = _LastDay("marked__round__")
    return lines(
        found, VERIFY, key="marked__round_id", about="marked__round__name", due_on=due, total="count"
    )


def _phases(actor: Actor) -> Iterator[Lines]:
    """The phases in which the round waits for somebody's word as a whole."""
    for code, verb in ((MEET, "meet"), (ADVISE, "advise"), (DECIDE, "decide")):
        found = listing(MarkingRound, actor=actor, verb=verb).filter(_at_hand(actor))
        yield lines(found, code, about="name", more="state", due_on=_LastDay())


def _at_hand(actor: Actor) -> Q:
    """Rounds that the units of this person organise or lead: where the database begins, so that it does not look
    through those of the whole country."""
    units = {grant.unit_id for grant in actor.grants}
    return Q(organiser__in=units) | Q(leader__in=units)


def _appeals(actor: Actor) -> Lines:
    found = listing(Appeal, actor=actor, verb="uphold")
    about, said = short_name("marked__unit__"), Left("text", _LONGEST)
    return lines(found, APPEAL, key="marked_id", about=about, more=said)
