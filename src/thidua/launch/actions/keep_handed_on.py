from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.launch.errors import ReasonMissing
from thidua.launch.models import Cycle
from thidua.launch.queries.without_ground import rows_without_ground
from thidua.launch.rules import acting_unit


@transaction.atomic
def keep_handed_on(
    *, actor: Actor, cycle_id: int, unit_id: int, target_ids: Collection[int], reason: str
) -> int:
    """The unit has looked again at what it handed on from a withdrawn decision and keeps it, for a reason.

    The figures stay as they were; returns how many targets no longer wait. Said twice it changes nothing.
    Raises Absent, NotYours, ReasonMissing.
    """
    cycle = fetch(Cycle, cycle_id, actor=actor)
    unit = acting_unit(actor, unit_id, "launch.assign")
    if not reason.strip():
        raise ReasonMissing()
    kept = rows_without_ground(unit).filter(target__cycle=cycle, target__in=target_ids)
    codes = sorted(set(kept.values_list("target__code", flat=True)))
    if codes:
        kept.update(without_ground_since=None)
        record(
            actor,
            "launch.handed_on_kept",
            cycle,
            path=unit.path,
            reason=reason.strip(),
            data={"targets": codes},
        )
    return len(codes)
