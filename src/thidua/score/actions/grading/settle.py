from __future__ import annotations

from django.db import transaction

from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.score.actions.grading.feed import feed
from thidua.score.actions.grading.guards import (
    RELATED,
    note,
    reason_of,
    require_complete,
    require_open,
)
from thidua.score.models import Grading
from thidua.score.queries.grading.marks import answers_differing, differing
from thidua.score.states import GRADING


@transaction.atomic
def agree(*, actor: Actor, grading_id: int, words: str = "", version: int | None = None) -> Grading:
    """The mark of the union above stands: the unit has its class, and targets count it.

    The unit agrees by itself; the union above may note that both agreed at a meeting, and says how when the marks
    differ or the unit has sent none. Raises GradeOpen, GradingReasonMissing, RoundClosed, Stale.
    """
    grading = fetch(Grading, grading_id, actor=actor, verb="agree", lock=True, related=RELATED)
    require_open(grading)
    check_version(grading, version)
    settle(actor, grading, words)
    feed(actor, [grading])
    return grading


def settle(actor: Actor, grading: Grading, words: str = "") -> None:
    """The caller holds the row and feeds the figures. Raises what ``agree`` raises."""
    if actor.unit_id != grading.unit_id and needs_words(grading):
        words = reason_of(words)
    require_complete(grading.round, grading.upper_marks, grading.upper_answers)
    grading.grade, grading.total = grading.upper_grade, grading.upper_total
    grading.agreed_at, grading.agreed_by = clock.now(), actor.name
    grading.version += 1
    _move(grading, "agree")
    if words.strip():
        note(grading, "agree", words.strip(), actor.name)
    record(
        actor,
        "score.graded",
        grading,
        path=grading.unit.path,
        reason=words.strip(),
        data={"total": str(grading.total), "grade": grading.grade},
    )
    emit("score.graded", grading_id=grading.pk)


def needs_words(grading: Grading) -> bool:
    """Whether the union above must say how it was agreed: nobody of the unit has said the same points."""
    if grading.sent_at is None:
        return True
    return bool(
        differing(grading.own_marks, grading.upper_marks)
        or answers_differing(grading.own_answers, grading.upper_answers)
    )


def _move(grading: Grading, move: str) -> None:
    """State and class change in one statement: a class without agreement is refused by the database."""
    GRADING.move(
        grading,
        move,
        also=("grade", "total", "agreed_at", "agreed_by", "exempt", "exempt_reason", "version"),
    )


@transaction.atomic
def take_back_grade(*, actor: Actor, grading_id: int, reason: str) -> Grading:
    """Takes an agreed class back; figures that counted it are corrected. Raises GradingReasonMissing."""
    words = reason_of(reason)
    grading = fetch(Grading, grading_id, actor=actor, verb="take_back_grade", lock=True, related=RELATED)
    require_open(grading)
    had = grading.grade
    grading.grade, grading.total, grading.agreed_at, grading.agreed_by = "", None, None, ""
    grading.version += 1
    _move(grading, "take_back_grade")
    note(grading, "take_back_grade", words, actor.name)
    record(
        actor, "score.grade_taken_back", grading, path=grading.unit.path, reason=words, data={"grade": had}
    )
    emit("score.grade_taken_back", grading_id=grading.pk)
    feed(actor, [grading], reason=words)
    return grading


@transaction.atomic
def exempt(*, actor: Actor, grading_id: int, kind: str, reason: str = "") -> Grading:
    """The unit is not graded this year and leaves the denominator. Other reasons than "new" and "ended" are
    written out. Raises GradingReasonMissing."""
    which = Grading.Exempt(kind if kind in Grading.Exempt.values else Grading.Exempt.OTHER)
    words = reason.strip() if which is not Grading.Exempt.OTHER else reason_of(reason)
    grading = fetch(Grading, grading_id, actor=actor, verb="exempt", lock=True, related=RELATED)
    require_open(grading)
    grading.exempt, grading.exempt_reason = which, words[:300]
    grading.version += 1
    _move(grading, "exempt")
    record(actor, "score.grading_exempted", grading, path=grading.unit.path, reason=words or which.value)
    emit("score.grading_exempted", grading_id=grading.pk)
    feed(actor, [grading])
    return grading


@transaction.atomic
def include(*, actor: Actor, grading_id: int) -> Grading:
    """The unit is graded after all; what it had marked is kept."""
    grading = fetch(Grading, grading_id, actor=actor, verb="include", lock=True, related=RELATED)
    require_open(grading)
    grading.exempt, grading.exempt_reason = "", ""
    grading.version += 1
    _move(grading, "include")
    record(actor, "score.grading_included", grading, path=grading.unit.path)
    emit("score.grading_included", grading_id=grading.pk)
    feed(actor, [grading])
    return grading
