"""What a unit did under a criterion as it was told, and what comes of it: points with why, or a question.

Named tuples: a season of a country makes millions of them, and they are made three times faster than frozen classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from thidua.algebra.errors import UnknownDefinition
from thidua.algebra.reading import told as told_of
from thidua.formats.vi import NumberAmbiguous, NumberEmpty, NumberUnreadable, parse_number

ZERO: Final = Fraction(0)
HALF: Final = Fraction(1, 2)
ONE: Final = Fraction(1)
_LONGEST_FIGURE: Final = 40  # characters of a figure that came as text


@lru_cache(maxsize=8192)
def _whole(value: int) -> Fraction:
    return Fraction(value)


class Reason(NamedTuple):
    """Why, or what is asked: a code of ``REASONS`` or ``QUESTIONS`` with exact parameters."""

    code: str
    params: Mapping[str, Fraction | str] = MappingProxyType({})


class Mark(NamedTuple):
    """The points of one leaf for one unit. ``points`` is None when asked, or when the leaf is not the unit's."""

    points: Fraction | None
    why: Reason | None = None
    bonus: Fraction = ZERO
    question: Reason | None = None


class Done(NamedTuple):
    """What a unit did under one leaf, as it was told."""

    values: Mapping[str, object]
    assigned: bool = True

    def number(self, name: str) -> Fraction | None:
        """None when it is not told. Raises Asked for what is no number."""
        value = self.values.get(name)
        if value is None:
            return None
        # Most figures are whole, and a cluster has thousands of them.
        if type(value) is int:
            return _whole(value)
        if type(value) is Fraction:
            return value
        try:
            return _typed(value) if isinstance(value, str) else told_of(value).fraction()
        except (UnknownDefinition, NumberEmpty, NumberUnreadable):
            raise Asked("not_a_number", name=name, value=str(value)[:40]) from None

    def needed(self, name: str) -> Fraction:
        """Raises Asked when it is not told: missing is not zero."""
        value = self.number(name)
        if value is None:
            raise Asked("missing", name=name)
        return value

    def several(self, name: str) -> list[Fraction]:
        """One figure, or a list of them, none below zero. Raises Asked."""
        value = self.values.get(name)
        many = value if isinstance(value, list | tuple) else [value]
        if not many:
            raise Asked("missing", name=name)
        return [Done({name: one}).not_below_zero(name) for one in many]

    def averaged(self) -> Done:
        """Lists are what the members of a unit have; their mean is the unit's. Raises Asked for a member without."""
        means = {
            name: _mean(name, value) for name, value in self.values.items() if isinstance(value, list | tuple)
        }
        return Done({**self.values, **means}, self.assigned)

    def not_below_zero(self, name: str) -> Fraction:
        value = self.needed(name)
        if value.numerator < 0:
            raise Asked("negative", name=name, value=value)
        return value


class Asked(Exception):  # not a refusal: it becomes the question of a mark
    """The sheet is silent here."""

    def __init__(self, code: str, **params: Fraction | str) -> None:
        super().__init__(code)
        self.reason = Reason(code, params)


def _typed(text: str) -> Fraction:
    """A figure that came as text is read as everywhere: "1.250" is twelve hundred and fifty. "17/20" and "0.85" can be
    nothing else. Raises UnknownDefinition, NumberUnreadable, NumberEmpty."""
    if "/" in text or len(text) > _LONGEST_FIGURE:
        return told_of(text).fraction()
    try:
        return Fraction(parse_number(text))
    except NumberAmbiguous:
        return told_of(text.strip()).fraction()


def _mean(name: str, values: Sequence[object]) -> Fraction:
    if not values:
        raise Asked("missing", name=name)
    return sum((Done({name: one}).needed(name) for one in values), ZERO) / len(values)
