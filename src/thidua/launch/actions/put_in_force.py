"""What issuing a decision does: its annex becomes the assignments that units are judged by; and withdrawing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from django.db import connection
from django.db.models import Exists, OuterRef

from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.events import emit
from thidua.launch.errors import DecisionFollowed
from thidua.launch.models import AnnexCell, Assignment, Paper, Target

# One row a cell, whatever their number: what stood is no longer current, and the next version of each stands.
_RETIRE = """
update launch_assignment a set current = false from launch_annexcell c
 where c.decision_id = %(decision)s and a.target_id = c.target_id and a.unit_id = c.unit_id and a.current"""
_ENACT = """
insert into launch_assignment (target_id, unit_id, number, threshold, answer, decision_id, reason, source,
    carried_from, from_on, current, made_at)
select c.target_id, c.unit_id, coalesce(max(a.number), 0) + 1, c.threshold,
    case when c.exempt then %(exempt)s else %(assigned)s end, c.decision_id, c.reason, '', '{}', %(from_on)s,
    true, %(at)s
  from launch_annexcell c
  left join launch_assignment a on a.target_id = c.target_id and a.unit_id = c.unit_id
 where c.decision_id = %(decision)s
 group by c.id"""


def put_in_force(decision: Paper, from_on: dt.date) -> int:
    """Writes a new version of every assignment in the annex and keeps the old ones; returns how many.

    Called inside the transaction that issues the decision. Targets are locked in the order of their ids, so
    that two decisions about the same targets follow one another. Five statements whatever the size; a
    hundred thousand cells take a few seconds.
    """
    cycles = lock_targets(AnnexCell.objects.filter(decision=decision).values_list("target_id", flat=True))
    told: dict[str, int | str | dt.date] = {
        "decision": decision.pk,
        "from_on": from_on,
        "at": clock.now(),
        "exempt": Assignment.Answer.EXEMPT.value,
        "assigned": Assignment.Answer.ASSIGNED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RETIRE, told)
        cursor.execute(_ENACT, told)
        count = int(cursor.rowcount)
    _ground_is_back(decision)
    _tell(cycles, decision)
    return count


def take_out_of_force(decision: Paper, on: dt.date) -> int:
    """Takes the decision's assignments out again; what stood before each stands once more.

    A cell without an earlier version is "chưa giao" again. What units handed on from it stays in force and
    waits for them to look at it again. Called inside the transaction that withdraws the decision. Raises
    DecisionFollowed when a later decision changed one of them.
    """
    standing = Assignment.objects.filter(decision=decision, withdrawn_on=None)
    cycles = lock_targets(standing.values_list("target_id", flat=True))
    taken = list(standing)
    _must_not_have_gone_on(taken)
    take_back(taken, on)
    _lose_ground([one.pk for one in taken], on)
    _tell(cycles, decision)
    return len(taken)


def take_back(taken: Collection[Assignment], on: dt.date) -> None:
    """Takes these versions out of force from ``on``; of each cell the version before stands again.

    Their targets must be locked. Raises DecisionFollowed when another version came after one of them.
    """
    versions = versions_of({one.target_id for one in taken}, {one.unit_id for one in taken})
    keys = {one.pk for one in taken}
    cells = [
        [one for one in versions[cell] if one.withdrawn_on is None]
        for cell in {(one.target_id, one.unit_id) for one in taken}
    ]
    _must_be_last(cells, keys)
    before = [next((one for one in reversed(cell) if one.pk not in keys), None) for cell in cells]
    Assignment.objects.filter(pk__in=keys).update(current=False, withdrawn_on=on)
    Assignment.objects.filter(pk__in=[one.pk for one in before if one]).update(current=True)


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


def lock_targets(target_ids: Iterable[int]) -> list[int]:
    """In the order of their ids; gives the years that they belong to."""
    locked = Target.objects.select_for_update().filter(pk__in=set(target_ids)).order_by("pk")
    return sorted(set(locked.values_list("cycle_id", flat=True)))


def versions_of(targets: Collection[int], units: Collection[int]) -> Mapping[tuple[int, int], Versions]:
    """What was ever assigned to these units, withdrawn or not, the oldest first."""
    found: dict[tuple[int, int], list[Assignment]] = {}
    for one in Assignment.objects.filter(target__in=targets, unit__in=units).order_by("number"):
        found.setdefault((one.target_id, one.unit_id), []).append(one)
    return found


def _must_be_last(cells: Iterable[Versions], keys: Collection[int]) -> None:
    """Raises DecisionFollowed, naming the papers that came after."""
    later = [cell[-1] for cell in cells if cell[-1].pk not in keys]
    if later:
        raise _followed([one.pk for one in later])


def _must_not_have_gone_on(taken: Collection[Assignment]) -> None:
    """What went into a merged unit is part of its assignment now. Raises DecisionFollowed."""
    carried = Assignment.objects.filter(
        target__in={one.target_id for one in taken},
        carried_from__overlap=sorted({one.unit_id for one in taken}),
        withdrawn_on=None,
    )
    if keys := list(carried.values_list("pk", flat=True)):
        raise _followed(keys)


def _followed(keys: Sequence[int]) -> DecisionFollowed:
    rows = Assignment.objects.select_related("target", "unit", "decision").filter(pk__in=keys).order_by("pk")
    texts = {one.cited: _dated(one) for one in rows}
    told = ", ".join(f"{text} ({day})" for text, day in texts.items())
    return DecisionFollowed(count=len(keys), later=told, first=f"{rows[0].target}, {rows[0].unit}")


def _dated(one: Assignment) -> str:
    issued = one.decision.issued_on if one.decision is not None else None
    return format_date(issued or one.from_on)


def _tell(cycles: Iterable[int], decision: Paper) -> None:
    for cycle_id in cycles:
        emit("launch.assignments_changed", cycle_id=cycle_id, paper_id=decision.pk)
