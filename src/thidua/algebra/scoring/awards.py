"""Who is put forward for what, by the order of points: so many flags and certificates as the sheet gives a cluster.

    awards: [{award: flag, name: Cờ thi đua, count: 2}, {award: certificate, name: Bằng khen, count: 1}]

In the order of the list: the first eligible units for the first, the next ones for the second. A unit that an event
bars is passed over. Units that the chain of ties leaves equal are never parted by the order of a list: where there
is not enough for all of them, nobody of them is put forward and it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thidua.algebra.scoring.marking import Score
    from thidua.algebra.scoring.ranking import Rank


@dataclass(frozen=True)
class Award:
    code: str
    name: str
    count: int


@dataclass(frozen=True)
class Proposed:
    """``award`` None with ``asked``: there are ``left`` of it and more equal units than that."""

    award: Award | None = None
    asked: Award | None = None
    left: int = 0
    among: tuple[str, ...] = ()


def propose(
    awards: Sequence[Award], scores: Mapping[str, Score], ranks: Mapping[str, Rank]
) -> dict[str, Proposed]:
    """By unit; units without a place, barred, or behind the last award are not named."""
    found: dict[str, Proposed] = {}
    groups = [list(group) for group in _groups(scores, ranks)]
    for award in awards:
        left = award.count
        while left and groups:
            group = groups[0]
            if len(group) > left:
                found |= {name: Proposed(asked=award, left=left, among=tuple(group)) for name in group}
                groups = []  # who comes behind those that are asked about is open, too
                break
            groups.pop(0)
            found |= {name: Proposed(award) for name in group}
            left -= len(group)
    return found


def _groups(scores: Mapping[str, Score], ranks: Mapping[str, Rank]) -> Iterator[Iterator[str]]:
    """Eligible units place by place."""
    eligible = [name for name in ranks if scores[name].eligible]
    ordered = sorted(eligible, key=lambda name: (ranks[name].place, name))
    for _place, group in groupby(ordered, key=lambda name: ranks[name].place):
        yield group
