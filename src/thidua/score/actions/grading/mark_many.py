from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from thidua.formats.errors import CodedError
from thidua.kernel.actions import check_version
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Said, say
from thidua.score.actions.grading.feed import feed
from thidua.score.actions.grading.guards import RELATED, require_open
from thidua.score.actions.grading.mark_upper import hand_over, write_upper
from thidua.score.actions.grading.settle import needs_words, settle
from thidua.score.models import Grading
from thidua.score.queries.grading.marks import answers_differing, differing


@dataclass(frozen=True)
class Row:
    """What the union above says of one unit: points and answers by code, one reason for all that differs."""

    grading_id: int
    marks: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, bool | None] = field(default_factory=dict)
    reason: str = ""
    agreed: bool = False
    version: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one row; ``refusal`` says why it was not taken in."""

    grading_id: int
    unit: str
    state: str = ""
    refusal: Said | None = None


def mark_many(*, actor: Actor, rows: Iterable[Row]) -> list[Outcome]:
    """Marks many units; one that is refused stops no other and keeps what stood."""
    return [_one(actor, row) for row in rows]


def _one(actor: Actor, row: Row) -> Outcome:
    try:
        with transaction.atomic():
            grading = mark_row(actor=actor, row=row)
            if grading.state == "agreed":
                feed(actor, [grading])
    except CodedError as refusal:
        unit = Grading.objects.filter(pk=row.grading_id).select_related("unit").first()
        return Outcome(row.grading_id, str(unit.unit) if unit else "", refusal=say(refusal))
    return Outcome(grading.pk, str(grading.unit), grading.state)


@transaction.atomic
def mark_row(*, actor: Actor, row: Row) -> Grading:
    """One unit of a table: marked, and noted as agreed where the table says so. The caller feeds the figures.

    Raises what ``mark`` and ``agree`` raise.
    """
    grading = fetch(Grading, row.grading_id, actor=actor, verb="mark", lock=True, related=RELATED)
    require_open(grading)
    check_version(grading, row.version)
    write_upper(grading, row.marks, row.answers, {})
    write_upper(grading, {}, {}, _reasons(grading, row.reason))
    hand_over(actor, grading)
    if row.agreed:
        settle(actor, grading, row.reason if needs_words(grading) else "")
    return grading


def _reasons(grading: Grading, reason: str) -> dict[str, str]:
    """The row's reason stands at every difference that has none of its own."""
    if not reason.strip() or grading.sent_at is None:
        return {}
    codes = differing(grading.own_marks, grading.upper_marks)
    codes |= answers_differing(grading.own_answers, grading.upper_answers)
    return {code: reason for code in codes if not grading.upper_reasons.get(code)}
