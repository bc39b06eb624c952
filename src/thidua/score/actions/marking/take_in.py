"""A unit that comes into the cluster after its round was begun."""

from __future__ import annotations

from django.db import transaction

from thidua.federation.models import Membership
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.score.errors import TooLateToComeIn
from thidua.score.models import MarkedUnit, MarkingRound
from thidua.score.phases import PHASES
from thidua.score.queries.marking.roll import OPEN_TO_NEW, unmarked


@transaction.atomic
def take_in(*, actor: Actor, round_id: int, unit_id: int) -> MarkedUnit:
    """A member of the cluster that the round does not hold yet; heard again it changes nothing. Only while everybody
    may still mark itself, so that all have had the same phases. Raises Absent for who is no member, TooLateToComeIn."""
    found = fetch(
        MarkingRound, round_id, actor=actor, verb="leave", lock=True, related=("organiser", "cluster")
    )
    already = found.marked.filter(unit=unit_id).first()
    if already is not None:
        return already
    member: Membership | None = unmarked(found).filter(unit=unit_id).first()
    if member is None:
        raise Absent()
    if found.state not in OPEN_TO_NEW:
        raise TooLateToComeIn(unit=str(member.unit), phase=str(PHASES[found.state]))
    made = MarkedUnit.objects.create(round=found, unit=member.unit)
    record(actor, "score.unit_came", found, path=member.unit.path, data={"unit": member.unit_id})
    return made
