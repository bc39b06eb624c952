"""A table of units × figures that waits for a person: which unit is meant, what a cell should say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.algebra.elements import Element
from thidua.federation.intakes.finding import find_unit, remember_name
from thidua.federation.models import Body
from thidua.formats.text import fold
from thidua.kernel.door import listing, verdict
from thidua.kernel.intake.lines import Line
from thidua.kernel.intake.reading import OTHER
from thidua.kernel.intake.registry import Column, Context, intake
from thidua.launch.models import Period
from thidua.report.actions.save_draft import save_draft
from thidua.report.errors import StrangeUnit, UnknownElement
from thidua.report.models import Report
from thidua.report.queries.cells import Change, entry_of, problem_of
from thidua.report.queries.checking import asked
from thidua.report.queries.grid import children
from thidua.report.queries.pasted import NUMBER_HEADS, heads_of

KIND = "report_grid"


@dataclass(frozen=True)
class _Table:
    """The reports directly below, by unit, of the period named at upload."""

    period: str
    reports: Mapping[int, Report]
    enterable: frozenset[int]
    heads: Mapping[str, str]  # folded name or code → code of the figure


@intake(
    KIND,
    label=_("bảng số liệu báo cáo"),
    capability="report.enter_for",
    sent_elsewhere=True,
    columns=(Column("unit", _("Đơn vị"), ("ten don vi", "ma don vi", "cong doan co so"), required=True),),
)
class ReportGrid:
    """Lines of figures; each is saved as a draft entered for its unit."""

    remember = staticmethod(remember_name)

    def check(self, lines: Sequence[Line], context: Context) -> None:
        table = _table(context)
        for line in lines:
            if line.text("unit"):
                find_unit(line, "unit", context)
            if line.body_id is not None:
                _check(line, table, context)

    def apply(self, lines: Sequence[Line], context: Context) -> None:
        table = _table(context)
        for line in lines:
            report = table.reports[line.body_id or 0]
            changes = {code: typed for code, (_key, typed) in _figures(line, table).items()}
            save_draft(actor=context.actor, report_id=report.pk, changes=changes)
            line.made_id = report.pk


def _check(line: Line, table: _Table, context: Context) -> None:
    report = table.reports.get(line.body_id or 0)
    if report is None:
        line.refuse("unit", StrangeUnit(period=table.period))
        return
    if report.pk not in table.enterable:
        given = verdict(report, actor=context.actor, verb="enter")
        if given.refusal is not None:
            line.refuse("unit", given.refusal)
    own = {question.element.code: question.element for question in asked(report)}
    for code, (key, typed) in _figures(line, table).items():
        _check_figure(line, key, typed, own.get(code), code)


def _check_figure(line: Line, key: str, typed: str, element: Element | None, code: str) -> None:
    if element is None:
        line.refuse(key, UnknownElement(element=code))
        return
    problem = problem_of(element, entry_of(element, Change.read(typed)))
    if problem is not None:
        line.refuse(key, problem)


def _figures(line: Line, table: _Table) -> dict[str, tuple[str, str]]:
    """By code: the column's key and the text. A column that is no figure is refused under its own name."""
    found: dict[str, tuple[str, str]] = {}
    for key, typed in line.cells.items():
        head = fold(key.removeprefix(OTHER))
        if key.startswith(OTHER) and typed and head not in NUMBER_HEADS:
            found[table.heads.get(head, key.removeprefix(OTHER))] = (key, typed)
    return found


def _table(context: Context) -> _Table:
    if KIND not in context.kept:
        context.kept[KIND] = _load(context)
    kept: _Table = context.kept[KIND]
    return kept


def _load(context: Context) -> _Table:
    period = Period.objects.get(pk=context.settings["period_id"])
    unit = Body.objects.get(pk=context.unit_id)
    reports = {one.unit_id: one for one in children(context.actor, unit, period)}
    open_ones = listing(Report, actor=context.actor, verb="enter").filter(period=period, unit_id__in=reports)
    form = next((one.form.definition for one in reports.values()), None)
    enterable = frozenset(open_ones.values_list("pk", flat=True))
    return _Table(period.name, reports, enterable, heads_of(form) if form else {})
