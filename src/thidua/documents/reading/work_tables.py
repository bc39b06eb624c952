"""Work handed out in a table: a column of what is done beside who leads it or carries it out, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thidua.documents.prose.dates import dates
from thidua.documents.prose.grids import Cell, Grid, grids
from thidua.documents.prose.layout import Region
from thidua.documents.prose.whens import whens
from thidua.documents.reading.items import Deadline, Duty
from thidua.documents.reading.text import ReadingText

_WORK = re.compile(r"(?<!\w)(?:nội dung|công việc|nhiệm vụ|hoạt động)(?!\w)", re.I)
_WHO = re.compile(
    r"(?<!\w)(?:chủ trì|phụ trách|phân công|(?:đơn vị|bộ phận|người|cơ quan|ban) thực hiện)(?!\w)", re.I
)
_WHEN = re.compile(
    r"(?<!\w)(?:thời gian|thời hạn|thời điểm|hạn (?:hoàn thành|nộp|gửi|cuối)|hoàn thành|tiến độ|ngày thực hiện)(?!\w)",
    re.I,
)
_BINDS = re.compile(r"(?<!\w)(?:hạn|thời hạn|hoàn thành)(?!\w)", re.I)
"""A head that says that the day is the last."""
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


def deadlines_in_tables(text: ReadingText) -> Iterator[Deadline]:
    """By when the work of a row is to be done, where a column says it."""
    for grid in grids(text.outline.walk(Region.BODY, Region.ANNEX)):
        columns = _timed(grid)
        if columns is not None:
            yield from _deadlines(grid, columns, text)


@dataclass(frozen=True)
class _Timed:
    """How many rows are heads, and the columns of work, of who has it, if any, and of when."""

    heads: int
    work: int
    who: int | None
    when: int


def _timed(grid: Grid) -> _Timed | None:
    for row in range(min(grid.rows, _HEADS)):
        texts = grid.row_texts(row)
        work = next((at for at, text in enumerate(texts) if _WORK.search(text)), None)
        when = next((at for at, text in enumerate(texts) if at != work and _WHEN.search(text)), None)
        who = next(
            (at for at, text in enumerate(texts) if at not in (work, when) and _WHO.search(text)), None
        )
        if work is not None and when is not None:
            return _Timed(row + 1, work, who, when)
    return None


def _deadlines(grid: Grid, columns: _Timed, text: ReadingText) -> Iterator[Deadline]:
    last = _BINDS.search(grid.text(columns.heads - 1, columns.when)) is not None
    for row in range(columns.heads, grid.rows):
        what, day = grid.at(row, columns.work), grid.at(row, columns.when)
        due = _due(day.text, text, last=last) if day else None
        if what is None or day is None or due is None or not _SOMETHING.search(what.text):
            continue
        body = grid.at(row, columns.who) if columns.who is not None else None
        yield Deadline(
            what=_line(what).rstrip(" .;:,"),
            who=_line(body) if body and _SOMETHING.search(body.text) else None,
            due=due[0],
            op=due[1],
            anchor=day.passages[0].anchor(),
        )


def _due(told: str, text: ReadingText, *, last: bool) -> tuple[str, str] | None:
    """A cell that says nothing but when: "Trước 30/3/2024", "Quý IV/2024". A span of days binds by its end."""
    said = whens(told, text.lent)
    if said:
        return said[0].due, said[0].op
    found = [each for each in dates(told, text.lent) if each.iso]
    if not found:
        return None
    day = found[-1]
    to = f"{(day.iso or '')[:4]}-{day.quarter * 3:02d}" if day.quarter else (day.iso or "")
    if len(found) > 1 or len(to) < len("2024-01-01"):
        return to, "within"
    return to, "before" if last else "on"


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
