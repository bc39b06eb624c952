"""Score sheets whose points do not make their total.

A sheet may be flat, or its rows may be parted into smaller ones below them (60 = 25 + 20 + 15). Only where neither way of
adding makes the total, and the sum is so near that a slip is likelier than another order of the sheet, it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from thidua.documents.checking.remarks import Remark, Severity, figure_said
from thidua.documents.prose.numbers import Value
from thidua.documents.reading.items import Rule
from thidua.documents.reading.model import Reading

_FEWEST = 3
"""Fewer criteria are no sheet."""
_NEAR = 5
"""A fifth of the total at most: a sheet that is further off is ordered otherwise than we think."""


def of_scores(reading: Reading) -> Iterator[Remark]:
    rules = reading.of(Rule)
    totals = [rule for rule in rules if rule.type == "total" and rule.value]
    points = [rule.value for rule in rules if rule.type == "criterion" and rule.value]
    if len(totals) != 1 or len(points) < _FEWEST:
        return
    total = totals[0].value
    made = sum(widest(points))
    if total is None or total in (made, sum(points)) or (max(made, total) - min(made, total)) * _NEAR > total:
        return
    yield Remark(
        code="documents.check_points_do_not_add_up",
        severity=Severity.ERROR,
        anchor=totals[0].anchor,
        params={"total": figure_said(total), "sum": figure_said(made)},
    )


def widest(points: Sequence[Value]) -> list[Value]:
    """The rows that no other holds: one that the rows right below it make up stands for them.

    >>> widest([60, 25, 20, 15, 30, 10])
    [60, 30, 10]
    """
    kept: list[Value] = []
    at = 0
    while at < len(points):
        kept.append(points[at])
        held = _held(points, at)
        at = held if held > at + 2 else at + 1
    return kept


def _held(points: Sequence[Value], at: int) -> int:
    """Where the rows that make up the one at ``at`` end; ``at`` itself where none do."""
    rest = points[at]
    for place in range(at + 1, len(points)):
        rest -= points[place]
        if rest == 0:
            return place + 1
        if rest < 0:
            break
    return at
