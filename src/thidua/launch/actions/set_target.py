from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from thidua.algebra.definitions import (
    Definitions,
    definitions_from_data,
    indicator_from_data,
    indicator_to_data,
)
from thidua.algebra.strata import Stratum
from thidua.algebra.thresholds import Judged, threshold_from_data, threshold_to_data
from thidua.catalogue.queries.indicators import offered
from thidua.federation.models import Body
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import NotYours
from thidua.kernel.events import emit
from thidua.launch.errors import TargetExists, TargetInUse, TargetsNeedNumbers, TargetUnnamed
from thidua.launch.models import Cycle, Target
from thidua.launch.queries.fitting import (
    must_ask_alike,
    must_be_asked_already,
    must_concern_somebody,
    must_fit,
)
from thidua.launch.queries.picking import free_code, picked_indicator
from thidua.launch.rules import acting_unit

_WORDS = ("name", "group", "group_name", "unit_of_measure", "settles", "joint", "position")


@transaction.atomic
def add_target(
    *,
    actor: Actor,
    cycle_id: int,
    name: str,
    indicator: Mapping[str, Any],
    threshold: Mapping[str, object],
    code: str = "",
    like: str = "",
    owner_id: int | None = None,
    **words: Any,
) -> Target:
    """Adds a target to a year of the movement.

    ``indicator`` and ``threshold`` are stored forms of ``algebra`` (definitions.py, thresholds.py); they
    are read once here, so that nothing unreadable is kept. Without ``code`` one is made, ``like``
    another word or the name.
    ``words`` are group, group_name, unit_of_measure, settles, joint, position. A unit below the caller of
    the movement sets targets of its own from figures that the year asks already.
    Raises TargetUnnamed, TargetExists, TargetsNeedNumbers, FigureDiffers, FiguresNotAsked, what does not fit the indicator,
    and what algebra refuses.
    """
    cycle, owner = _cycle_and_owner(actor, cycle_id, owner_id)
    if not name.strip():
        raise TargetUnnamed()
    read, limit = indicator_from_data(indicator), threshold_from_data(threshold)
    must_fit(read, limit, words.get("unit_of_measure", ""))
    must_concern_somebody(read)
    must_ask_alike(read, cycle)
    if owner.pk != cycle.movement.seat_id:
        must_be_asked_already(read, cycle, owner)
    if code and Target.objects.filter(cycle=cycle, code=code).exists():
        raise TargetExists(code=code)
    words.setdefault("position", _last_position(cycle) + 1)
    target = Target.objects.create(
        cycle=cycle,
        owner=owner,
        code=code or free_code(cycle, like or name),
        name=name.strip(),
        indicator=indicator_to_data(read),
        threshold=threshold_to_data(limit),
        **{key: value for key, value in words.items() if key in _WORDS},
    )
    record(actor, "launch.target_added", target, path=owner.path)
    emit("launch.targets_changed", cycle_id=cycle.pk)
    return target


@transaction.atomic
def pick_target(
    *,
    actor: Actor,
    cycle_id: int,
    picked: str,
    threshold: Mapping[str, object],
    narrowed: Stratum | None = None,
    inner: Judged | None = None,
    name: str = "",
    owner_id: int | None = None,
    **words: Any,
) -> Target:
    """Adds a target about an indicator of the catalogue; what is not said is as usual there.

    ``narrowed`` leaves out units; ``inner`` is what single units must reach, where the indicator asks it.
    Raises UnknownItem, InnerLimitMissing, NarrowedOtherwise and what add_target refuses.
    """
    cycle = fetch(Cycle, cycle_id, actor=actor, lock=True, related=("movement__seat",))
    one = offered(picked)
    usual = {"unit_of_measure": one.unit_of_measure, "settles": one.settles, "joint": one.joint}
    return add_target(
        actor=actor,
        cycle_id=cycle_id,
        name=name or one.name,
        like=one.code,
        indicator=indicator_to_data(picked_indicator(one, cycle, narrowed, inner)),
        threshold=threshold,
        owner_id=owner_id,
        **{**usual, **words},
    )


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
    limit = threshold_from_data(target.threshold)
    must_fit(indicator_from_data(target.indicator), limit, target.unit_of_measure)
    target.version += 1
    target.save()
    record(actor, "launch.target_changed", target, path=target.owner.path, data={"before": before})
    emit("launch.targets_changed", cycle_id=target.cycle_id)
    return target


@transaction.atomic
def move_target(*, actor: Actor, target_id: int, up: bool) -> Target:
    """Changes places with the neighbour among the targets of the same unit; at the end nothing happens."""
    target = fetch(Target, target_id, actor=actor, verb="change", related=("owner",))
    Cycle.objects.select_for_update().get(pk=target.cycle_id)  # two people moving at once follow each other
    rows = list(
        Target.objects.filter(cycle=target.cycle_id, owner=target.owner_id).order_by("position", "pk")
    )
    at = rows.index(target)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return target
    places = _strictly_rising(row.position for row in rows)
    rows[at], rows[to] = rows[to], rows[at]
    for row, place in zip(rows, places, strict=True):
        row.position = place
    Target.objects.bulk_update(rows, ["position"])
    record(actor, "launch.target_moved", target, path=target.owner.path, data={"up": up})
    return target


def _strictly_rising(positions: Iterable[int]) -> list[int]:
    rising: list[int] = []
    for one in positions:
        rising.append(max(one, rising[-1] + 1) if rising else one)
    return rising


@transaction.atomic
def remove_target(*, actor: Actor, target_id: int) -> None:
    """Takes away a target that was assigned to nobody. Raises TargetInUse."""
    target = fetch(Target, target_id, actor=actor, verb="change", lock=True, related=("owner",))
    assigned = target.assignments.count()
    if assigned:
        raise TargetInUse(name=target.name, count=assigned)
    target.annex_cells.all().delete()
    kept = {name: getattr(target, name) for name in ("code", "indicator", "threshold", *_WORDS)}
    record(actor, "launch.target_removed", target, path=target.owner.path, data=kept)
    emit("launch.targets_changed", cycle_id=target.cycle_id)
    target.delete()


def _cycle_and_owner(actor: Actor, cycle_id: int, owner_id: int | None) -> tuple[Cycle, Body]:
    cycle = fetch(Cycle, cycle_id, actor=actor, lock=True, related=("movement__seat",))
    owner = acting_unit(actor, owner_id or cycle.movement.seat_id, "launch.draft")
    if not owner.path.startswith(cycle.movement.seat.path):
        raise NotYours()  # a superior does not set targets into a movement of a unit below
    if cycle.movement.aims_are_qualitative and owner.pk == cycle.movement.seat_id:
        raise TargetsNeedNumbers()
    return cycle, owner


def _last_position(cycle: Cycle) -> int:
    return cycle.targets.aggregate(last=Max("position"))["last"] or 0
