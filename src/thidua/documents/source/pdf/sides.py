"""The head and the foot of a paper, where two texts stand side by side, each with its own heights of line.

Found by the words that say so: the name of the state at the right above, nơi nhận at the left and the office that signs
at the right below. What lies under one of the two columns belongs to it, until a line lies under neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thidua.documents.source.columns import is_office, is_recipients, is_state
from thidua.documents.source.joining import shouts
from thidua.documents.source.pdf.rows import Row, Stretch

_ASIDE = 30.0  # points from the middle of the page: a column is not centred on it
_UNDER = 45.0  # points between the middles of two lines of a column, at least
_REACH = 4  # rows between nơi nhận and the office that signs


@dataclass(frozen=True)
class Sides:
    """Rows ``first`` to ``end`` (not with it); what stands left and right, as places (row, stretch)."""

    first: int
    end: int
    left: tuple[tuple[int, int], ...]
    right: tuple[tuple[int, int], ...]


def sides_of(rows: Sequence[Row], middle: float) -> list[Sides]:
    """From top to bottom. ``middle``: of the text's breadth."""
    found = [_grown(rows, 0, at, stretch, middle) for at, stretch in _states(rows, middle)][:1]
    for at, stretch in _recipients(rows, middle):
        office = _office(rows, at, stretch, middle)
        if office is not None:
            found.append(_grown(rows, min(at, office[0]), max(at, office[0]), office[1], middle))
    return _apart([one for one in found if one is not None and one.left and one.right])


def _states(rows: Sequence[Row], middle: float) -> Iterator[tuple[int, Stretch]]:
    for at, row in enumerate(rows):
        for stretch in row.stretches:
            if is_state(stretch.text) and stretch.middle > middle + _ASIDE:
                yield at, stretch


def _recipients(rows: Sequence[Row], middle: float) -> Iterator[tuple[int, Stretch]]:
    for at, row in enumerate(rows):
        if is_recipients(row.stretches[0].text) and row.x0 < middle - _ASIDE:
            yield at, row.stretches[0]


def _office(rows: Sequence[Row], at: int, left: Stretch, middle: float) -> tuple[int, Stretch] | None:
    for near in range(max(0, at - _REACH), min(len(rows), at + _REACH + 1)):
        last = rows[near].stretches[-1]
        right = last.x0 > left.x1 and last.middle > middle + _ASIDE
        if right and (is_office(last.text) or shouts(last.text)):
            return near, last
    return None


def _grown(rows: Sequence[Row], first: int, sure: int, right: Stretch, middle: float) -> Sides | None:
    """From the sure rows downwards while every stretch lies in one of the columns. A head may begin above the
    state's name, at ``first`` or as soon as everything lies in the columns."""
    while first < sure and not all(_lies_in(row, right, middle) for row in rows[first:sure]):
        first += 1
    end = first
    while end < len(rows) and (_lies_in(rows[end], right, middle) or end < sure):
        end += 1
    if end <= sure:
        return None
    sides: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for at in range(first, end):
        for number, stretch in enumerate(rows[at].stretches):
            side = _side(stretch, right, middle)
            sides[1 if side == 1 else 0].append((at, number))
    return Sides(first, end, tuple(sides[0]), tuple(sides[1]))


def _lies_in(row: Row, right: Stretch, middle: float) -> bool:
    return all(_side(stretch, right, middle) is not None for stretch in row.stretches)


def _side(stretch: Stretch, right: Stretch, middle: float) -> int | None:
    under = max(_UNDER, 0.3 * (right.x1 - right.x0))
    if stretch.middle > middle + _ASIDE and abs(stretch.middle - right.middle) <= under:
        return 1
    return 0 if stretch.middle < middle - _ASIDE and stretch.x1 < right.x0 + 10 else None


def _apart(found: list[Sides]) -> list[Sides]:
    kept: list[Sides] = []
    for one in sorted(found, key=lambda each: each.first):
        if not kept or one.first >= kept[-1].end:
            kept.append(one)
    return kept
