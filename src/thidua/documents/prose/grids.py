"""Tables as grids: every cell where it stands, merged cells wherever they reach, heads told from rows of data.

grid.rows          how many rows and columns
grid.at(r, c)      the cell that covers this place, or None where nothing stands
head_of(grid)      how many rows at the top are heads; a row of (1) (2) (3) belongs to them
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from thidua.documents.prose.outline import Node
from thidua.documents.prose.passage import Passage


@dataclass(frozen=True)
class Cell:
    """``text`` of all its paragraphs; ``passages`` know where they stood."""

    text: str
    passages: tuple[Passage, ...]
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass
class Grid:
    number: int
    rows: int = 0
    columns: int = 0
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)

    @cached_property
    def start(self) -> int:
        """Where its first cell stands in the text as received; asked of a grid that is filled."""
        return min(cell.passages[0].raw_at[0] for cell in self.cells.values())

    def at(self, row: int, column: int) -> Cell | None:
        return self.cells.get((row, column))

    def text(self, row: int, column: int) -> str:
        cell = self.at(row, column)
        return cell.text if cell else ""

    def row_texts(self, row: int) -> list[str]:
        """Per column; a merged cell tells its text in every column it covers."""
        return [self.text(row, column) for column in range(self.columns)]

    def turned(self) -> Grid:
        """Rows as columns."""
        made = Grid(self.number, self.columns, self.rows, nodes=self.nodes)
        for (row, column), cell in self.cells.items():
            made.cells[column, row] = Cell(
                cell.text, cell.passages, cell.column, cell.row, cell.columns, cell.rows
            )
        return made


def grids(nodes: Iterable[Node]) -> list[Grid]:
    """The tables among these nodes, in document order."""
    found: dict[int, Grid] = {}
    for node in nodes:
        if node.place is not None:
            found.setdefault(node.place.table, Grid(node.place.table)).nodes.append(node)
    return [_filled(grid) for grid in found.values()]


def _filled(grid: Grid) -> Grid:
    held: dict[tuple[int, int], list[Node]] = {}
    for node in grid.nodes:
        if node.place is not None:
            held.setdefault((node.place.row, node.place.column), []).append(node)
    for (row, column), nodes in held.items():
        place = nodes[0].place
        text = " ".join(node.whole.text.strip(" *_") for node in nodes).strip()
        rows, columns = (place.rows, place.columns) if place else (1, 1)
        cell = Cell(text, tuple(node.whole for node in nodes), row, column, rows, columns)
        for under in range(row, row + max(1, rows)):
            for right in range(column, column + max(1, columns)):
                grid.cells.setdefault((under, right), cell)
        grid.rows = max(grid.rows, row + rows)
        grid.columns = max(grid.columns, column + columns)
    return grid


# --- Columns made of blanks

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3


def aligned_grids(passages: Iterable[Passage], raw: str) -> list[Grid]:
    """The tables of a text file whose columns are only kept apart by blanks: at least three lines of three columns,
    which line up. Their numbers follow on below zero, so that they differ from those of real tables."""
    found: list[Grid] = []
    block: list[tuple[Passage, list[Passage]]] = []
    for passage in passages:
        columns = passage.columns() if passage.place is None else []
        if len(columns) >= _FEWEST_COLUMNS or (block and len(columns) == _FEWEST_COLUMNS - 1):
            block.append((passage, columns))
            continue
        found += _aligned(block, raw, -1 - len(found))
        block = []
    return [*found, *_aligned(block, raw, -1 - len(found))]


def _aligned(block: list[tuple[Passage, list[Passage]]], raw: str, number: int) -> list[Grid]:
    if len(block) < _FEWEST_ROWS:
        return []
    rows = [[(_indent(raw, cell), cell) for cell in columns] for _, columns in block]
    bands = _bands([(at, at + len(cell.text)) for row in rows for at, cell in row])
    if len(bands) < _FEWEST_COLUMNS:
        return []
    grid = Grid(number, len(rows), len(bands))
    for row, cells in enumerate(rows):
        for at, cell in cells:
            column = next(place for place, (start, end) in enumerate(bands) if start <= at < end)
            grid.cells[row, column] = Cell(cell.text.strip(" *_"), (cell,), row, column)
    return [grid]


def _indent(raw: str, cell: Passage) -> int:
    """How far into its line the cell begins."""
    return cell.raw_at[0] - (raw.rfind("\n", 0, cell.raw_at[0]) + 1)


def _bands(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What overlaps, in any line, is one column."""
    bands: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if bands and start < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], end))
        else:
            bands.append((start, end))
    return bands


# --- Heads and rows

_COUNTED_COLUMN = re.compile(r"\(?(?:\d{1,2}|[A-ZĐ])\)?(?:\s?=\s?[\d\s()+/:x*×-]+)?")
_NUMBER = re.compile(r"[≥≤<>]?\s?\d[\d.,\s]*\s?(?:%|đ|đồng|triệu|tỷ|trđ)?")
DASH = re.compile(r"(?:[-–—]+|−|x{0}-+)")
_FIRST_NUMBER = re.compile(r"(?:1|01|I|A)[.)]?")


def is_count_row(texts: list[str]) -> bool:
    """(1) (2) (3) …, or A B 1 2 …: the columns are numbered."""
    told = [text.strip() for text in texts if text.strip()]
    if len(told) < 3 or not all(_COUNTED_COLUMN.fullmatch(text) for text in told):
        return False
    numbers = [int(found[0]) for text in told if (found := re.search(r"\d+", text))]
    return (
        len(numbers) >= 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] <= 3
    )


def is_value(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text.strip()) or DASH.fullmatch(text.strip()))


def head_rows(grid: Grid) -> int:
    """How many rows at the top are heads: up to the row of numbered columns, else to the first row of values."""
    for row in range(min(grid.rows, 6)):
        if is_count_row(grid.row_texts(row)) and row:
            return row + 1
    for row in range(min(grid.rows, 6)):
        texts = grid.row_texts(row)
        values = sum(is_value(text) for text in texts[1:])
        label = any(text.strip() and not is_value(text) for text in texts)
        if values and (label or _FIRST_NUMBER.fullmatch(texts[0].strip())) and not _is_merged_head(grid, row):
            return row
    return 1


def _is_merged_head(grid: Grid, row: int) -> bool:
    """A cell that reaches into the next row, or over several columns, with nothing but words: still a head."""
    cells = {id(cell): cell for column in range(grid.columns) if (cell := grid.at(row, column))}.values()
    return any(cell.row + cell.rows - 1 > row for cell in cells)


def head_of(grid: Grid, rows: int, column: int) -> list[str]:
    """The head of one column from top to bottom: each merged cell once. In a text file a head over several columns
    stands only above the first of them."""
    told: list[str] = []
    for row in range(rows):
        if is_count_row(grid.row_texts(row)):
            continue
        text = grid.text(row, column).strip()
        if not text and row + 1 < rows and grid.text(row + 1, column).strip():
            text = _to_the_left(grid, row, column)
        if text and text not in told:
            told.append(text)
    return told


def _to_the_left(grid: Grid, row: int, column: int) -> str:
    """A head that was merged in Word and lost it: the nearest one at the left that has something else below it."""
    for left in range(column - 1, 0, -1):
        if text := grid.text(row, left).strip():
            return text if grid.text(row + 1, left).strip() else ""
    return ""
