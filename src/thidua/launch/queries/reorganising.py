"""What plans and targets have to say before the tree changes."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q

from thidua.federation.models import Reorganisation, Step
from thidua.federation.questions import Reorganising, Undoing
from thidua.formats.vi import format_date
from thidua.kernel.questions import Answer, Objection
from thidua.launch.models import Assignment, Paper, Period

_ON_THE_WAY = ("draft", "with_head", "with_committee", "with_party", "to_sign", "signed")


def answer(subject: Reorganising) -> Answer:
    """Plans that will not be issued any more, thresholds that go on with the successor, and movements whose
    own unit ends while it collects reports."""
    merging = [unit_id for unit_id, _into in subject.merging]
    current = Assignment.objects.filter(
        current=True, target__cycle__ends_on__gte=subject.from_on, unit__in=subject.ending
    )
    drafts = Paper.objects.filter(seat__in=subject.ending, state__in=_ON_THE_WAY)
    counts = current.aggregate(
        assignments_carried=Count("pk", filter=Q(unit__in=merging)),
        assignments_ended=Count("pk", filter=~Q(unit__in=merging)),
    )
    return Answer("launch", {"plans_in_draft": drafts.count(), **counts}, tuple(_collecting(subject)))


def _collecting(subject: Reorganising) -> Iterator[Objection]:
    own = Period.objects.filter(state="open", cycle__movement__seat__in=subject.ending)
    for period in own.select_related("cycle__movement__seat").order_by("ends_on", "pk"):
        movement = period.cycle.movement
        told = {"unit": str(movement.seat), "period": str(period), "movement": str(movement)}
        yield Objection("launch.ending_while_collecting", {**told})


def mergers_of(done: Reorganisation) -> dict[int, list[int]]:
    """By unit that goes on, the units that merged into it, in the order of the steps; one query."""
    merged: dict[int, list[int]] = {}
    steps = Step.objects.filter(reorganisation=done, verb=Step.Verb.MERGE).exclude(into=None)
    for unit_id, into in steps.order_by("position").values_list("unit_id", "into_id"):
        if into is not None:
            merged.setdefault(into, []).append(unit_id)
    return merged


def answer_back(subject: Undoing) -> Answer:
    """A decision that built on what a merger brought stands in the way of taking the merger back."""
    done = Reorganisation.objects.get(pk=subject.reorganisation_id)
    return Answer("launch", {}, tuple(_followed(done)))


def _followed(done: Reorganisation) -> Iterator[Objection]:
    rows = Assignment.objects.filter(unit__in=list(mergers_of(done)), withdrawn_on=None)
    carried = rows.filter(from_on=done.from_on, source=done.source, carried_from__len__gt=0)
    numbers = {(one.target_id, one.unit_id): one.number for one in carried}
    after = [
        one
        for one in rows.exclude(decision=None).select_related("decision", "target", "unit")
        if one.number > numbers.get((one.target_id, one.unit_id), one.number)
    ]
    if after:
        texts = {one.cited: format_date(one.from_on) for one in after}
        told = {
            "count": len(after),
            "later": ", ".join(f"{text} ({day})" for text, day in texts.items()),
            "first": f"{after[0].target}, {after[0].unit}",
        }
        yield Objection("launch.decision_followed", {**told})
