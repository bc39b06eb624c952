from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.score.actions.grading.guards import (
    RELATED,
    listed,
    note,
    reason_of,
    require_complete,
    require_open,
)
from thidua.score.actions.grading.typed import answers_typed, marks_typed, words_typed
from thidua.score.errors import DifferenceUnexplained
from thidua.score.models import Grading
from thidua.score.queries.grading.marks import answers_differing, differing, evaluate, lines_of
from thidua.score.queries.grading.why import say_condition
from thidua.score.states import GRADING


@transaction.atomic
def save_upper(
    *,
    actor: Actor,
    grading_id: int,
    marks: Mapping[str, str],
    answers: Mapping[str, bool | None] | None = None,
    reasons: Mapping[str, str] | None = None,
    version: int | None = None,
) -> Grading:
    """The union above saves what it has typed so far; the unit sees it once it is marked.

    Raises Stale, RoundClosed, CriterionStrange.
    """
    grading = fetch(Grading, grading_id, actor=actor, verb="mark", lock=True, related=RELATED)
    require_open(grading)
    check_version(grading, version)
    if write_upper(grading, marks, answers or {}, reasons or {}):
        grading.version += 1
        grading.save()
    return grading


def write_upper(
    grading: Grading,
    marks: Mapping[str, str],
    answers: Mapping[str, bool | None],
    reasons: Mapping[str, str],
) -> bool:
    """Takes in what is told and counts it; whether anything changed. Does not save."""
    before = (grading.upper_marks, grading.upper_answers, grading.upper_reasons)
    grading.upper_marks = marks_typed(grading.round, grading.upper_marks, marks)
    grading.upper_answers = answers_typed(grading.round, grading.upper_answers, answers)
    grading.upper_reasons = words_typed(grading.round, grading.upper_reasons, reasons)
    found = evaluate(grading.round, grading.upper_marks, grading.upper_answers)
    grading.upper_total, grading.upper_grade = found.total, found.grade_code
    return before != (grading.upper_marks, grading.upper_answers, grading.upper_reasons)


@transaction.atomic
def mark(*, actor: Actor, grading_id: int, version: int | None = None) -> Grading:
    """The union above has marked: every point is there, and each that differs from the unit's own says why.

    Raises MarksMissing, MarkUnreadable, DifferenceUnexplained, RoundClosed, Stale.
    """
    grading = fetch(Grading, grading_id, actor=actor, verb="mark", lock=True, related=RELATED)
    require_open(grading)
    check_version(grading, version)
    hand_over(actor, grading)
    return grading


def hand_over(actor: Actor, grading: Grading) -> None:
    """The mark goes to the unit; the caller holds the row. Raises what ``mark`` raises."""
    require_complete(grading.round, grading.upper_marks, grading.upper_answers)
    _require_explained(grading)
    grading.marked_by, grading.marked_at = actor.name, clock.now()
    grading.version += 1
    GRADING.move(grading, "mark")
    grading.save()
    record(
        actor,
        "score.grading_marked",
        grading,
        path=grading.unit.path,
        data={"total": str(grading.upper_total), "grade": grading.upper_grade},
    )
    emit("score.grading_marked", grading_id=grading.pk)


def unexplained(grading: Grading) -> list[str]:
    """Names of what the union above marked otherwise than the unit without a word why. A mark that the unit has
    not sent is nobody's business yet, so nothing differs from it."""
    if grading.sent_at is None:
        return []
    points = differing(grading.own_marks, grading.upper_marks)
    answers = answers_differing(grading.own_answers, grading.upper_answers)
    told = grading.upper_reasons
    names = [line.name for line in lines_of(grading.round) if line.code in points and not told.get(line.code)]
    return names + [
        say_condition(one)
        for one in grading.round.rules.asked
        if one.code in answers and not told.get(one.code)
    ]


def _require_explained(grading: Grading) -> None:
    names = unexplained(grading)
    if names:
        raise DifferenceUnexplained(names=listed(names))


@transaction.atomic
def return_with_reason(*, actor: Actor, grading_id: int, reason: str, version: int | None = None) -> Grading:
    """Gives the mark back to the unit, with what is to be put right. Raises GradingReasonMissing."""
    words = reason_of(reason)
    grading = fetch(Grading, grading_id, actor=actor, verb="return", lock=True, related=RELATED)
    require_open(grading)
    check_version(grading, version)
    _go(actor, grading, "return", "score.grading_returned", words)
    return grading


@transaction.atomic
def object_to(*, actor: Actor, grading_id: int, words: str) -> Grading:
    """The unit does not agree and explains why; the union above marks again. Raises GradingReasonMissing."""
    said = reason_of(words)
    grading = fetch(Grading, grading_id, actor=actor, verb="object", lock=True, related=RELATED)
    require_open(grading)
    _go(actor, grading, "object", "score.grading_objected", said)
    return grading


def _go(actor: Actor, grading: Grading, move: str, did: str, words: str) -> None:
    grading.version += 1
    GRADING.move(grading, move, also=("version",))
    note(grading, move, words, actor.name)
    record(actor, did, grading, path=grading.unit.path, reason=words)
    emit(did, grading_id=grading.pk)
