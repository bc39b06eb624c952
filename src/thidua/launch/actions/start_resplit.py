from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.federation.models import Body
from thidua.kernel.door import Actor, fetch
from thidua.launch.actions.assign import split_target
from thidua.launch.actions.start_paper import basis_on, start_paper
from thidua.launch.models import Assignment, Cycle, LegalBasis, Paper, Target
from thidua.launch.rules import acting_unit


@transaction.atomic
def start_resplit(*, actor: Actor, seat_id: int, target_id: int, rule: str, reserve: int = 0) -> Paper:
    """Splits a target of a unit anew into the annex of a draft decision, which cites what it changes.

    Nothing changes for anybody before that decision is issued. A draft that does not speak of this target yet
    is written on in; what somebody typed about it stays, and a new draft begins. Two at once make one.
    Raises Absent, NotYours, NothingToSplitBy, NotSplittable.
    """
    target = fetch(Target, target_id, actor=actor, related=("cycle",))
    cycle = fetch(Cycle, target.cycle_id, actor=actor, lock=True)
    seat = acting_unit(actor, seat_id, "launch.assign")
    paper = _draft(cycle, seat, target) or start_paper(
        actor=actor,
        movement_id=cycle.movement_id,
        seat_id=seat.pk,
        kind=Paper.Kind.ASSIGNMENT_DECISION,
        title=_("Điều chỉnh chỉ tiêu giao năm %(year)s") % {"year": cycle.year},
        year=cycle.year,
    )
    _cite(paper, target, seat)
    return split_target(actor=actor, decision_id=paper.pk, target_id=target.pk, rule=rule, reserve=reserve)


def _draft(cycle: Cycle, seat: Body, target: Target) -> Paper | None:
    drafts = Paper.objects.filter(
        movement=cycle.movement_id,
        year=cycle.year,
        seat=seat,
        kind=Paper.Kind.ASSIGNMENT_DECISION,
        state="draft",
    )
    return drafts.exclude(annex__target=target).order_by("-pk").first()


def _cite(paper: Paper, target: Target, seat: Body) -> None:
    """Each decision whose figures this one may change, once."""
    changed = Assignment.objects.filter(target=target, unit__parent=seat, current=True).exclude(decision=None)
    known = set(LegalBasis.objects.filter(paper=paper).values_list("based_on_id", flat=True))
    wanted = set(changed.values_list("decision_id", flat=True)) - known
    decisions = Paper.objects.filter(pk__in=wanted).select_related("issuer").order_by("issued_on", "pk")
    for place, decision in enumerate(decisions, start=len(known)):
        basis_on(paper, decision, position=place)
