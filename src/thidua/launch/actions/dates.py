"""Dates that actions check and shift."""

from __future__ import annotations

import calendar
import datetime as dt

from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.errors import Phrase
from thidua.launch.errors import DatesOutOfOrder, InTheFuture


def in_order(earlier: dt.date, later: dt.date, what: Phrase = "") -> None:
    """Raises DatesOutOfOrder when the second day comes before the first."""
    if later < earlier:
        raise DatesOutOfOrder(earlier=format_date(earlier), later=format_date(later), what=str(what))


def not_in_the_future(day: dt.date) -> None:
    """For things that are recorded as done. Raises InTheFuture."""
    if day > clock.today():
        raise InTheFuture(day=format_date(day))


def in_year(day: dt.date, year: int) -> dt.date:
    """The same day of another year; 29 February becomes the last day of that February."""
    last = calendar.monthrange(year, day.month)[1]
    return day.replace(year=year, day=min(day.day, last))
