"""What plans and targets have to say before the tree changes."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.federation.questions import Reorganising
from thidua.kernel.questions import Answer, Objection
from thidua.launch.models import Assignment, Paper, Period

_ON_THE_WAY = ("draft", "with_head", "with_committee", "with_party", "to_sign", "signed")


def answer(subject: Reorganising) -> Answer:
    """Plans that will not be issued any more, thresholds that go on with the successor, and movements whose
    own unit ends while it collects reports."""
    merging = [unit_id for unit_id, _into in subject.merging]
    current = Assignment.objects.filter(current=True, target__cycle__ends_on__gte=subject.from_on)
    drafts = Paper.objects.filter(seat__in=subject.ending, state__in=_ON_THE_WAY)
    counts = {
        "plans_in_draft": drafts.count(),
        "assignments_carried": current.filter(unit__in=merging).count(),
        "assignments_ended": current.filter(unit__in=set(subject.ending) - set(merging)).count(),
    }
    return Answer("launch", counts, tuple(_collecting(subject)))


def _collecting(subject: Reorganising) -> Iterator[Objection]:
    own = Period.objects.filter(state="open", cycle__movement__seat__in=subject.ending)
    for period in own.select_related("cycle__movement__seat").order_by("ends_on", "pk"):
        movement = period.cycle.movement
        told = {"unit": str(movement.seat), "period": str(period), "movement": str(movement)}
        yield Objection("launch.ending_while_collecting", {**told})
