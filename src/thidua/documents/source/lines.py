"""A text file's characters become drafts: lines, pages, hard wraps, tables, two-column heads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, pairwise

from thidua.documents.source import tables
from thidua.documents.source.building import Draft
from thidua.documents.source.columns import has_gap, parted
from thidua.documents.source.joining import begins_small, is_closed, is_item, shouts
from thidua.documents.source.marked import Marked, as_shown
from thidua.documents.source.model import Look

_LINE = re.compile(r"([^\n\r\x0b\x0c\x85\u2028\u2029]*)(\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]|$)")
_EMPTY = "\ufeff \t\r\n\x0b\x0c\x85\u2028\u2029"
_NARROWEST, _WIDEST = 55, 130  # columns at which programs and people wrap
_FEWEST = 2  # lines that were surely cut
_DEEPEST = 8  # columns a first line is indented by at most
_SLACK = 4


@dataclass(frozen=True)
class Line:
    """A line as it stands, its blanks kept: columns are seen by them."""

    marked: Marked
    page: int
    blank_before: bool

    @property
    def shown(self) -> str:
        return as_shown(self.marked.text).rstrip()

    @property
    def indent(self) -> int:
        return len(self.shown) - len(self.shown.lstrip())


def drafts_of(raw: str) -> list[Draft]:
    """What stands in the file, in reading order, cut at line ends only."""
    lines = list(_lines(raw))
    width = wrapped_at(lines)
    numbers = count()
    drafts: list[Draft] = []
    for block, is_table in _blocks(lines):
        if is_table:
            cells = tables.cells([line.marked for line in block], next(numbers))
            drafts += [
                Draft(marked, place=place, page=block[0].page, full=is_grid or None)
                for marked, place, is_grid in cells
            ]
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
        if fewest < 2 and not (sign == "|" and tables.is_rule(lines[at].marked.text)):
            continue
        while end < len(lines) and _is_row(lines[end].marked.text, sign, fewest):
            end += 1
        if holds([line.marked.text for line in lines[at:end]]):
            return end
    return at


def _is_row(text: str, sign: str, fewest: int) -> bool:
    if sign == "\t":
        return text.count(sign) == fewest
    return text.count(sign) >= 2 or tables.is_rule(text)


def wrapped_at(lines: list[Line]) -> int | None:
    """The column at which the file's lines were cut; None when its lines are whole paragraphs.

    A line was cut when it ends inside a sentence, where the next word would not have fitted, and the next line
    is no item. A line that begins small below one that had room speaks against it. What is centred or
    stands in two columns says nothing.
    """
    plain = [line for line in lines if line.indent <= _DEEPEST and not has_gap(line.shown)]
    width = max((len(line.shown) for line in plain), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    cut = against = 0
    for above, below in pairwise(plain):
        first, second = above.shown.strip(), below.shown.strip()
        if below.blank_before or is_closed(first) or is_item(second) or shouts(second):
            continue
        if _is_full(above.shown, second, width):
            cut += 1
        elif begins_small(second):
            against += 1
    return width if cut >= _FEWEST and cut >= 3 * against else None


def _is_full(above: str, below: str, width: int) -> bool:
    """Whether the next word would not have fitted; people who wrap by eye are given some letters."""
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
            look=_look(piece.marked.text),
            place=piece.place,
            page=line.page,
            full=full,
            blank_before=line.blank_before,
            begins=width is not None and piece.line > 0 and _is_indented(lines[piece.line - 1], line),
        )


def _is_indented(above: Line, below: Line) -> bool:
    """A first line stands further right than the line above it; the rest of a list item does so too."""
    return above.indent + 2 <= below.indent <= _DEEPEST and not is_item(above.shown.lstrip())


_HEADED = re.compile(r"\s*#{1,6}\s+\S")
_STARS = re.compile(r"\s*(?:[-+]\s+|\d+\.\s+)?(\*{1,3}|_{2})\S.*\S\1\s*\\?\s*$")


def _look(text: str) -> Look:
    """What markdown says of a whole line."""
    if _HEADED.match(text):
        return Look(bold=True)
    if (found := _STARS.match(text)) and text.count(found[1]) == 2:
        return Look(bold=len(found[1]) >= 2, italic=len(found[1]) % 2 == 1)
    return Look()
