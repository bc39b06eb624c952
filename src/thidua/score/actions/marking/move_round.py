"""A round goes from phase to phase: who, when, the minutes or the letter, and why where it goes back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.kernel.models import StoredFile
from thidua.score.errors import AppealsOpen, CouncilHasNotAdvised, PhaseSkipped, ReasonMissing
from thidua.score.models import Appeal, MarkingRound, Placing, RoundStep
from thidua.score.phases import PHASES, follows
from thidua.score.states import ROUND

BACK = ("back_to_self", "back_to_verifying", "decide_anew")
RELATED = ("organiser", "sheet", "leader", "cluster", "period__cycle")


@dataclass(frozen=True)
class Noted:
    """What is kept of a step: the day, the minutes, the number of a letter (tờ trình), the scan, the reason."""

    done_on: dt.date | None = None
    minutes: str = ""
    number: str = ""
    reason: str = ""
    scan: StoredFile | None = None


NOTHING_NOTED = Noted()


@transaction.atomic
def move_round(
    *,
    actor: Actor,
    round_id: int,
    move: str,
    noted: Noted = NOTHING_NOTED,
    appeals_until: dt.date | None = None,
    version: int | None = None,
) -> MarkingRound:
    """Every move but the decision itself (``decide_order``). Raises NotNow, PhaseSkipped, ReasonMissing (going back),
    CouncilHasNotAdvised, AppealsOpen."""
    found = fetch(MarkingRound, round_id, actor=actor, verb=move, lock=True, related=RELATED)
    _must_follow(found, move)
    if move in BACK and not noted.reason.strip():
        raise ReasonMissing()
    if move == "to_committee" and _has(found, "advising") and not _advised(found):
        raise CouncilHasNotAdvised()
    if move == "close":
        _must_be_answered(found)
    also: tuple[str, ...] = ()
    if move == "publish":
        found.published_at, found.appeals_until = clock.now(), appeals_until
        also = ("published_at", "appeals_until")
    ROUND.move(found, move, also=also)
    note_step(actor, found, move, noted)
    emit("score.round_moved", round_id=found.pk)
    return found


def note_step(actor: Actor, found: MarkingRound, move: str, noted: Noted) -> RoundStep:
    """A step that was made, in the round's own record and in the trail."""
    step = RoundStep.objects.create(
        round=found,
        move=move,
        done_on=noted.done_on or clock.today(),
        by=actor.name,
        number=noted.number.strip()[:100],
        minutes=noted.minutes.strip(),
        reason=noted.reason.strip()[:500],
        scan=noted.scan,
    )
    record(
        actor,
        f"score.round_{move}",
        found,
        path=found.organiser.path,
        reason=step.reason,
        data={"on": step.done_on.isoformat(), "number": step.number},
    )
    return step


def _must_follow(found: MarkingRound, move: str) -> None:
    """A round has its own phases: forward is to the next of them, and nowhere else."""
    targets = {one.name: one.target for one in ROUND.transitions}
    if move in BACK or move in ("decide", "publish", "close") or move not in targets:
        return
    following = follows(found.own_phases, found.state)
    if targets[move] != following:
        raise PhaseSkipped(phase=str(PHASES[targets[move]]), next=str(PHASES[following]))


def _has(found: MarkingRound, phase: str) -> bool:
    return phase in found.own_phases


def _advised(found: MarkingRound) -> bool:
    return Placing.objects.filter(marked__round=found, layer=Placing.By.COUNCIL, current=True).exists()


def _must_be_answered(found: MarkingRound) -> None:
    """Raises AppealsOpen while somebody waits for an answer, or may still ask."""
    waiting = Appeal.objects.filter(marked__round=found, state="waiting").count()
    until = found.appeals_until
    if waiting or (until is not None and clock.today() <= until):
        raise AppealsOpen(count=waiting, until=format_date(until) if until else "–")
