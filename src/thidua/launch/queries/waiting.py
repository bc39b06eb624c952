"""What this room asks of a person: plans to issue, papers on their way, targets to split and to take. What is a
row or a number of rows is told in ``waiting_lines.py``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.door import Actor, listing
from thidua.kernel.waiting import Waiting, tells_waiting
from thidua.launch.models import AnnexCell, Assignment, Deadline, Paper, Step
from thidua.launch.queries import waiting_events, waiting_lines
from thidua.launch.queries.drafts import own_drafts, returned_why, told_state, with_last_step
from thidua.launch.queries.duties import open_duties
from thidua.launch.queries.of_cluster import of_own_cluster
from thidua.launch.queries.without_ground import LOST_GROUND, to_look_at_again
from thidua.launch.states import PAPER

__all__ = ["waiting", "waiting_events", "waiting_lines"]

STAGE = "launch"
_PLANS = (Paper.Kind.PLAN, Paper.Kind.LAUNCH_TEXT)

# Who is asked to move a paper on, by what they may do with it now.
_HANDS = {
    "head": (
        "launch.give_head_opinion",
        gettext_lazy("Cho ý kiến về %(paper)s"),
        gettext_lazy("Đọc và cho ý kiến"),
    ),
    "opine": (
        "launch.give_opinion",
        gettext_lazy("Cho ý kiến về %(paper)s"),
        gettext_lazy("Đọc và cho ý kiến"),
    ),
    "sign": ("launch.sign_paper", gettext_lazy("Ký %(paper)s"), gettext_lazy("Xem và ký")),
    "issue": ("launch.issue_paper", gettext_lazy("Phát hành %(paper)s"), gettext_lazy("Cho số và phát hành")),
}


@tells_waiting
def waiting(actor: Actor) -> Iterable[Waiting]:
    """Everything of this room that waits for this actor now: a fixed number of queries."""
    if actor.unit_id is None or not actor.grants:
        return []
    found = Body.objects.select_related("kind").annotate(without_ground=LOST_GROUND)
    unit = found.filter(pk=actor.unit_id).first()
    if unit is None or not unit.path:
        return []
    return [
        *_plans_to_issue(actor, unit),
        *(own_drafts(actor, unit) if _may(actor, "launch.draft", unit) else ()),
        *_papers_on_their_way(actor),
        *_assignments_to_take(actor, unit),
        *(open_duties(unit) if _may(actor, "launch.record", unit) else ()),
        *(to_look_at_again(unit) if unit.without_ground and _may(actor, "launch.assign", unit) else ()),
    ]


def _may(actor: Actor, capability: str, unit: Body) -> bool:
    return any(grant.path == unit.path for grant in actor.having(capability))


def _plans_to_issue(actor: Actor, unit: Body) -> Iterator[Waiting]:
    """Issued plans of the unit directly above, and of clusters that this unit is in, from which it has not issued
    its own."""
    if not _may(actor, "launch.draft", unit):
        return
    own = Paper.objects.filter(parent=OuterRef("pk"), seat=unit, kind__in=_PLANS)
    above = (
        Paper.objects.filter(
            Q(seat__path=paths.parent(unit.path), asks_levels__contains=[unit.level])
            | Q(of_own_cluster(unit.pk)),
            kind__in=_PLANS,
            state="issued",
        )
        .exclude(Exists(own.filter(state="issued")))
        .select_related("movement", "seat")
    )
    begun = Paper.objects.filter(seat=unit, parent__isnull=False, kind__in=_PLANS).exclude(state="withdrawn")
    standing = list(with_last_step(begun.select_related("movement", "parent__issuer")))
    yield from _plans_without_ground(standing, unit)
    drafts = {one.parent_id: one for one in standing}
    due = _due_by_cycle(Deadline.What.ISSUE_PLAN, unit.level, above) if above else {}
    for plan in above:
        draft = drafts.get(plan.pk)
        yield Waiting(
            stage=STAGE,
            code="launch.issue_plan",
            title=_("Ban hành kế hoạch %(movement)s") % {"movement": plan.movement},
            fact=_about_own_plan(plan, draft),
            button=_next_with_own_plan(draft),
            url=_url("paper", draft) if draft else reverse("launch:derive", args=[plan.pk]),
            due_on=due.get((plan.movement_id, plan.year)),
            unit=str(unit),
        )


def _about_own_plan(plan: Paper, draft: Paper | None) -> str:
    drawn = _("Dựng từ %(paper)s của %(issuer)s.") % {"paper": plan, "issuer": plan.seat}
    if draft is None:
        return drawn
    return returned_why(draft) or (drawn if draft.state == "draft" else told_state(draft))


def _next_with_own_plan(draft: Paper | None) -> str:
    if draft is None:
        return _("Dựng kế hoạch")
    if draft.state != "draft":
        return _("Xem kế hoạch")
    return _("Xem chỗ cần sửa") if returned_why(draft) else _("Soạn tiếp")


def _plans_without_ground(standing: Iterable[Paper], unit: Body) -> Iterator[Waiting]:
    """Own plans whose plan above was taken back: to be looked at again, or withdrawn too."""
    for paper in standing:
        if paper.parent is None or paper.parent.state == "issued" or paper.movement.state == "closed":
            continue
        yield Waiting(
            stage=STAGE,
            code="launch.ground_withdrawn",
            title=_("Xem lại %(paper)s: căn cứ đã bị thu hồi") % {"paper": paper},
            fact=_("%(issuer)s đã thu hồi văn bản mà %(movement)s của đơn vị dựa vào.")
            % {"issuer": paper.parent.issuer, "movement": paper.movement},
            button=_("Xem lại"),
            url=_url("paper", paper),
            unit=str(unit),
        )


def _papers_on_their_way(actor: Actor) -> Iterator[Waiting]:
    """Papers that stop at this person: one query, none for somebody without a hand in them."""
    hands = [_stopping_at(actor, verb) for verb in _HANDS if _has_hand(actor, verb)]
    if not hands:
        return
    found = reduce(or_, hands).select_related("movement", "seat", "issuer").distinct()
    for paper in found[:_MOST]:
        code, title, button = _HANDS[_TURNS[paper.state]]
        yield Waiting(
            stage=STAGE,
            code=code,
            title=str(title) % {"paper": paper},
            fact=_("%(title)s. Văn bản đang: %(state)s.")
            % {"title": paper.title, "state": PAPER.states[paper.state]},
            button=str(button),
            url=_url("paper", paper),
            unit=str(paper.seat),
        )


_MOST = 100
_TURNS = {"with_head": "head", "with_committee": "opine", "to_sign": "sign", "signed": "issue"}


def _stopping_at(actor: Actor, verb: str) -> QuerySet[Paper]:
    found = listing(Paper, actor=actor, verb=verb)
    return found.exclude(said_in_this_run(actor, _SAID[verb])) if verb in _SAID else found


_SAID = {"opine": Step.Kind.COMMITTEE_OPINION, "head": Step.Kind.HEAD}


def said_in_this_run(actor: Actor, kind: Step.Kind) -> Exists:
    """Whether this person has said it about the text as it stands: what came before a return does not count."""
    ended = Step.objects.filter(paper=OuterRef("paper"), kind__in=Step.ENDS_A_RUN, run__gte=OuterRef("run"))
    said = Step.objects.filter(paper=OuterRef("pk"), kind=kind, who=actor.name)
    return Exists(said.exclude(Exists(ended)))


def _has_hand(actor: Actor, verb: str) -> bool:
    capability = {"head": "advise", "opine": "opine", "sign": "sign", "issue": "issue"}[verb]
    return any(True for _grant in actor.having(f"launch.{capability}"))


def _assignments_to_take(actor: Actor, unit: Body) -> Iterator[Waiting]:
    """Targets assigned and not answered; and those answered but not split further below."""
    if not (_may(actor, "launch.acknowledge", unit) or _may(actor, "launch.assign", unit)):
        return
    handed = Assignment.objects.filter(
        target=OuterRef("target"), current=True, unit__parent=unit, decision__seat=unit
    )
    # What stands in a decision that has left the writer's desk waits for others now.
    on_its_way = AnnexCell.objects.filter(target=OuterRef("target"), decision__seat=unit).exclude(
        decision__state__in=("draft", "issued", "withdrawn")
    )
    rows = (
        Assignment.objects.filter(unit=unit, current=True)
        .exclude(answer=Assignment.Answer.EXEMPT)
        .annotate(split=Exists(handed) | Exists(on_its_way))
        .values("target__cycle", "target__cycle__movement__name", "target__cycle__movement__short_name")
        .annotate(
            total=Count("pk"),
            open=Count("pk", filter=Q(answer=Assignment.Answer.ASSIGNED)),
            unsplit=Count("pk", filter=Q(split=False)),
        )
        .order_by("target__cycle")
    )
    for row in rows:
        yield from _about_assignments(actor, unit, row)


def _about_assignments(actor: Actor, unit: Body, row: Mapping[str, object]) -> Iterator[Waiting]:
    movement = row["target__cycle__movement__short_name"] or row["target__cycle__movement__name"]
    total, waiting_answer, unsplit = (int(str(row[key])) for key in ("total", "open", "unsplit"))
    where = reverse("launch:assigned", args=[row["target__cycle"]])
    if waiting_answer and _may(actor, "launch.acknowledge", unit):
        yield Waiting(
            stage=STAGE,
            code="launch.take_assignments",
            title=_("Nhận chỉ tiêu được giao"),
            fact=_("%(count)s chỉ tiêu của %(movement)s chờ đơn vị trả lời.")
            % {"count": waiting_answer, "movement": movement},
            button=_("Xem và nhận"),
            url=where,
            done=total - waiting_answer,
            total=total,
            unit=str(unit),
        )
    if unsplit and unit.level in ("province", "upper") and _may(actor, "launch.assign", unit):
        yield Waiting(
            stage=STAGE,
            code="launch.split_targets",
            title=_("Giao chỉ tiêu cho đơn vị trực thuộc"),
            fact=_("%(count)s chỉ tiêu của %(movement)s chưa giao xuống.")
            % {"count": unsplit, "movement": movement},
            button=_("Giao tiếp"),
            url=where,
            done=total - unsplit,
            total=total,
            unit=str(unit),
        )


def _due_by_cycle(what: str, level: str, papers: QuerySet[Paper]) -> Mapping[tuple[int, int], dt.date]:
    rows = Deadline.objects.filter(
        what=what, level=level, cycle__movement__in=papers.values("movement")
    ).values_list("cycle__movement", "cycle__year", "due_on")
    return {(movement, year): due for movement, year, due in rows}


def _url(name: str, paper: Paper) -> str:
    return reverse(f"launch:{name}", args=[paper.pk])
