"""Dated lines: closing what held before and opening what holds from a day on."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from thidua.federation.errors import LaterLine
from thidua.formats.vi import format_date

M = TypeVar("M", bound=Model)


def make_room(lines: QuerySet[M], from_on: dt.date, *, correcting: bool) -> list[dict[str, Any]]:
    """Ends the line that holds on ``from_on`` the day before, so that a new one may begin.

    A line that begins that very day is replaced; lines that begin later only when ``correcting``, because
    they would be lost. Returns what was replaced, for the audit. Raises LaterLine.
    """
    later = lines.filter(from_on__gt=from_on)
    if not correcting and (first := later.order_by("from_on").values_list("from_on", flat=True).first()):
        raise LaterLine(day=format_date(from_on), later=format_date(first))
    replaced = lines.filter(from_on__gte=from_on)
    kept_for_the_audit = [_plain(row) for row in replaced.order_by("from_on").values()]
    replaced.delete()
    lines.filter(Q(until_on=None) | Q(until_on__gte=from_on)).update(until_on=from_on - dt.timedelta(days=1))
    return kept_for_the_audit


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}
