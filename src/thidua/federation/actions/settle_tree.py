from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q

from thidua.federation.actions.branch import hold_tree, move_branch
from thidua.federation.models import Body, Placement
from thidua.kernel import clock, paths
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, must_be_house
from thidua.kernel.events import emit


@transaction.atomic
def settle_tree(*, actor: Actor) -> int:
    """Brings today's tree up to the dated lines: moves that were decided ahead and whose day has come.

    Returns how many branches moved; doing it again moves nothing. Called daily by the worker. Raises NotYours.
    """
    must_be_house(actor)
    hold_tree()
    moved = 0
    # One branch may only fit after another has left; so again until nothing more moves.
    while done := _one_round(actor):
        moved += done
    return moved


def _one_round(actor: Actor) -> int:
    today = clock.today()
    due = (
        Placement.objects.filter(Q(until_on=None) | Q(until_on__gte=today), from_on__lte=today)
        .filter(line=Placement.Line.MANAGES)
        .exclude(unit__parent=F("under"))
        .order_by("from_on", "pk")
        .values_list("unit_id", "under_id")
    )
    return sum(_move(actor, unit_id, under_id) for unit_id, under_id in list(due))


def _move(actor: Actor, unit_id: int, under_id: int) -> int:
    # Read afresh: an earlier move of this round may have changed both paths.
    unit = Body.objects.select_for_update().get(pk=unit_id)
    under = Body.objects.get(pk=under_id)
    if not under.path or paths.covers(unit.path, under.path):
        return 0
    before = unit.path
    move_branch(unit, under)
    record(
        actor,
        "federation.unit_placed",
        unit,
        path=unit.path,
        data={"under": under.pk, "path_before": before, "decided_ahead": True},
    )
    emit("federation.unit_placed", unit_id=unit.pk, under_id=under.pk)
    return 1
