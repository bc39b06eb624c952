"""Bản tổng hợp: the frozen editions of a period, one of them, what changed, and its sheet."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from thidua.access.requests import Request
from thidua.algebra.judging import State
from thidua.catalogue.wording import PERCENT, say_state, say_value
from thidua.documents.sheets import write_rows
from thidua.federation.models import Body
from thidua.formats.vi import format_number
from thidua.kernel.desk.answering import done, refusing, status_of
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.launch.models import Period, Target
from thidua.rollup.actions.freeze_edition import RELATED, freeze_edition
from thidua.rollup.models import Edition
from thidua.rollup.queries.differences import (
    ChangedLine,
    ChangedReport,
    before_this,
    changed_lines,
    changed_reports,
)
from thidua.rollup.queries.editions import (
    FrozenPart,
    editions_of,
    frozen_figure,
    lines_of,
    sheet_lines,
    units_of,
)
from thidua.rollup.queries.frozen_lines import lines_then
from thidua.rollup.queries.frozen_sums import stands_in
from thidua.rollup.queries.shown import MINUS, NOTHING
from thidua.rollup.rules import may_freeze, may_open, require_inside

EDITION_RELATED = ("period__cycle__movement__seat__kind",)
MOST_DIGITS = 18  # of an id in an address
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FreezeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do khóa bản mới"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Cần ghi từ bản thứ hai, như: đính chính số đoàn viên của hai cơ sở."),
    )


@require_http_methods(["GET", "POST"])
def editions(request: Request, period_id: int) -> HttpResponse:
    """The editions of a period, newest first, and the button that freezes the next."""
    period = fetch(Period, period_id, actor=request.actor, related=RELATED)
    form = FreezeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusing(form, "reason"):
            made = freeze_edition(actor=request.actor, period_id=period_id, **form.cleaned_data)
            words = _("Đã khóa bản tổng hợp số %(number)s.") % {"number": made.number}
            return done(request, words, "rollup:edition", made.pk)
    context = {
        "title": _("Bản tổng hợp"),
        "kicker": f"{period.cycle.movement}, {period}",
        "crumbs": [_seat_crumb(period), {"label": _("Bản tổng hợp"), "url": ""}],
        "period": period,
        "editions": list(editions_of(request.actor, period)),
        "form": form,
        "may_freeze": may_freeze(request.actor, period) and period.state != "planned",
        "final": period.state == "closed",
    }
    return render(request, "rollup/editions.html", context, status=status_of(form))


@require_GET
def edition(request: Request, edition_id: int) -> HttpResponse:
    """The lines of an edition as they were shown, of the seat, of a unit directly below it, or of any further down."""
    one = _edition(request, edition_id)
    units = units_of(one)
    unit = _unit(request, units, one)
    kept = unit in units
    opens = may_open(request.actor, unit)
    context = {
        **_frame(one, str(unit)),
        "unit": unit,
        "units": _offered(request.actor, units, unit, one),
        "lines": lines_of(one, unit.pk) if kept else lines_then(one, one.period, unit),
        "kept": kept,
        "opens": opens,
        "before": before_this(one),
    }
    return render(request, "rollup/edition.html", context)


@require_GET
def changes(request: Request, edition_id: int) -> HttpResponse:
    """What an edition has otherwise than the one before, and who changed it."""
    one = _edition(request, edition_id)
    before = before_this(one)
    seat = one.period.cycle.movement.seat
    require_inside(request.actor, seat)
    if before is None:
        raise Absent()
    page, reports = changed_reports(one, before, request.GET.get("trang", 1))
    context = {
        **_frame(one, _("Thay đổi so với bản số %(number)s") % {"number": before.number}),
        "before": before,
        "lines": [_line_row(line) for line in changed_lines(one, before, seat.pk)],
        "reports": [ReportRow(report, _versions(report)) for report in reports],
        "page": page,
    }
    return render(request, "rollup/edition_changes.html", context)


@require_GET
def edition_figure(request: Request, edition_id: int, unit_id: int, target_id: int) -> HttpResponse:
    """What a figure of an edition is made of, down to the versions of the reports."""
    one = _edition(request, edition_id)
    unit = Body.objects.select_related("kind", "parent").filter(pk=unit_id).first()
    if unit is None:
        raise Absent()
    require_inside(request.actor, unit)
    target = fetch(Target, target_id, actor=request.actor)
    if target.cycle_id != one.period.cycle_id:
        raise Absent()
    told = frozen_figure(one, unit, target, request.GET.get("trang", 1))
    context = {
        **_frame(one, target.name),
        "kicker": str(unit),
        "unit": unit,
        "target": target,
        "value": _said(told.measured.value, target),
        "told": told,
        "own": [_part_row(part, target) for part in told.own],
        "children": [_part_row(part, target) for part in told.children.object_list],
    }
    return render(request, "rollup/edition_figure.html", context)


@require_GET
def sheet(request: Request, edition_id: int) -> HttpResponse:
    """The lines of an edition as an Excel list: of the seat, and of those below for who may open them."""
    one = _edition(request, edition_id)
    seat = one.period.cycle.movement.seat
    unit_id = None if may_open(request.actor, seat) else seat.pk
    columns = [_("Đơn vị"), _("Chỉ tiêu"), _("Giao"), _("Đạt"), _("Tỷ lệ"), _("Trạng thái"), _("Báo cáo")]
    answer = HttpResponse(
        write_rows(columns, sheet_lines(one, unit_id), sheet=_("Bản tổng hợp")), content_type=SHEET
    )
    name = f"ban-tong-hop-{one.period.cycle.year}-so-{one.number}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@dataclass(frozen=True)
class ReportRow:
    changed: ChangedReport
    versions: str


@dataclass(frozen=True)
class LineRow:
    name: str
    before: str
    now: str
    by: str


@dataclass(frozen=True)
class PartRow:
    part: FrozenPart
    value: str


def _line_row(changed: ChangedLine) -> LineRow:
    line, before, by = changed.line, changed.before, changed.by
    told = NOTHING if by is None else _difference(by, line.target.unit_of_measure)
    was = f"{before.value} {before.share} · {say_state(State(before.state))}" if before else NOTHING
    return LineRow(line.name, was, f"{line.value} {line.share} · {say_state(State(line.state))}", told)


def _difference(by: Fraction, unit: str) -> str:
    """With its sign; of shares in points. What rounding would hide is told as nearly nothing."""
    value = abs(by) * 100 if unit == PERCENT else abs(by)
    if by and not round(value, 2):
        return "≈ 0"
    shown = (
        _("%(value)s điểm %%") % {"value": format_number(value)}
        if unit == PERCENT
        else say_value(value, unit)
    )
    return f"{'+' if by > 0 else MINUS if by < 0 else ''}{shown}"


def _versions(report: ChangedReport) -> str:
    told = [NOTHING if one is None else format_number(one) for one in (report.before, report.after)]
    return " → ".join(told)


def _part_row(part: FrozenPart, target: Target) -> PartRow:
    return PartRow(part, _said(part.measured.value, target))


def _said(value: Any, target: Target) -> str:
    return NOTHING if value is None else say_value(value, target.unit_of_measure)


def _edition(request: Request, edition_id: int) -> Edition:
    return fetch(Edition, edition_id, actor=request.actor, related=EDITION_RELATED)


def _unit(request: Request, units: list[Body], one: Edition) -> Body:
    """The unit asked for, when the edition knows it and the actor may see its lines; else the seat."""
    wanted = request.GET.get("don-vi")
    seat = one.period.cycle.movement.seat
    if not wanted:
        return seat
    unit = next((unit for unit in units if str(unit.pk) == wanted), None) or _further_down(one, wanted)
    if unit is None:
        raise Absent()
    require_inside(request.actor, unit)
    return unit


def _further_down(one: Edition, wanted: str) -> Body | None:
    """A unit that had to report, or had somebody below it who had to, when the edition was frozen."""
    if not wanted.isascii() or not wanted.isdigit() or len(wanted) > MOST_DIGITS:
        return None
    unit = Body.objects.select_related("kind", "parent").filter(pk=int(wanted)).first()
    return unit if unit is not None and stands_in(one, unit.pk) else None


def _offered(actor: Actor, units: list[Body], unit: Body, one: Edition) -> list[tuple[int, str]]:
    """The units to choose from: all that the edition kept lines of; below the seat it and one's own."""
    seat = one.period.cycle.movement.seat
    if may_open(actor, seat):
        found = units
    else:
        own = Body.objects.filter(pk=actor.unit_id).first() if actor.unit_id else None
        found = [seat, *([own] if own is not None and stands_in(one, own.pk) else [])]
    found = found if unit in found else [*found, unit]
    return [(one.pk, str(one)) for one in found] if len(found) > 1 else []


def _seat_crumb(period: Period) -> dict[str, str]:
    seat = period.cycle.movement.seat
    return {"label": str(seat), "url": reverse("rollup:unit", args=[period.pk, seat.pk])}


def _frame(one: Edition, last: str) -> dict[str, Any]:
    return {
        "title": str(one),
        "kicker": one.standing.capitalize(),
        "crumbs": [
            _seat_crumb(one.period),
            {"label": _("Bản tổng hợp"), "url": reverse("rollup:editions", args=[one.period_id])},
            {
                "label": _("Số %(number)s") % {"number": one.number},
                "url": reverse("rollup:edition", args=[one.pk]),
            },
            {"label": last, "url": ""},
        ],
        "edition": one,
        "period": one.period,
    }
