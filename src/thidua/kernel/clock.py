"""What day it is. A demonstration may stand still on one day of its story; everybody asks here."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Iterator
from contextvars import ContextVar

from django.utils import timezone

_pinned: ContextVar[dt.date | None] = ContextVar("pinned", default=None)
_READ_AGAIN_AFTER = 10.0  # seconds; a pinned day changes only when a scenario is loaded
_known: tuple[float, dt.date | None] = (-_READ_AGAIN_AFTER, None)


def now() -> dt.datetime:
    """The moment, aware; on a pinned day the real time of day on that day."""
    real = timezone.now()
    day = _pinned.get() or _day_of_the_installation()
    if day is None:
        return real
    local = real.astimezone(timezone.get_default_timezone())
    return local.replace(year=day.year, month=day.month, day=day.day)


def today() -> dt.date:
    return timezone.localtime(now()).date()


def day_of(moment: dt.datetime) -> dt.date:
    """The calendar day of a moment where the reader is: one kept in UTC may already be tomorrow in Việt Nam."""
    return timezone.localtime(moment).date()


@contextlib.contextmanager
def standing_on(day: dt.date) -> Iterator[None]:
    """Inside the block it is this day: for stories told day by day, and for tests of deadlines."""
    token = _pinned.set(day)
    try:
        yield
    finally:
        _pinned.reset(token)


def pinned_day() -> dt.date | None:
    """The day on which the whole installation stands still, None on an ordinary one."""
    return _day_of_the_installation()


def _day_of_the_installation() -> dt.date | None:
    global _known
    read_at, day = _known
    if time.monotonic() - read_at >= _READ_AGAIN_AFTER:
        from thidua.kernel.models import Installation

        day = Installation.pinned_day()
        _known = (time.monotonic(), day)
    return day


def forget() -> None:
    """Reads the pinned day again at the next question."""
    global _known
    _known = (-_READ_AGAIN_AFTER, None)
