"""One action: what a person took over becomes a movement and its papers, as drafts like any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from thidua.formats.text import clean
from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.from_paper.lay_annex import lay_annex
from thidua.launch.actions.from_paper.lay_lines import lay_lines
from thidua.launch.actions.from_paper.lay_targets import lay_targets
from thidua.launch.actions.set_deadline import set_deadline
from thidua.launch.actions.start_paper import start_paper
from thidua.launch.errors import AlreadyDrafted
from thidua.launch.models import Cycle, Movement, Paper, PaperReading, ReadItem
from thidua.launch.models.register import as_written
from thidua.launch.paper_errors import NothingTakenOver, UnitsWait
from thidua.launch.queries.from_paper.heading import Head, head_of
from thidua.launch.queries.from_paper.lines import lines_of
from thidua.launch.queries.from_paper.parents import grounds_of
from thidua.launch.queries.from_paper.steps import steps_of
from thidua.launch.queries.from_paper.storing import ASSIGNMENT
from thidua.launch.states import READING


@dataclass(frozen=True)
class Wish:
    """What a person says when confirming: under which movement and plan, and what the aims are."""

    movement_id: int | None = None  # None calls a new one
    parent_id: int | None = None  # the plan above that this one carries out
    issuer_id: int | None = None  # a body without a seal (a cluster) that issues through the unit
    kind: str = ""  # of the paper; as it calls itself unless said
    name: str = ""  # of a new movement; the title of the paper unless said
    qualitative: bool = False  # the aims are told in words and stay so


@transaction.atomic
def draft_from_reading(
    *, actor: Actor, reading_id: int, wish: Wish | None = None, version: int | None = None
) -> Paper:
    """Makes the draft of everything that was taken over, or nothing at all.

    The text, its number and signature are still the office's to give: the draft goes the way of every draft.
    Raises NothingTakenOver, UnitsWait, AlreadyDrafted, Stale, NotNow and what calling a movement refuses.
    """
    asked = wish or Wish()
    reading = fetch(PaperReading, reading_id, actor=actor, verb="draft", lock=True, related=("seat__kind",))
    check_version(reading, version)
    rows = list(reading.items.filter(state="accepted"))
    _must_be_whole(reading, rows)
    head = head_of(rows, today=clock.today())
    movement = _movement(actor, reading, head, asked)
    paper = _paper(actor, reading, movement, head, asked)
    _fill(actor, reading, paper, rows)
    reading.paper, reading.called_movement = paper, asked.movement_id is None
    reading.version += 1
    READING.move(reading, "draft", also=("paper", "called_movement", "version"))
    record(
        actor,
        "launch.paper_drafted_from_reading",
        paper,
        path=reading.seat.path,
        data={"reading": reading.pk, "items": len(rows)},
    )
    return paper


def _must_be_whole(reading: PaperReading, rows: list[ReadItem]) -> None:
    if not rows:
        raise NothingTakenOver(name=reading.name)
    if any(row.kind == ASSIGNMENT for row in rows):
        named = {clean(str(row.told.get("unit"))) for row in rows if row.kind == ASSIGNMENT}
        waiting = [one.written for one in reading.bodies.all() if one.waits and one.written in named]
        if waiting:
            raise UnitsWait(count=len(waiting), names=", ".join(waiting[:5]))


def _movement(actor: Actor, reading: PaperReading, head: Head, wish: Wish) -> Movement:
    if wish.movement_id is not None:
        return fetch(Movement, wish.movement_id, actor=actor, related=("seat", "issuer"))
    return call_movement(
        actor=actor,
        seat_id=reading.seat_id,
        issuer_id=wish.issuer_id,
        name=(wish.name or head.title or reading.name)[:300],
        from_on=head.from_on,
        until_on=head.until_on,
        aims_are_qualitative=wish.qualitative,
    )


def _paper(actor: Actor, reading: PaperReading, movement: Movement, head: Head, wish: Wish) -> Paper:
    paper = start_paper(
        actor=actor,
        movement_id=movement.pk,
        seat_id=reading.seat_id,
        kind=wish.kind or head.kind,
        title=head.title[:500],
        year=head.year,
        place=head.place[:100],
    )
    if wish.parent_id is not None:
        paper.parent = fetch(Paper, wish.parent_id, actor=actor, related=("issuer",))
    if head.symbol:
        paper.symbol = as_written(head.symbol)[:60]
    paper.capacity, paper.signer_office = head.capacity, head.signer_office
    paper.signer_name = head.signer_name[:120]
    paper.aims_are_qualitative = wish.qualitative and wish.movement_id is not None
    try:
        with transaction.atomic():
            paper.save()
    except IntegrityError as twin:
        raise AlreadyDrafted() from twin
    return paper


def _fill(actor: Actor, reading: PaperReading, paper: Paper, rows: list[ReadItem]) -> None:
    grounds = _grounds(actor, reading, rows)
    lay_lines(paper, (line for row in rows for line in lines_of(row)), by=actor.name, grounds=grounds)
    cycle = Cycle.objects.filter(movement=paper.movement_id, year=paper.year).first()
    lay_targets(actor=actor, paper=paper, cycle=cycle, rows=[row for row in rows if row.kind == "target"])
    if cycle is None:
        return
    if paper.movement.seat_id == paper.seat_id:
        for step in steps_of(rows, reading.seat.level):
            set_deadline(actor=actor, cycle_id=cycle.pk, what=step.what, level=step.level, due_on=step.due_on)
    _annex(actor, reading, paper, cycle, rows)


def _grounds(actor: Actor, reading: PaperReading, rows: list[ReadItem]) -> Mapping[int, Paper]:
    bases = [row for row in rows if row.kind == "legal_basis"]
    return {
        one.item.number: one.paper for one in grounds_of(bases, reading.seat, actor) if one.paper is not None
    }


def _annex(actor: Actor, reading: PaperReading, paper: Paper, cycle: Cycle, rows: list[ReadItem]) -> None:
    """Assignments bind only by a decision: one is begun beside the plan, unless the paper is one itself."""
    given = [row for row in rows if row.kind == ASSIGNMENT]
    if not given:
        return
    decision = paper
    if paper.kind != Paper.Kind.ASSIGNMENT_DECISION:
        decision = start_paper(
            actor=actor,
            movement_id=paper.movement_id,
            seat_id=paper.seat_id,
            kind=Paper.Kind.ASSIGNMENT_DECISION,
            title=paper.title,
            year=paper.year,
            place=paper.place,
        )
    lay_annex(
        actor=actor,
        decision=decision,
        cycle=cycle,
        rows=given,
        bodies=reading.bodies.all(),
        totals={str(one["target"]): one["value"] for one in reading.totals},
    )
