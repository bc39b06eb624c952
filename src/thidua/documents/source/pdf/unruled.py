"""Tables without lines: columns by where their words stand, under a row of heads.

    rows     at least three with three stretches or more, each stretch in a band of its own
    bands    what overlaps in any of these rows is one column; where a text runs over two of them there is no table
    heads    the first row says what a column holds (TT, Nội dung, Đơn vị tính …): else it is only spaced text

A row whose first column is empty goes on with the row above it, line by line; or, where cells stand in the middle of
their height, with the numbered line nearest (``centred.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from thidua.documents.source.pdf.centred import rows_about_their_middle
from thidua.documents.source.pdf.grids import Cell, Grid
from thidua.documents.source.pdf.rows import Row, Stretch
from thidua.documents.source.pdf.words import Word

_COLUMNS = 3
_ROWS = 3
_ROOM = 4.0  # points by which a line may reach out of its band
_CLOSE = 1.75  # of the letters' height: from line to line of one cell
_APART = 2.3  # of the letters' height: from row to row of one table
_HEADS = re.compile(
    r"(?:tt|stt|số tt|đợt|thời gian|nội dung.*|chỉ tiêu.*|tên.*|đơn vị.*|chủ đề|ghi chú|công việc|kế hoạch|"
    r"mức.*|người.*|chủ trì|phối hợp|từ ngày|đến ngày|tiêu chí.*|điểm.*|nhiệm vụ)",
    re.I,
)
_NUMBER = re.compile(r"\d{1,3}[.)]?")  # of a row, in its first column
Band = tuple[float, float]


def unruled(rows: Sequence[Row]) -> list[Grid]:
    """From top to bottom, of the rows that stand outside drawn tables."""
    found: list[Grid] = []
    at = 0
    while at < len(rows):
        end, grid = _table(rows, at) if _is_head(rows[at]) else (at, None)
        if grid is not None:
            found.append(grid)
        at = max(end, at + 1)
    return found


def _is_head(row: Row) -> bool:
    told = sum(1 for each in row.stretches if _HEADS.fullmatch(each.text.strip(" .:")))
    return len(row.stretches) >= _COLUMNS and told >= 2


def _table(rows: Sequence[Row], first: int) -> tuple[int, Grid | None]:
    bands = _bands_below(rows[first + 1 : _reach(rows, first)])
    if len(bands) < _COLUMNS:
        return first, None
    lines: list[list[Stretch]] = []
    groups: list[list[Row]] = []
    if (middled := _about_their_middle(rows[first : _reach(rows, first)], bands)) is not None:
        groups, lines = middled
        if len(groups) >= _ROWS and sum(_filled(line) >= _COLUMNS for line in lines) >= _ROWS:
            return first + sum(map(len, groups)), _grid(groups, lines, bands)
        lines, groups = [], []
    for row in rows[first : _reach(rows, first)]:
        placed = _by_word(row, bands)
        if placed is None:
            break
        begins = not groups or bool(placed[0].words) or _filled(placed) >= _COLUMNS
        if not begins and row.y - groups[-1][-1].y > _CLOSE * row.size:
            break
        if begins:
            groups.append([row])
            lines.append(placed)
        else:
            groups[-1].append(row)
            lines[-1] = [
                Stretch(above.words + more.words) for above, more in zip(lines[-1], placed, strict=True)
            ]
    if len(groups) < _ROWS or sum(_filled(line) >= _COLUMNS for line in lines) < _ROWS:
        return first, None
    return first + sum(map(len, groups)), _grid(groups, lines, bands)


def _about_their_middle(
    rows: Sequence[Row], bands: Sequence[Band]
) -> tuple[list[list[Row]], list[list[Stretch]]] | None:
    placed = [told for row in rows if (told := _by_word(row, bands)) is not None]
    edges = rows_about_their_middle(placed) if len(placed) == len(rows) else None
    if edges is None:
        return None
    groups = [list(rows[start:stop]) for start, stop in edges]
    return groups, [_together(placed[start:stop]) for start, stop in edges]


def _together(lines: Sequence[Sequence[Stretch]]) -> list[Stretch]:
    return [
        Stretch(tuple(word for each in column for word in each.words)) for column in zip(*lines, strict=True)
    ]


def _filled(line: Sequence[Stretch]) -> int:
    return sum(1 for each in line if each.words)


def _bands_below(rows: Sequence[Row]) -> list[Band]:
    """Of the rows with the most stretches, as wide as the others have them: in those a full cell may touch the next."""
    most = max((len(row.stretches) for row in rows), default=0)
    bands = _bands([row for row in rows if len(row.stretches) == most]) if most >= _COLUMNS else []
    for each in (each for row in rows for each in row.stretches):
        touched = [at for at, (start, end) in enumerate(bands) if each.x0 < end and each.x1 > start]
        if len(touched) == 1:
            start, end = bands[touched[0]]
            bands[touched[0]] = (min(start, each.x0), max(end, each.x1))
    return bands


def _reach(rows: Sequence[Row], first: int) -> int:
    """How far rows may belong: as long as they follow one another closely, and columns come again."""
    end = last = first + 1
    for at in range(first + 1, len(rows)):
        apart = rows[at].y - rows[at - 1].y > _APART * rows[at].size
        if apart or at - last > _ROWS or _is_head(rows[at]):
            break
        told = rows[at].stretches
        if len(told) >= _COLUMNS or (len(told) > 1 and _NUMBER.fullmatch(told[0].text)):
            last = at
        end = at + 1
    return end


def _bands(rows: Sequence[Row]) -> list[Band]:
    bands: list[Band] = []
    for start, end in sorted((each.x0, each.x1) for row in rows for each in row.stretches):
        if bands and start < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], end))
        else:
            bands.append((start, end))
    return bands


def _by_word(row: Row, bands: Sequence[Band]) -> list[Stretch] | None:
    """What stands in each column; None where a word runs over into the next."""
    starts = [start for start, _ in bands]
    told: list[list[Word]] = [[] for _ in bands]
    for word in row.words:
        column = max((at for at, start in enumerate(starts) if word.x0 >= start - _ROOM), default=None)
        following = starts[column + 1] if column is not None and column + 1 < len(starts) else float("inf")
        if column is None or word.x1 > following + _ROOM:
            return None
        told[column].append(word)
    return [Stretch(tuple(words)) for words in told]


def _grid(groups: list[list[Row]], lines: list[list[Stretch]], bands: Sequence[Band]) -> Grid:
    first, last = groups[0][0], groups[-1][-1]
    return Grid(
        first.y - first.size,
        last.y + last.size / 2,
        bands[0][0] - _ROOM,
        max(bands[-1][1], *(row.x1 for group in groups for row in group)) + _ROOM,
        tuple(
            Cell(row, column, 1, 1, each.words)
            for row, line in enumerate(lines)
            for column, each in enumerate(line)
        ),
        tuple(start for start, _ in bands),
        len(groups),
    )
