from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from thidua.algebra.definitions import (
    Definitions,
    definitions_from_data,
    indicator_from_data,
    indicator_to_data,
)
from thidua.algebra.thresholds import threshold_from_data, threshold_to_data
from thidua.federation.models import Body
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.launch.errors import TargetExists, TargetInUse, TargetsNeedNumbers
from thidua.launch.models import Cycle, Target
from thidua.launch.rules import acting_unit

_WORDS = ("name", "group", "group_name", "unit_of_measure", "settles", "joint", "position")


@transaction.atomic
def add_target(
    *,
    actor: Actor,
    cycle_id: int,
    code: str,
    name: str,
    indicator: Mapping[str, Any],
    threshold: Mapping[str, object],
    owner_id: int | None = None,
    **words: Any,
) -> Target:
    """Adds a target to a year of the movement.

    ``indicator`` and ``threshold`` are stored forms of ``algebra`` (definitions.py, thresholds.py); they
    are read once here, so that nothing unreadable is kept. ``words`` are group, group_name,
    unit_of_measure, settles, joint, position.
    Raises TargetExists, TargetsNeedNumbers, and what algebra refuses.
    """
    cycle, owner = _cycle_and_owner(actor, cycle_id, owner_id)
    if Target.objects.filter(cycle=cycle, code=code).exists():
        raise TargetExists(code=code)
    words.setdefault("position", _last_position(cycle) + 1)
    target = Target.objects.create(
        cycle=cycle,
        owner=owner,
        code=code,
        name=name.strip(),
        indicator=indicator_to_data(indicator_from_data(indicator)),
        threshold=threshold_to_data(threshold_from_data(threshold)),
        **{key: value for key, value in words.items() if key in _WORDS},
    )
    record(actor, "launch.target_added", target, path=owner.path)
    emit("launch.targets_changed", cycle_id=cycle.pk)
    return target


@transaction.atomic
def add_targets(
    *,
    actor: Actor,
    cycle_id: int,
    definitions: Mapping[str, Any],
    owner_id: int | None = None,
    group_names: Mapping[str, str] | None = None,
) -> list[Target]:
    """Adds all targets of a file of definitions (elements, targets, rules) at once; three queries.

    ``group_names`` names the headings by their mark ("9" → "Phối hợp với chính quyền").
    """
    cycle, owner = _cycle_and_owner(actor, cycle_id, owner_id)
    read = definitions_from_data(definitions)
    taken = Target.objects.filter(cycle=cycle, code__in=read.targets).values_list("code", flat=True)
    if taken:
        raise TargetExists(code=", ".join(taken))
    targets = Target.objects.bulk_create(
        _target_rows(read, cycle, owner, group_names or {}, after=_last_position(cycle))
    )
    record(actor, "launch.targets_added", cycle, path=owner.path, data={"count": len(targets)})
    emit("launch.targets_changed", cycle_id=cycle.pk)
    return targets


def _target_rows(
    read: Definitions, cycle: Cycle, owner: Body, group_names: Mapping[str, str], *, after: int
) -> list[Target]:
    return [
        Target(
            cycle=cycle,
            owner=owner,
            code=rule.code,
            position=position,
            group=rule.group,
            group_name=group_names.get(rule.group, ""),
            name=rule.name,
            unit_of_measure=rule.unit_of_measure,
            indicator=indicator_to_data(rule.indicator),
            threshold=threshold_to_data(rule.threshold),
            settles=rule.settles.value,
            joint=rule.joint,
        )
        for position, rule in enumerate(read.targets.values(), start=after + 1)
    ]


@transaction.atomic
def change_target(
    *,
    actor: Actor,
    target_id: int,
    threshold: Mapping[str, object] | None = None,
    version: int | None = None,
    **words: Any,
) -> Target:
    """Changes a target's threshold or wording; what it measures stays, because reports were made for it."""
    target = fetch(Target, target_id, actor=actor, verb="change", lock=True, related=("owner",))
    check_version(target, version)
    before = {"threshold": target.threshold, **{key: getattr(target, key) for key in _WORDS if key in words}}
    if threshold is not None:
        target.threshold = threshold_to_data(threshold_from_data(threshold))
    for key in _WORDS:
        setattr(target, key, words.get(key, getattr(target, key)))
    target.version += 1
    target.save()
    record(actor, "launch.target_changed", target, path=target.owner.path, data={"before": before})
    emit("launch.targets_changed", cycle_id=target.cycle_id)
    return target


@transaction.atomic
def remove_target(*, actor: Actor, target_id: int) -> None:
    """Takes away a target that was assigned to nobody. Raises TargetInUse."""
    target = fetch(Target, target_id, actor=actor, verb="change", lock=True, related=("owner",))
    assigned = target.assignments.count()
    if assigned:
        raise TargetInUse(name=target.name, count=assigned)
    target.annex_cells.all().delete()
    record(actor, "launch.target_removed", target, path=target.owner.path, data={"code": target.code})
    emit("launch.targets_changed", cycle_id=target.cycle_id)
    target.delete()


def _cycle_and_owner(actor: Actor, cycle_id: int, owner_id: int | None) -> tuple[Cycle, Body]:
    cycle = fetch(Cycle, cycle_id, actor=actor, lock=True, related=("movement__seat",))
    owner = acting_unit(actor, owner_id or cycle.movement.seat_id, "launch.draft")
    if cycle.movement.aims_are_qualitative and owner.pk == cycle.movement.seat_id:
        raise TargetsNeedNumbers()
    return cycle, owner


def _last_position(cycle: Cycle) -> int:
    return cycle.targets.aggregate(last=Max("position"))["last"] or 0
