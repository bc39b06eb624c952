"""Counting votes of a small body: who got how many, how many took part, and whether somebody is alone in front.

The count tells; it never decides. Two in front are two in front, whatever their order on the list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

C = TypeVar("C", bound=Hashable)


@dataclass(frozen=True)
class Tally(Generic[C]):
    """``counts`` in the order of the choices; ``roll`` are those who could vote, ``cast`` those who did."""

    counts: tuple[tuple[C, int], ...]
    roll: int
    cast: int
    blank: int

    @property
    def turnout(self) -> Fraction | None:
        """The share of the roll that voted; None for an empty roll."""
        return Fraction(self.cast, self.roll) if self.roll else None

    @property
    def in_front(self) -> tuple[C, ...]:
        """Everybody with the most votes; nobody when nobody got one."""
        most = max((votes for _choice, votes in self.counts), default=0)
        return tuple(choice for choice, votes in self.counts if votes == most) if most else ()

    @property
    def tied(self) -> bool:
        return len(self.in_front) > 1

    @property
    def alone_in_front(self) -> C | None:
        """The only one with the most votes; None in a tie, or when nobody got a vote."""
        return self.in_front[0] if len(self.in_front) == 1 else None

    def share_of_roll(self, choice: C) -> Fraction | None:
        """Votes of a choice over all who could vote, not over those who did."""
        return Fraction(dict(self.counts)[choice], self.roll) if self.roll else None

    def passed_half(self, choice: C) -> bool:
        """More than half of all who could vote; exactly half is not enough."""
        share = self.share_of_roll(choice)
        return share is not None and share > Fraction(1, 2)


def tally(choices: Sequence[C], votes: Iterable[Iterable[C]], roll: int) -> Tally[C]:
    """Counts votes, each the choices that it holds; an empty one is blank. A choice counts once a vote.

    Raises ValueError when a vote holds what was no choice, or when more voted than could.
    """
    known, counted = set(choices), Counter[C]()
    cast = blank = 0
    for vote in votes:
        picked = set(vote)
        if not picked <= known:
            raise ValueError("a vote for what was no choice")
        cast, blank = cast + 1, blank + (not picked)
        counted.update(picked)
    if cast > roll:
        raise ValueError("more votes than voters")
    return Tally(tuple((one, counted[one]) for one in choices), roll, cast, blank)
