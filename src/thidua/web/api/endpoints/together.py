"""Many units at once: book totals, the grid of an officer, the board of who has not sent."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from thidua.federation.models import Body
from thidua.kernel.door import Actor, fetch, listing
from thidua.kernel.errors import Absent
from thidua.launch.models import Cycle, Period
from thidua.report.actions.save_bulk import save_bulk
from thidua.report.actions.save_grid import RowOutcome, save_grid
from thidua.report.models import Report
from thidua.report.queries.board import Cell, Row, board
from thidua.report.queries.bulk import Line, standing
from thidua.report.queries.grid import GridRow, grid
from thidua.web.api.answers import (
    MOST_PER_PAGE,
    Count,
    FieldProblem,
    Key,
    Limit,
    Offset,
    PageNumber,
    RefusalOut,
    Told,
    Version,
    answers,
    asking,
    refusal_out,
)
from thidua.web.api.endpoints.reporting import Cell as CellIn
from thidua.web.api.endpoints.reporting import Cells, read_cells
from thidua.web.api.figures import Figure, figure_or_none
from thidua.web.api.places import figure_place
from thidua.web.api.shapes.federation import UnitRef, unit_ref
from thidua.web.api.shapes.report import (
    AnswerOut,
    ElementOut,
    ReportOut,
    answer_out,
    element_out,
    report_out,
)

router = Router(tags=[gettext_noop("Báo cáo nhiều đơn vị")])
BookKey = Annotated[str, Field(min_length=1, max_length=300)]  # an element, maybe with its population


class BulkLineOut(Schema):
    """A book total, what units reported directly, and the part that counts beside them. ``key`` names it
    in ``totals``: a figure, where needed of one population (``population``), or with ``counts_units`` the
    number of unions that meet a condition about it. ``direct`` is null where no unit has told the figure."""

    key: str
    element: str
    name: str
    population: dict[str, Any]
    counts_units: bool
    total: Figure | None
    direct: Figure | None
    attributed: Figure | None
    exceeds: bool


class BulkOut(Schema):
    """``reporting`` of ``units`` report directly; ``version`` is none before the first entry."""

    lines: list[BulkLineOut]
    covered: int | None
    reporting: int
    units: int
    version: int | None


class BulkIn(Told):
    totals: Annotated[dict[BookKey, CellIn], Field(min_length=1, max_length=500)]
    covered: Count | None = None
    version: Version | None = None


class GridRowOut(Schema):
    """``refusal`` says why one may not enter for this unit, "" when one may."""

    report: ReportOut
    asked: list[str]
    answers: dict[str, AnswerOut]
    refusal: str


class GridOut(Schema):
    elements: list[ElementOut]
    rows: list[GridRowOut]
    total: int


class GridRowIn(Told):
    report_id: Key
    changes: Annotated[Cells, Field(min_length=1, max_length=500)]


class GridIn(Told):
    rows: Annotated[list[GridRowIn], Field(min_length=1, max_length=MOST_PER_PAGE)]
    token: Annotated[str, Field(max_length=64)] = ""


class GridOutcomeOut(Schema):
    """What became of one unit's line: saved, with cells to correct; or refused as a whole."""

    report_id: int
    unit: str
    saved: bool
    problems: list[FieldProblem]
    refusal: RefusalOut | None


class BoardCellOut(Schema):
    period_id: int
    report_id: int
    state: str
    due_on: dt.date
    sent_on: dt.date | None
    days_late: int
    exempt: bool


class BoardRowOut(Schema):
    """``group``: late, watch, underway, done; ``below`` counts the grassroots unions under the unit."""

    unit: UnitRef
    group: str
    days_late: int
    cells: list[BoardCellOut]
    below_sent: int
    below_expected: int
    reminded_at: dt.datetime | None


class BoardOut(Schema):
    period_ids: list[int]
    rows: list[BoardRowOut]
    counts: dict[str, int]
    total: int
    page: int
    pages: int


@router.get(
    "/reports/{report_id}/bulk", response=answers(BulkOut), summary=gettext_noop("Số nhập gộp của một đơn vị")
)
def bulk(request: HttpRequest, report_id: Key) -> BulkOut:
    """``report_id`` is the upper union's own report of the period."""
    actor = asking(request)
    own = _own(actor, report_id)
    return bulk_out(own, _head(actor, own))


@router.put("/reports/{report_id}/bulk", response=answers(BulkOut), summary=gettext_noop("Nhập gộp"))
def put_bulk(request: HttpRequest, report_id: Key, told: BulkIn) -> BulkOut:
    """The book totals for grassroots unions that do not report themselves; sent at once."""
    actor = asking(request)
    head = save_bulk(
        actor=actor,
        own_id=report_id,
        totals=read_cells(told.totals),
        covered=told.covered,
        version=told.version,
    )
    return bulk_out(_own(actor, report_id), head)


@router.get(
    "/units/{unit_id}/periods/{period_id}/grid",
    response=answers(GridOut),
    summary=gettext_noop("Bảng đơn vị × số liệu"),
)
def read_grid(
    request: HttpRequest, unit_id: Key, period_id: Key, limit: Limit = 50, offset: Offset = 0
) -> GridOut:
    """The direct children of a unit; cells only where their figures are open to me."""
    actor = asking(request)
    unit, period = fetch(Body, unit_id, actor=actor), fetch(Period, period_id, actor=actor)
    found = grid(actor=actor, unit=unit, period=period)
    shown = found.of(list(found.reports[offset : offset + limit]))
    return GridOut(
        elements=[element_out(one) for one in shown.questions],
        rows=[grid_row_out(one) for one in shown.rows],
        total=len(found),
    )


@router.patch(
    "/reports/grid", response=answers(list[GridOutcomeOut]), summary=gettext_noop("Lưu bảng nhiều đơn vị")
)
def write_grid(request: HttpRequest, told: GridIn) -> list[GridOutcomeOut]:
    """Cells of many reports at once; a refused line does not stop the others."""
    rows = {row.report_id: read_cells(row.changes) for row in told.rows}
    outcome = save_grid(actor=asking(request), rows=rows, token=told.token)
    known = {one.report_id: one for one in outcome.rows}
    absent = Absent().say()
    # A line for every id that was asked about: a report that is not there looks like one that is not mine.
    return [
        grid_outcome_out(known.get(one) or RowOutcome(one, "", saved=False, refusal=absent)) for one in rows
    ]


@router.get(
    "/cycles/{cycle_id}/board", response=answers(BoardOut), summary=gettext_noop("Ai chưa gửi báo cáo")
)
def read_board(
    request: HttpRequest,
    *,
    cycle_id: Key,
    unit_id: Key,
    grassroots: bool = False,
    page: PageNumber = 1,
    size: Limit = 50,
) -> BoardOut:
    """The direct children of a unit by the periods of the year, the latest first; with ``grassroots``
    every grassroots union below that still owes a report."""
    actor = asking(request)
    unit, cycle = fetch(Body, unit_id, actor=actor), fetch(Cycle, cycle_id, actor=actor)
    found = board(actor=actor, unit=unit, cycle=cycle, grassroots=grassroots, page=page, size=size)
    return BoardOut(
        period_ids=[one.pk for one in found.periods],
        rows=[board_row_out(one) for one in found.rows],
        counts=dict(found.counts),
        total=found.total,
        page=found.page,
        pages=found.pages,
    )


def _own(actor: Actor, report_id: int) -> Report:
    """The union's own report, to whom its figures are open. Raises Absent, NotNow."""
    own = fetch(Report, report_id, actor=actor, verb="read", related=("unit", "form", "period"))
    if own.kind != Report.Kind.OWN:
        raise Absent()
    return own


def _head(actor: Actor, own: Report) -> Report | None:
    """The bulk entry beside it, when there is one."""
    entries = listing(Report, actor=actor, verb="read").filter(kind=Report.Kind.BULK)
    return entries.filter(period_id=own.period_id, unit_id=own.unit_id).first()


def bulk_out(own: Report, head: Report | None) -> BulkOut:
    stood = standing(own, head)
    return BulkOut(
        lines=[bulk_line_out(one) for one in stood.lines],
        covered=head.covered if head else None,
        reporting=stood.reporting,
        units=stood.units,
        version=head.version if head else None,
    )


def bulk_line_out(line: Line) -> BulkLineOut:
    book, unit = line.book, line.book.asked_as.unit_of_measure
    return BulkLineOut(
        key=book.key,
        element=book.element.code,
        name=book.element.name or book.element.code,
        population=book.stratum.to_data(),
        counts_units=book.counts_units,
        total=figure_or_none(line.total, unit),
        direct=figure_or_none(line.direct, unit),
        attributed=figure_or_none(line.attributed, unit),
        exceeds=line.exceeds,
    )


def grid_row_out(row: GridRow) -> GridRowOut:
    refusal = row.may_enter.refusal
    return GridRowOut(
        report=report_out(row.report),
        asked=sorted(row.asked),
        answers={code: answer_out(entry) for code, entry in row.cells.items()},
        refusal=str(refusal.say()) if refusal else "",
    )


def grid_outcome_out(outcome: RowOutcome) -> GridOutcomeOut:
    return GridOutcomeOut(
        report_id=outcome.report_id,
        unit=outcome.unit,
        saved=outcome.saved,
        problems=[figure_place(one) for one in outcome.problems],
        refusal=refusal_out(outcome.refusal) if outcome.refusal else None,
    )


def board_row_out(row: Row) -> BoardRowOut:
    return BoardRowOut(
        unit=unit_ref(row.unit),
        group=row.group,
        days_late=row.days_late,
        cells=[board_cell_out(period_id, cell) for period_id, cell in row.cells.items()],
        below_sent=row.below.sent,
        below_expected=row.below.expected,
        reminded_at=row.last_chase.at if row.last_chase else None,
    )


def board_cell_out(period_id: int, cell: Cell) -> BoardCellOut:
    return BoardCellOut(
        period_id=period_id,
        report_id=cell.report_id,
        state=cell.state,
        due_on=cell.due_on,
        sent_on=cell.sent_on,
        days_late=cell.days_late,
        exempt=cell.exempt,
    )
