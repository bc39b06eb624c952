"""Pages become drafts: tables as places, lines with what is known of their ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, pairwise

from thidua.documents.source.building import Draft, Written
from thidua.documents.source.columns import parted
from thidua.documents.source.joining import begins_small, is_item
from thidua.documents.source.marked import Marked
from thidua.documents.source.model import Look, Place, Repair, RepairKind
from thidua.documents.source.pdf.grids import Grid
from thidua.documents.source.pdf.page import Page
from thidua.documents.source.pdf.rows import Row, rows_of
from thidua.documents.source.pdf.sides import Sides, sides_of
from thidua.documents.source.repair import in_font

_INDENT = 7.0  # points a first line stands in by at least
_CENTRED = 8.0
_BLANK = 1.4  # of the usual height from line to line


@dataclass(frozen=True)
class Margins:
    """Of the text of a page: what a full line reaches."""

    left: float
    right: float
    pitch: float


def margins_of(pages: list[Page]) -> Margins:
    """Most full lines end at the right margin. First lines stand in, so the left margin is the leftmost place at
    which a fair share of the lines begin."""
    rows = [row for page in pages for row in page.rows if len(row.stretches) == 1 and len(row.words) > 5]
    if not rows:
        return Margins(0, max((page.width for page in pages), default=600), 16)
    rights = sorted(row.x1 for row in rows)
    right = rights[int(len(rights) * 0.85)]
    lefts = Counter(round(row.x0 / 2) * 2.0 for row in rows)
    fair = max(2, len(rows) // 12)
    left = min((at for at, times in lefts.items() if times >= fair), default=min(lefts))
    heights = Counter(
        round(below.y - above.y)
        for page in pages
        for above, below in pairwise(page.rows)
        if 0 < below.y - above.y < 60
    )
    pitch = float(heights.most_common(1)[0][0]) if heights else 16.0
    return Margins(left, right, pitch)


class Paper:
    """All pages in reading order. ``repairs`` is what had to be decoded on the way."""

    def __init__(self, pages: list[Page], written: Written) -> None:
        self._pages, self._written = pages, written
        self._margins = {
            shape: margins_of([one for one in pages if _shape(one) == shape])
            for shape in set(map(_shape, pages))
        }
        self._tables = count()
        self._last: _LastTable | None = None  # when nothing has come since
        self.repairs: list[Repair] = []

    def drafts(self) -> Iterator[Draft]:
        above: Row | None = None
        for page in self._pages:
            for block in _blocks(page):
                if isinstance(block, Grid):
                    yield from self._cells(block, page)
                    above = None
                else:
                    self._last = None
                    yield from self._rows(block, page, above)
                    above = page.rows[block[-1]]

    def _rows(self, numbers: list[int], page: Page, above: Row | None) -> Iterator[Draft]:
        """Heads and feet in two columns, and what stands between them."""
        margins = self._margins[_shape(page)]
        middle = (margins.left + margins.right) / 2
        done = 0
        for sides in sides_of([page.rows[at] for at in numbers], middle):
            if done < sides.first:
                yield from self._lines(numbers[done : sides.first], page, above)
            yield from self._sides(sides, numbers, page)
            done, above = sides.end, None
        if done < len(numbers):
            yield from self._lines(numbers[done:], page, above)

    def _sides(self, sides: Sides, numbers: list[int], page: Page) -> Iterator[Draft]:
        table = self._next_table()
        for column, found in enumerate((sides.left, sides.right)):
            for row, stretch in found:
                at = numbers[row]
                prints = page.prints[at]
                marked = self._decoded(page.rows[at].stretches[stretch].text, capitals=prints.capitals)
                look = Look(bold=prints.bold[stretch])
                place = Place(table, 0, column)
                yield Draft(marked, look=look, place=place, page=page.number, wraps=True)

    def _next_table(self) -> int:
        return next(self._tables)

    def _cells(self, grid: Grid, page: Page) -> Iterator[Draft]:
        """A table that the page before left at its end goes on, without the head that is printed again."""
        texts = _row_texts(grid)
        last = self._last
        if last is not None and last.page == page.number - 1 and grid.has_columns_of(last.grid):
            table, skipped = last.table, _same_head(last.head, texts)
            shift = last.rows - skipped - _is_rest_of_a_row(grid, skipped)
            head = last.head
        else:
            table, skipped, shift, head = self._next_table(), 0, 0, texts
        for cell in grid.cells:
            if cell.row < skipped:
                continue
            place = Place(table, cell.row + shift, cell.column, cell.rows, cell.columns)
            for row in rows_of(cell.words):
                yield Draft(self._written.put(row.text), place=place, page=page.number, full=True, wraps=True)
        self._last = _LastTable(page.number, table, grid, shift + len(texts), head)

    def _lines(self, numbers: list[int], page: Page, above: Row | None) -> Iterator[Draft]:
        margins = self._margins[_shape(page)]
        lines: list[_Line] = []
        begun = True  # the line above began its paragraph
        for place, at in enumerate(numbers):
            row = page.rows[at]
            below = page.rows[numbers[place + 1]] if place + 1 < len(numbers) else None
            begins = above is not None and _begins(above, row, margins, begun)
            if place > 0 and not begins_small(row.text):  # a bold line and a plain one are two texts
                begins = begins or all(page.prints[at].bold) != all(page.prints[numbers[place - 1]].bold)
            blank = place > 0 and above is not None and row.y - above.y > _BLANK * margins.pitch
            full = row.x1 > margins.right - (_room(below) if below else 4 * row.size)
            marked = self._decoded(_spread(row, margins), capitals=page.prints[at].capitals)
            lines.append(_Line(marked, _is_centred(row, margins), page.prints[at].bold, full, blank, begins))
            begun = begins or above is None
            above = row
        for piece in parted([line.marked for line in lines], self._next_table):
            line = lines[piece.line]
            yield Draft(
                piece.marked,
                look=Look(bold=_is_bold(line.bold, piece.place), centred=line.centred),
                place=piece.place,
                page=page.number,
                full=None if piece.place is not None else line.full,
                blank_before=line.blank_before,
                begins=line.begins,
                wraps=True,
            )

    def _decoded(self, text: str, *, capitals: bool) -> Marked:
        marked = self._written.put(text)
        if not capitals:
            return marked
        decoded, repairs = in_font(marked, RepairKind.TCVN3, capitals=True)
        self.repairs += repairs
        return decoded


@dataclass(frozen=True)
class _LastTable:
    page: int
    table: int
    grid: Grid
    rows: int
    head: list[str]


@dataclass(frozen=True)
class _Line:
    marked: Marked
    centred: bool
    bold: tuple[bool, ...]  # of each stretch
    full: bool
    blank_before: bool
    begins: bool


def _shape(page: Page) -> int:
    """Pages of one breadth have the same margins: an annex may lie on its side."""
    return round(page.width / 20)


def _row_texts(grid: Grid) -> list[str]:
    rows: dict[int, list[str]] = {row: [] for row in range(grid.row_count)}
    for cell in grid.cells:
        rows[cell.row] += [word.text for word in cell.words]
    return [" ".join(rows[row]) for row in sorted(rows)]


def _is_rest_of_a_row(grid: Grid, row: int) -> bool:
    """A row that the end of the page cut: no number of its own, no figure, and its words go on in small letters."""
    told = [" ".join(word.text for word in cell.words) for cell in grid.cells if cell.row == row]
    said = [text for text in told if text]
    return bool(said) and not told[0] and all(begins_small(text) for text in said)


def _same_head(head: list[str], texts: list[str]) -> int:
    """How many rows at the top are those of the table's head again."""
    same = 0
    while same < min(len(head), len(texts)) and head[same] and head[same] == texts[same]:
        same += 1
    return same


def _is_bold(bold: tuple[bool, ...], place: Place | None) -> bool:
    if place is None:
        return all(bold)
    return bold[-1] if place.column else bold[0]


def _blocks(page: Page) -> Iterator[Grid | list[int]]:
    """Tables and the rows between them, from top to bottom."""
    rows = list(range(len(page.rows)))
    for grid in page.grids:
        above = [at for at in rows if page.rows[at].y < grid.top]
        if above:
            yield above
        rows = rows[len(above) :]
        yield grid
    if rows:
        yield rows


def _room(below: Row) -> float:
    """What the first word of the next line would have needed."""
    word = below.words[0]
    return word.x1 - word.x0 + 0.5 * word.size


def _begins(above: Row, row: Row, margins: Margins, begun: bool) -> bool:
    """A first line stands in from the line above; or as far in as the first line above it did."""
    if _is_centred(row, margins):
        return abs((above.x0 + above.x1) - (row.x0 + row.x1)) > 2 * _CENTRED
    if _is_centred(above, margins):
        return True
    if row.x0 < margins.left + _INDENT:
        return False
    if row.x0 > above.x0 + _INDENT:
        return not (begun and is_item(above.text)) or is_item(row.text)
    if row.x0 < above.x0 - _INDENT:
        return not begun
    return begun and abs(row.x0 - above.x0) < _INDENT / 2


def _is_centred(row: Row, margins: Margins) -> bool:
    middle = (margins.left + margins.right) / 2
    inside = row.x0 > margins.left + 2 * _INDENT and row.x1 < margins.right - 2 * _INDENT
    return inside and abs((row.x0 + row.x1) / 2 - middle) < _CENTRED


_LETTER = 0.42  # breadth of a letter by its height, about


def _spread(row: Row, margins: Margins) -> str:
    """The row with its gaps as blanks, so that columns are seen as they are in a text file."""
    if len(row.stretches) == 1 and row.x0 < margins.left + 150:
        return row.text
    told = ""
    for stretch in row.stretches:
        column = round((stretch.x0 - margins.left) / (_LETTER * row.size))
        told += " " * max(column - len(told), 3 if told else 0) + stretch.text
    return told
