"""Strata: which units (or reports) a figure is about, as conditions on a unit's own attributes.

An attribute that a unit does not have is unknown, and unknown is not False: such a unit is neither in nor
out.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from thidua.algebra.reading import Data, Told, told

Value: TypeAlias = str | bool | int
Wanted: TypeAlias = Value | date | Iterable[Value]
_BOUNDS = ("min_", "max_")
_DATES = ("_from", "_to")


@dataclass(frozen=True, slots=True, order=True)
class Condition:
    """One attribute: equal to one of `allowed`, or within a bound (`min`, `max`, `from`, `to`)."""

    attribute: str
    relation: str
    allowed: tuple[str, ...]

    def holds(self, attributes: Mapping[str, object]) -> bool | None:
        """True, False, or None when the unit's attribute is unknown."""
        own = attributes.get(self.attribute)
        if own is None:
            return None
        if self.relation == "in":
            return _canonical(own) in self.allowed
        return self._within(own)

    def _within(self, own: object) -> bool | None:
        bound = self.allowed[0]
        if isinstance(own, date | str):
            value = own if isinstance(own, date) else date.fromisoformat(own)
            return self._on_the_right_side(value.toordinal(), date.fromisoformat(bound).toordinal())
        return self._on_the_right_side(own, int(bound)) if isinstance(own, int) else None

    def _on_the_right_side(self, value: int, bound: int) -> bool:
        return value >= bound if self.relation in {"min", "from"} else value <= bound

    @property
    def key(self) -> str:
        """Canonical text, a part of component keys."""
        mark = "=" if self.relation == "in" else f".{self.relation}="
        return f"{self.attribute}{mark}{','.join(self.allowed)}"


def _later(condition: Condition, years: int) -> Condition:
    if condition.relation not in {"from", "to"}:
        return condition
    day = date.fromisoformat(condition.allowed[0])
    last = monthrange(day.year + years, day.month)[1]
    moved = day.replace(year=day.year + years, day=min(day.day, last))
    return Condition(condition.attribute, condition.relation, (moved.isoformat(),))


def _both(one: Condition, other: Condition) -> Condition:
    """The stricter of two bounds; of two lists what stands in both."""
    if one.relation == "in":
        shared = tuple(value for value in one.allowed if value in other.allowed)
        return Condition(one.attribute, "in", shared)
    ends = sorted((one, other), key=lambda end: _bound(end.allowed[0]))
    return ends[-1] if one.relation in {"min", "from"} else ends[0]


def _bound(value: str) -> tuple[int, str]:
    """Numbers by their size, days by the calendar."""
    return (int(value), "") if value.lstrip("-").isdigit() else (0, value)


def _canonical(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(frozen=True, slots=True)
class Stratum:
    """All conditions must hold. The empty stratum holds every unit."""

    conditions: tuple[Condition, ...] = ()

    def holds(self, attributes: Mapping[str, object]) -> bool | None:
        """True: inside. False: outside. None: not known, because an attribute is missing."""
        told = [condition.holds(attributes) for condition in self.conditions]
        if False in told:
            return False
        return None if None in told else True

    def __and__(self, other: Stratum) -> Stratum:
        """The units of both: one condition an attribute and bound, so that the written form loses none."""
        merged: dict[tuple[str, str], Condition] = {}
        for one in (*self.conditions, *other.conditions):
            place = (one.attribute, one.relation)
            merged[place] = _both(merged[place], one) if place in merged else one
        return Stratum(tuple(sorted(merged.values())))

    def in_years_later(self, years: int) -> Stratum:
        """The same units so many years later: days move, everything else stays."""
        return Stratum(tuple(sorted(_later(condition, years) for condition in self.conditions)))

    @property
    def is_nobody(self) -> bool:
        """Whether no unit can ever be inside."""
        return any(not condition.allowed for condition in self.conditions)

    @property
    def key(self) -> str:
        """Canonical text; "*" is everybody."""
        return "&".join(condition.key for condition in self.conditions) or "*"

    def to_data(self) -> dict[str, object]:
        """The mapping that `where` reads."""
        return {_written(condition): _plain(condition) for condition in self.conditions}


EVERYBODY = Stratum()


def where(wanted: Mapping[str, Wanted] | None = None) -> Stratum:
    """A stratum from a mapping of attribute to allowed value or values.

    `min_workers: 10` and `max_workers: 50` bound a number, `founded_from` and `founded_to` bound a date
    (both ends included).

    >>> where({"bloc": "enterprise", "min_workers": 10}).holds({"bloc": "enterprise", "workers": 12})
    True
    """
    return Stratum(tuple(sorted(_condition(name, value) for name, value in (wanted or {}).items())))


def stratum_from_data(data: Data) -> Stratum:
    """The stratum of a mapping as `where` takes it, and as Stratum.to_data writes it.

    Raises UnknownDefinition for what cannot bound an attribute, or be equal to one.
    """
    return where({name: _wanted(name, value) for name, value in told(data).members().items()})


def _wanted(name: str, value: Told) -> Wanted:
    if name.startswith(_BOUNDS):
        return value.whole()
    if name.endswith(_DATES):
        return value.day()
    if isinstance(value.value, list | tuple):
        return [_equal_to(one) for one in value.each()]
    return _equal_to(value)


def _equal_to(value: Told) -> Value:
    return value.value if isinstance(value.value, bool) else value.text()


def _condition(name: str, value: Wanted) -> Condition:
    for prefix in _BOUNDS:
        if name.startswith(prefix):
            return Condition(name.removeprefix(prefix), prefix[:-1], (_canonical(value),))
    for suffix in _DATES:
        if name.endswith(suffix):
            return Condition(name.removesuffix(suffix), suffix[1:], (_canonical(value),))
    many = [value] if isinstance(value, str | bool | int | date) else value
    return Condition(name, "in", tuple(sorted({_canonical(one) for one in many})))


def _written(condition: Condition) -> str:
    if condition.relation in {"min", "max"}:
        return f"{condition.relation}_{condition.attribute}"
    return (
        condition.attribute if condition.relation == "in" else f"{condition.attribute}_{condition.relation}"
    )


def _plain(condition: Condition) -> object:
    if condition.relation in {"min", "max"}:
        return int(condition.allowed[0])
    values = [value == "true" if value in {"true", "false"} else value for value in condition.allowed]
    return values[0] if len(values) == 1 else values
