"""Periods and the axis of time. Cut-off of data, due date and end of a period are three dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from thidua.algebra.elements import Combining, Element
from thidua.algebra.errors import NothingToCombine, OverlappingPeriods, PeriodDatesOutOfOrder
from thidua.algebra.reading import Data, told

Figure = TypeVar("Figure", int, Fraction)


class PeriodKind(StrEnum):
    ROUND = "round"
    HALF_YEAR = "half_year"
    YEAR = "year"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """`measured_from`..`cutoff` (both included) is what figures are about; `due` is when the report must be
    in; `ends` closes the period itself. `cumulative` says that `measured_from` is the start of the year."""

    measured_from: date
    cutoff: date
    due: date
    ends: date
    label: str = ""
    kind: PeriodKind = PeriodKind.YEAR
    cumulative: bool = True

    def __post_init__(self) -> None:
        if not self.measured_from <= self.cutoff <= min(self.due, self.ends):
            raise PeriodDatesOutOfOrder(
                label=self.label,
                measured_from=self.measured_from,
                cutoff=self.cutoff,
                due=self.due,
                ends=self.ends,
            )

    @property
    def days(self) -> int:
        """Days measured, both ends included."""
        return (self.cutoff - self.measured_from).days + 1

    def overlaps(self, other: Period) -> bool:
        """Whether some day is measured by both."""
        return self.measured_from <= other.cutoff and other.measured_from <= self.cutoff

    def past_due(self, today: date) -> bool:
        """Whether the due day itself is over."""
        return today > self.due

    def to_data(self) -> dict[str, object]:
        """JSON-able form, dates in ISO."""
        days = {name: getattr(self, name).isoformat() for name in ("measured_from", "cutoff", "due", "ends")}
        return {**days, "label": self.label, "kind": self.kind.value, "cumulative": self.cumulative}


def period_from_data(data: Data) -> Period:
    """The inverse of Period.to_data; `cumulative` is true unless said otherwise. Raises UnknownDefinition."""
    period = told(data)
    measured_from, cutoff, due, ends = (
        period.at(name).day() for name in ("measured_from", "cutoff", "due", "ends")
    )
    kind = period.at("kind", "year").one_of(PeriodKind)
    label, cumulative = period.at("label", "").text(), period.at("cumulative", True).flag()
    return Period(measured_from, cutoff, due, ends, label, kind, cumulative)


@dataclass(frozen=True, slots=True)
class Reading:
    """One element's figure in one period."""

    period: Period
    value: Fraction


def combine_over_time(element: Element, readings: Sequence[Reading]) -> Fraction:
    """One figure for several periods: the last for cumulative flows and stocks, the sum for flows per period.

    Raises OverlappingPeriods when a day would be counted twice (half-year and year), NothingToCombine.
    """
    if not readings:
        raise NothingToCombine(element=element.code)
    ordered = sorted(readings, key=lambda reading: (reading.period.cutoff, reading.period.measured_from))
    if element.combining is Combining.LAST:
        return ordered[-1].value
    for earlier, later in pairwise(ordered):
        if earlier.period.overlaps(later.period):
            raise OverlappingPeriods(
                element=element.code, first=earlier.period.label, second=later.period.label
            )
    return sum((reading.value for reading in ordered), Fraction(0))
