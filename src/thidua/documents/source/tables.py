"""Tables in text files: pipes, as markdown writes them, and tabs, as Word copies them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from thidua.documents.source.marked import Marked
from thidua.documents.source.model import Place

_RULE = re.compile(r"[\s|:+=-]+")
_GRID = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
_FEWEST_TABBED = 3


def is_rule(text: str) -> bool:
    """+----+====+: a line of a grid that only draws."""
    return bool(_GRID.fullmatch(text))


def is_ruled(lines: Sequence[str]) -> bool:
    """Rows of a pipe table or a grid: two lines at least, each with two bars or more."""
    rows = [line for line in lines if not is_rule(line)]
    return len(rows) >= 1 and len(lines) >= 2 and all(line.count("|") >= 2 for line in rows)


def is_tabbed(lines: Sequence[str]) -> bool:
    """Rows that Word copied: three lines at least with the same two tabs or more, and words in most cells."""
    tabs = {line.count("\t") for line in lines}
    if len(lines) < _FEWEST_TABBED or len(tabs) != 1 or min(tabs) < 2:
        return False
    return all(sum(bool(cell.strip()) for cell in line.split("\t")) >= 2 for line in lines)


def cells(lines: Sequence[Marked], table: int) -> Iterator[tuple[Marked, Place, bool]]:
    """What stands in each cell. A line that only draws is no row; in a grid (the last told) the lines between two
    rules are one row, and a cell's lines are one text."""
    grid = any(is_rule(line.text) for line in lines)
    for row, group in enumerate(_rows(lines, grid)):
        found = [
            (column, line.part(start, end))
            for line in group
            for column, (start, end) in enumerate(_spans(line.text))
            if line.text[start:end].strip()
        ]
        for column, marked in sorted(found, key=lambda one: one[0]):
            yield marked, Place(table, row, column), grid


def _rows(lines: Sequence[Marked], grid: bool) -> Iterator[list[Marked]]:
    group: list[Marked] = []
    for line in lines:
        if _RULE.fullmatch(line.text):
            if group:
                yield group
            group = []
        elif grid:
            group.append(line)
        else:
            yield [line]
    if group:
        yield group


def _spans(text: str) -> Iterator[tuple[int, int]]:
    bar = "|" if "|" in text else "\t"
    start = 0
    if bar == "|" and text.lstrip().startswith("|"):
        start = text.index("|") + 1
    stop = len(text.rstrip())
    if bar == "|" and text.rstrip().endswith("|"):
        stop -= 1
    while (at := text.find(bar, start, stop)) >= 0:
        yield start, at
        start = at + 1
    yield start, max(stop, start)
