from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from thidua.algebra.elements import Element
from thidua.algebra.forms import Question
from thidua.algebra.trace import Severity
from thidua.algebra.values import NOT_APPLICABLE, NotApplicable, Number
from thidua.formats.errors import CodedError
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Said, say
from thidua.report.actions.guards import require_expected, require_open
from thidua.report.actions.queue_lines import STATED, queue_lines
from thidua.report.actions.record_derived import Figure, record_derived
from thidua.report.actions.save_draft import RELATED
from thidua.report.errors import CountedFromRecords, StatedByGrading, StatedElsewhere
from thidua.report.models import Report
from thidua.report.queries.cells import Change, answer_of, entry_of, parse_figure
from thidua.report.queries.checking import Problem
from thidua.report.queries.pasted import Line, match, read_table
from thidua.report.queries.prefill import FROM_RECORDS
from thidua.report.queries.sources import FROM_GRADING
from thidua.report.queries.stating import may_state, said_elsewhere, stated_grid, stated_questions


@dataclass(frozen=True)
class StatedOutcome:
    """What became of one unit's figures; ``problems`` are those that were not taken in."""

    report_id: int
    unit: str
    saved: int = 0
    problems: tuple[Problem, ...] = ()
    refusal: Said | None = None


@dataclass(frozen=True)
class StatedTable:
    rows: list[StatedOutcome]
    unmatched: list[Line] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    queue_id: int | None = None  # the list in which the unmatched lines wait


@transaction.atomic
def state_figures(*, actor: Actor, own_id: int, figures: Mapping[str, Any]) -> StatedOutcome:
    """States what a unit does not type itself: {element: text or {"value", "answer"}}. ``own_id`` is the unit's
    own report of the period. An empty text takes the figure away: missing is not zero. What cannot be read or
    is not this person's to state is told figure by figure and stops no other.

    Raises PeriodNotOpen, PeriodClosed, NotExpected and what the door raises.
    """
    own = fetch(Report, own_id, actor=actor, lock=True, related=RELATED)
    require_open(own.period)
    require_expected(own)
    told = said_elsewhere([own]).get(own.unit_id, {})
    known = {one.element.code: one for one in stated_questions(own)}
    problems: list[Problem] = []
    saved = 0
    for code, typed in figures.items():
        try:
            question = _question(actor, own, known.get(code), code)
            said_by = told.get(code, ({}, None))[0].get("from")
            if said_by == FROM_RECORDS:
                raise CountedFromRecords(element=question.element.name or code, unit=own.unit)
            if said_by == FROM_GRADING:
                raise StatedByGrading(element=question.element.name or code, unit=own.unit)
            record_derived(
                actor=actor,
                period_id=own.period_id,
                unit_id=own.unit_id,
                element=code,
                value=_figure(question.element, Change.of(typed)),
                source=question.element.source.value,
            )
            saved += 1
        except CodedError as refusal:
            said = say(refusal)
            problems.append(Problem(code, said.code, Severity.ERROR, str(said)))
    return StatedOutcome(own.pk, str(own.unit), saved, tuple(problems))


def _question(actor: Actor, own: Report, question: Question | None, code: str) -> Question:
    """Raises StatedElsewhere for what is not this person's to state about this unit."""
    if question is None or not may_state(actor, own, question):
        name = question.element.name if question else ""
        raise StatedElsewhere(element=name or code[:60], unit=own.unit)
    return question


def _figure(element: Element, change: Change) -> Figure:
    """Raises what the reading of figures refuses."""
    entry = entry_of(element, change)
    answer = answer_of(entry)
    if isinstance(answer, NotApplicable):
        return NOT_APPLICABLE
    if isinstance(answer, Number):
        return answer.value
    if change.text:
        parse_figure(element, change.text)
    return None


def state_many(*, actor: Actor, rows: Mapping[int, Mapping[str, Any]]) -> list[StatedOutcome]:
    """Figures of many units (own report id → element → text); a unit that is refused stops no other."""
    return [_one(actor, own_id, figures) for own_id, figures in rows.items() if figures]


def _one(actor: Actor, own_id: int, figures: Mapping[str, Any]) -> StatedOutcome:
    try:
        return state_figures(actor=actor, own_id=own_id, figures=figures)
    except CodedError as refusal:
        return StatedOutcome(own_id, "", refusal=say(refusal))


@transaction.atomic
def paste_stated(*, actor: Actor, own: Report, rows: Sequence[Sequence[str]]) -> StatedTable:
    """A whole table, for the union itself and those directly below it. Cells that the sheet leaves empty stay
    as they are. Lines whose unit is not found wait in a list for a person. Raises GridEmpty, NotYours."""
    grid = stated_grid(actor, own)
    pasted = read_table(own.form.definition, rows)
    open_codes = {one.element.code for one in grid.questions}
    matched = match(pasted.lines, [row.report.unit for row in grid.rows])
    ids = {row.report.unit_id: row.report.pk for row in grid.rows}
    told = {ids[unit_id]: _open_cells(line, open_codes) for line, unit_id in matched.found}
    names = {one.element.code: one.element.name or one.element.code for one in own.form.definition.questions}
    others = sorted({code for line in pasted.lines for code in line.cells} - open_codes)
    outcome = state_many(actor=actor, rows=told)
    lost = [replace(line, cells=_open_cells(line, open_codes)) for line in matched.unmatched]
    queue = (
        queue_lines(actor=actor, unit=own.unit, period=own.period, lines=lost, kind=STATED) if lost else None
    )
    return StatedTable(
        outcome,
        lost,
        [*pasted.unknown_columns, *(names[code] for code in others)],
        queue.pk if queue else None,
    )


def _open_cells(line: Line, codes: Collection[str]) -> dict[str, str]:
    return {code: text for code, text in line.cells.items() if code in codes}
