"""A score sheet: branches with caps, leaves with a kind, vetoes, the order of ties, and how it rounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Final

from thidua.algebra.scoring.awards import Award
from thidua.algebra.scoring.kinds import Kind

TOTAL: Final = "total"
VOTE: Final = "vote"


class RoundingMode(StrEnum):
    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"


_MODES: Final[Mapping[RoundingMode, str]] = {
    RoundingMode.HALF_UP: ROUND_HALF_UP,
    RoundingMode.HALF_EVEN: ROUND_HALF_EVEN,
    RoundingMode.DOWN: ROUND_DOWN,
    RoundingMode.UP: ROUND_UP,
}


@dataclass(frozen=True)
class Rounding:
    """How many places, and which way when a figure lies between two. ``step``: to halves, quarters, tens of a point.
    ``each``: every criterion is rounded before it is added, not the total alone."""

    places: int = 2
    mode: RoundingMode = RoundingMode.HALF_UP
    step: Fraction | None = None
    each: bool = False

    def __call__(self, value: Fraction) -> Decimal:
        """
        >>> Rounding(2)(Fraction(1, 8)), Rounding(2, RoundingMode.HALF_EVEN)(Fraction(1, 8))
        (Decimal('0.13'), Decimal('0.12'))
        >>> Rounding(1, step=Fraction(1, 2))(Fraction(374, 100))
        Decimal('3.5')
        """
        unit = self.step or Fraction(1, 10**self.places)
        scaled = value / unit
        # A remainder of any length is told apart from a half, so two digits after the point are enough to decide.
        whole, rest = divmod(abs(scaled), 1)
        half = (
            Decimal("0.5")
            if rest == Fraction(1, 2)
            else Decimal("0.75")
            if rest > Fraction(1, 2)
            else Decimal("0.25")
        )
        beyond = half if rest else Decimal(0)
        rounded = (Decimal(int(whole)) + beyond).quantize(Decimal(1), rounding=_MODES[self.mode])
        if self.step is not None:
            rounded *= int(self.step * 10**self.places)
        return (rounded if scaled >= 0 else -rounded).scaleb(-self.places)


@dataclass(frozen=True)
class Leaf:
    """One criterion that is marked. ``most`` is None where only its kind limits it (penalties).

    ``bonus``: its points stand beside the caps of the branches above it. ``gate``: nothing without what it names.
    ``mean``: a list that is told is what the members of the unit have, and their mean is the unit's.
    """

    id: str
    name: str
    most: Fraction | None
    kind: Kind
    place: str = ""
    bonus: bool = False
    gate: str = ""
    mean: bool = False


class Take(StrEnum):
    """What a branch makes of its members: their sum, or one of them where only the best (or worst) counts."""

    SUM = "sum"
    HIGHEST = "highest"
    LOWEST = "lowest"
    MEAN = "mean"


@dataclass(frozen=True)
class Branch:
    """Criteria under one head; ``most`` caps their sum from above, ``least`` from below. A ``bonus`` branch stands beside
    the sheet's own points."""

    id: str
    name: str
    most: Fraction | None
    members: tuple[Branch | Leaf, ...]
    bonus: bool = False
    place: str = ""
    least: Fraction | None = None
    take: Take = Take.SUM

    @cached_property
    def within(self) -> tuple[Branch | Leaf, ...]:
        """What its caps hold: its members but those that are bonus by themselves."""
        return tuple(one for one in self.members if isinstance(one, Branch) or not one.bonus)

    def leaves(self) -> Iterator[Leaf]:
        for one in self.members:
            if isinstance(one, Leaf):
                yield one
            else:
                yield from one.leaves()


@dataclass(frozen=True)
class Veto:
    """What bars a unit whatever its total: an event, or (``below``) that a part of the sheet, or the total, has fewer
    points than that. Who is ``not_ranked`` has no place either."""

    event: str  # as it is told; of what is below a limit a name for that, or ""
    effect: str
    of: str = ""
    below: Fraction | None = None


@dataclass(frozen=True)
class Warned:
    """What a sheet is accepted with, though a person should look at it. ``code`` is in ``WARNINGS``."""

    code: str
    place: str
    params: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    name: str
    version: str
    source: str
    rounding: Rounding
    branches: tuple[Branch, ...]
    bonus_cap: Fraction | None = None
    penalty_cap: Fraction | None = None  # below zero: no more than that is taken away in all
    bonus_from: Fraction | None = None  # bonus counts only for who has so many of the sheet's own points
    most: Fraction | None = None
    vetoes: tuple[Veto, ...] = ()
    ties: tuple[str, ...] = (TOTAL,)
    awards: tuple[Award, ...] = ()
    warnings: tuple[Warned, ...] = ()

    def leaves(self) -> Iterator[Leaf]:
        for branch in self.branches:
            yield from branch.leaves()

    @cached_property
    def beside(self) -> tuple[str, ...]:
        """Criteria that are bonus by themselves."""
        return tuple(leaf.id for leaf in self.leaves() if leaf.bonus)
