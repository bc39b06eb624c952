"""What a criterion asks of a person: which figures its rule needs, and what was typed, read exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from thidua.algebra.scoring.kinds import (
    Bands,
    Judged,
    Kind,
    Lateness,
    PeerRelative,
    PerOccurrence,
    Proportional,
    Survey,
    Threshold,
)
from thidua.algebra.scoring.sheet import Leaf
from thidua.catalogue.scoring import say_name
from thidua.formats import vi
from thidua.formats.errors import CodedError
from thidua.kernel.errors import say
from thidua.score.errors import PointsOutOfBounds, PointsUnread

YES = "true"
_PLACES = 2
_NEVER_BELOW_ZERO = frozenset({"count", "days_late", "sample", "confirmed"})


@dataclass(frozen=True)
class Box:
    """One thing to type. ``flag``: yes or no."""

    name: str
    label: str
    flag: bool = False


def needs(leaf: Leaf) -> tuple[str, ...]:
    """The names of what its rule needs, as a sheet's actuals call them."""
    return (*_needs(leaf.kind), *((leaf.gate,) if leaf.gate else ()))


def _needs(kind: Kind) -> tuple[str, ...]:
    match kind:
        case Judged():
            return ("points",)
        case PerOccurrence():
            return ("count",)
        case Lateness():
            return ("days_late",)
        case Survey():
            return ("sample", "confirmed", *((kind.gate,) if kind.gate else ()))
        case Bands():
            return ("plan", "actual") if kind.of_plan else ("actual",)
        case Threshold():
            return ("plan", "actual") if kind.of_plan or kind.value is None else ("actual",)
        case Proportional() | PeerRelative():
            return ("plan", "actual")
        case _:
            return ("actual",)


def boxes(leaf: Leaf) -> list[Box]:
    gate = leaf.kind.gate if isinstance(leaf.kind, Survey) else leaf.gate
    return [Box(name, say_name(name), name == gate and bool(gate)) for name in needs(leaf)]


def is_complete(leaf: Leaf, values: Mapping[str, Any]) -> bool:
    """Whether everything that the rule needs is there."""
    return all(name in values for name in needs(leaf))


def read_typed(leaf: Leaf, typed: Mapping[str, str]) -> dict[str, Any]:
    """Exact values as text; boxes left empty are not told. Raises PointsUnread, PointsOutOfBounds."""
    values: dict[str, Any] = {}
    for box in boxes(leaf):
        words = str(typed.get(box.name, "")).strip()
        if not words:
            continue
        values[box.name] = words == YES if box.flag else str(_figure(leaf, box.name, words))
    if "points" in values:
        must_be_within(leaf, Fraction(values["points"]))
    return values


def _figure(leaf: Leaf, name: str, words: str) -> Fraction:
    """A figure that can be: nobody is late by minus five days, and nothing happened one and a half times."""
    figure, why = _number(leaf, words), ""
    if name in _NEVER_BELOW_ZERO and figure < 0:
        why = _("Số này không thể nhỏ hơn 0.")
    elif name == "count" and figure.denominator != 1:
        why = _("Số lần phải là số nguyên.")
    if why:
        raise PointsUnread(leaf=leaf.id, typed=words[:40], why=why)
    return figure


def _number(leaf: Leaf, words: str) -> Fraction:
    try:
        return Fraction(words) if "/" in words else Fraction(vi.parse_number(words))
    except CodedError as unread:
        raise PointsUnread(leaf=leaf.id, typed=words[:40], why=say(unread).what) from None
    except (ValueError, ZeroDivisionError):
        raise PointsUnread(leaf=leaf.id, typed=words[:40], why=_("Đây không phải là số.")) from None


def read_points(leaf: Leaf, typed: str) -> Fraction:
    """Final points of a criterion. Raises PointsUnread, PointsOutOfBounds."""
    points = _number(leaf, typed.strip())
    must_be_within(leaf, points)
    return points


def must_be_within(leaf: Leaf, points: Fraction) -> None:
    """Raises PointsOutOfBounds for what the sheet can never give."""
    least, most = bounds(leaf)
    if (least is not None and points < least) or (most is not None and points > most):
        raise PointsOutOfBounds(
            leaf=leaf.id,
            points=vi.format_whole(points) or str(points),
            least="–" if least is None else vi.format_number(least),
            most="–" if most is None else vi.format_number(most),
        )


def bounds(leaf: Leaf) -> tuple[Fraction | None, Fraction | None]:
    """The least and the most points that a criterion gives; None is without end."""
    kind = leaf.kind
    match kind:
        case Judged():
            return kind.least, leaf.most
        case PerOccurrence() if kind.start is not None:
            return Fraction(0), kind.start
        case PerOccurrence():
            return (kind.cap, Fraction(0)) if kind.points < 0 else (Fraction(0), kind.cap or leaf.most)
        case Lateness() if kind.each:
            return kind.cap, kind.reach()
        case Lateness():
            return min(Fraction(0), *(points for _days, points in kind.steps)), kind.reach()
        case Bands():
            given = [band.points for band in kind.bands]
            return min(Fraction(0), *given), max(given)
        case _:
            return Fraction(0), leaf.most


def shown(values: Mapping[str, Any], name: str) -> str:
    """A value as it is typed: "8,5"."""
    value = values.get(name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else "false"
    told = Fraction(str(value))
    return vi.format_whole(told) or str(told)


def read_aloud(values: Mapping[str, Any], name: str) -> str:
    """A value as it is read and not typed: 31970/323 is "98,98"."""
    value = values.get(name)
    if value is None or isinstance(value, bool) or vi.format_whole(Fraction(str(value))):
        return shown(values, name)
    return vi.format_number(round(Fraction(str(value)), _PLACES))
