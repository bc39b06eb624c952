"""Which targets concern a unit, and what it is judged by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from thidua.algebra.definitions import indicator_from_data
from thidua.algebra.indicators import Indicator
from thidua.algebra.judging import Settles, TargetRule
from thidua.algebra.thresholds import Threshold, threshold_from_data
from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.launch.models import Assignment, Target


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


class Limits:
    """Thresholds of some units for some targets, in one query; in none when the assignments are known. Of the units
    ``beside`` them only who was left out of what: a union of 170 children has thousands of thresholds."""

    def __init__(
        self,
        targets: Sequence[Target],
        unit_ids: Iterable[int],
        known: Iterable[Assignment] | None = None,
        beside: Iterable[int] = (),
    ) -> None:
        if known is None:
            judged = list(unit_ids)
            rows = Assignment.objects.filter(
                Q(unit_id__in=judged) | Q(threshold__isnull=True),
                target__in=targets,
                unit_id__in=[*judged, *beside],
                current=True,
            )
            told: Iterable[tuple[int, int, Any]] = rows.values_list("target_id", "unit_id", "threshold")
        else:
            told = ((one.target_id, one.unit_id, one.threshold) for one in known)
        self._assigned: dict[tuple[int, int], Any] = {}
        self._left_out: dict[int, set[int]] = {}
        for target_id, unit_id, stored in told:
            self._assigned[target_id, unit_id] = stored
            if stored is None:
                self._left_out.setdefault(target_id, set()).add(unit_id)

    def of(self, target: Target, unit_id: int) -> Limit:
        """The unit's assignment; for the body that set the target its own threshold."""
        if target.owner_id == unit_id:
            return Limit(threshold_from_data(target.threshold))
        told = self._assigned.get((target.pk, unit_id), {})
        return Limit(threshold_from_data(told) if told else None, told is None)

    def left_out(self, target: Target) -> set[int]:
        """The units that were expressly left out of the target."""
        return self._left_out.get(target.pk, set()) - {target.owner_id}
