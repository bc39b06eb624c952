"""The annex of an assignment decision as it is printed behind it: units × targets, whole, a few targets a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from thidua.algebra.thresholds import AtLeast, ExactlyZero, Open, threshold_from_data
from thidua.federation.models import Body
from thidua.formats.vi import format_number
from thidua.launch.models import AnnexCell, Paper, Target
from thidua.launch.queries.thresholds import COMPARATORS, needed, shown, splits

_ACROSS = 8  # targets of one table, so that a sheet of paper laid across holds it
EXEMPT = "–"


def annex_tables(paper: Paper) -> list[dict[str, Any]]:
    """What this decision says, and nothing else: cells that it leaves open are blank. One query.

    Each table has ``heads`` (name of the target, its measure), ``rows`` (unit, texts) and ``sums``.
    """
    cells = list(paper.annex.select_related("unit", "target").order_by("unit__sort_key", "unit"))
    units = list({one.unit_id: one.unit for one in cells}.values())
    targets = sorted({one.target_id: one.target for one in cells}.values(), key=_place)
    told = {(one.unit_id, one.target_id): one for one in cells}
    return [
        _table(units, targets[first : first + _ACROSS], told) for first in range(0, len(targets), _ACROSS)
    ]


def _place(target: Target) -> tuple[int, int]:
    return target.position, target.pk


def _table(
    units: Iterable[Body], targets: list[Target], told: dict[tuple[int, int], AnnexCell]
) -> dict[str, Any]:
    rows = [(unit, [told.get((unit.pk, one.pk)) for one in targets]) for unit in units]
    columns = [[cells[at] for _unit, cells in rows] for at in range(len(targets))]
    return {
        "heads": [(one.name, _measure(one)) for one in targets],
        "rows": [
            (unit.name, [_text(cell, one) for cell, one in zip(cells, targets, strict=True)])
            for unit, cells in rows
        ],
        "sums": [_sum(column, one) for column, one in zip(columns, targets, strict=True)],
    }


def _measure(target: Target) -> str:
    """The unit of measure, and how to compare where the number alone would not say it."""
    limit = threshold_from_data(target.threshold)
    plain = isinstance(limit, AtLeast | ExactlyZero | Open)
    told = (target.unit_of_measure, "" if plain else str(COMPARATORS[limit.comparator]))
    return ", ".join(part for part in told if part)


def _text(cell: AnnexCell | None, target: Target) -> str:
    if cell is None:
        return ""
    if cell.exempt or cell.threshold is None:
        return EXEMPT
    limit = threshold_from_data(cell.threshold)
    return str(COMPARATORS["open"]) if isinstance(limit, Open) else shown(limit, target)


def _sum(column: list[AnnexCell | None], target: Target) -> str:
    """Of what adds up; "" for rates, means and zeros."""
    if not splits(target):
        return ""
    limits = [threshold_from_data(cell.threshold) for cell in column if cell and cell.threshold is not None]
    return format_number(sum(needed(one) for one in limits))
