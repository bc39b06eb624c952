from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.kernel.door import Actor, fetch
from thidua.launch.actions.start_paper import basis_on, start_paper
from thidua.launch.models import Cycle, Paper
from thidua.launch.queries.asking_change import requests_for
from thidua.launch.queries.without_ground import handed_on_without_ground
from thidua.launch.rules import acting_unit


@transaction.atomic
def start_adjustment(*, actor: Actor, cycle_id: int, seat_id: int) -> Paper:
    """Begins the decision that answers what units below ask to change, or what lost its ground above; it cites
    each decision that it changes.

    Raises Absent, NotYours.
    """
    cycle = fetch(Cycle, cycle_id, actor=actor)
    seat = acting_unit(actor, seat_id, "launch.assign")
    paper = start_paper(
        actor=actor,
        movement_id=cycle.movement_id,
        seat_id=seat.pk,
        kind=Paper.Kind.ASSIGNMENT_DECISION,
        title=_("Điều chỉnh chỉ tiêu giao năm %(year)s") % {"year": cycle.year},
        year=cycle.year,
    )
    asked = requests_for(seat, cycle.movement_id, cycle.year)
    changed = {one.decision.pk: one.decision for one in asked if one.decision is not None}
    for handed_on in handed_on_without_ground(seat, cycle):
        changed |= {decision.pk: decision for decision in handed_on.decisions}
    for place, decision in enumerate(changed.values()):
        basis_on(paper, decision, position=place)
    return paper
