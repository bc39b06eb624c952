"""What issuing a decision does: its annex becomes the assignments that units are judged by; and withdrawing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from django.db.models import Exists, OuterRef

from thidua.formats.vi import format_date
from thidua.kernel.events import emit
from thidua.launch.errors import DecisionFollowed
from thidua.launch.models import AnnexCell, Assignment, Paper, Target


def put_in_force(decision: Paper, from_on: dt.date) -> int:
    """Writes a new version of every assignment in the annex and keeps the old ones; returns how many.

    Called inside the transaction that issues the decision. Targets are locked in the order of their ids, so
    that two decisions about the same targets follow one another. Seven queries whatever the size.
    """
    cells = list(AnnexCell.objects.filter(decision=decision))
    target_ids = {cell.target_id for cell in cells}
    cycles = _lock(target_ids)
    versions = _versions(target_ids, {cell.unit_id for cell in cells})
    standing = [
        one.pk for cell in cells for one in versions.get((cell.target_id, cell.unit_id), ()) if one.current
    ]
    Assignment.objects.filter(pk__in=standing).update(current=False)
    Assignment.objects.bulk_create(
        (
            _assignment(cell, versions.get((cell.target_id, cell.unit_id), ()), decision, from_on)
            for cell in cells
        ),
        batch_size=2000,
    )
    _ground_is_back(decision)
    _tell(cycles, decision)
    return len(cells)


def take_out_of_force(decision: Paper, on: dt.date) -> int:
    """Takes the decision's assignments out again; what stood before each stands once more.

    A cell without an earlier version is "chưa giao" again. What units handed on from it stays in force and
    waits for them to look at it again. Called inside the transaction that withdraws the decision. Raises
    DecisionFollowed when a later decision changed one of them.
    """
    taken = list(
        Assignment.objects.filter(decision=decision, withdrawn_on=None).values_list(
            "pk", "target_id", "unit_id"
        )
    )
    target_ids = {target_id for _pk, target_id, _unit_id in taken}
    cycles = _lock(target_ids)
    versions = _versions(target_ids, {unit_id for _pk, _target_id, unit_id in taken})
    keys = {pk for pk, _target_id, _unit_id in taken}
    cells = [
        [one for one in versions[target_id, unit_id] if one.withdrawn_on is None]
        for _pk, target_id, unit_id in taken
    ]
    _must_be_last(cells, keys)
    before = [next((one for one in reversed(cell) if one.pk not in keys), None) for cell in cells]
    Assignment.objects.filter(pk__in=keys).update(current=False, withdrawn_on=on)
    Assignment.objects.filter(pk__in=[one.pk for one in before if one]).update(current=True)
    _lose_ground(keys, on)
    _tell(cycles, decision)
    return len(taken)


def _lose_ground(taken: Collection[int], on: dt.date) -> None:
    """Marks what was handed on after, hence from, the assignments that were taken out of force."""
    from_them = Assignment.objects.filter(
        pk__in=taken, pk__lt=OuterRef("pk"), target=OuterRef("target"), unit=OuterRef("decision__seat")
    )
    Assignment.objects.filter(Exists(from_them), current=True).update(without_ground_since=on)


def _ground_is_back(decision: Paper) -> None:
    """A unit that is assigned the target anew has its new figure to answer for; see the ledger of its annex."""
    anew = AnnexCell.objects.filter(
        decision=decision, target=OuterRef("target"), unit=OuterRef("decision__seat")
    )
    marked = Assignment.objects.filter(current=True, without_ground_since__isnull=False)
    marked.filter(Exists(anew)).update(without_ground_since=None)


Versions: TypeAlias = Sequence[Assignment]


def _lock(target_ids: Iterable[int]) -> list[int]:
    """In the order of their ids; gives the years that they belong to."""
    locked = Target.objects.select_for_update().filter(pk__in=set(target_ids)).order_by("pk")
    return sorted(set(locked.values_list("cycle_id", flat=True)))


def _versions(targets: Collection[int], units: Collection[int]) -> Mapping[tuple[int, int], Versions]:
    """What was ever assigned to these units, withdrawn or not, the oldest first."""
    found: dict[tuple[int, int], list[Assignment]] = {}
    for one in Assignment.objects.filter(target__in=targets, unit__in=units).order_by("number"):
        found.setdefault((one.target_id, one.unit_id), []).append(one)
    return found


def _must_be_last(cells: Iterable[Versions], keys: Collection[int]) -> None:
    """Raises DecisionFollowed, naming the papers that came after."""
    later = [cell[-1] for cell in cells if cell[-1].pk not in keys]
    if later:
        papers = Paper.objects.filter(pk__in={one.decision_id for one in later}).order_by("pk")
        named = Assignment.objects.select_related("target", "unit").get(pk=later[0].pk)
        told = ", ".join(f"{one} ({format_date(one.issued_on)})" for one in papers if one.issued_on)
        raise DecisionFollowed(count=len(later), later=told, first=f"{named.target}, {named.unit}")


def _tell(cycles: Iterable[int], decision: Paper) -> None:
    for cycle_id in cycles:
        emit("launch.assignments_changed", cycle_id=cycle_id, paper_id=decision.pk)


def _assignment(cell: AnnexCell, before: Versions, decision: Paper, from_on: dt.date) -> Assignment:
    return Assignment(
        target_id=cell.target_id,
        unit_id=cell.unit_id,
        number=before[-1].number + 1 if before else 1,
        threshold=cell.threshold,
        answer=Assignment.Answer.EXEMPT if cell.exempt else Assignment.Answer.ASSIGNED,
        decision=decision,
        reason=cell.reason,
        from_on=from_on,
    )
