"""A table of units × figures that waits for a person: which unit is meant, what a cell should say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.federation.intakes.finding import find_unit, remember_name
from thidua.federation.models import Body
from thidua.kernel.door import listing, verdict
from thidua.kernel.intake.lines import Line, refuse_repeats
from thidua.kernel.intake.registry import Column, Context, intake
from thidua.launch.models import Period
from thidua.report.actions.queue_lines import TYPED
from thidua.report.actions.save_draft import save_draft
from thidua.report.errors import StrangeUnit, UnknownElement
from thidua.report.intakes.figures import check_figure, figures_of
from thidua.report.models import Report
from thidua.report.queries.checking import asked
from thidua.report.queries.grid import children
from thidua.report.queries.pasted import heads_of


@dataclass(frozen=True)
class _Table:
    """The reports directly below, by unit, of the period named at upload."""

    period: str
    reports: Mapping[int, Report]
    enterable: frozenset[int]
    heads: Mapping[str, str]  # folded name or code → code of the figure


@intake(
    TYPED,
    label=_("bảng số liệu báo cáo"),
    capability="report.enter_for",
    sent_elsewhere=True,
    whole_list=True,
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
        refuse_repeats(lines, "unit")

    def apply(self, lines: Sequence[Line], context: Context) -> None:
        table = _table(context)
        for line in lines:
            report = table.reports[line.body_id or 0]
            changes = {code: typed for code, (_key, typed) in figures_of(line, table.heads).items()}
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
    for code, (key, typed) in figures_of(line, table.heads).items():
        if code in own:
            check_figure(line, key, typed, own[code])
        else:
            line.refuse(key, UnknownElement(element=code))


def _table(context: Context) -> _Table:
    if TYPED not in context.kept:
        context.kept[TYPED] = _load(context)
    kept: _Table = context.kept[TYPED]
    return kept


def _load(context: Context) -> _Table:
    period = Period.objects.get(pk=context.settings["period_id"])
    unit = Body.objects.get(pk=context.unit_id)
    reports = {one.unit_id: one for one in children(context.actor, unit, period)}
    open_ones = listing(Report, actor=context.actor, verb="enter").filter(period=period, unit_id__in=reports)
    form = next((one.form.definition for one in reports.values()), None)
    enterable = frozenset(open_ones.values_list("pk", flat=True))
    return _Table(period.name, reports, enterable, heads_of(form) if form else {})
