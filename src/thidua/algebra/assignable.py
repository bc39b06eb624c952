"""Whether a figure can be handed to a unit at all, before anybody asks whether it is enough."""

from __future__ import annotations

from fractions import Fraction

from thidua.algebra.elements import LARGEST_EXACT
from thidua.algebra.measures import (
    DistinctCount,
    EachUnit,
    Indicator,
    MeanPerUnit,
    NetChange,
    Share,
    Total,
    UnitCount,
    UnitShare,
)
from thidua.algebra.thresholds import Open, Threshold
from thidua.algebra.trace import Finding, Severity, finding

_WHOLE = Fraction(1)


def check_assignable(indicator: Indicator, child: Threshold, parent: Threshold) -> Finding | None:
    """Why no unit could be measured by `child`: negative, above the whole, in parts of what is counted, or so
    large that sums are no longer exact. None when it can be.

    `parent` is what the target itself says. A share that it already asks above 100 % is no part of a whole
    ("thu đạt 105 % kế hoạch"), and what it says itself may be handed on as it is.
    """
    if isinstance(child, Open) or child == parent:
        return None
    value = child.value
    if value < 0:
        return finding("assigned.negative", Severity.ERROR, value=value)
    if is_part_of_whole(indicator, parent) and value > _WHOLE:
        return finding("assigned.above_whole", Severity.ERROR, value=value)
    places = places_of(indicator)
    if places is not None and (value * 10**places).denominator != 1:
        return finding("assigned.too_many_places", Severity.ERROR, value=value, scale=places)
    largest = largest_assignable(indicator)
    if value > largest:
        return finding("assigned.too_large", Severity.ERROR, value=value, largest=largest)
    return None


def is_part_of_whole(indicator: Indicator, parent: Threshold) -> bool:
    """Whether nothing can exceed 100 %."""
    match indicator:
        case EachUnit(inner):
            return is_part_of_whole(inner, parent)
        case UnitShare():
            return True
        case Share():
            return isinstance(parent, Open) or parent.value <= _WHOLE
        case _:
            return False


def places_of(indicator: Indicator) -> int | None:
    """Decimal places of what is counted or paid; None for shares and means, which may be any fraction."""
    match indicator:
        case Total(element) | NetChange(_, element):
            return element.scale
        case UnitCount() | DistinctCount():
            return 0
        case EachUnit(inner):
            return places_of(inner)
        case _:
            return None


def largest_assignable(indicator: Indicator) -> Fraction:
    """The largest figure that sums hold exactly, in the unit of the target."""
    places = indicator.total.element.scale if isinstance(indicator, MeanPerUnit) else places_of(indicator)
    return Fraction(LARGEST_EXACT, 10 ** (places or 0))
