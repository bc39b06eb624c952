"""What units signed above their assignment becomes their assignment, citing the covenant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from thidua.algebra.thresholds import implies, threshold_from_data
from thidua.federation.models import Body
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, must_be_house
from thidua.kernel.events import emit
from thidua.launch.actions.put_in_force import Versions, lock_targets, versions_of
from thidua.launch.models import Assignment, Target


@dataclass(frozen=True)
class Committed:
    """What one unit signed for one target; ``threshold`` in its stored form."""

    target_id: int
    unit_id: int
    threshold: Mapping[str, Any]


@transaction.atomic
def commit_assignments(*, actor: Actor, figures: Iterable[Committed], on: dt.date, source: str) -> int:
    """Writes a new version, already taken on, wherever a unit signed more than it is assigned, and the first one
    where nothing was assigned; returns how many. ``source`` names the covenant.

    A figure that asks no more than what stands changes nothing, whatever a decision has done meanwhile; nor does one
    of the body that set the target. By the house, which brings the covenant into force. Raises NotYours.
    """
    must_be_house(actor)
    told = {(one.target_id, one.unit_id): one.threshold for one in figures}
    cycles = lock_targets(target_id for target_id, _unit_id in told)
    targets = {one.pk: one for one in Target.objects.filter(pk__in={key[0] for key in told})}
    standing = versions_of(list(targets), {unit_id for _target_id, unit_id in told})
    made = [
        _version(cell, threshold, standing.get(cell, ()), on, source)
        for cell, threshold in told.items()
        if targets[cell[0]].owner_id != cell[1] and _asks_more(threshold, standing.get(cell, ()))
    ]
    for one in made:
        Assignment.objects.filter(target=one.target_id, unit=one.unit_id, current=True).update(current=False)
    Assignment.objects.bulk_create(made)
    units = Body.objects.in_bulk({one.unit_id for one in made})
    for one in made:
        record(
            actor,
            "launch.assignment_committed",
            one,
            path=units[one.unit_id].path,
            data={"target": one.target_id, "threshold": one.threshold, "source": source},
        )
    for cycle_id in cycles if made else ():
        emit("launch.assignments_changed", cycle_id=cycle_id)
    return len(made)


def _asks_more(threshold: Mapping[str, Any], versions: Versions) -> bool:
    now = next((one for one in versions if one.current), None)
    if now is None or now.threshold is None:
        return True
    signed, assigned = threshold_from_data(threshold), threshold_from_data(now.threshold)
    return signed != assigned and implies(signed, assigned)


def _version(
    cell: tuple[int, int], threshold: Mapping[str, Any], versions: Versions, on: dt.date, source: str
) -> Assignment:
    target_id, unit_id = cell
    return Assignment(
        target_id=target_id,
        unit_id=unit_id,
        number=versions[-1].number + 1 if versions else 1,
        threshold=dict(threshold),
        answer=Assignment.Answer.TAKEN,
        source=source.strip()[:300],
        from_on=on,
    )
