from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.score.actions.grading.guards import RELATED, require_complete, require_open
from thidua.score.actions.grading.typed import answers_typed, marks_typed, words_typed
from thidua.score.models import Grading
from thidua.score.queries.grading.marks import evaluate
from thidua.score.states import GRADING


@transaction.atomic
def mark_own(
    *,
    actor: Actor,
    grading_id: int,
    marks: Mapping[str, str],
    answers: Mapping[str, bool | None] | None = None,
    words: Mapping[str, str] | None = None,
    version: int | None = None,
) -> Grading:
    """The unit saves what it has typed so far: points by criterion, answers to conditions, a word to each.

    What is not named stays; an empty text takes a mark away. A text that is no number is kept as typed until it is
    corrected: nothing is lost, and sending asks for it. Raises Stale, RoundClosed, CriterionStrange.
    """
    grading = fetch(Grading, grading_id, actor=actor, verb="mark_own", lock=True, related=RELATED)
    require_open(grading)
    check_version(grading, version)
    before = (grading.own_marks, grading.own_answers, grading.own_words)
    grading.own_marks = marks_typed(grading.round, grading.own_marks, marks)
    grading.own_answers = answers_typed(grading.round, grading.own_answers, answers or {})
    grading.own_words = words_typed(grading.round, grading.own_words, words or {})
    if before == (grading.own_marks, grading.own_answers, grading.own_words):
        return grading
    if grading.state == "waiting":
        GRADING.move(grading, "begin")
    count_own(grading)
    grading.version += 1
    grading.save()
    return grading


def count_own(grading: Grading) -> None:
    """The total and the class that the unit's own marks come to."""
    found = evaluate(grading.round, grading.own_marks, grading.own_answers)
    grading.own_total, grading.own_grade = found.total, found.grade_code


@transaction.atomic
def send(*, actor: Actor, grading_id: int, version: int | None = None) -> Grading:
    """The unit sends its own mark up. A score of zero everywhere is a mark; an empty box is not.

    Raises MarksMissing, MarkUnreadable, RoundClosed, Stale.
    """
    grading = fetch(Grading, grading_id, actor=actor, verb="send", lock=True, related=RELATED)
    require_open(grading)
    check_version(grading, version)
    require_complete(grading.round, grading.own_marks, grading.own_answers)
    count_own(grading)
    grading.sent_at, grading.sent_by = clock.now(), actor.name
    grading.version += 1
    GRADING.move(grading, "send")
    grading.save()
    record(
        actor,
        "score.grading_sent",
        grading,
        path=grading.unit.path,
        data={"total": str(grading.own_total), "grade": grading.own_grade},
    )
    emit("score.grading_sent", grading_id=grading.pk)
    return grading


@transaction.atomic
def take_back(*, actor: Actor, grading_id: int) -> Grading:
    """The unit takes its mark back to correct it, until the union above has marked."""
    grading = fetch(Grading, grading_id, actor=actor, verb="take_back", lock=True, related=RELATED)
    require_open(grading)
    grading.version += 1
    grading.sent_at = None
    GRADING.move(grading, "take_back", also=("version", "sent_at"))
    record(actor, "score.grading_taken_back", grading, path=grading.unit.path)
    return grading
