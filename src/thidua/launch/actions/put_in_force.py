"""What issuing a decision does: its annex becomes the assignments that units are judged by."""

from __future__ import annotations

import datetime as dt

from thidua.kernel.events import emit
from thidua.launch.models import AnnexCell, Assignment, Paper, Target


def put_in_force(decision: Paper, from_on: dt.date) -> int:
    """Writes a new version of every assignment in the annex and keeps the old ones; returns how many.

    Called inside the transaction that issues the decision. Targets are locked in the order of their ids, so
    that two decisions about the same targets follow one another. Six queries whatever the size.
    """
    cells = list(AnnexCell.objects.filter(decision=decision))
    target_ids = sorted({cell.target_id for cell in cells})
    cycles = list(
        Target.objects.select_for_update()
        .filter(pk__in=target_ids)
        .order_by("pk")
        .values_list("cycle_id", flat=True)
    )
    standing = {
        (one.target_id, one.unit_id): one
        for one in Assignment.objects.filter(
            target__in=target_ids, unit__in={cell.unit_id for cell in cells}, current=True
        )
    }
    replaced = [
        standing[cell.target_id, cell.unit_id].pk
        for cell in cells
        if (cell.target_id, cell.unit_id) in standing
    ]
    Assignment.objects.filter(pk__in=replaced).update(current=False)
    Assignment.objects.bulk_create(
        (
            _assignment(cell, standing.get((cell.target_id, cell.unit_id)), decision, from_on)
            for cell in cells
        ),
        batch_size=2000,
    )
    for cycle_id in sorted(set(cycles)):
        emit("launch.assignments_changed", cycle_id=cycle_id, paper_id=decision.pk)
    return len(cells)


def _assignment(cell: AnnexCell, before: Assignment | None, decision: Paper, from_on: dt.date) -> Assignment:
    return Assignment(
        target_id=cell.target_id,
        unit_id=cell.unit_id,
        number=before.number + 1 if before else 1,
        threshold=cell.threshold,
        answer=Assignment.Answer.EXEMPT if cell.exempt else Assignment.Answer.ASSIGNED,
        decision=decision,
        reason=cell.reason,
        from_on=from_on,
    )
