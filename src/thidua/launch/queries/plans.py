"""Issued plans of the level above, and what this unit has made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.door import Actor, listing
from thidua.launch.models import Cycle, Movement, Paper
from thidua.launch.queries.of_cluster import IS_CLUSTER, of_own_cluster

_FEW = 60  # a list to choose from; older papers are found under "Văn bản"
PLANS = (Paper.Kind.PLAN, Paper.Kind.LAUNCH_TEXT)


@dataclass(frozen=True)
class PlanAbove:
    """A plan that this unit carries out; ``own`` is the unit's plan under it, None while there is none."""

    plan: Paper
    own: Paper | None


def plans_above(unit: Body) -> Iterable[PlanAbove]:
    """Of the level directly above, and of clusters that the unit is in. Two queries."""
    over = Q(seat__path=paths.parent(unit.path)) & ~Q(issuer__form=IS_CLUSTER)
    above = list(
        Paper.objects.filter(over | Q(of_own_cluster(unit.pk)), kind__in=PLANS, state="issued")
        .select_related("movement", "seat")
        .order_by("-issued_on")[:20]
    )
    own = {one.parent_id: one for one in Paper.objects.filter(seat=unit, parent__in=above, kind__in=PLANS)}
    return [PlanAbove(plan, own.get(plan.pk)) for plan in above]


def year_of(paper: Paper) -> Cycle | None:
    """The year of the movement that the paper is for; its targets are the paper's targets."""
    return Cycle.objects.filter(movement=paper.movement_id, year=paper.year).first()


def papers_to_carry_out(movement: Movement, unit: Body, actor: Actor) -> list[Paper]:
    """Issued plans and guidances of the movement, by the unit itself and those above it."""
    found = listing(Paper, actor=actor).filter(
        Q(seat__path__in=paths.upwards(unit.path)) | Q(of_own_cluster(unit.pk)),
        movement=movement,
        state="issued",
        kind__in=(*PLANS, Paper.Kind.GUIDANCE),
    )
    return list(found.select_related("issuer").order_by("-issued_on", "-pk")[:_FEW])


def papers_to_start_from(unit: Body, actor: Actor) -> list[Paper]:
    """The unit's own issued papers, of this movement and of others: last year's plan first."""
    found = listing(Paper, actor=actor).filter(seat=unit, state="issued")
    return list(found.select_related("issuer").order_by("-year", "-issued_on", "-pk")[:_FEW])
