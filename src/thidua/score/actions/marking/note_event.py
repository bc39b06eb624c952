"""What happened to a unit in the year and the sheet speaks of; noted with its ground, struck with a reason."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.algebra.scoring.kinds import PerOccurrence
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.score.errors import LeftAlready, ReasonMissing, ScoreEventUnknown
from thidua.score.models import MarkedUnit, MarkingRound, UnitEvent
from thidua.score.queries.marking.loading import Rules, rules_of

RELATED = ("organiser", "sheet", "leader")


def events_of(rules: Rules) -> list[str]:
    """What the sheet speaks of: events that cost or give points, and those that bar a unit."""
    counted = [
        leaf.kind.event
        for leaf in rules.sheet.leaves()
        if isinstance(leaf.kind, PerOccurrence) and leaf.kind.event
    ]
    return list(dict.fromkeys([*counted, *(veto.event for veto in rules.sheet.vetoes if veto.below is None)]))


@transaction.atomic
def note_event(
    *, actor: Actor, marked_id: int, event: str, happened_on: dt.date | None = None, note: str = ""
) -> UnitEvent:
    """Raises ScoreEventUnknown for what the sheet says nothing of."""
    marked, found = _held(actor, marked_id)
    known = events_of(rules_of(found.sheet))
    if event not in known:
        raise ScoreEventUnknown(event=event[:60], known=", ".join(known) or "–")
    made = UnitEvent.objects.create(
        marked=marked, event=event, happened_on=happened_on, note=note.strip()[:300], by=actor.name
    )
    data = {"unit": marked.unit_id, "event": event}
    record(actor, "score.event_noted", found, path=marked.unit.path, reason=made.note, data=data)
    return made


@transaction.atomic
def strike_event(*, actor: Actor, event_id: int, reason: str) -> UnitEvent:
    """It was noted wrongly: it stays to be read and counts no more. Raises ReasonMissing."""
    event = UnitEvent.objects.filter(pk=event_id, struck_why="").first()
    if event is None:
        raise Absent()
    marked, found = _held(actor, event.marked_id)
    if not reason.strip():
        raise ReasonMissing()
    event.struck_why = reason.strip()[:300]
    event.save(update_fields=["struck_why"])
    data = {"unit": marked.unit_id, "event": event.event}
    record(actor, "score.event_struck", found, path=marked.unit.path, reason=event.struck_why, data=data)
    return event


@transaction.atomic
def leave_round(*, actor: Actor, marked_id: int, left_on: dt.date, reason: str) -> MarkedUnit:
    """A unit leaves the cluster in mid-year: its marks stay, it is not ranked, nobody is compared with it.
    Raises LeftAlready, ReasonMissing."""
    marked, found = _held(actor, marked_id, verb="leave")
    if marked.left_on is not None:
        raise LeftAlready(unit=str(marked.unit), day=marked.left_on.strftime("%d/%m/%Y"))
    if not reason.strip():
        raise ReasonMissing()
    marked.left_on, marked.why_left = left_on, reason.strip()[:300]
    marked.save(update_fields=["left_on", "why_left", "changed_at"])
    data = {"unit": marked.unit_id, "on": left_on.isoformat()}
    record(actor, "score.unit_left", found, path=marked.unit.path, reason=marked.why_left, data=data)
    return marked


@transaction.atomic
def bring_back(*, actor: Actor, marked_id: int, reason: str) -> MarkedUnit:
    """It was noted by mistake that the unit left."""
    marked, found = _held(actor, marked_id, verb="leave")
    if not reason.strip():
        raise ReasonMissing()
    marked.left_on, marked.why_left = None, ""
    marked.save(update_fields=["left_on", "why_left", "changed_at"])
    record(
        actor,
        "score.unit_brought_back",
        found,
        path=marked.unit.path,
        reason=reason.strip(),
        data={"unit": marked.unit_id},
    )
    return marked


def _held(actor: Actor, marked_id: int, verb: str = "note_event") -> tuple[MarkedUnit, MarkingRound]:
    marked = fetch(MarkedUnit, marked_id, actor=actor, related=("unit",))
    found = fetch(MarkingRound, marked.round_id, actor=actor, verb=verb, lock=True, related=RELATED)
    return marked, found
