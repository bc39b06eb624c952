"""What units were assigned goes on where they merge, and comes back when the merger is undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from fractions import Fraction

from django.db import transaction

from thidua.algebra.assignment import strictest
from thidua.algebra.thresholds import AtLeast, Threshold, threshold_from_data, threshold_to_data
from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent, NotYours
from thidua.kernel.events import emit
from thidua.launch.actions.put_in_force import lock_targets, take_back, versions_of
from thidua.launch.models import Assignment, Target
from thidua.launch.queries.thresholds import needed, splits


@transaction.atomic
def carry_assignments(
    *, actor: Actor, from_unit_ids: Iterable[int], to_unit_id: int, on: dt.date, source: str
) -> int:
    """Writes a new version for the unit that goes on, from ``on``, citing the text of the merger; returns how
    many targets.

    Counts and money are added to what it has itself; of rates, means and zeros the strictest stands. Units
    without an assignment bring nothing, and where none had any the merged unit is "chưa giao" as well. Only
    years that have not ended by ``on``. Done again, it carries nothing twice. Eight queries whatever the size.

    By the house, which hears of the merger, or by who assigns at the unit above. Raises Absent, NotYours.
    """
    unit, from_ids = _place(actor, from_unit_ids, to_unit_id)
    standing = Assignment.objects.filter(unit__in=from_ids, current=True, target__cycle__ends_on__gte=on)
    cycles = lock_targets(standing.values_list("target_id", flat=True))
    brought = list(standing.select_related("target__cycle").order_by("target_id", "unit_id"))
    targets = {one.target_id: one.target for one in brought}
    versions = versions_of(targets, [unit.pk])
    made = [
        version
        for target_id, target in targets.items()
        if (
            version := _carried(
                target,
                [one for one in brought if one.target_id == target_id],
                versions.get((target_id, unit.pk), ()),
            )
        )
    ]
    for one in made:
        one.unit, one.from_on, one.source = unit, on, source.strip()[:300]
    Assignment.objects.filter(unit=unit, target__in=[one.target_id for one in made], current=True).update(
        current=False
    )
    Assignment.objects.bulk_create(made, batch_size=2000)
    if made:
        data = {"from": sorted(from_ids), "count": len(made), "source": source}
        record(actor, "launch.assignments_carried", unit, path=unit.path, data=data)
    _emit(made, targets, cycles)
    return len(made)


@transaction.atomic
def uncarry_assignments(
    *, actor: Actor, from_unit_ids: Iterable[int], to_unit_id: int, on: dt.date, source: str
) -> int:
    """The inverse, with the same words: what stood before at the unit stands again; returns how many targets.

    Raises DecisionFollowed when a later decision, or a later merger, built on it; Absent, NotYours.
    """
    unit, from_ids = _place(actor, from_unit_ids, to_unit_id)
    carried = Assignment.objects.filter(
        unit=unit,
        from_on=on,
        source=source.strip()[:300],
        carried_from__len__gt=0,
        carried_from__contained_by=sorted(from_ids),
        withdrawn_on=None,
    )
    cycles = lock_targets(carried.values_list("target_id", flat=True))
    taken = list(carried.select_related("target"))
    take_back(taken, on)
    if taken:
        data = {"from": sorted(from_ids), "count": len(taken), "source": source}
        record(actor, "launch.assignments_uncarried", unit, path=unit.path, data=data)
    _emit(taken, {one.target_id: one.target for one in taken}, cycles)
    return len({one.target_id for one in taken})


def _place(actor: Actor, from_unit_ids: Iterable[int], to_unit_id: int) -> tuple[Body, set[int]]:
    unit = Body.objects.filter(pk=to_unit_id).exclude(path="").first()
    if unit is None:
        raise Absent()
    if not actor.is_house and not actor.may("launch.assign", paths.parent(unit.path)):
        raise NotYours()
    return unit, set(from_unit_ids) - {to_unit_id}


def _carried(
    target: Target, brought: Sequence[Assignment], before: Sequence[Assignment]
) -> Assignment | None:
    """The next version of the unit for one target; None when nothing new is brought, or nothing changes."""
    known = {unit_id for one in before if one.withdrawn_on is None for unit_id in one.carried_from}
    fresh = [one for one in brought if one.unit_id not in known]
    own = next((one for one in before if one.current), None)
    pieces = [*([own] if own else []), *fresh]
    limits = [threshold_from_data(one.threshold) for one in pieces if one.threshold is not None]
    stored = threshold_to_data(_together(target, limits)) if limits else None
    if not fresh or (own is not None and own.threshold == stored):
        return None
    return Assignment(
        target=target,
        number=before[-1].number + 1 if before else 1,
        threshold=stored,
        answer=Assignment.Answer.EXEMPT if stored is None else Assignment.Answer.ASSIGNED,
        carried_from=[one.unit_id for one in fresh],
    )


def _together(target: Target, limits: Sequence[Threshold]) -> Threshold:
    """Parts of a sum add up exactly; a strict part ("trên 10") needs one more whole thing."""
    if not splits(target):
        return strictest(limits)
    parts = (one.value if isinstance(one, AtLeast) else Fraction(needed(one)) for one in limits)
    return AtLeast(sum(parts, Fraction(0)))


def _emit(versions: Sequence[Assignment], targets: dict[int, Target], cycles: Iterable[int]) -> None:
    touched = {targets[one.target_id].cycle_id for one in versions}
    for cycle_id in cycles:
        if cycle_id in touched:
            emit("launch.assignments_changed", cycle_id=cycle_id)
