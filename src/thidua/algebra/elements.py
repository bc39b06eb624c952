"""Elements: the figures that are asked for or derived, and how each is stored and combined.

Everything summed is an integer, value × 10**scale, below 2**53: sums are then exact in an array of doubles
too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from thidua.algebra.errors import TooLarge, TooManyPlaces
from thidua.algebra.reading import Data, told
from thidua.algebra.strata import EVERYBODY, Stratum, stratum_from_data

LARGEST_EXACT = 2**53 - 1
MOST_PLACES = 15  # with more, not even 1 would be exact


class Nature(StrEnum):
    """What kind of thing a figure is."""

    FLOW = "flow"
    STOCK = "stock"
    FLAG = "flag"
    MONEY = "money"


class Time(StrEnum):
    """How figures of successive periods relate: from the start of the year, per period, or at a moment."""

    CUMULATIVE = "cumulative"
    PER_PERIOD = "per_period"
    MOMENT = "moment"


class Combining(StrEnum):
    LAST = "last"
    SUM = "sum"


class Source(StrEnum):
    """Who states it: the unit itself, the level above, a register of ours, or last year's closing figure."""

    UNIT = "unit"
    ABOVE = "above"
    REGISTER = "register"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class Element:
    """One figure. `asked_of` says which units have it at all; a school is never asked about enterprises."""

    code: str
    unit_of_measure: str = ""
    nature: Nature = Nature.FLOW
    scale: int = 0
    time: Time = Time.CUMULATIVE
    name: str = field(default="", compare=False)
    asked_of: Stratum = EVERYBODY
    source: Source = Source.UNIT
    may_not_apply: bool = False

    @property
    def combining(self) -> Combining:
        """The sum over periods only for flows stated per period; the last figure otherwise."""
        return Combining.SUM if self.time is Time.PER_PERIOD else Combining.LAST

    def scaled(self, value: Fraction) -> int:
        """The integer that is stored. Raises TooManyPlaces, TooLarge."""
        whole = self.whole(value)
        if whole is None:
            raise TooManyPlaces(element=self.code, value=value, scale=self.scale)
        return exact(whole, element=self.code)

    def whole(self, value: Fraction) -> int | None:
        """value × 10**scale, or None when that is no integer. Fractions are multiplied only where there is one."""
        whole, rest = divmod(value.numerator * 10**self.scale, value.denominator)
        return None if rest else whole

    def unscaled(self, stored: int) -> Fraction:
        """The value that a stored integer stands for."""
        return Fraction(stored, 10**self.scale)

    def to_data(self) -> dict[str, object]:
        """JSON-able form; defaults are written out so that a stored form stays readable."""
        return {
            "code": self.code,
            "name": self.name,
            "unit_of_measure": self.unit_of_measure,
            "nature": self.nature.value,
            "scale": self.scale,
            "time": self.time.value,
            "asked_of": self.asked_of.to_data(),
            "source": self.source.value,
            "may_not_apply": self.may_not_apply,
        }


def exact(stored: int, *, element: str) -> int:
    """The same integer, or TooLarge when a double could not hold it exactly."""
    if abs(stored) > LARGEST_EXACT:
        raise TooLarge(element=element, value=stored, largest=LARGEST_EXACT)
    return stored


def all_exact(stored: dict[str, int]) -> dict[str, int]:
    """The same integers by their key, or TooLarge: a vector is looked at once, not once a figure."""
    if max(map(abs, stored.values()), default=0) > LARGEST_EXACT:
        return {key: exact(value, element=key) for key, value in stored.items()}
    return stored


def element_from_data(data: Data) -> Element:
    """The inverse of Element.to_data; only `code` is required. Stocks and flags are at a moment.

    Raises UnknownDefinition.
    """
    element = told(data)
    nature = element.at("nature", Nature.FLOW).one_of(Nature)
    scale = element.at("scale", 0)
    if not 0 <= scale.whole() <= MOST_PLACES:
        raise scale.not_a("scale")
    usual = Time.MOMENT if nature in {Nature.STOCK, Nature.FLAG} else Time.CUMULATIVE
    return Element(
        code=element.at("code").text(),
        unit_of_measure=element.at("unit_of_measure", "").text(),
        nature=nature,
        scale=scale.whole(),
        time=element.at("time", usual).one_of(Time),
        name=element.at("name", "").text(),
        asked_of=stratum_from_data(element.at("asked_of", {})),
        source=element.at("source", Source.UNIT).one_of(Source),
        may_not_apply=element.at("may_not_apply", False).flag(),
    )
