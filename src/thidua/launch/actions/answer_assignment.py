from __future__ import annotations

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.launch.errors import ReasonMissing
from thidua.launch.models import Assignment, Cycle
from thidua.launch.rules import acting_unit


@transaction.atomic
def take_assignment(*, actor: Actor, assignment_id: int) -> Assignment:
    """The unit says: received, we will do it."""
    return _answer(actor, assignment_id, Assignment.Answer.TAKEN, "")


@transaction.atomic
def ask_change(*, actor: Actor, assignment_id: int, reason: str) -> Assignment:
    """The unit asks the level above to change it; until a new decision the figure stands."""
    if not reason.strip():
        raise ReasonMissing()
    return _answer(actor, assignment_id, Assignment.Answer.ASKS_CHANGE, reason.strip())


def _answer(actor: Actor, assignment_id: int, answer: str, reason: str) -> Assignment:
    assignment = fetch(
        Assignment, assignment_id, actor=actor, verb="answer", lock=True, related=("unit", "target")
    )
    assignment.answer, assignment.reason = answer, reason
    assignment.save(update_fields=["answer", "reason"])
    record(actor, f"launch.assignment_{answer}", assignment, path=assignment.unit.path, reason=reason)
    emit("launch.assignment_answered", assignment_id=assignment.pk)
    return assignment


@transaction.atomic
def take_all(*, actor: Actor, cycle_id: int, unit_id: int) -> int:
    """Takes every assignment of the unit that waits for an answer; returns how many."""
    cycle = fetch(Cycle, cycle_id, actor=actor)
    unit = acting_unit(actor, unit_id, "launch.acknowledge")
    waiting = Assignment.objects.filter(
        unit=unit, target__cycle=cycle, current=True, answer=Assignment.Answer.ASSIGNED
    )
    taken = waiting.update(answer=Assignment.Answer.TAKEN)
    if taken:
        record(actor, "launch.assignment_taken", cycle, path=unit.path, data={"count": taken})
    return taken
