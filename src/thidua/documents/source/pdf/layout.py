"""Pages become drafts: running heads dropped, tables as places, lines with what is known of their ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, pairwise

from thidua.documents.source.building import Draft, Written
from thidua.documents.source.columns import parted
from thidua.documents.source.joining import is_item
from thidua.documents.source.marked import Marked
from thidua.documents.source.model import Look, Place
from thidua.documents.source.pdf.grids import Grid, grids_of
from thidua.documents.source.pdf.rows import Row, rows_of
from thidua.documents.source.pdf.words import Sheet

_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—\s.]*", re.I)
_EDGE = 0.09  # of the page's height: where running heads and page numbers stand
_INDENT = 7.0  # points a first line stands in by at least
_CENTRED = 8.0
_APART = 1.4  # of the letters' height: more than from line to line
_BLANK = 1.4  # of the usual height from line to line


@dataclass(frozen=True)
class Page:
    number: int
    rows: list[Row]
    grids: list[Grid]
    width: float
    height: float
    bold: list[bool]  # of each row


@dataclass(frozen=True)
class Margins:
    """Of the text of a page: what a full line reaches."""

    left: float
    right: float
    pitch: float


def page_of(sheet: Sheet, number: int) -> Page:
    """What must be asked while the page is open."""
    grids = grids_of(sheet)
    outside = [word for word in sheet.words if not any(grid.holds(word) for grid in grids)]
    rows = rows_of(outside)
    bold = [sheet.bold(row.words[0].at) and sheet.bold(row.words[-1].at) for row in rows]
    return Page(number, rows, grids, sheet.width, sheet.height, bold)


def without_running_heads(pages: list[Page]) -> tuple[list[Page], bool]:
    """Page numbers, and what stands apart at the edge of most pages in the same words. Whether words were dropped."""
    edges = [_edge_rows(page) for page in pages]
    seen = Counter(
        key for page, rows in zip(pages, edges, strict=True) for key in {_key(page.rows[at]) for at in rows}
    )
    repeated = {key for key, times in seen.items() if times >= 3 and times * 2 >= len(pages)}
    dropped = False
    told: list[Page] = []
    for page, rows in zip(pages, edges, strict=True):
        gone = {at for at in rows if _key(page.rows[at]) in repeated}
        dropped = dropped or any(not _PAGE_NUMBER.fullmatch(page.rows[at].text) for at in gone)
        gone |= {at for at in (0, len(page.rows) - 1) if page.rows and _is_page_number(page, at)}
        keep = [at for at in range(len(page.rows)) if at not in gone]
        told.append(replace(page, rows=[page.rows[at] for at in keep], bold=[page.bold[at] for at in keep]))
    return told, dropped


def _is_page_number(page: Page, at: int) -> bool:
    row = page.rows[at]
    return bool(_PAGE_NUMBER.fullmatch(row.text)) and _at_edge(row, page, 1.6)


def _edge_rows(page: Page) -> list[int]:
    """Rows at the edges that a gap keeps apart from the text."""
    rows = page.rows
    told: set[int] = set()
    for at in range(len(rows)):
        if not _at_edge(rows[at], page):
            continue
        if rows[at].y < page.height / 2:
            if at + 1 == len(rows) or _is_apart(rows[at], rows[at + 1]):
                told.update(range(at + 1))
        elif at == 0 or _is_apart(rows[at - 1], rows[at]):
            told.update(range(at, len(rows)))
    return sorted(told)


def _is_apart(above: Row, below: Row) -> bool:
    return below.y - above.y > _APART * max(above.size, below.size)


def _key(row: Row) -> str:
    return re.sub(r"\d+", "#", row.text.lower())


def _at_edge(row: Row, page: Page, times: float = 1.0) -> bool:
    edge = page.height * _EDGE * times
    return row.y < edge or row.y > page.height - edge


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


def drafts_of(pages: list[Page], written: Written) -> Iterator[Draft]:
    """In reading order."""
    paper = _Paper(margins_of(pages), written)
    above: Row | None = None
    for page in pages:
        for block in _blocks(page):
            if isinstance(block, Grid):
                yield from _cells(block, page, written, paper.next_table())
                above = None
            else:
                yield from _lines(block, page, paper, above)
                above = page.rows[block[-1]]


class _Paper:
    """What is the same for all pages, and how many tables there were."""

    def __init__(self, margins: Margins, written: Written) -> None:
        self.margins, self.written = margins, written
        self._tables = count()

    def next_table(self) -> int:
        return next(self._tables)


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


def _cells(grid: Grid, page: Page, written: Written, table: int) -> Iterator[Draft]:
    for cell in grid.cells:
        place = Place(table, cell.row, cell.column, cell.rows, cell.columns)
        for row in rows_of(cell.words):
            yield Draft(written.put(row.text), place=place, page=page.number, full=True, wraps=True)


@dataclass(frozen=True)
class _Line:
    row: Row
    marked: Marked
    look: Look
    full: bool
    blank_before: bool
    begins: bool


def _lines(numbers: list[int], page: Page, paper: _Paper, above: Row | None) -> Iterator[Draft]:
    margins, written = paper.margins, paper.written
    lines: list[_Line] = []
    begun = True  # the line above began its paragraph
    for place, at in enumerate(numbers):
        row = page.rows[at]
        below = page.rows[numbers[place + 1]] if place + 1 < len(numbers) else None
        same_page = place > 0
        begins = above is not None and _begins(above, row, margins, begun)
        blank = same_page and above is not None and row.y - above.y > _BLANK * margins.pitch
        full = row.x1 > margins.right - (_room(below) if below else 4 * row.size)
        look = Look(bold=page.bold[at], centred=_is_centred(row, margins))
        lines.append(_Line(row, written.put(_spread(row, margins)), look, full, blank, begins))
        begun = begins or above is None
        above = row
    for piece in parted([line.marked for line in lines], paper.next_table):
        line = lines[piece.line]
        yield Draft(
            piece.marked,
            look=line.look,
            place=piece.place,
            page=page.number,
            full=None if piece.place is not None else line.full,
            blank_before=line.blank_before,
            begins=line.begins,
            wraps=True,
        )


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
