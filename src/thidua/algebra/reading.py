"""Reading data that came from outside as JSON or YAML: each reading says what it expects, and where.

Whatever has another shape is refused with its place ("targets[3].indicator.element"), so that the person who
wrote it finds it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeAlias, TypeVar

from thidua.algebra.errors import UnknownDefinition

Chosen = TypeVar("Chosen", bound=StrEnum)
_REQUIRED: Final = object()
# No exponents: "1e999999999" is short to write and does not fit into a machine.
_FRACTION: Final = re.compile(r"[+-]?\d{1,40}(?:/0*[1-9]\d{0,39}|\.\d{1,40})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Told:
    """A value of unknown shape and where it stands in what was read."""

    value: object
    place: str = ""

    def at(self, name: str, usual: object = _REQUIRED) -> Told:
        """The member of that name; `usual` stands for one that is absent or null.

        Every reading below raises UnknownDefinition for a value of another shape.

        >>> Told({"element": {"code": "members"}}).at("element").at("code").text()
        'members'
        """
        found = self._members().get(name)
        if found is None and usual is _REQUIRED:
            raise UnknownDefinition(kind="missing", value=None, place=self._below(name))
        return Told(usual if found is None else found, self._below(name))

    def _below(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else str(name)

    def each(self) -> list[Told]:
        """The items of a list."""
        if not isinstance(self.value, list | tuple):
            raise self.not_a("list")
        return [Told(one, f"{self.place}[{index}]") for index, one in enumerate(self.value)]

    def members(self) -> dict[str, Told]:
        """The members of a mapping by name."""
        return {str(name): Told(value, self._below(name)) for name, value in self._members().items()}

    def as_told(self) -> dict[str, object]:
        """The same, the values as they are: for thousands of small mappings that are read later, if at all."""
        return {str(name): value for name, value in self._members().items()}

    def _members(self) -> Mapping[str, object]:
        if type(self.value) is dict:  # nearly always, and asked far faster
            return self.value
        if not isinstance(self.value, Mapping):
            raise self.not_a("mapping")
        return self.value

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.value, Mapping)

    def text(self) -> str:
        """Text; a number is taken as it is written (a heading "9" or "1.10")."""
        if isinstance(self.value, str) or _is_whole(self.value) or isinstance(self.value, Decimal):
            return str(self.value)
        raise self.not_a("text")

    def flag(self) -> bool:
        if isinstance(self.value, bool):
            return self.value
        raise self.not_a("flag")

    def whole(self) -> int:
        """A whole number, or its digits as text."""
        read = self.fraction()
        if read.denominator != 1:
            raise self.not_a("whole")
        return int(read)

    def fraction(self) -> Fraction:
        """An exact number: whole, "17/20", "0.85"; never a float, which has already lost its exactness."""
        value = self.value
        if isinstance(value, Fraction | int) and not isinstance(value, bool):
            return Fraction(value)
        if isinstance(value, Decimal) and value.is_finite():
            return Fraction(value)
        if isinstance(value, str) and _FRACTION.fullmatch(value):
            return Fraction(value)
        raise self.not_a("number")

    def day(self) -> date:
        """A date, or its text in ISO."""
        if type(self.value) is date:
            return self.value
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.not_a("date") from None

    def one_of(self, kind: type[Chosen]) -> Chosen:
        """A member of a closed list by its value."""
        if isinstance(self.value, str) and self.value in set(kind):
            return kind(self.value)
        raise self.not_a(kind.__name__.lower())

    def not_a(self, kind: str) -> UnknownDefinition:
        """The refusal to raise for this value at its place: it is not a `kind`."""
        plain = isinstance(self.value, str | int | float | None)
        value = str(self.value)[:60] if plain else type(self.value).__name__
        return UnknownDefinition(kind=kind, value=value, place=self.place)


Data: TypeAlias = Told | Mapping[str, object]


def told(data: object) -> Told:
    """What is to be read, whether it stands alone or inside of something that is being read already."""
    return data if isinstance(data, Told) else Told(data)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
