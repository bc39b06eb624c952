"""A text file's characters become drafts: lines, pages, hard wraps, tables, two-column heads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from thidua.documents.source import tables
from thidua.documents.source.building import Draft
from thidua.documents.source.columns import parted
from thidua.documents.source.joining import begins_small, is_item
from thidua.documents.source.marked import Marked

_LINE = re.compile(r"([^\n\r\x0b\x0c\x85\u2028\u2029]*)(\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]|$)")
_EMPTY = "\ufeff \t\r\n\x0b\x0c\x85\u2028\u2029"
_TAB = 8
_NARROWEST, _WIDEST = 55, 130  # columns at which programs and people wrap
_SHARE = 0.75
_FEWEST = 3


@dataclass(frozen=True)
class Line:
    """A line as it stands, its blanks kept: columns are seen by them."""

    marked: Marked
    page: int
    blank_before: bool

    @property
    def shown(self) -> str:
        return self.marked.text.rstrip().expandtabs(_TAB)

    @property
    def indent(self) -> int:
        return len(self.shown) - len(self.shown.lstrip())


def drafts_of(raw: str) -> list[Draft]:
    """What stands in the file, in reading order, cut at line ends only."""
    lines = list(_lines(raw))
    width = wrapped_at([line.shown for line in lines])
    numbers = count()
    drafts: list[Draft] = []
    for block, is_table in _blocks(lines):
        if is_table:
            cells = tables.cells([line.marked for line in block], next(numbers))
            drafts += [Draft(marked, place=place, page=block[0].page) for marked, place in cells]
        else:
            drafts += _prose(block, width, lambda: next(numbers))
    return drafts


def _lines(raw: str) -> Iterator[Line]:
    """Lines that hold something."""
    page, blank = 1, False
    for found in _LINE.finditer(raw):
        if found[1].strip(_EMPTY):
            yield Line(Marked.of(raw, found.start(1), found.end(1)), page, blank)
            blank = False
        elif found[0]:
            blank = True
        page += found[2] == "\x0c"


def _blocks(lines: list[Line]) -> Iterator[tuple[list[Line], bool]]:
    """Tables by themselves, and everything between them."""
    prose: list[Line] = []
    at = 0
    while at < len(lines):
        end = _end_of_table(lines, at)
        if end == at:
            prose.append(lines[at])
            at += 1
            continue
        if prose:
            yield prose, False
        yield lines[at:end], True
        prose, at = [], end
    if prose:
        yield prose, False


def _end_of_table(lines: list[Line], at: int) -> int:
    for sign, holds in (("|", tables.is_ruled), ("\t", tables.is_tabbed)):
        end = at
        fewest = lines[at].marked.text.count(sign)
        if fewest < 2:
            continue
        while end < len(lines) and (lines[end].marked.text.count(sign) >= 2):
            if sign == "\t" and lines[end].marked.text.count(sign) != fewest:
                break
            end += 1
        if holds([line.marked.text for line in lines[at:end]]):
            return end
    return at


def wrapped_at(shown: list[str]) -> int | None:
    """The column at which the file's lines were cut; None when its lines are whole paragraphs.

    Where a line begins with a small letter, the one above was cut: nearly all such lines must then have ended
    where the next word did not fit.
    """
    width = max((len(line) for line in shown), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    cut = [(above, below) for above, below in zip(shown, shown[1:], strict=False) if begins_small(below)]
    full = sum(_is_full(above, below, width) for above, below in cut)
    return width if len(cut) >= _FEWEST and full >= _SHARE * len(cut) else None


_SLACK = 4  # people wrap by eye


def _is_full(above: str, below: str, width: int) -> bool:
    return len(above) + 1 + len(below.split(maxsplit=1)[0]) > width - _SLACK


def _prose(lines: list[Line], width: int | None, next_table: Callable[[], int]) -> Iterator[Draft]:
    pieces = list(parted([line.marked for line in lines], next_table))
    for at, piece in enumerate(pieces):
        line = lines[piece.line]
        below = pieces[at + 1] if at + 1 < len(pieces) else None
        full = None
        if width is not None and piece.place is None:
            full = below is not None and _is_full(line.shown, below.marked.text, width)
        yield Draft(
            piece.marked,
            place=piece.place,
            page=line.page,
            full=full,
            blank_before=line.blank_before,
            begins=width is not None and piece.line > 0 and _is_indented(lines[piece.line - 1], line),
        )


def _is_indented(above: Line, below: Line) -> bool:
    """A first line stands further right than the line above it; the rest of a list item does so too."""
    return below.indent >= above.indent + 2 and not is_item(above.shown.lstrip())
