"""How fresh the sums of a period are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thidua.kernel.models import OutboxRow
from thidua.rollup.models import Rolled

HEARER = "rollup"  # the name under which this room's events wait


@dataclass(frozen=True)
class Freshness:
    """``at`` is when the sums were last computed; ``waiting`` counts changes not in them yet."""

    at: dt.datetime | None
    waiting: int

    @property
    def updating(self) -> bool:
        return self.waiting > 0


def freshness(period_id: int) -> Freshness:
    """Two queries. Changes wait in the outbox for a fraction of a second when the worker runs."""
    at = Rolled.objects.filter(pk=period_id).values_list("at", flat=True).first()
    waiting = OutboxRow.objects.filter(hearer=HEARER, ids__period_id=period_id).count()
    return Freshness(at, waiting)
