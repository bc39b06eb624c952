"""Reading figures into a round: accepted figures beside assignments, and how late reports were. They are frozen as
they are read; reading again is said in the trail."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django.db import transaction

from thidua.algebra.indicators import Measured
from thidua.algebra.scoring.origins import ScoreSource
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch, system
from thidua.launch.models import Target
from thidua.report.queries.board import Cell, own_cells
from thidua.rollup.queries.side_by_side import side_by_side
from thidua.score.models import Figure, MarkedUnit, MarkingRound
from thidua.score.queries.marking.loading import rules_of


@transaction.atomic
def take_figures(*, actor: Actor, round_id: int) -> MarkingRound:
    """Reads every figure that the sheet takes from targets and reports; one that is not reported stays missing.

    A constant number of queries for any number of units and criteria.
    """
    found = fetch(
        MarkingRound,
        round_id,
        actor=actor,
        verb="take_figures",
        lock=True,
        related=("organiser", "sheet", "period__cycle"),
    )
    marked = list(found.marked.filter(left_on=None).select_related("unit__kind"))
    rows = [*_of_targets(found, marked), *_of_reports(found, marked)]
    before = {(one.marked_id, one.leaf): one.values for one in Figure.objects.filter(marked__in=marked)}
    changed = [one for one in rows if before.get((one.marked_id, one.leaf)) != one.values]
    Figure.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["marked", "leaf"],
        update_fields=["values", "assigned", "origin"],
        batch_size=2000,
    )
    found.figures_at, found.figures_by = clock.now(), actor.name
    found.save(update_fields=["figures_at", "figures_by", "changed_at"])
    was = {f"{one.marked.unit}: {one.leaf}": before.get((one.marked_id, one.leaf), {}) for one in changed}
    record(
        actor,
        "score.figures_taken",
        found,
        path=found.organiser.path,
        data={"figures": len(rows), "changed": dict(list(was.items())[:200])},
    )
    return found


def _of_targets(found: MarkingRound, marked: list[MarkedUnit]) -> Iterator[Figure]:
    origins = rules_of(found.sheet).origins
    wanted = {leaf: one.code for leaf, one in origins.items() if one.source is ScoreSource.TARGET}
    if not wanted or found.period is None:
        return
    targets = {
        one.code: one for one in Target.objects.filter(cycle=found.period.cycle, code__in=wanted.values())
    }
    told = side_by_side(
        period=found.period, units=[one.unit for one in marked], targets=list(targets.values())
    )
    for one in marked:
        for leaf, code in wanted.items():
            target = targets[code]
            beside, on_sent = told[one.unit_id, target.pk], origins[leaf].on_sent
            yield Figure(
                marked=one,
                leaf=leaf,
                values=_exact(plan=beside.plan, actual=beside.actual(on_sent=on_sent)),
                assigned=beside.assigned,
                origin=_origin(found, one, target, beside.sent if on_sent else beside.accepted)
                | {"line": "sent" if on_sent else "accepted", "exempt": beside.exempt},
            )


def _origin(found: MarkingRound, one: MarkedUnit, target: Target, measured: Measured) -> dict[str, Any]:
    assert found.period is not None
    return {
        "from": ScoreSource.TARGET.value,
        "target_id": target.pk,
        "code": target.code,
        "name": target.name,
        "measure": target.unit_of_measure,
        "period_id": found.period.pk,
        "period": found.period.name,
        "unit_id": one.unit_id,
        "reported": measured.completeness.reported,
        "expected": measured.completeness.expected,
        **_exact(numerator=measured.numerator, denominator=measured.denominator),
    }


def _of_reports(found: MarkingRound, marked: list[MarkedUnit]) -> Iterator[Figure]:
    wanted = [leaf for leaf, one in rules_of(found.sheet).origins.items() if one.source is ScoreSource.REPORT]
    if not wanted or found.period is None:
        return
    # The units share with the round what its sheet is about, wherever their reports stand.
    cells = own_cells(
        actor=system("chấm điểm"), period=found.period.pk, unit_ids=[one.unit_id for one in marked]
    )
    for one in marked:
        cell = cells.get(one.unit_id)
        for leaf in wanted:
            yield Figure(
                marked=one,
                leaf=leaf,
                values={} if cell is None else {"days_late": str(cell.days_late)},
                origin=_of_cell(found, cell),
            )


def _of_cell(found: MarkingRound, cell: Cell | None) -> dict[str, Any]:
    assert found.period is not None
    told: dict[str, Any] = {
        "from": ScoreSource.REPORT.value,
        "period_id": found.period.pk,
        "period": found.period.name,
    }
    if cell is None:
        return told
    sent = cell.sent_on.isoformat() if cell.sent_on else ""
    return {**told, "report_id": cell.report_id, "due_on": cell.due_on.isoformat(), "sent_on": sent}


def _exact(**told: Fraction | None) -> dict[str, str]:
    return {name: str(value) for name, value in told.items() if value is not None}
