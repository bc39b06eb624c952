"""What a round of marking asks of a person: to mark oneself, to verify, to explain, to meet, to decide, to answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thidua.kernel.door import Actor, listing
from thidua.kernel.waiting import Waiting, tells_waiting
from thidua.score.models import Appeal, Mark, MarkedUnit, MarkingRound
from thidua.score.queries.marking.sight import departments_of

STAGE = "score"
_ASKS = (
    ("meet", gettext_noop("Điều hành bảng họp %(round)s"), gettext_noop("Mở bảng họp"), "score:meeting"),
    ("advise", gettext_noop("Tư vấn thứ hạng %(round)s"), gettext_noop("Xem và xếp thứ tự"), "score:order"),
    (
        "decide",
        gettext_noop("Quyết định kết quả %(round)s"),
        gettext_noop("Xem và quyết định"),
        "score:order",
    ),
)


@tells_waiting
def tell(actor: Actor) -> Iterator[Waiting]:
    """A fixed number of queries, whatever the number of rounds and units."""
    if not any(True for _grant in actor.having("score.view")):
        return
    yield from _own(actor)
    yield from _to_check(actor)
    yield from _to_verify(actor)
    yield from _phases(actor)
    yield from _appeals(actor)


def _own(actor: Actor) -> Iterator[Waiting]:
    found = listing(MarkedUnit, actor=actor, verb="mark").filter(left_on=None)
    marking = Mark.objects.filter(layer=Mark.Layer.SELF, current=True)
    for one in found.select_related("round", "unit").annotate(
        begun=Count("marks", filter=Q(marks__in=marking))
    ):
        yield Waiting(
            stage=STAGE,
            code="score.mark_oneself",
            title=_("Tự chấm điểm: %(round)s") % {"round": one.round.name},
            fact=_("Trả lại để chấm lại.")
            if one.state == "returned"
            else _("Đã chấm %(count)s mục.") % {"count": getattr(one, "begun", 0)},
            button=_("Chấm tiếp") if getattr(one, "begun", 0) else _("Bắt đầu tự chấm"),
            url=reverse("score:own", args=[one.pk]),
            due_on=_until(one.round),
            unit=str(one.unit),
        )
    yield from _to_explain(actor)


def _to_explain(actor: Actor) -> Iterator[Waiting]:
    for one in listing(MarkedUnit, actor=actor, verb="explain").select_related("round", "unit"):
        yield Waiting(
            stage=STAGE,
            code="score.explain",
            title=_("Giải trình điểm: %(round)s") % {"round": one.round.name},
            fact=_("Xem điểm thẩm định; chỗ chưa đồng ý thì giải trình."),
            button=_("Xem phiếu điểm"),
            url=reverse("score:unit", args=[one.pk]),
            due_on=_until(one.round),
            unit=str(one.unit),
        )


def _to_check(actor: Actor) -> Iterator[Waiting]:
    done = Mark.objects.filter(marked=OuterRef("pk"), layer=Mark.Layer.CHECKED, current=True)
    found = listing(MarkedUnit, actor=actor, verb="check").filter(~Exists(done), left_on=None)
    for one in found.select_related("round", "unit"):
        yield Waiting(
            stage=STAGE,
            code="score.cross_check",
            title=_("Kiểm tra chéo %(unit)s") % {"unit": one.unit},
            fact=one.round.name,
            button=_("Kiểm tra"),
            url=reverse("score:check", args=[one.pk]),
            due_on=_until(one.round),
        )


def _to_verify(actor: Actor) -> Iterator[Waiting]:
    """One job a round: what units have sent and the person's departments have not looked at yet."""
    found = list(listing(MarkingRound, actor=actor, verb="verify").prefetch_related("verifiers"))
    if not found:
        return
    mine = departments_of(actor)
    verified = Mark.objects.filter(
        marked=OuterRef("marked"), leaf=OuterRef("leaf"), layer=Mark.Layer.VERIFIED, current=True
    )
    open_marks = Mark.objects.filter(
        ~Exists(verified), marked__round__in=found, marked__state="sent", layer=Mark.Layer.SELF, current=True
    ).values_list("marked__round", "leaf")
    waiting = list(open_marks)
    for one in found:
        others = {given.leaf for given in one.verifiers.all() if given.department_id not in mine}
        count = sum(round_id == one.pk and leaf not in others for round_id, leaf in waiting)
        if count:
            yield Waiting(
                stage=STAGE,
                code="score.verify",
                title=_("Thẩm định %(round)s") % {"round": one.name},
                fact=_("%(count)s mục tự chấm chờ xem.") % {"count": count},
                button=_("Thẩm định"),
                url=reverse("score:verify", args=[one.pk]),
                due_on=_until(one),
            )


def _phases(actor: Actor) -> Iterator[Waiting]:
    """The phases in which the round waits for somebody's word as a whole."""
    for verb, title, button, page in _ASKS:
        for one in listing(MarkingRound, actor=actor, verb=verb):
            yield Waiting(
                stage=STAGE,
                code=f"score.{verb}",
                title=_(title) % {"round": one.name},
                fact=str(one.get_state_display()).capitalize() + ".",
                button=_(button),
                url=reverse(page, args=[one.pk]),
                due_on=_until(one),
            )


def _appeals(actor: Actor) -> Iterator[Waiting]:
    found = listing(Appeal, actor=actor, verb="uphold").select_related("marked__unit", "marked__round")
    for one in found[:20]:
        yield Waiting(
            stage=STAGE,
            code="score.answer_appeal",
            title=_("Trả lời đề nghị xem lại của %(unit)s") % {"unit": one.marked.unit},
            fact=one.text[:120],
            button=_("Xem và trả lời"),
            url=reverse("score:unit", args=[one.marked_id]),
        )


def _until(marking_round: MarkingRound) -> dt.date | None:
    """The last day of the present phase, when the round has one."""
    for one in marking_round.phases:
        if one["code"] == marking_round.state and one.get("until"):
            return dt.date.fromisoformat(one["until"])
    return None
