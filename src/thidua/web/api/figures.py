"""Exact numbers on their way out: an integer as an integer, anything else as numerator and denominator.

No figure leaves as a binary fraction: 85 % is 17/20 with the words "85 %" beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from ninja import Schema

from thidua.algebra.thresholds import Open, Threshold, threshold_from_data
from thidua.catalogue.wording import say_threshold, say_value


class FractionOut(Schema):
    """An exact number that is not whole. ``shown`` is how a page writes it."""

    numerator: int
    denominator: int
    shown: str


Figure: TypeAlias = int | FractionOut


class ThresholdOut(Schema):
    """What must be reached. ``comparator``: >=, >, <=, <, =0, open; ``value`` is none for open."""

    comparator: str
    value: Figure | None
    shown: str


def figure(value: Fraction | int, unit: str = "") -> Figure:
    """``unit`` is the unit of measure that a page would write; "%" shows a share in per cent."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return int(exact)
    return FractionOut(numerator=exact.numerator, denominator=exact.denominator, shown=say_value(exact, unit))


def figure_or_none(value: Fraction | int | None, unit: str = "") -> Figure | None:
    return None if value is None else figure(value, unit)


def stored_figure(value: object, unit: str = "") -> Figure | None:
    """A figure that is stored as text ("1234", "3/2"); None when there is none."""
    return None if value is None else figure(Fraction(str(value)), unit)


def threshold(limit: Threshold | Mapping[str, Any] | None, unit: str = "") -> ThresholdOut | None:
    """A threshold, or its stored form."""
    if limit is None:
        return None
    read = threshold_from_data(limit) if isinstance(limit, Mapping) else limit
    return ThresholdOut(
        comparator=read.comparator,
        value=None if isinstance(read, Open) else figure(read.value, unit),
        shown=say_threshold(read, unit),
    )


def plain(value: Any) -> Any:
    """Any value of a data file as JSON without inexact numbers."""
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, float | Decimal):
        told = figure(Fraction(str(value)))
        return told if isinstance(told, int) else told.model_dump()
    return value.isoformat() if isinstance(value, dt.date) else value
