"""What must hold before marks change or go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from thidua.formats.vi import format_number
from thidua.score.errors import GradingReasonMissing, MarksMissing, MarkUnreadable, RoundClosed
from thidua.score.models import Grading, GradingNote, GradingRound
from thidua.score.queries.grading.marks import Evaluated, evaluate
from thidua.score.queries.grading.why import say_condition

RELATED: Final = ("round__seat", "unit__parent")
LONGEST: Final = 2000


def require_open(grading: Grading) -> None:
    """Raises RoundClosed."""
    if grading.round.state != "open":
        raise RoundClosed(round=grading.round.name)


def require_complete(
    round_: GradingRound, marks: Mapping[str, str], answers: Mapping[str, bool | None]
) -> Evaluated:
    """Raises MarkUnreadable for the first text that is no mark, MarksMissing for what is empty."""
    found = evaluate(round_, marks, answers)
    for line in found.unread:
        raise MarkUnreadable(
            text=marks[line.code],
            criterion=line.name,
            least=format_number(line.least),
            most=format_number(line.most),
        )
    names = [line.name for line in found.missing]
    names += [say_condition(one) for one in round_.rules.asked if one.code in found.unanswered]
    if names:
        raise MarksMissing(count=len(names), names=listed(names))
    return found


def listed(names: list[str], most: int = 4) -> str:
    return "; ".join(names[:most]) + ("…" if len(names) > most else "")


def reason_of(words: str) -> str:
    """Raises GradingReasonMissing."""
    words = words.strip()[:LONGEST]
    if not words:
        raise GradingReasonMissing()
    return words


def note(grading: Grading, move: str, words: str, by: str) -> None:
    GradingNote.objects.create(grading=grading, move=move, text=words, by=by)
