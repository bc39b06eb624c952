"""Who has not sent, whom to remind, and the same as a sheet."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from thidua.documents.sheets import write_rows
from thidua.federation.models import Body
from thidua.formats import vi
from thidua.kernel.door import VIEW, Actor, listing
from thidua.kernel.errors import Absent
from thidua.kernel.typed import DayField
from thidua.launch.models import Cycle, Period
from thidua.report.actions.chase import chase
from thidua.report.desk.asking import actor_of, crumbs, done, signed_in, unit_of
from thidua.report.desk.posted import numbers
from thidua.report.models import Chase, Report
from thidua.report.queries.board import Board, Cell, board, progress
from thidua.report.states import REPORT

WORDS = {
    "late": gettext_lazy("Quá hạn"),
    "watch": gettext_lazy("Cần để mắt"),
    "underway": gettext_lazy("Đang làm, đúng nhịp"),
    "done": gettext_lazy("Đã gửi"),
}
EVERYTHING = 100_000


class ChaseForm(forms.Form):
    how = forms.ChoiceField(label=gettext_lazy("Cách liên hệ"), choices=Chase.How.choices)
    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Đơn vị được nhắc đọc được dòng này."),
    )
    promised_on = DayField(label=gettext_lazy("Hẹn gửi ngày"), required=False)


def _place(actor: Actor, cycle_id: int) -> tuple[Cycle, Body]:
    """The cycle, when this person sees a report of it, and the unit that they act for."""
    seen = listing(Report, actor=actor, verb=VIEW).filter(period__cycle_id=cycle_id)
    cycle = Cycle.objects.select_related("movement").filter(pk=cycle_id).first() if seen.exists() else None
    unit = unit_of(actor)
    if cycle is None or unit is None:
        raise Absent()
    return cycle, unit


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def board_page(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Units × periods, the latest first."""
    actor = actor_of(request)
    cycle, unit = _place(actor, cycle_id)
    asked = ChaseForm(request.POST if request.method == "POST" else None, initial={"how": "phone"})
    grassroots = request.GET.get("cap") == "co-so"
    page = request.GET.get("trang", "1")
    shown = board(
        actor=actor,
        unit=unit,
        cycle=cycle,
        grassroots=grassroots,
        page=int(page) if page.isdecimal() and len(page) < 6 else 1,
    )
    if request.method == "POST" and asked.is_valid():
        return _chase(request, actor, cycle, asked, shown)
    context = {
        "title": _("Ai chưa gửi"),
        "lead": _lead(shown),
        "crumbs": crumbs((_("Ai chưa gửi"), "")),
        "cycle": cycle,
        "unit": unit,
        "board": shown,
        "groups": _groups(shown),
        "grassroots": grassroots,
        "progress": progress(actor=actor, unit=unit, period=shown.periods[-1]) if shown.periods else None,
        "form": asked,
    }
    return render(request, "report/board.html", context, status=422 if asked.errors else 200)


def _lead(shown: Board) -> str:
    late = shown.counts["late"]
    if late:
        return ngettext("%(count)d đơn vị quá hạn.", "%(count)d đơn vị quá hạn.", late) % {"count": late}
    return _("Không có đơn vị nào quá hạn.")


def _groups(shown: Board) -> list[dict[str, object]]:
    rows: dict[str, list[object]] = {}
    for row in shown.rows:
        cells = [row.cells.get(period.pk) for period in shown.periods]
        last = next((cell.report_id for cell in reversed(cells) if cell), None)
        told = {"row": row, "cells": list(zip(shown.periods, cells, strict=True)), "report_id": last}
        rows.setdefault(row.group, []).append(told)
    return [
        {"code": code, "name": WORDS[code], "count": shown.counts[code], "rows": told}
        for code, told in rows.items()
    ]


def _chase(request: HttpRequest, actor: Actor, cycle: Cycle, asked: ChaseForm, shown: Board) -> HttpResponse:
    everyone = request.POST.get("whom") == "all"
    wanted = shown.chaseable if everyone else numbers(request.POST, "report")
    made = chase(
        actor=actor,
        report_ids=wanted,
        how=asked.cleaned_data["how"],
        text=asked.cleaned_data["text"],
        promised_on=asked.cleaned_data["promised_on"],
    )
    words = ngettext("Đã ghi nhắc %(count)d báo cáo.", "Đã ghi nhắc %(count)d báo cáo.", len(made))
    return done(request, words % {"count": len(made)}, "report:board", cycle_id=cycle.pk)


@signed_in
@require_GET
def board_sheet(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """What the board shows, whole, as an Excel sheet."""
    actor = actor_of(request)
    cycle, unit = _place(actor, cycle_id)
    grassroots = request.GET.get("cap") == "co-so"
    shown = board(actor=actor, unit=unit, cycle=cycle, grassroots=grassroots, size=EVERYTHING)
    columns = [_("Đơn vị"), *_heads(shown.periods), _("Liên hệ cuối")]
    lines = [
        [
            row.unit.name,
            *(_words(row.cells.get(period.pk)) for period in shown.periods),
            str(row.last_chase) if row.last_chase else "",
        ]
        for row in shown.rows
    ]
    answer = HttpResponse(
        write_rows(columns, lines, sheet=_("Ai chưa gửi")),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    answer["Content-Disposition"] = f'attachment; filename="ai-chua-gui-{cycle.year}.xlsx"'
    return answer


def _heads(periods: list[Period]) -> list[str]:
    """Column heads must differ even when two periods bear one name."""
    names = [str(period) for period in periods]
    return [
        name if names.count(name) == 1 else f"{name} ({vi.format_date(period.cutoff_on)})"
        for name, period in zip(names, periods, strict=True)
    ]


def _words(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.exempt:
        return _("Không phải báo cáo: %(reason)s") % {"reason": cell.exempt_reason}
    state = str(REPORT.states[cell.state])
    if cell.days_late:
        return _("%(state)s, muộn %(days)d ngày") % {"state": state, "days": cell.days_late}
    return state
