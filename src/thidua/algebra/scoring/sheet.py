"""A score sheet: branches with caps, leaves with a kind, vetoes, the order of ties, and how it rounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from enum import StrEnum
from fractions import Fraction
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
    """How many places, and which way when a figure lies between two."""

    places: int = 2
    mode: RoundingMode = RoundingMode.HALF_UP

    def __call__(self, value: Fraction) -> Decimal:
        """
        >>> Rounding(2)(Fraction(1, 8)), Rounding(2, RoundingMode.HALF_EVEN)(Fraction(1, 8))
        (Decimal('0.13'), Decimal('0.12'))
        """
        scaled = value * 10**self.places
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
        return (rounded if scaled >= 0 else -rounded).scaleb(-self.places)


@dataclass(frozen=True)
class Leaf:
    """One criterion that is marked. ``most`` is None where only its kind limits it (penalties)."""

    id: str
    name: str
    most: Fraction | None
    kind: Kind
    place: str = ""


@dataclass(frozen=True)
class Branch:
    """Criteria under one head; ``most`` caps their sum. A ``bonus`` branch stands beside the sheet's own points."""

    id: str
    name: str
    most: Fraction | None
    members: tuple[Branch | Leaf, ...]
    bonus: bool = False
    place: str = ""

    def leaves(self) -> Iterator[Leaf]:
        for one in self.members:
            if isinstance(one, Leaf):
                yield one
            else:
                yield from one.leaves()


@dataclass(frozen=True)
class Veto:
    """An event after which a unit is not eligible, whatever its points."""

    event: str
    effect: str


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
    most: Fraction | None = None
    vetoes: tuple[Veto, ...] = ()
    ties: tuple[str, ...] = (TOTAL,)
    awards: tuple[Award, ...] = ()
    warnings: tuple[Warned, ...] = ()

    def leaves(self) -> Iterator[Leaf]:
        for branch in self.branches:
            yield from branch.leaves()
