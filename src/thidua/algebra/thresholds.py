"""Thresholds. Strict and inclusive are different types; a number without words is a floor.

Values are in the unit of the measured value: 17/20 for 85 %, 700000000 for 700 triệu đồng.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import ClassVar, TypeAlias

from thidua.algebra.errors import ThresholdMisread, UnknownComparator, UnknownDefinition
from thidua.algebra.reading import Data, told


@dataclass(frozen=True, slots=True)
class AtLeast:
    """ "Từ … trở lên", "ít nhất", or a bare number."""

    value: Fraction
    comparator: ClassVar[str] = ">="

    def met_by(self, value: Fraction) -> bool:
        return value >= self.value


@dataclass(frozen=True, slots=True)
class MoreThan:
    """ "Trên": being equal is not enough."""

    value: Fraction
    comparator: ClassVar[str] = ">"

    def met_by(self, value: Fraction) -> bool:
        return value > self.value


@dataclass(frozen=True, slots=True)
class AtMost:
    """ "Không quá"."""

    value: Fraction
    comparator: ClassVar[str] = "<="

    def met_by(self, value: Fraction) -> bool:
        return value <= self.value


@dataclass(frozen=True, slots=True)
class LessThan:
    """ "Dưới"."""

    value: Fraction
    comparator: ClassVar[str] = "<"

    def met_by(self, value: Fraction) -> bool:
        return value < self.value


@dataclass(frozen=True, slots=True)
class ExactlyZero:
    """ "Không có", "không để xảy ra"."""

    comparator: ClassVar[str] = "=0"

    @property
    def value(self) -> Fraction:
        return Fraction(0)

    def met_by(self, value: Fraction) -> bool:
        return value == 0


@dataclass(frozen=True, slots=True)
class Open:
    """The text leaves the value to criteria elsewhere ("theo tiêu chí"): it is kept and never judged."""

    comparator: ClassVar[str] = "open"


Floor: TypeAlias = AtLeast | MoreThan
Ceiling: TypeAlias = AtMost | LessThan | ExactlyZero
Judged: TypeAlias = Floor | Ceiling
Threshold: TypeAlias = Judged | Open
Written: TypeAlias = int | str | Fraction | Decimal

_WITH_VALUE: Mapping[str, type[AtLeast | MoreThan | AtMost | LessThan]] = {
    kind.comparator: kind for kind in (AtLeast, MoreThan, AtMost, LessThan)
}


def read_threshold(comparator: str | None, value: Written | None = None, unit: str = "") -> Threshold:
    """A threshold from its comparator code and value; no comparator means a floor. "%" divides by 100.

    "=" is what a plan's bare number says: a floor too, except that "= 0" is exactly zero.
    Raises UnknownComparator, ThresholdMisread.

    >>> read_threshold(">", 85, "%")
    MoreThan(value=Fraction(17, 20))
    """
    read = None if value is None else Fraction(value) / (100 if unit == "%" else 1)
    if comparator == "open":
        return Open() if read is None else _misread(comparator, value)
    if comparator == "=0" or (comparator == "=" and read == 0):
        return _misread(comparator, value) if read else ExactlyZero()
    known = _WITH_VALUE.get(">=" if comparator in {None, "", "="} else str(comparator))
    if known is None:
        raise UnknownComparator(comparator=comparator)
    return known(read) if read is not None else _misread(comparator, value)


def _misread(comparator: str | None, value: object) -> Threshold:
    raise ThresholdMisread(comparator=comparator, value=value)


def is_floor(threshold: Threshold) -> bool:
    """Whether more is better."""
    return isinstance(threshold, AtLeast | MoreThan)


def is_ceiling(threshold: Threshold) -> bool:
    """Whether less is better."""
    return isinstance(threshold, AtMost | LessThan | ExactlyZero)


def implies(child: Threshold, parent: Threshold) -> bool:
    """Whether whatever meets `child` also meets `parent`: equal or stricter. Open implies only open."""
    if isinstance(parent, Open) or isinstance(child, Open):
        return isinstance(parent, Open)
    if is_floor(child) != is_floor(parent):
        return False
    if child.value == parent.value:
        return _is_strict(child) or not _is_strict(parent)
    return child.value > parent.value if is_floor(child) else child.value < parent.value


def _is_strict(threshold: Judged) -> bool:
    return isinstance(threshold, MoreThan | LessThan)


def threshold_to_data(threshold: Threshold) -> dict[str, str]:
    """JSON-able form: {"comparator": ">", "value": "17/20"}."""
    if isinstance(threshold, Open | ExactlyZero):
        return {"comparator": threshold.comparator}
    return {"comparator": threshold.comparator, "value": str(threshold.value)}


def threshold_from_data(data: Data) -> Threshold:
    """Reads threshold_to_data, and the hand-written form {comparator, value, unit: "%"}.

    Raises UnknownComparator, ThresholdMisread (a float among others), UnknownDefinition for another shape.
    """
    if type(data) is dict and all(type(value) is str for value in data.values()):
        return _remembered(tuple(data.items()))  # as it is stored; thousands of units have the same few
    return _read_data(data)


@lru_cache(maxsize=1024)
def _remembered(items: tuple[tuple[str, str], ...]) -> Threshold:
    return _read_data(dict(items))


def _read_data(data: Data) -> Threshold:
    limit = told(data)
    value = limit.at("value", None)
    comparator, unit = limit.at("comparator", "").text(), limit.at("unit", "").text()
    if value.value is None:
        return read_threshold(comparator, None, unit)
    try:
        return read_threshold(comparator, value.fraction(), unit)
    except UnknownDefinition:
        raise ThresholdMisread(comparator=comparator, value=str(value.value)) from None
