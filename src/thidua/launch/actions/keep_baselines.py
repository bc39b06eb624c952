from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction

from thidua.federation.models import Body
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent
from thidua.launch.models import Baseline

BATCH = 2000


@transaction.atomic
def keep_baselines(
    *,
    actor: Actor,
    year: int,
    rows: Iterable[tuple[int, str, Decimal | int]],
    source: str = Baseline.Source.IMPORT,
    note: str = "",
) -> int:
    """Keeps results of an earlier year: (unit id, element code, value). A newer word replaces an older one.

    A fixed number of queries for any number of rows. Raises Absent for a unit that is not the actor's.
    """
    wanted = list(rows)
    units = Body.objects.in_bulk({unit_id for unit_id, _element, _value in wanted})
    if any(unit_id not in units for unit_id, _element, _value in wanted):
        raise Absent()
    if not all(actor.may("launch.draft", unit.path) for unit in units.values()):
        raise Absent()
    Baseline.objects.bulk_create(
        [
            Baseline(
                unit_id=unit_id,
                element=element,
                year=year,
                value=value,
                source=source,
                source_note=note[:300],
            )
            for unit_id, element, value in wanted
        ],
        update_conflicts=True,
        unique_fields=["unit", "element", "year"],
        update_fields=["value", "source", "source_note"],
        batch_size=BATCH,
    )
    if units:
        first = min(units.values(), key=lambda unit: unit.path)
        data = {"year": year, "count": len(wanted), "note": note}
        record(actor, "launch.baselines_kept", first, path=first.path, data=data)
    return len(wanted)
