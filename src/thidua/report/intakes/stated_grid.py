"""Lines of a register, or of grades from above, that wait for a person: which unit is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.federation.intakes.finding import find_unit, remember_name
from thidua.formats.errors import CodedError
from thidua.kernel.intake.lines import Line, refuse_repeats
from thidua.kernel.intake.registry import Column, Context, intake
from thidua.launch.models import Period
from thidua.report.actions.queue_lines import STATED
from thidua.report.actions.state_figures import state_figures
from thidua.report.errors import (
    AlreadyStated,
    CountedFromRecords,
    FindingsRefuse,
    StatedElsewhere,
    StrangeUnit,
)
from thidua.report.intakes.figures import check_figure, figures_of
from thidua.report.models import Report
from thidua.report.queries.pasted import heads_of
from thidua.report.queries.stating import Stated, StatedRow, stated_grid


@dataclass(frozen=True)
class _Table:
    """The union itself and those directly below it, of the period named at upload, by unit."""

    period: str
    rows: Mapping[int, StatedRow]
    heads: Mapping[str, str]  # folded name or code → code of the figure


@intake(
    STATED,
    label=_("bảng số do cấp trên ghi"),
    capability="report.bulk",
    sent_elsewhere=True,
    whole_list=True,
    columns=(Column("unit", _("Đơn vị"), ("ten don vi", "ma don vi", "cong doan co so"), required=True),),
)
class StatedLines:
    """Lines of figures; each is stated about its unit, as on the page."""

    remember = staticmethod(remember_name)

    def check(self, lines: Sequence[Line], context: Context) -> None:
        table = _table(context)
        for line in lines:
            if line.text("unit"):
                find_unit(line, "unit", context)
            if line.body_id is not None:
                _check(line, table)
        refuse_repeats(lines, "unit")

    def apply(self, lines: Sequence[Line], context: Context) -> None:
        table = _table(context)
        for line in lines:
            own = table.rows[line.body_id or 0].report
            told = {code: typed for code, (_key, typed) in figures_of(line, table.heads).items()}
            outcome = state_figures(actor=context.actor, own_id=own.pk, figures=told)
            if outcome.problems:  # somebody was quicker since the lines were checked
                raise FindingsRefuse(outcome.problems, count=len(outcome.problems))
            line.made_id = own.pk


def _check(line: Line, table: _Table) -> None:
    row = table.rows.get(line.body_id or 0)
    if row is None:
        line.refuse("unit", StrangeUnit(period=table.period))
        return
    for code, (key, typed) in figures_of(line, table.heads).items():
        cell = row.cells.get(code)
        refusal = _refusal(cell, code, row.report)
        if refusal is not None:
            line.refuse(key, refusal)
        elif cell is not None:
            check_figure(line, key, typed, cell.question.element)


def _refusal(cell: Stated | None, code: str, own: Report) -> CodedError | None:
    """Why this figure is not this person's to state about this unit; None when it is."""
    name = cell.question.element.name if cell else ""
    if cell is None or not cell.may_state:
        return StatedElsewhere(element=name or code, unit=own.unit)
    if cell.counted:
        return CountedFromRecords(element=name or code, unit=own.unit)
    return AlreadyStated(element=name or code) if cell.letter is not None else None


def _table(context: Context) -> _Table:
    if STATED not in context.kept:
        context.kept[STATED] = _load(context)
    kept: _Table = context.kept[STATED]
    return kept


def _load(context: Context) -> _Table:
    period = Period.objects.get(pk=context.settings["period_id"])
    found = Report.objects.select_related("period__cycle__movement", "unit__parent", "form")
    own = found.get(period=period, unit_id=context.unit_id, kind=Report.Kind.OWN)
    rows = {row.report.unit_id: row for row in stated_grid(context.actor, own).rows}
    return _Table(str(period), rows, heads_of(own.form.definition))
