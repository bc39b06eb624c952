"""Filters that write numbers, money and dates as offices do; the rules live in `thidua.formats.vi`.

What is missing is not zero: None becomes a dash, 0 stays 0.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TypeVar

from django import template
from django.utils import timezone

from thidua.formats import vi
from thidua.kernel.languages import weekday_name

register = template.Library()

Exact = int | Decimal | Fraction
Shown = TypeVar("Shown")
MISSING = "–"


def _or_dash(value: Shown | None, write: Callable[[Shown], str]) -> str:
    """A template that finds nothing gives "" or None."""
    return MISSING if value is None or value == "" else write(value)


def _day(moment: date | datetime) -> date:
    """The calendar day where the reader is: a moment kept in UTC may already be tomorrow in Việt Nam."""
    if isinstance(moment, datetime):
        return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).date()
    return moment


@register.filter
def number(value: Exact | None, places: int | None = None) -> str:
    """1234567 → "1.234.567"; `places` fixes the decimals."""
    return _or_dash(value, partial(vi.format_number, places=places))


@register.filter
def percent(value: Exact | None, places: int = 1) -> str:
    """Fraction(812, 950) → "85,5 %"."""
    return _or_dash(value, partial(vi.format_percent, places=places))


@register.filter
def money(value: int | None) -> str:
    """5200000 → "5.200.000 đồng"."""
    return _or_dash(value, vi.format_money)


@register.filter
def date_vi(value: date | datetime | None) -> str:
    """07/02/2017. Also under the name `date`, in place of Django's."""
    return _or_dash(value, lambda told: vi.format_date(_day(told)))


@register.filter
def short_date(value: date | datetime | None) -> str:
    """A day of the year at hand, as people write it: "20/7", but "07/02" (a lone 7/2 is read both ways)."""
    return _or_dash(value, lambda told: _short(_day(told)))


def _short(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}" if day.month < 3 else f"{day.day:02d}/{day.month}"


@register.filter
def long_date(value: date | datetime | None) -> str:
    """ "ngày 07 tháng 02 năm 2017"."""
    return _or_dash(value, lambda told: vi.format_long_date(_day(told)))


@register.filter
def weekday(value: date | datetime | None) -> str:
    """ "Thứ Hai" to "Chủ Nhật"."""
    return _or_dash(value, lambda told: weekday_name(_day(told)))


@register.filter
def clock_time(value: datetime | None) -> str:
    """09:42, where the reader is."""
    if not value:
        return MISSING
    return (timezone.localtime(value) if timezone.is_aware(value) else value).strftime("%H:%M")


register.filter("date", date_vi)
