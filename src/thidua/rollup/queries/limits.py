"""Which targets concern a unit, and what it is judged by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from thidua.algebra.definitions import indicator_from_data
from thidua.algebra.indicators import Indicator
from thidua.algebra.judging import Settles, TargetRule
from thidua.algebra.thresholds import Threshold, threshold_from_data
from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.replica import reading
from thidua.launch.models import Assignment, Target

_STANDING = """
select a.target_id, a.unit_id, a.threshold::text from unnest(%(units)s::bigint[]) wanted(id)
join launch_assignment a on a.unit_id = wanted.id
where a.current and a.target_id = any(%(targets)s::bigint[])"""


@dataclass(frozen=True)
class Limit:
    """What a unit is judged by. ``threshold`` is None when nothing was assigned; exempt is not the same."""

    threshold: Threshold | None
    exempt: bool = False


def rule_of(target: Target, indicator: Indicator | None = None) -> TargetRule:
    """The stored target as the algebra knows it."""
    return TargetRule(
        code=target.code,
        indicator=indicator or indicator_from_data(target.indicator),
        threshold=threshold_from_data(target.threshold),
        settles=Settles(target.settles),
        joint=target.joint,
        group=target.group,
        unit_of_measure=target.unit_of_measure,
        name=target.name,
    )


def targets_for(unit: Body, cycle_id: int) -> list[Target]:
    """Targets that concern the unit: set by a body above it, or by itself."""
    above = paths.upwards(unit.path)
    found = Target.objects.filter(cycle_id=cycle_id, owner__path__in=above)
    return list(found.select_related("owner").order_by("position", "pk"))


def _standing(target_ids: list[int], unit_ids: list[int]) -> list[tuple[int, int, Any]]:
    """Assignments in force: (target, unit, threshold as text), of thousands of units in one array."""
    with reading().cursor() as cursor:
        cursor.execute(_STANDING, {"targets": target_ids, "units": unit_ids})
        told: list[tuple[int, int, Any]] = cursor.fetchall()
        return told


class Limits:
    """Thresholds of some units for some targets, in one query; in none when the assignments are known."""

    def __init__(
        self,
        targets: Sequence[Target],
        unit_ids: Iterable[int],
        known: Iterable[Assignment] | None = None,
    ) -> None:
        if known is None:
            told = _standing([one.pk for one in targets], list(unit_ids))
        else:
            told = [(one.target_id, one.unit_id, one.threshold) for one in known]
        self._assigned = {(target_id, unit_id): stored for target_id, unit_id, stored in told}
        self._left_out: dict[int, set[int]] = {}
        for target_id, unit_id, stored in told:
            if stored is None:
                self._left_out.setdefault(target_id, set()).add(unit_id)
        self._read: dict[str, Limit] = {}  # a target has one threshold for thousands of units, or a few

    def of(self, target: Target, unit_id: int) -> Limit:
        """The unit's assignment; for the body that set the target its own threshold."""
        if target.owner_id == unit_id:
            return Limit(threshold_from_data(target.threshold))
        told = self._assigned.get((target.pk, unit_id), {})
        if (key := str(told)) not in self._read:
            data = json.loads(told) if isinstance(told, str) else told
            self._read[key] = Limit(threshold_from_data(data) if data else None, told is None)
        return self._read[key]

    def left_out(self, target: Target) -> set[int]:
        """The units that were expressly left out of the target."""
        return self._left_out.get(target.pk, set()) - {target.owner_id}
