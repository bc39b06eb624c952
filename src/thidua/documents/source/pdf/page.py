"""One page as it is looked at: rows, tables, what of it is bold; and what stands at the edge of every page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from thidua.documents.source.pdf.grids import Grid, grids_of
from thidua.documents.source.pdf.rows import Row, rows_of
from thidua.documents.source.pdf.unruled import unruled
from thidua.documents.source.pdf.words import Sheet

_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—\s.]*", re.I)
_EDGE = 0.09  # of the page's height: where running heads and page numbers stand
_APART = 1.4  # of the letters' height: more than from line to line
_CAPITALS = re.compile(r"\.vn\w+h(?:[,-]\w+)*$", re.I)


@dataclass(frozen=True)
class Print:
    """How a row is printed: which of its stretches are bold; whether its old font shows every letter as a capital."""

    bold: tuple[bool, ...]
    capitals: bool


@dataclass(frozen=True)
class Page:
    number: int
    rows: list[Row]
    prints: list[Print]  # of each row
    grids: list[Grid]
    width: float
    height: float


def page_of(sheet: Sheet, number: int) -> Page:
    """What must be asked while the page is open."""
    grids = grids_of(sheet)
    outside = [word for word in sheet.words if not any(grid.holds(word) for grid in grids)]
    rows = rows_of(outside)
    if loose := unruled(rows):
        grids = sorted([*grids, *loose], key=lambda one: one.top)
        rows = rows_of(word for word in outside if not any(grid.holds(word) for grid in loose))
    return Page(number, rows, [_print(row, sheet) for row in rows], grids, sheet.width, sheet.height)


def _print(row: Row, sheet: Sheet) -> Print:
    ends = [(sheet.font(one.words[0].at), sheet.font(one.words[-1].at)) for one in row.stretches]
    bold = tuple(first.is_bold and last.is_bold for first, last in ends)
    return Print(bold, all(_CAPITALS.search(font.name) for pair in ends for font in pair))


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
        told.append(
            replace(page, rows=[page.rows[at] for at in keep], prints=[page.prints[at] for at in keep])
        )
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
