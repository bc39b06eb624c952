"""Tables by the lines that are drawn around their cells. A line that is missing between two cells merges them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.documents.source.pdf.words import Rule, Sheet, Word

_NEAR = 3.0  # points within which two lines are one
_LEAST = 8.0  # points a cell is high and wide at least


@dataclass(frozen=True)
class Cell:
    row: int
    column: int
    rows: int
    columns: int
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Grid:
    top: float
    bottom: float
    left: float
    right: float
    cells: tuple[Cell, ...]
    columns: tuple[float, ...] = ()
    row_count: int = 0

    def has_columns_of(self, other: Grid) -> bool:
        """Whether it may be the rest of the other on the next page."""
        return len(self.columns) == len(other.columns) and all(
            abs(one - two) <= 2 * _NEAR for one, two in zip(self.columns, other.columns, strict=True)
        )

    def holds(self, word: Word) -> bool:
        middle = (word.x0 + word.x1) / 2
        return self.left <= middle <= self.right and self.top <= word.y - word.size / 3 <= self.bottom


def grids_of(sheet: Sheet) -> list[Grid]:
    """From top to bottom. A frame around a text is no table: two rows and two columns at least."""
    found = [_grid(across, down, sheet.words) for across, down in _apart(sheet.across, sheet.down)]
    return sorted((one for one in found if one is not None), key=lambda one: one.top)


def _apart(across: tuple[Rule, ...], down: tuple[Rule, ...]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that touch belong to one table. Uprights gather tables: their spans in height, melted together."""
    spans: list[list[float]] = []
    for rule in sorted(down, key=lambda one: one.start):
        if spans and rule.start <= spans[-1][1] + _NEAR:
            spans[-1][1] = max(spans[-1][1], rule.end)
        else:
            spans.append([rule.start, rule.end])
    for top, bottom in spans:
        inside = [one for one in across if top - _NEAR <= one.at <= bottom + _NEAR]
        yield inside, [one for one in down if top - _NEAR <= one.start and one.end <= bottom + _NEAR]


def _melted(places: list[float]) -> list[float]:
    told: list[float] = []
    for place in sorted(places):
        if told and place - told[-1] <= _NEAR:
            continue
        told.append(place)
    return told


def _grid(across: list[Rule], down: list[Rule], words: tuple[Word, ...]) -> Grid | None:
    ys, xs = _melted([one.at for one in across]), _melted([one.at for one in down])
    if len(ys) < 3 or len(xs) < 3 or ys[-1] - ys[0] < 2 * _LEAST or len(ys) * len(xs) > 20_000:
        return None
    blank = Grid(ys[0] - _NEAR, ys[-1] + _NEAR, xs[0] - _NEAR, xs[-1] + _NEAR, ())
    inside = [word for word in words if blank.holds(word)]
    cells = list(_cells(ys, xs, _Lines(across, down), inside))
    if len({cell.row for cell in cells}) < 2 or not any(cell.words for cell in cells):
        return None
    return Grid(blank.top, blank.bottom, blank.left, blank.right, tuple(cells), tuple(xs), len(ys) - 1)


class _Lines:
    def __init__(self, across: list[Rule], down: list[Rule]) -> None:
        self._across, self._down = across, down

    def between_rows(self, y: float, left: float, right: float) -> bool:
        return _covers(self._across, y, left, right)

    def between_columns(self, x: float, top: float, bottom: float) -> bool:
        return _covers(self._down, x, top, bottom)


def _covers(rules: list[Rule], at: float, start: float, end: float) -> bool:
    """Whether a line stands there over the middle of the span."""
    middle = (start + end) / 2
    return any(abs(one.at - at) <= _NEAR and one.start - _NEAR <= middle <= one.end + _NEAR for one in rules)


def _cells(ys: list[float], xs: list[float], lines: _Lines, words: list[Word]) -> Iterator[Cell]:
    taken: set[tuple[int, int]] = set()
    in_rows = _by_row(ys, words)
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            right, below = column + 1, row + 1
            while right < len(xs) - 1 and not lines.between_columns(xs[right], ys[row], ys[row + 1]):
                right += 1
            while below < len(ys) - 1 and not lines.between_rows(ys[below], xs[column], xs[column + 1]):
                below += 1
            taken.update((each, other) for each in range(row, below) for other in range(column, right))
            inside = tuple(
                word
                for each in range(row, below)
                for word in in_rows[each]
                if xs[column] <= (word.x0 + word.x1) / 2 < xs[right]
            )
            yield Cell(row, column, below - row, right - column, inside)


def _by_row(ys: list[float], words: list[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = [[] for _ in ys[1:]]
    for word in words:
        y = word.y - word.size / 3
        row = next((at for at in range(len(ys) - 1) if ys[at] <= y < ys[at + 1]), None)
        if row is not None:
            rows[row].append(word)
    return rows
