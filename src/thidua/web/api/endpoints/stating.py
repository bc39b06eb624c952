"""Figures that a unit does not type: stated from above, from registers, from letters of other offices."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.report.actions.attach import Given
from thidua.report.actions.record_external import keep_scan, record_external, withdraw_external
from thidua.report.actions.state_figures import StatedOutcome, state_many
from thidua.report.models import Report
from thidua.report.queries.stating import Stated, StatedRow, letters_of, stated_grid
from thidua.web.api.answers import (
    MOST_PER_PAGE,
    FieldProblem,
    Key,
    Limit,
    Line,
    Offset,
    RefusalOut,
    Told,
    answers,
    asking,
    refusal_out,
)
from thidua.web.api.endpoints.reporting import RELATED, Cells, read_cells
from thidua.web.api.places import figure_place
from thidua.web.api.shapes.federation import UnitRef, unit_ref
from thidua.web.api.shapes.report import (
    AnswerOut,
    ElementOut,
    EvidenceOut,
    answer_out,
    element_out,
    evidence_out,
)

router = Router(tags=[gettext_noop("Số không do đơn vị nhập")])
FILE = File(...)


class StatedFigureOut(Schema):
    """``given.answer`` "": nobody has stated it, which is not zero. ``counted``: from activity records, which
    are changed instead. ``letter_id``: another office states it."""

    given: AnswerOut
    may_state: bool
    counted: bool
    letter_id: int | None


class StatedRowOut(Schema):
    report_id: int
    unit: UnitRef
    figures: dict[str, StatedFigureOut]


class StatedOut(Schema):
    """``missing``: figures that I may state and nobody has."""

    elements: list[ElementOut]
    rows: list[StatedRowOut]
    total: int
    missing: int


class StatedRowIn(Told):
    """``report_id`` is the unit's own report; an empty text takes a figure away."""

    report_id: Key
    figures: Annotated[Cells, Field(min_length=1, max_length=500)]


class StatedIn(Told):
    rows: Annotated[list[StatedRowIn], Field(min_length=1, max_length=MOST_PER_PAGE)]


class StatedOutcomeOut(Schema):
    """``saved`` figures were taken in; ``problems`` are those that were not."""

    report_id: int
    saved: int
    problems: list[FieldProblem]
    refusal: RefusalOut | None


class LetterIn(Told):
    """The office, number and day of its letter, and the figures that it states."""

    source_body: Line
    source_number: Annotated[str, Field(max_length=100)]
    source_on: dt.date | None
    figures: Annotated[Cells, Field(min_length=1, max_length=500)]


class LetterOut(Schema):
    """``figures`` is empty when the letter was withdrawn."""

    id: int
    source_body: str
    source_number: str
    source_on: dt.date | None
    figures: dict[str, AnswerOut]
    scans: list[EvidenceOut]
    by: str


@router.get(
    "/reports/{report_id}/stated", response=answers(StatedOut), summary=gettext_noop("Số cấp trên và sổ ghi")
)
def read_stated(request: HttpRequest, report_id: Key, limit: Limit = 50, offset: Offset = 0) -> StatedOut:
    """Of the union whose own report it is and of those directly below it: what I may state."""
    actor = asking(request)
    own = _own(actor, report_id)
    grid = stated_grid(actor, own)
    return StatedOut(
        elements=[element_out(one) for one in grid.questions],
        rows=[stated_row_out(one) for one in grid.rows[offset : offset + limit]],
        total=len(grid.rows),
        missing=grid.missing,
    )


@router.patch(
    "/reports/stated",
    response=answers(list[StatedOutcomeOut]),
    summary=gettext_noop("Ghi số cấp trên, số theo sổ"),
)
def write_stated(request: HttpRequest, told: StatedIn) -> list[StatedOutcomeOut]:
    """Each figure by itself: one that cannot be taken in stops no other."""
    rows = {row.report_id: read_cells(row.figures) for row in told.rows}
    return [stated_outcome_out(one) for one in state_many(actor=asking(request), rows=rows)]


@router.get(
    "/reports/{report_id}/external",
    response=answers(list[LetterOut]),
    summary=gettext_noop("Số liệu cơ quan khác"),
)
def letters(request: HttpRequest, report_id: Key) -> list[LetterOut]:
    """About the unit and period of its own report; the latest first."""
    own = fetch(Report, report_id, actor=asking(request), verb="read", related=RELATED)
    return [letter_out(head, data) for head, data in letters_of(own)]


@router.post(
    "/reports/{report_id}/external",
    response=answers(LetterOut),
    summary=gettext_noop("Ghi số liệu cơ quan khác"),
)
def add_letter(request: HttpRequest, report_id: Key, told: LetterIn) -> LetterOut:
    """Only what the unit is not asked to type and nobody else states."""
    given = told.model_dump(exclude={"figures"})
    head = record_external(actor=asking(request), own_id=report_id, figures=read_cells(told.figures), **given)
    return _letter(head)


@router.post(
    "/reports/{report_id}/external/{letter_id}/scan",
    response=answers(LetterOut),
    summary=gettext_noop("Gửi bản quét"),
)
def add_scan(request: HttpRequest, report_id: Key, letter_id: Key, file: UploadedFile = FILE) -> LetterOut:
    """The letter itself, as multipart/form-data: photo, PDF, Word or Excel, at most 25 MB."""
    given = Given(file.name or "", file, file.size or 0)
    return _letter(keep_scan(actor=asking(request), own_id=report_id, report_id=letter_id, given=given))


@router.delete(
    "/reports/{report_id}/external/{letter_id}",
    response=answers(LetterOut),
    summary=gettext_noop("Bỏ số liệu một văn bản"),
)
def drop_letter(request: HttpRequest, report_id: Key, letter_id: Key, reason: Line = "") -> LetterOut:
    """Its figures leave every count; the letter and the trail stay."""
    actor = asking(request)
    _own(actor, report_id)
    return _letter(withdraw_external(actor=actor, report_id=letter_id, reason=reason))


def _own(actor: Actor, report_id: int) -> Report:
    own = fetch(Report, report_id, actor=actor, related=RELATED)
    if own.kind != Report.Kind.OWN:
        raise Absent()
    return own


def _letter(head: Report) -> LetterOut:
    data = dict(letters_of(head))
    return letter_out(head, data.get(head, {}))


def stated_row_out(row: StatedRow) -> StatedRowOut:
    return StatedRowOut(
        report_id=row.report.pk,
        unit=unit_ref(row.report.unit),
        figures={code: stated_figure_out(cell) for code, cell in row.cells.items()},
    )


def stated_figure_out(cell: Stated) -> StatedFigureOut:
    return StatedFigureOut(
        given=answer_out(cell.entry, cell.question.element),
        may_state=cell.may_state,
        counted=cell.counted,
        letter_id=cell.letter.pk if cell.letter else None,
    )


def stated_outcome_out(outcome: StatedOutcome) -> StatedOutcomeOut:
    return StatedOutcomeOut(
        report_id=outcome.report_id,
        saved=outcome.saved,
        problems=[figure_place(one) for one in outcome.problems],
        refusal=refusal_out(outcome.refusal) if outcome.refusal else None,
    )


def letter_out(head: Report, data: dict[str, dict[str, object]]) -> LetterOut:
    return LetterOut(
        id=head.pk,
        source_body=head.source_body,
        source_number=head.source_number,
        source_on=head.source_on,
        figures={code: answer_out(entry) for code, entry in data.items()},
        scans=[evidence_out(one) for one in head.evidence.all()],
        by=head.sent_by,
    )
