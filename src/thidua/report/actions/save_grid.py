from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from thidua.algebra.trace import Severity
from thidua.federation.models import Body
from thidua.formats.errors import CodedError
from thidua.kernel.door import Actor
from thidua.kernel.errors import NotNow, Said, say
from thidua.launch.models import Period
from thidua.report.actions.queue_lines import queue_lines
from thidua.report.actions.save_draft import Conflict, save_draft
from thidua.report.errors import InItsOwnHands, SavedByAnother, StrangeUnit, UnknownElement
from thidua.report.models import Report
from thidua.report.queries.checking import Problem, asked, unreadable
from thidua.report.queries.grid import children
from thidua.report.queries.pasted import Line, match, read_table


@dataclass(frozen=True)
class RowOutcome:
    """What became of one unit's line: saved, with cells to correct; or refused as a whole.

    ``told`` are the figures that came for it, as they were written.
    """

    report_id: int
    unit: str
    saved: bool
    problems: tuple[Problem, ...] = ()
    refusal: Said | None = None
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class GridOutcome:
    """Every line is accounted for: saved, refused, unmatched or without a figure."""

    rows: list[RowOutcome]
    unmatched: list[Line] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    queue_id: int | None = None  # the list in which the unmatched lines wait
    without_figures: int = 0

    @property
    def saved(self) -> int:
        return sum(row.saved for row in self.rows)

    @property
    def refused(self) -> list[RowOutcome]:
        return [row for row in self.rows if row.refusal]

    @property
    def to_correct(self) -> int:
        return sum(len(row.problems) for row in self.rows)

    @property
    def clean(self) -> bool:
        return not (self.refused or self.to_correct or self.unmatched or self.unknown_columns)


def save_grid(
    *,
    actor: Actor,
    rows: Mapping[int, Mapping[str, Any]],
    versions: Mapping[int, int | None] | None = None,
    token: str = "",
) -> GridOutcome:
    """Saves many cells of many reports (report id → element → text); a refused line does not stop others.

    ``versions`` are those of the reports when the page was made, so that two people at once are told.
    """
    found = Report.objects.filter(pk__in=list(rows)).select_related("unit").prefetch_related("form")
    reports = {one.pk: one for one in found}
    outcomes = [
        _save_row(actor, reports[report_id], changes, (versions or {}).get(report_id), token)
        for report_id, changes in rows.items()
        if changes and report_id in reports
    ]
    return GridOutcome(outcomes)


def _save_row(
    actor: Actor, report: Report, changes: Mapping[str, Any], version: int | None, token: str
) -> RowOutcome:
    own = {question.element.code: question.element for question in asked(report)}
    fitting = {code: told for code, told in changes.items() if code in own}
    try:
        saved = save_draft(actor=actor, report_id=report.pk, version=version, changes=fitting, token=token)
    except CodedError as refusal:
        # Named only to those who may see it: a guessed id is not told whose it is.
        name = str(report.unit) if actor.may("report.view", report.unit.path) else ""
        return RowOutcome(
            report.pk, name, saved=False, refusal=_why_not(actor, report, refusal), told=changes
        )
    problems = unreadable([own[code] for code in fitting], saved.data)
    unasked = [_unasked(code) for code, told in changes.items() if code not in own and told]
    return RowOutcome(
        report.pk,
        str(report.unit),
        saved=True,
        problems=(*problems, *unasked, *map(_rivalled, saved.conflicts)),
        told=changes,
    )


def _why_not(actor: Actor, report: Report, refusal: CodedError) -> Said:
    """Of a unit below, why its line is not ours to write any more, and the way there is."""
    if isinstance(refusal, NotNow) and report.unit_id != actor.unit_id:
        return say(InItsOwnHands(**refusal.params))
    return say(refusal)


def _rivalled(one: Conflict) -> Problem:
    theirs, mine = str(one.theirs.get("text", "")), str(one.mine.get("text", ""))
    said = say(SavedByAnother(by=one.by, theirs=theirs, mine=mine))
    return Problem(one.element, said.code, Severity.ERROR, str(said))


def _unasked(code: str) -> Problem:
    """The sheet fills a figure that this unit does not have: said, so that it is not lost in silence."""
    said = say(UnknownElement(element=code))
    return Problem(code, said.code, Severity.ERROR, str(said))


@transaction.atomic
def paste_grid(
    *, actor: Actor, unit: Body, period: Period, rows: Sequence[Sequence[str]], token: str = ""
) -> GridOutcome:
    """Enters a whole table for the direct children of a unit. Cells that the sheet leaves empty stay as they
    are. Lines whose unit is not found wait in a list for a person. Raises GridEmpty, StrangeUnit."""
    reports = list(children(actor, unit, period))
    if not reports:
        raise StrangeUnit(period=str(period))
    pasted = read_table(reports[0].form.definition, rows)
    matched = match(pasted.lines, [one.unit for one in reports])
    own = {one.unit_id: one.pk for one in reports}
    told: dict[int, dict[str, str]] = {}
    for line, unit_id in matched.found:
        told.setdefault(own[unit_id], {}).update(line.cells)
    outcome = save_grid(actor=actor, rows=told, token=token)
    lost = matched.unmatched
    queue = queue_lines(actor=actor, unit=unit, period=period, lines=lost) if lost else None
    return GridOutcome(
        outcome.rows,
        lost,
        pasted.unknown_columns,
        queue.pk if queue else None,
        without_figures=sum(not cells for cells in told.values()),
    )
