"""How fresh the sums of a period are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thidua.kernel.replica import reading

HEARER = "rollup"  # the name under which this room's events wait
TREE_HEARER = "rollup.today"  # and those that change the tree of today
_FRESHNESS = """
select (select at from rollup_rolled where period_id = %(period)s),
    (select count(*) from kernel_outboxrow
     where hearer = %(hearer)s and ids -> 'period_id' = to_jsonb(%(period)s::bigint)),
    exists (select 1 from rollup_rolled where period_id = %(period)s and restated_at is not null)"""


@dataclass(frozen=True)
class Freshness:
    """``at`` is when the sums were last computed; ``waiting`` counts changes not in them yet;
    ``restated`` says whether the tree of today tells another story of the period."""

    at: dt.datetime | None
    waiting: int
    restated: bool = False

    @property
    def updating(self) -> bool:
        return self.waiting > 0


def freshness(period_id: int) -> Freshness:
    """One query. Changes wait in the outbox for a fraction of a second when the worker runs."""
    with reading().cursor() as cursor:
        cursor.execute(_FRESHNESS, {"period": period_id, "hearer": HEARER})
        return Freshness(*cursor.fetchone())
