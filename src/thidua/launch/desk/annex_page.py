"""The annex on screen: a few units and a few targets at a time, each cell with what is wrong in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.algebra.thresholds import threshold_from_data
from thidua.catalogue.wording import say_finding, say_threshold
from thidua.federation.models import Body
from thidua.formats.text import fold
from thidua.kernel.door import verdict
from thidua.kernel.errors import Said
from thidua.launch.desk.answering import Request
from thidua.launch.models import AnnexCell, Paper
from thidua.launch.queries.annex import Annex, Cell, Column
from thidua.launch.queries.asking_change import requests_for
from thidua.launch.queries.gate import Lack, say_fault

ROWS = 12  # units on one screen
COLUMNS = 5  # targets on one screen
MOST_FAULTS = 6  # told above the table; the cells tell theirs, and "chỉ chỗ phải sửa" shows all of them
_LONGEST = 300


@dataclass(frozen=True)
class Typed:
    """What a person sent: figures and reasons by cell ("12-44"), the cells that could not be written, and why
    nothing could be."""

    figures: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, Said] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class Sight:
    """What the address asks to see, so that a save comes back to the same place."""

    first: int  # the first target, by its place
    page: int
    words: str
    only_wrong: bool
    place: str  # "12" or "12-44": the target, and the unit, that must be in sight

    @classmethod
    def of(cls, asked: QueryDict) -> Sight:
        return cls(
            first=_whole(asked.get("tu")),
            page=max(1, _whole(asked.get("trang"))),
            words=asked.get("tim", "")[:_LONGEST],
            only_wrong=asked.get("loc") == "sai",
            place=asked.get("o", ""),
        )

    def query(self, **other: object) -> str:
        told = {
            "tu": self.first,
            "trang": self.page,
            "tim": self.words,
            "loc": "sai" if self.only_wrong else "",
            **other,
        }
        return urlencode({name: value for name, value in told.items() if value})


def lacking(lacks: Collection[Lack]) -> dict[str, Any]:
    """What a paper lacks, for the list beside it: of an annex with a thousand wrong cells a few, and how many more."""
    cells = [one for one in lacks if one.place]
    rest = [one for one in lacks if not one.place]
    shown = [*rest, *cells[:MOST_FAULTS]]
    return {"lacks": shown, "lack_count": len(lacks), "more_lacks": len(lacks) - len(shown)}


def key_of(column: Column, unit: Body) -> str:
    return f"{column.target.pk}-{unit.pk}"


def annex_context(request: Request, decision: Paper, table: Annex, typed: Typed = Typed()) -> dict[str, Any]:
    """Everything the page draws. What is wrong in a cell stands in it, in the list on top, and nowhere else."""
    sight = _moved_to_place(Sight.of(request.GET), table)
    columns, at = _columns_in_sight(table, sight, typed.refused)
    units = Paginator(_units_in_sight(table, sight, typed.refused), ROWS).get_page(sight.page)
    here = sight.query(tu=at, trang=units.number, o="")
    rows = [_row(table.units[place], place, columns, typed) for place in units]
    faults = table.faults
    return {
        "title": _("Giao chỉ tiêu"),
        "lead": decision.title,
        "paper": decision,
        "crumbs": [
            {"label": _("Phát động"), "url": reverse("launch:home")},
            {"label": str(decision), "url": reverse("launch:paper", args=[decision.pk])},
            {"label": _("Giao chỉ tiêu"), "url": ""},
        ],
        "columns": [_column(one) for one in columns],
        "targets": [one.target for one in table.columns],
        "rows": rows,
        "marked": [cell for row in rows for cell in row["cells"] if cell["bad"] or cell["laxer"]],
        "units": units,
        "counts": table.counts,
        "refused": [_summed_up(table, key, said) for key, said in typed.refused.items()],
        "faults": [{"place": one.place, "where": one.where, "says": say_fault(one)} for one in faults][
            :MOST_FAULTS
        ],
        "more_faults": max(0, len(faults) - MOST_FAULTS),
        "rules": AnnexCell.Rule.choices[:-1],
        "whole_rules": AnnexCell.Rule.choices[:3],
        "may_write": bool(verdict(decision, actor=request.actor, verb="annex")),
        "asked_changes": [
            {"row": row, "says": says_assigned(row.threshold, row.target.unit_of_measure)}
            for row in requests_for(decision.seat, decision.movement_id, decision.year)
        ],
        "pages": list(_groups(table, sight, at, units)),
        "sight": sight,
        "here": here,
        "problem": typed.problem,
        "pager_query": sight.query(tu=at, trang=0),
    }


def says_assigned(stored: Mapping[str, object] | None, measure: str) -> str:
    return say_threshold(threshold_from_data(stored), measure) if stored else ""


def _whole(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 10 else 0


def _moved_to_place(sight: Sight, table: Annex) -> Sight:
    """The page that holds the cell that was asked for."""
    target, _dash, unit = sight.place.partition("-")
    columns = [str(one.target.pk) for one in table.columns]
    units = [str(one.pk) for one in table.units]
    if target not in columns:
        return sight
    page = units.index(unit) // ROWS + 1 if unit in units else sight.page
    return Sight(columns.index(target), page, "", False, sight.place)


def _columns_in_sight(table: Annex, sight: Sight, refused: Collection[str]) -> tuple[tuple[Column, ...], int]:
    """A few targets, and the place of the first."""
    columns = _columns(table, sight, refused)
    first = min(sight.first, max(0, len(columns) - 1)) // COLUMNS * COLUMNS
    return tuple(columns[first : first + COLUMNS]), first


def _columns(table: Annex, sight: Sight, refused: Collection[str]) -> list[Column]:
    if not sight.only_wrong:
        return list(table.columns)
    wrong = {key.split("-")[0] for key in refused}
    found = [one for one in table.columns if one.faults or str(one.target.pk) in wrong]
    return found or list(table.columns)


def _units_in_sight(table: Annex, sight: Sight, refused: Collection[str]) -> list[int]:
    """Places of the units that the filter leaves; all of them when only whole columns are at fault."""
    places = range(len(table.units))
    if sight.only_wrong:
        cells = [one.cell for one in table.faults if one.cell is not None]
        wrong = {one.unit.pk for one in cells} | {int(key.split("-")[1]) for key in refused}
        return [at for at in places if table.units[at].pk in wrong] or list(places)
    words = fold(sight.words).split()
    return [at for at in places if all(word in fold(str(table.units[at])) for word in words)]


def _row(unit: Body, place: int, columns: Collection[Column], typed: Typed) -> dict[str, Any]:
    return {"unit": unit, "cells": [_cell(column, column.cells[place], typed) for column in columns]}


def _cell(column: Column, cell: Cell, typed: Typed) -> dict[str, Any]:
    key = key_of(column, cell.unit)
    measure = column.target.unit_of_measure
    said = typed.refused.get(key)
    wrong = next((one for other, one in column.impossible if other is cell), None)
    laxer = next((one for other, one in column.weaker if other is cell), None)
    bad = str(said) if said else say_finding(wrong, unit=measure) if wrong else ""
    return {
        "key": key,
        "target": column.target,
        "text": typed.figures.get(key, cell.text),
        "before": cell.before,
        "bad": bad,
        "laxer": laxer is not None and not bad,
        "reason": typed.reasons.get(key, cell.reason),
    }


def _summed_up(table: Annex, key: str, said: Said) -> dict[str, str]:
    """A line of the summary: which unit, which target, and what is wrong with what was typed."""
    target, unit = key.split("-")
    named = {str(one.target.pk): one.target.name for one in table.columns}
    units = {str(one.pk): str(one) for one in table.units}
    return {"target": f"o-{key}", "label": f"{units[unit]}, {named[target]}", "what": said.what}


def _column(column: Column) -> dict[str, Any]:
    expected = column.expected
    return {
        "target": column.target,
        "expected": say_threshold(expected, column.target.unit_of_measure) if expected else "",
        "ledger": column.ledger,
        "waiting": column.waiting,
        "adds_up": column.adds_up,
        "shortfall": column.shortfall,
        "below": column.ledger is not None and column.ledger.below,
    }


def _groups(table: Annex, sight: Sight, here: int, units: Page[int]) -> Iterator[dict[str, Any]]:
    """Groups of targets, turned like pages."""
    many = len(_columns(table, sight, ()))
    for first in range(0, many, COLUMNS):
        label = f"{first + 1}–{min(first + COLUMNS, many)}"
        query = sight.query(tu=first, trang=units.number)
        yield {"query": query, "label": label, "here": first == here}
