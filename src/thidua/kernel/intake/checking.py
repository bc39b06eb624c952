"""Checking rows through their kind and keeping what was found. Every row is always in exactly one state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Count

from thidua.kernel.door import Actor
from thidua.kernel.intake.errors import CellEmpty
from thidua.kernel.intake.lines import Line
from thidua.kernel.intake.registry import Context, IntakeKind, kind_of
from thidua.kernel.intake.states import ROW
from thidua.kernel.models import Intake, IntakeRow

OPEN = ("ready", "problem", "unmatched")
_FOUND = ("problems", "wanted", "suggestions", "body_id", "note", "turn")
_MOVES = {"ready": "find_ready", "problem": "find_problem", "unmatched": "find_unmatched"}


def line_of(row: IntakeRow) -> Line:
    """The row as the kind sees it, without what was found before."""
    line = Line(row.number, dict(row.cells), row.body_id, row.chosen, row.pk)
    line.forget_findings()
    return line


def check(lines: Sequence[Line], context: Context) -> None:
    """What the columns demand, then what the kind finds."""
    kind = kind_of(context.intake.kind)
    required = [column for column in kind.columns if column.required]
    for line in lines:
        for column in required:
            if not line.text(column.key):
                line.refuse(column.key, CellEmpty(column=str(column.title)))
    kind.handling.check(lines, context)


def keep(rows: Sequence[IntakeRow], lines: Sequence[Line]) -> None:
    """Writes what was found back to the rows, in a handful of statements."""
    for row, line in zip(rows, lines, strict=True):
        fill(row, line)
    IntakeRow.objects.bulk_update(rows, _FOUND, batch_size=500)
    move([(row.pk, line.state) for row, line in zip(rows, lines, strict=True)])


def fill(row: IntakeRow, line: Line) -> IntakeRow:
    row.problems, row.wanted, row.note, row.turn = (
        line.problems,
        line.wanted[:255],
        line.note[:300],
        line.turn,
    )
    row.suggestions = [{"body_id": one.body_id, "label": one.label} for one in line.suggestions]
    row.body_id = line.body_id
    return row


def move(found: Iterable[tuple[int, str]]) -> None:
    by_state: dict[str, list[int]] = {}
    for pk, state in found:
        by_state.setdefault(state, []).append(pk)
    for state, pks in by_state.items():
        ROW.move_all(IntakeRow.objects.filter(pk__in=pks), _MOVES[state])


def recheck(intake: Intake, actor: Actor, numbers: Iterable[int] | None = None) -> None:
    """Checks open rows again: those numbered, or all when the kind's rows refer to one another."""
    kind: IntakeKind = kind_of(intake.kind)
    rows = IntakeRow.objects.filter(intake=intake, state__in=OPEN).order_by("number")
    if numbers is not None and not kind.whole_list:
        rows = rows.filter(number__in=list(numbers))
    held = list(rows)
    lines = [line_of(row) for row in held]
    check(lines, Context(intake, actor))
    keep(held, lines)


def tally(intake: Intake) -> dict[str, int]:
    """How many rows are in each state, with their ``total``; one query."""
    counted = dict(
        IntakeRow.objects.filter(intake=intake).order_by().values_list("state").annotate(n=Count("pk"))
    )
    by_state = {state: counted.pop(state, 0) for state in ROW.states}
    assert not counted, f"rows in states unknown: {counted}"
    return {**by_state, "total": sum(by_state.values())}
