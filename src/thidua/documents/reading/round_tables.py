"""Rounds set in a table: one row a round, its days in one column or in two, its theme and its review beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from thidua.documents.prose.dates import DateSpan, Lent, date_ranges, dates
from thidua.documents.prose.grids import Cell, Grid, grids
from thidua.documents.prose.layout import Region
from thidua.documents.reading.items import Round
from thidua.documents.reading.text import ReadingText

_HEADS = 2  # rows at the top that may be heads
_ROUND = re.compile(r"(?<!\w)(?:đợt|giai đoạn)(?!\w)", re.I)
_DAYS = re.compile(r"(?<!\w)(?:thời gian|thời điểm|từ ngày|bắt đầu|ngày bắt đầu)(?!\w)", re.I)
_LAST = re.compile(r"(?<!\w)(?:đến ngày|kết thúc|ngày kết thúc)(?!\w)", re.I)
_THEME = re.compile(r"(?<!\w)(?:chủ đề|tên đợt|chuyên đề)(?!\w)", re.I)
_REVIEW = re.compile(r"(?<!\w)(?P<type>sơ(?: kết)?(?:, | và |/)tổng kết|sơ kết|tổng kết)(?!\w)", re.I)
_ORDINAL = re.compile(r"(?:(?:đợt|giai đoạn)\s+)?(?:thứ\s+)?(?P<ordinal>0?[1-9]|IV|I{1,3}|V)(?!\w)", re.I)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}


@dataclass(frozen=True)
class RoundRow:
    """A round and the cells that are about it."""

    round: Round
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class _Columns:
    round: int
    days: int
    last: int | None
    theme: int | None
    review: int | None
    review_type: str | None


def rounds_in_tables(text: ReadingText) -> Iterator[RoundRow]:
    for grid in grids(text.outline.walk(Region.BODY, Region.ANNEX)):
        for row in range(min(grid.rows, _HEADS)):
            columns = _columns(grid.row_texts(row))
            if columns is not None:
                yield from _rows(grid, row + 1, columns, text.lent)
                break


def _columns(heads: list[str]) -> _Columns | None:
    """None where the table sets no rounds: it has to name them, and to say when they are."""
    which, days = _first(_ROUND, heads), _first(_DAYS, heads)
    if which is None or days is None or which == days:
        return None
    review = _first(_REVIEW, heads)
    said = _REVIEW.search(heads[review]) if review is not None else None
    kind = said["type"].lower() if said else None
    return _Columns(which, days, _first(_LAST, heads), _first(_THEME, heads), review, kind)


def _first(words: re.Pattern[str], heads: list[str]) -> int | None:
    return next((at for at, head in enumerate(heads) if words.search(head)), None)


def _rows(grid: Grid, start: int, columns: _Columns, year: Lent) -> Iterator[RoundRow]:
    for row in range(start, grid.rows):
        named = grid.at(row, columns.round)
        ordinal = _ORDINAL.match(named.text.strip()) if named else None
        if named is None or ordinal is None:
            continue
        first, last = _days(grid, row, columns, year)
        made = Round(
            ordinal=_number(ordinal["ordinal"]),
            start=first.iso if first else None,
            end=last.iso if last else None,
            theme=_said(grid, row, columns.theme),
            anchor=named.passages[0].anchor(),
        )
        if made.start or made.end:
            cells = tuple(cell for at in range(grid.columns) if (cell := grid.at(row, at)))
            kind = _kind(columns.review_type, is_last=row == grid.rows - 1)
            yield RoundRow(_reviewed(made, _said(grid, row, columns.review), kind, year), cells)


def _kind(told: str | None, *, is_last: bool) -> str | None:
    """ "Sơ, tổng kết" over a column: the last row is the one that closes the year."""
    if told in (None, "sơ kết", "tổng kết"):
        return told
    return "tổng kết" if is_last else "sơ kết"


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _ROMAN[said.lower()]


def _days(grid: Grid, row: int, columns: _Columns, year: Lent) -> tuple[DateSpan | None, DateSpan | None]:
    told = grid.text(row, columns.days)
    if columns.last is not None and columns.last != columns.days:
        return _day(told, year), _day(grid.text(row, columns.last), year)
    spans = date_ranges(told, year)
    return (spans[0].first, spans[0].last) if spans else (None, None)


def _day(told: str, year: Lent) -> DateSpan | None:
    found = dates(told, year)
    return found[0] if found else None


def _said(grid: Grid, row: int, column: int | None) -> str | None:
    told = " ".join(grid.text(row, column).split()).strip(' *_“”"-–') if column is not None else ""
    return told or None


def _reviewed(made: Round, told: str | None, kind: str | None, year: Lent) -> Round:
    day = _day(told, year) if told else None
    said = _REVIEW.search(told) if told else None
    named = said["type"].lower() if said else kind
    return replace(made, review_type=named, review_date=day.iso if day and not day.quarter else None)
