"""A year of a movement: the ladder of launches, periods and deadlines, targets, the launch of one's unit."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.catalogue.queries.items import name_of
from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.door import fetch, verdict
from thidua.kernel.errors import Absent
from thidua.launch.actions.add_period import add_period
from thidua.launch.actions.close_period import close_period, reopen_period
from thidua.launch.actions.launch_unit import correct_launch, launch_unit
from thidua.launch.actions.open_period import open_period
from thidua.launch.actions.set_deadline import set_deadline
from thidua.launch.desk.answering import (
    Request,
    back,
    refusing,
    scan_of,
    status_of,
    told,
    unit_at_hand,
)
from thidua.launch.desk.event_forms import own_forms
from thidua.launch.desk.forms import CorrectLaunchForm, DeadlineForm, LaunchForm, PeriodForm
from thidua.launch.models import Cycle, Deadline, LaunchRecord, Period
from thidua.launch.queries.events import FORMS
from thidua.launch.queries.ladder import Rung, branch_of, ladder, late_units
from thidua.launch.queries.launching import hindrance_to_launching

PER_PAGE = 30


def _cycle(request: Request, cycle_id: int) -> Cycle:
    return fetch(Cycle, cycle_id, actor=request.actor, related=("movement__seat__kind",))


@require_GET
def ladder_page(request: Request, cycle_id: int) -> HttpResponse:
    """Level by level who must, who has; names of the late only for themselves and those above them."""
    cycle, unit = _cycle(request, cycle_id), unit_at_hand(request.actor)
    whole = cycle.movement.seat.path
    branch = whole if request.GET.get("pham-vi") == "ca" else branch_of(cycle, unit)
    rungs = ladder(cycle, within=branch)
    steps = [(what, str(Deadline.What(what).label)) for what in dict.fromkeys(one.what for one in rungs)]
    levels = [(one.level, one.level_label) for one in {one.level: one for one in rungs}.values()]
    chosen = {
        "viec": _one_of(request.GET.get("viec", ""), steps, default=_latest(rungs)),
        "cap": _one_of(request.GET.get("cap", ""), levels),
        "pham-vi": "ca" if request.GET.get("pham-vi") == "ca" else "",
    }
    late = late_units(cycle, chosen["viec"], actor=request.actor, level=chosen["cap"], within=branch)
    context = {
        "title": _("Bậc thang phát động"),
        "lead": str(cycle),
        "cycle": cycle,
        "rungs": rungs,
        "branch": None if branch == whole else unit,
        "narrow": branch_of(cycle, unit) != whole,
        "steps": steps,
        "levels": levels,
        "chosen": chosen,
        "late": Paginator(late, PER_PAGE).get_page(request.GET.get("trang")),
        "query": urlencode({name: value for name, value in chosen.items() if value}),
    }
    return render(request, "launch/ladder.html", context)


def _latest(rungs: list[Rung]) -> str:
    """The step of which most units are late: what one opens the page for."""
    return max(rungs, key=lambda one: one.late).what if rungs else ""


def _one_of(said: str, offered: list[tuple[str, str]], default: str = "") -> str:
    return said if said in dict(offered) else default


@require_http_methods(["GET", "POST"])
def periods(request: Request, cycle_id: int) -> HttpResponse:
    """Periods and deadlines of the year; either form may be sent."""
    cycle = _cycle(request, cycle_id)
    which = request.POST.get("bieu-mau", "")
    period_form = PeriodForm(request.POST if which == "ky" else None, auto_id="ky-%s")
    deadline_form = DeadlineForm(request.POST if which == "han" else None, auto_id="han-%s")
    if which == "ky" and period_form.is_valid():
        with refusing(period_form):
            add_period(actor=request.actor, cycle_id=cycle_id, **period_form.cleaned_data)
            messages.success(request, _("Đã thêm kỳ."))
            return back("periods", cycle_id)
    if which == "han" and deadline_form.is_valid():
        with refusing(deadline_form):
            period_id = request.POST.get("period", "")
            set_deadline(
                actor=request.actor,
                cycle_id=cycle_id,
                period_id=int(period_id) if period_id.isdigit() else None,
                **deadline_form.cleaned_data,
            )
            messages.success(request, _("Đã lưu hạn."))
            return back("periods", cycle_id)
    return _periods_page(request, cycle, period_form, deadline_form)


def _periods_page(
    request: Request, cycle: Cycle, period_form: PeriodForm, deadline_form: DeadlineForm
) -> HttpResponse:
    listed = list(
        cycle.periods.select_related("cycle__movement__seat").order_by("measured_from", "cutoff_on")
    )
    context = {
        "title": _("Kỳ báo cáo và thời hạn"),
        "lead": str(cycle),
        "cycle": cycle,
        "periods": [
            {
                "period": one,
                "may": {
                    verb: bool(verdict(one, actor=request.actor, verb=verb))
                    for verb in ("open", "close", "reopen")
                },
            }
            for one in listed
        ],
        "deadlines": cycle.deadlines.select_related("period").order_by("due_on", "what"),
        "period_form": period_form,
        "deadline_form": deadline_form,
        "may_change": bool(verdict(cycle, actor=request.actor, verb="change")),
    }
    return render(request, "launch/periods.html", context, status=status_of(period_form, deadline_form))


@require_POST
def move_period(request: Request, period_id: int) -> HttpResponse:
    """Opens, closes or reopens a period."""
    period = fetch(Period, period_id, actor=request.actor)
    reason = request.POST.get("reason", "")
    moves = {
        "open": lambda: open_period(actor=request.actor, period_id=period_id),
        "close": lambda: close_period(actor=request.actor, period_id=period_id),
        "reopen": lambda: reopen_period(actor=request.actor, period_id=period_id, reason=reason),
    }
    wanted = moves.get(request.POST.get("buoc", ""))
    if wanted is None:
        raise Absent()
    try:
        wanted()
    except CodedError as refusal:
        told(request, refusal)
    return back("periods", period.cycle_id)


@require_http_methods(["GET", "POST"])
def launch_own(request: Request, cycle_id: int) -> HttpResponse:
    """Records that my unit has launched."""
    unit = unit_at_hand(request.actor)
    cycle = _cycle(request, cycle_id)
    form = LaunchForm(
        request.POST or None, request.FILES or None, initial={"on": clock.today()}, ways=own_forms(unit)
    )
    if request.method == "POST" and form.is_valid():
        with refusing(form, "on"):
            facts = {**form.cleaned_data, "scan": scan_of(form)}
            launch_unit(actor=request.actor, cycle_id=cycle_id, unit_id=unit.pk, **facts)
            messages.success(request, _("Đã ghi phát động."))
            return back("ladder", cycle_id)
    held = LaunchRecord.objects.filter(cycle=cycle, unit=unit).select_related("unit").first()
    hindrance = hindrance_to_launching(cycle, unit) if held is None else None
    context = {
        "title": _("Ghi phát động"),
        "unable": str(hindrance.say()) if hindrance else "",
        "lead": f"{unit} · {cycle}",
        "form": form,
        "button": _("Ghi phát động"),
        "multipart": True,
        "held": held,
        "held_as": name_of(FORMS, held.held_as) if held is not None and held.held_as else "",
        "files": list(held.files.order_by("made_at", "pk")) if held is not None else [],
        "may_correct": held is not None and bool(verdict(held, actor=request.actor, verb="change")),
    }
    return render(request, "launch/form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def correct_own(request: Request, launch_id: int) -> HttpResponse:
    """Corrects the day, the place or the number of a launch that was recorded wrongly."""
    related = ("unit", "cycle__movement")
    held = fetch(LaunchRecord, launch_id, actor=request.actor, verb="change", related=related)
    initial = {"on": held.held_on, "place": held.place, "attendance": held.attendance}
    form = CorrectLaunchForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusing(form, "on"):
            correct_launch(actor=request.actor, launch_id=launch_id, **form.cleaned_data)
            messages.success(request, _("Đã sửa ngày phát động."))
            return back("ladder", held.cycle_id)
    context = {
        "title": _("Sửa ngày phát động"),
        "lead": f"{held.unit} · {held.cycle}",
        "form": form,
        "button": _("Lưu"),
    }
    return render(request, "launch/form.html", context, status=status_of(form))
