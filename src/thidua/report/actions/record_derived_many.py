from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from django.db import transaction

from thidua.kernel.door import Actor
from thidua.report.actions.record_derived import Figure, record_derived

Told: TypeAlias = tuple[int, str, Figure, str]


@transaction.atomic
def record_derived_many(*, actor: Actor, period_id: int, rows: Iterable[Told]) -> int:
    """Writes figures of many units in one transaction: (unit, element, value, source). All or none.

    Returns how many rows there were. Raises what ``record_derived`` raises.
    """
    count = 0
    for unit_id, element, value, source in rows:
        record_derived(
            actor=actor, period_id=period_id, unit_id=unit_id, element=element, value=value, source=source
        )
        count += 1
    return count
