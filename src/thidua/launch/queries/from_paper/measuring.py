"""From a target as a paper states it to what the year measures: a threshold, and an indicator of the catalogue.

The reading says what the text says ("=" for a bare number); here a bare number becomes the floor that the people
who wrote it mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thidua.algebra.strata import Stratum
from thidua.algebra.thresholds import ExactlyZero, Judged, Open, Threshold, read_threshold
from thidua.catalogue.queries.indicators import PERCENT, Narrowing, Offered, offered
from thidua.catalogue.wording import DONG, say_threshold
from thidua.formats.errors import CodedError
from thidua.formats.vi import format_number
from thidua.launch.queries.from_paper.meaning import bloc_in, ownership_in
from thidua.launch.queries.picking import stratum_of


@dataclass(frozen=True)
class Measured:
    """How a target is set: with which indicator, over which units, and what must be reached."""

    indicator: Offered
    threshold: Threshold
    narrowed: Stratum | None
    inner: Judged | None


def threshold_of(told: Mapping[str, Any]) -> Threshold:
    """The threshold of the movement. A value that the text leaves open stays open.

    Raises UnknownComparator, ThresholdMisread.
    """
    value, comparator = told.get("value"), str(told.get("comparator") or "")
    if value in (None, ""):
        return Open()
    unit = PERCENT if told.get("unit") == PERCENT else ""
    if "/" in str(value) or not str(value).replace(".", "", 1).lstrip("-").isdecimal():
        return Open()
    return read_threshold(_KNOWN.get(comparator, comparator), str(value), unit)


_KNOWN = {"": "=", "≥": ">=", "≤": "<=", "==": "="}


def inner_of(told: Mapping[str, Any]) -> Judged | None:
    """What single units must reach in a nested target."""
    inner = told.get("inner")
    if not isinstance(inner, Mapping):
        return None
    read = threshold_of(inner)
    return None if isinstance(read, Open) else read


def measured(told: Mapping[str, Any], means: Mapping[str, Any]) -> Measured | None:
    """None when no indicator stands behind it: then it goes to the draft as it is written."""
    code = means.get("indicator")
    if not code:
        return None
    try:
        one = offered(str(code))
        return Measured(one, threshold_of(told), narrowed_by(one, told), inner_of(told))
    except CodedError:
        return None


def narrowed_by(one: Offered, told: Mapping[str, Any]) -> Stratum | None:
    """The units that the text names, as far as the indicator can be narrowed to them."""
    bloc, ownership = bloc_in(told), ownership_in(told)
    stratum = stratum_of(
        bloc=[bloc] if bloc in one.blocs and Narrowing.BLOC in one.choose else (),
        ownership=ownership if Narrowing.OWNERSHIP in one.choose else "",
    )
    return stratum if stratum.conditions else None


def say_target(told: Mapping[str, Any]) -> str:
    """The threshold in words, for the person who decides; what cannot be read is told as written."""
    unit = str(told.get("unit") or "")
    try:
        return say_threshold(threshold_of(told), DONG if unit == DONG else unit)
    except CodedError:
        return " ".join(str(told.get(name) or "") for name in ("comparator", "value", "unit")).strip()


def typed_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """The boxes of a target's form as the paper fills them; what cannot be read stays empty."""
    subject = str(told.get("subject") or "")[:300]
    try:
        threshold = threshold_of(told)
    except CodedError:
        return {"name": subject}
    typed: dict[str, Any] = {"name": subject, "comparator": threshold.comparator}
    if not isinstance(threshold, Open | ExactlyZero):
        number = threshold.value * (100 if told.get("unit") == PERCENT else 1)
        typed["value"] = format_number(number)
    if told.get("unit"):
        typed["unit_of_measure"] = str(told["unit"])[:40]
    return typed
