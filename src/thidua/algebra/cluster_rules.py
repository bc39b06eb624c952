"""What a regulation says of clusters beside their points: how they are made up, until when what is due, how many awards
there are.

Rules are data of the regulation; nothing here knows a number. A rule that says nothing asks nothing.

    structure: {units: {at_least: 5}, people_per_unit: {at_least: 5, advises: true}, deputies: {at_most: 2}}
    calendar: [{what: register, before: "01-05"}, {what: covenant, until: "01-31", special: "02-15"}]
    awards: [{award: flag, name: Cờ thi đua, count: 1}]

``before`` is strict ("trước ngày 05/01": on the fifth it is late), ``until`` includes the day; ``special`` is the last
day for those that were given more time, inclusive. What a regulation only ``advises`` is told and stops nobody.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from thidua.algebra.reading import Told
from thidua.algebra.scoring.awards import Award
from thidua.algebra.scoring.reading import read_award

SUMMARY = "summary"


@dataclass(frozen=True)
class Bounds:
    """A count between two limits; None is no limit on that side."""

    at_least: int | None = None
    at_most: int | None = None
    advises: bool = False

    def hold(self, count: int) -> bool:
        return (self.at_least is None or count >= self.at_least) and (
            self.at_most is None or count <= self.at_most
        )


@dataclass(frozen=True)
class Due:
    """Until when something is due in a year: the last day in time, and the last with more time given."""

    what: str
    month: int
    day: int
    strict: bool = False
    special: tuple[int, int] | None = None

    def last_day(self, year: int, *, special: bool = False) -> date:
        if special and self.special is not None:
            return _in(year, *self.special)
        named = _in(year, self.month, self.day)
        return named - timedelta(days=1) if self.strict else named

    def last_day_of(self, year: int, *, special: bool = False) -> date:
        """As ``last_day`` for what is due about that year: whoever sums up a year does so after it when the day named
        lies in the first half ("tổng kết trước ngày 10/01")."""
        return self.last_day(year + int(self.what == SUMMARY and self.month <= 6), special=special)

    def in_time(self, on: date, *, special: bool = False) -> bool:
        return on <= self.last_day(on.year, special=special)


def _in(year: int, month: int, day: int) -> date:
    """The 29th of February is the last day of that month also in a year that has no such day."""
    return date(year, month, min(day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class ClusterRules:
    structure: Mapping[str, Bounds] = field(default_factory=dict)
    calendar: tuple[Due, ...] = ()
    awards: tuple[Award, ...] = ()

    def due(self, what: str) -> Due:
        return next(one for one in self.calendar if one.what == what)

    def last_day(self, what: str, year: int) -> date | None:
        """None where nothing is said of it."""
        return next((one.last_day_of(year) for one in self.calendar if one.what == what), None)


@dataclass(frozen=True)
class Broken:
    """A rule of structure that a cluster does not keep: which, how many there are, and for which unit ("" for none)."""

    rule: str
    count: int
    bounds: Bounds
    unit: str = ""


def broken(
    rules: ClusterRules, people: Mapping[str, int] | None = None, *, deputies: int | None = None
) -> Iterator[Broken]:
    """What does not fit: ``people`` by unit, ``deputies`` of the leader. What is not told is not judged.

    >>> rules = read_cluster_rules({"structure": {"units": {"at_least": 2}, "people_per_unit": {"at_least": 5}}})
    >>> [(one.rule, one.count, one.unit) for one in broken(rules, {"A": 4})]
    [('units', 1, ''), ('people_per_unit', 4, 'A')]
    """
    counted = [] if people is None else [("units", len(people), "")]
    counted += [("people_per_unit", count, unit) for unit, count in (people or {}).items()]
    counted += [] if deputies is None else [("deputies", deputies, "")]
    for rule, count, unit in counted:
        bounds = rules.structure.get(rule)
        if bounds is not None and not bounds.hold(count):
            yield Broken(rule, count, bounds, unit)


STRUCTURE = ("units", "people_per_unit", "deputies")


def read_cluster_rules(data: object) -> ClusterRules:
    """Raises UnknownDefinition with the place."""
    told = Told(data)
    structure = {}
    for name, bounds in told.at("structure", {}).members().items():
        if name not in STRUCTURE:
            raise bounds.not_a("structure")
        structure[name] = _bounds(bounds)
    calendar = tuple(_due(one) for one in told.at("calendar", []).each())
    return ClusterRules(structure, calendar, tuple(read_award(one) for one in told.at("awards", []).each()))


def _bounds(told: Told) -> Bounds:
    found = Bounds(_count(told, "at_least"), _count(told, "at_most"), told.at("advises", False).flag())
    if found.at_least is not None and found.at_most is not None and found.at_least > found.at_most:
        raise told.at("at_most").not_a("at_most")  # no count would keep it
    return found


def _count(told: Told, name: str) -> int | None:
    return told.at(name).whole() if told.members().get(name) is not None else None


def _due(told: Told) -> Due:
    strict = "before" in told.members()
    month, day = _day(told.at("before" if strict else "until"))
    special = _day(told.at("special")) if told.members().get("special") is not None else None
    return Due(told.at("what").text(), month, day, strict, special)


def _day(told: Told) -> tuple[int, int]:
    """ "01-31" of any year."""
    parts: Sequence[str] = told.text().split("-")
    try:
        month, day = map(int, parts)
        date(2000, month, day)
    except ValueError:
        raise told.not_a("date") from None
    return month, day
