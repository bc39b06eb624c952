"""The annex of a paper: a table of units and targets becomes the annex of a decision that is still a draft.

A dash is "không giao", an empty cell is nothing, and the Cộng row is no unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from django.db import transaction

from thidua.algebra.definitions import indicator_to_data
from thidua.algebra.thresholds import (
    AtLeast,
    AtMost,
    LessThan,
    MoreThan,
    Open,
    Threshold,
    threshold_from_data,
    threshold_to_data,
)
from thidua.catalogue.queries.indicators import PERCENT
from thidua.documents.reading.model import Given
from thidua.formats.errors import CodedError
from thidua.formats.text import clean, fold
from thidua.kernel.door import Actor
from thidua.launch.actions.set_target import add_target, pick_target
from thidua.launch.models import AnnexCell, Cycle, Paper, ReadBody, ReadItem, Target
from thidua.launch.queries.from_paper.meaning import nearest_indicator
from thidua.launch.queries.picking import Figure, own_indicator


def lay_annex(
    *,
    actor: Actor,
    decision: Paper,
    cycle: Cycle,
    rows: Iterable[ReadItem],
    bodies: Iterable[ReadBody],
    totals: Mapping[str, Any],
) -> int:
    """Writes one cell a unit and target; returns how many. Names that were kept apart stay in the reading."""
    units = {one.written: one.body_id for one in bodies if one.body_id is not None}
    given = [row for row in rows if _unit_of(row) in units]
    columns: dict[str, list[ReadItem]] = {}
    for row in given:
        columns.setdefault(str(row.told.get("target") or ""), []).append(row)
    cells: list[AnnexCell] = []
    for name, column in columns.items():
        target = _target(actor, cycle, name, column, totals.get(name))
        cells += [_cell(decision, target, row, units) for row in column if _says(row)]
    AnnexCell.objects.bulk_create(cells, ignore_conflicts=True, batch_size=2000)
    return len(cells)


def _unit_of(row: ReadItem) -> str:
    return clean(str(row.told.get("unit") or ""))


def _says(row: ReadItem) -> bool:
    return row.told.get("given") == Given.NOT_ASSIGNED.value or row.told.get("value") is not None


def _cell(decision: Paper, target: Target, row: ReadItem, units: Mapping[str, int]) -> AnnexCell:
    exempt = row.told.get("given") == Given.NOT_ASSIGNED.value
    unit_id = units[_unit_of(row)]
    limit = None if exempt else _limit(target, row.told["value"])
    return AnnexCell(
        decision=decision,
        target=target,
        unit_id=unit_id,
        threshold=None if limit is None else threshold_to_data(limit),
        exempt=exempt,
    )


def _limit(target: Target, value: object) -> Threshold:
    """A bare number of the table is a floor; under a strict target it is as strict as that."""
    number = Fraction(str(value)) / (100 if target.unit_of_measure == PERCENT else 1)
    like = threshold_from_data(target.threshold)
    if isinstance(like, MoreThan | AtMost | LessThan):
        return type(like)(number)
    return AtLeast(number)


def _target(actor: Actor, cycle: Cycle, name: str, column: list[ReadItem], total: object) -> Target:
    """The target of a column: one of the year by its name, one of the catalogue, or a count of its own."""
    for one in Target.objects.filter(cycle=cycle):
        if fold(one.name) == fold(name) or fold(one.name).startswith(f"{fold(name)} ("):
            return one
    unit = str(column[0].told.get("measure") or "")
    threshold = threshold_to_data(_asked(column, total, unit))
    code = column[0].means.get("indicator") or nearest_indicator({"subject": name, "unit": unit})
    if code:
        try:
            with transaction.atomic():
                return pick_target(
                    actor=actor, cycle_id=cycle.pk, picked=code, threshold=threshold, name=name[:300]
                )
        except CodedError:
            pass  # measured otherwise than the catalogue does: it becomes a figure of its own
    return _own(actor, cycle, name, unit, threshold)


def _own(actor: Actor, cycle: Cycle, name: str, unit: str, threshold: dict[str, str]) -> Target:
    kind = "share" if unit == PERCENT else "total"
    figures = {"figure": Figure(name=name, unit_of_measure=unit or "việc")}
    if kind == "share":
        figures = {"part": Figure(name=name, unit_of_measure="người"), "whole": Figure(code="workers")}
    indicator = own_indicator(kind, figures, cycle=cycle)
    return add_target(
        actor=actor,
        cycle_id=cycle.pk,
        name=name[:300],
        indicator=indicator_to_data(indicator),
        threshold=threshold,
        unit_of_measure=unit or "việc",
    )


def _asked(column: list[ReadItem], total: object, unit: str) -> Threshold:
    """What the whole must reach: what the Cộng row says, else the sum of what is assigned; of rates the lowest."""
    if total not in (None, ""):
        return AtLeast(Fraction(str(total)) / (100 if unit == PERCENT else 1))
    values = [Fraction(str(row.told["value"])) for row in column if row.told.get("value") is not None]
    if not values:
        return Open()
    return AtLeast(min(values) / 100 if unit == PERCENT else sum(values, start=Fraction(0)))
