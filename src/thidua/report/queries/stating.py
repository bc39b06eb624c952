"""What units do not type themselves: grades from the union above, figures of registers; units × figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thidua.algebra.elements import Source
from thidua.algebra.forms import Question
from thidua.kernel.door import Actor, verdict
from thidua.report.models import Report
from thidua.report.queries.figures import data_of_many
from thidua.report.queries.grid import children
from thidua.report.queries.prefill import FROM_RECORDS

VERBS: Mapping[Source, str] = {Source.ABOVE: "state_above", Source.REGISTER: "state_register"}


@dataclass(frozen=True)
class Stated:
    """One figure of one unit. ``entry`` is empty while nobody has stated it, which is not zero."""

    question: Question
    entry: Mapping[str, Any]
    may_state: bool
    letter: Report | None = None  # the letter of another office that states it

    @property
    def counted(self) -> bool:
        """Whether activity records say it: then they are changed, not the figure."""
        return self.entry.get("from") == FROM_RECORDS

    @property
    def open(self) -> bool:
        return self.may_state and not self.counted and self.letter is None


@dataclass(frozen=True)
class StatedRow:
    report: Report
    cells: Mapping[str, Stated]


@dataclass(frozen=True)
class StatedGrid:
    questions: tuple[Question, ...]
    rows: list[StatedRow]

    def alike(self) -> list[StatedGrid]:
        """Rows of which the same figures are asked stand in one table."""
        parts: dict[tuple[str, ...], list[StatedRow]] = {}
        for row in self.rows:
            parts.setdefault(tuple(row.cells), []).append(row)
        return [
            StatedGrid(tuple(one for one in self.questions if one.element.code in codes), rows)
            for codes, rows in parts.items()
        ]

    @property
    def missing(self) -> int:
        """Figures that this person may state and nobody has."""
        return sum(cell.open and not cell.entry for row in self.rows for cell in row.cells.values())


def stated_questions(report: Report) -> list[Question]:
    """The figures about this unit that are not its own to type, in this period; the whole before its part."""
    places = report.form.places
    found = [
        one
        for one in report.form.definition.questions
        if one.element.source in VERBS and one.element.code not in report.unasked and one.asks(report.strata)
    ]
    return sorted(found, key=lambda one: places.get(one.element.code, len(places)))


def may_state(actor: Actor, report: Report, question: Question) -> bool:
    return bool(verdict(report, actor=actor, verb=VERBS[question.element.source]))


def stated_grid(actor: Actor, own: Report) -> StatedGrid:
    """The union itself and those directly below it; the same few queries for any number of units."""
    below = [one for one in children(actor, own.unit, own.period) if one.pk != own.pk]
    reports = [own, *below] if own.kind == Report.Kind.OWN and not own.exempt else below
    told = said_elsewhere(reports)
    rows = [_row(actor, one, told.get(one.unit_id, {})) for one in reports]
    rows = [row for row in rows if any(cell.may_state for cell in row.cells.values())]
    wanted = {code: cell.question for row in rows for code, cell in row.cells.items() if cell.may_state}
    return StatedGrid(tuple(wanted.values()), rows)


def _row(
    actor: Actor, report: Report, told: Mapping[str, tuple[Mapping[str, Any], Report | None]]
) -> StatedRow:
    nothing: tuple[Mapping[str, Any], Report | None] = ({}, None)
    cells = {}
    for one in stated_questions(report):
        entry, letter = told.get(one.element.code, nothing)
        cells[one.element.code] = Stated(one, entry, may_state(actor, report, one), letter)
    return StatedRow(report, cells)


def said_elsewhere(
    reports: list[Report],
) -> dict[int, dict[str, tuple[Mapping[str, Any], Report | None]]]:
    """By unit and figure: what registers, the level above and other offices say; two queries."""
    if not reports:
        return {}
    heads = list(
        Report.objects.filter(
            period_id=reports[0].period_id,
            unit_id__in=[one.unit_id for one in reports],
            kind__in=[Report.Kind.DERIVED, Report.Kind.EXTERNAL],
        )
    )
    data = data_of_many(heads)
    told: dict[int, dict[str, tuple[Mapping[str, Any], Report | None]]] = {}
    for head in heads:
        letter = head if head.kind == Report.Kind.EXTERNAL else None
        for code, entry in data.get(head.pk, {}).items():
            told.setdefault(head.unit_id, {})[code] = (entry, letter)
    return told


def stated_cells(actor: Actor, own: Report) -> list[Stated]:
    """The figures about one unit that are not its own to type, with who said what; two queries."""
    row = _row(actor, own, said_elsewhere([own]).get(own.unit_id, {}))
    return list(row.cells.values())


def unstated(period_id: int, unit_id: int) -> set[str]:
    """Figures about a unit that are not its own to type and that nobody has stated, by code; three queries."""
    own = Report.objects.select_related("form").filter(
        period_id=period_id, unit_id=unit_id, kind=Report.Kind.OWN
    )
    told = {one.pk: said_elsewhere([one]).get(one.unit_id, {}) for one in own}
    return {
        question.element.code
        for one in own
        for question in stated_questions(one)
        if question.element.code not in told[one.pk]
    }


def stated_head(own: Report) -> Report:
    """The head of what is stated about a unit, as it is or as it would be; it is not made by looking."""
    kept = Report.objects.select_related("form", "unit", "period__cycle__movement").filter(
        period_id=own.period_id, unit_id=own.unit_id, kind=Report.Kind.DERIVED
    )
    empty = Report(period=own.period, unit=own.unit, kind=Report.Kind.DERIVED, form=own.form)
    return kept.first() or empty


def letters_of(own: Report) -> list[tuple[Report, dict[str, Any]]]:
    """Letters of other offices about a unit, the latest first; a withdrawn one has no figures."""
    heads = list(
        Report.objects.filter(period_id=own.period_id, unit_id=own.unit_id, kind=Report.Kind.EXTERNAL)
        .prefetch_related("evidence__file")
        .order_by("-pk")
    )
    data = data_of_many(heads)
    return [(head, data.get(head.pk, {})) for head in heads]
