"""What a unit must reach for a target, and how thresholds are typed and read back in a grid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from thidua.algebra.assignable import check_assignable, places_of
from thidua.algebra.definitions import indicator_from_data
from thidua.algebra.indicators import DistinctCount, Indicator, NetChange, Total, UnitCount
from thidua.algebra.thresholds import (
    AtLeast,
    ExactlyZero,
    LessThan,
    MoreThan,
    Open,
    Threshold,
    is_floor,
    read_threshold,
    threshold_from_data,
)
from thidua.algebra.trace import Finding
from thidua.catalogue.wording import DONG
from thidua.federation.models import Body
from thidua.formats.errors import CodedError
from thidua.formats.text import clean
from thidua.formats.vi import format_number, parse_money, parse_number, parse_percent
from thidua.kernel.errors import Phrase
from thidua.kernel.languages import spelled
from thidua.launch.errors import (
    AssignedAboveWhole,
    AssignedBelowZero,
    AssignedInParts,
    AssignedTooLarge,
    LimitBelowZero,
    LimitHasNumber,
    LimitNeedsNumber,
    ReserveUnread,
    ThresholdUnread,
)
from thidua.launch.models import Assignment, Target

COMPARATORS: Mapping[str, Phrase] = {
    ">=": _("ít nhất"),
    ">": _("trên"),
    "<=": _("không quá"),
    "<": _("dưới"),
    "=0": _("không có (bằng 0)"),
    "open": _("theo tiêu chí, để ngỏ"),
}
WITHOUT_NUMBER = frozenset({"=0", "open"})

_ADDS_UP = (Total, NetChange, UnitCount, DistinctCount)
_PERCENT = "%"
_ALL = 100  # per cent
_EXEMPT = spelled(_("không giao"), "-", "–", "—")


@dataclass(frozen=True)
class Typed:
    """A cell as typed: empty (not assigned), exempt, or a threshold."""

    threshold: Threshold | None = None
    exempt: bool = False

    @property
    def empty(self) -> bool:
        return self.threshold is None and not self.exempt


def indicator_of(target: Target) -> Indicator:
    return indicator_from_data(target.indicator)


def splits(target: Target) -> bool:
    """Whether the target is a count or money that children's parts add up to."""
    return isinstance(indicator_of(target), _ADDS_UP) and is_floor(threshold_from_data(target.threshold))


def own_thresholds(targets: Iterable[Target], unit: Body) -> Mapping[int, Threshold | None]:
    """What ``unit`` must reach per target id: the owner its own threshold, another unit its assignment.

    None when nothing was assigned to it or it is exempt. One query.
    """
    rows = list(targets)
    assigned = dict(
        Assignment.objects.filter(target__in=rows, unit=unit, current=True).values_list(
            "target_id", "threshold"
        )
    )
    return {one.pk: _read(one.threshold if one.owner_id == unit.pk else assigned.get(one.pk)) for one in rows}


def needed(threshold: Threshold) -> int:
    """The smallest whole number that meets a floor: 85 for "từ 84,5", 86 for "trên 85"."""
    value = Fraction(getattr(threshold, "value", 0))
    whole = -(-value.numerator // value.denominator)
    return whole + 1 if isinstance(threshold, MoreThan) and whole == value else whole


def _read(stored: Mapping[str, object] | None) -> Threshold | None:
    return threshold_from_data(stored) if stored is not None else None


def shown(threshold: Threshold | None, target: Target) -> str:
    """The value as one types it: "120", "85,5" for a share in per cent, "" for none."""
    if threshold is None or isinstance(threshold, Open):
        return ""
    value = threshold.value * (100 if target.unit_of_measure == _PERCENT else 1)
    return format_number(value)


def read_limit(comparator: str, typed: str, unit: str) -> Threshold:
    """A threshold as it is set: how to compare, and the number as people write it ("85 %", "700 triệu").

    Raises LimitNeedsNumber, LimitHasNumber, LimitBelowZero and what ``formats.vi`` cannot read.
    """
    written = typed.strip()
    if comparator in WITHOUT_NUMBER:
        if written:
            raise LimitHasNumber(comparator=COMPARATORS[comparator], typed=written)
        return read_threshold(comparator)
    if not written:
        raise LimitNeedsNumber(comparator=COMPARATORS[comparator])
    value = _number(written, unit)
    if value < 0:
        raise LimitBelowZero(typed=written)
    return read_threshold(comparator, value, unit)


def _number(written: str, unit: str) -> Fraction:
    if unit == DONG:
        return Fraction(parse_money(written))
    if unit == _PERCENT:
        return parse_percent(written) * 100
    plain = clean(written)
    said = plain.casefold().removesuffix(unit.casefold()).strip() if unit else plain
    return Fraction(parse_number(said or plain))


def read_typed(typed: str, target: Target, like: Threshold) -> Typed:
    """What a cell says. The comparator is that of the threshold above ("trên" stays "trên").

    Raises ThresholdUnread; AssignedBelowZero, AssignedAboveWhole, AssignedInParts, AssignedTooLarge for a figure
    that cannot be.
    """
    word = typed.strip()
    if not word:
        return Typed()
    if word in _EXEMPT:
        return Typed(exempt=True)
    try:
        value = Fraction(parse_number(word.removesuffix(_PERCENT)))
    except CodedError as unread:
        raise ThresholdUnread(typed=word) from unread
    threshold = _with_value(like, value, target.unit_of_measure)
    wrong = cannot_be(target, threshold)
    if wrong is not None:
        raise _refusal(wrong, word, value, target)
    return Typed(threshold=threshold)


def cannot_be(target: Target, threshold: Threshold) -> Finding | None:
    """Why nobody can be assigned this figure of the target; None when it can be."""
    return check_assignable(indicator_of(target), threshold, threshold_from_data(target.threshold))


def _refusal(wrong: Finding, typed: str, value: Fraction, target: Target) -> CodedError:
    match wrong.code:
        case "assigned.negative":
            return AssignedBelowZero(typed=typed)
        case "assigned.above_whole":
            return AssignedAboveWhole(typed=typed)
        case "assigned.too_large":
            largest = wrong.params["largest"]
            assert isinstance(largest, Fraction)
            return AssignedTooLarge(typed=typed, largest=format_number(largest))
    step = Fraction(1, 10 ** (places_of(indicator_of(target)) or 0))
    below = value // step * step
    return AssignedInParts(
        typed=typed,
        unit=target.unit_of_measure or target.name,
        smallest=format_number(step),
        down=format_number(below),
        up=format_number(below + step),
    )


def read_reserve(typed: str) -> int:
    """What is split beyond the need: a whole number, 0 when left empty. Raises ReserveUnread."""
    if not typed.strip():
        return 0
    try:
        value = Fraction(parse_number(typed))
    except CodedError as unread:
        raise ReserveUnread(typed=typed.strip()) from unread
    if value < 0 or value.denominator != 1:
        raise ReserveUnread(typed=typed.strip())
    return int(value)


def _with_value(like: Threshold, value: Fraction, unit: str) -> Threshold:
    """A number compared as the level above compares, unless nobody could ever meet that: nothing is above
    100 %, nothing below 0."""
    if isinstance(like, ExactlyZero | LessThan) and value == 0:
        return ExactlyZero()
    comparator = "<=" if isinstance(like, ExactlyZero) else like.comparator
    if isinstance(like, Open):
        comparator = ">="
    if isinstance(like, MoreThan) and unit == _PERCENT and value == _ALL:
        comparator = AtLeast.comparator
    return read_threshold(comparator, value, unit)
