"""Duties handed out in a table: a column of work beside a column of who leads it or carries it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.documents.prose.grids import Cell, Grid, grids
from thidua.documents.prose.layout import Region
from thidua.documents.reading.items import Duty
from thidua.documents.reading.text import ReadingText

_WORK = re.compile(r"(?<!\w)(?:nội dung|công việc|nhiệm vụ|hoạt động)(?!\w)", re.I)
_WHO = re.compile(
    r"(?<!\w)(?:chủ trì|phụ trách|phân công|(?:đơn vị|bộ phận|người|cơ quan|ban) thực hiện)(?!\w)", re.I
)
_HEADS = 3  # rows at the top that may be heads
_SOMETHING = re.compile(r"[^\W\d_]{2}")


def duties_in_tables(text: ReadingText) -> Iterator[Duty]:
    for grid in grids(text.outline.walk(Region.BODY, Region.ANNEX)):
        yield from _duties(grid)


def _duties(grid: Grid) -> Iterator[Duty]:
    columns = _columns(grid)
    if columns is None:
        return
    heads, work, who = columns
    seen: set[tuple[int, int]] = set()
    for row in range(heads, grid.rows):
        what, body = grid.at(row, work), grid.at(row, who)
        if what is None or body is None or what is body or (what.row, what.column) in seen:
            continue
        seen.add((what.row, what.column))
        if _SOMETHING.search(what.text) and _SOMETHING.search(body.text):
            yield Duty(body=_line(body), text=_line(what).rstrip(" .;:,"), anchor=what.passages[0].anchor())


def _columns(grid: Grid) -> tuple[int, int, int] | None:
    """How many rows are heads, and the columns of work and of who has it; None when the table hands out no work."""
    for row in range(min(grid.rows, _HEADS)):
        texts = grid.row_texts(row)
        work = next((at for at, text in enumerate(texts) if _WORK.search(text)), None)
        who = next((at for at, text in enumerate(texts) if _WHO.search(text)), None)
        if work is not None and who is not None and grid.at(row, work) is not grid.at(row, who):
            return row + 1, work, who
    return None


def _line(cell: Cell) -> str:
    return " ".join(cell.text.split()).strip(" *_-")
