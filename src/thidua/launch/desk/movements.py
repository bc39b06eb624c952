"""Calling a movement: the stage's own page, a new movement, its years, launch and close."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.federation.queries.clusters import clusters_led
from thidua.formats.errors import CodedError
from thidua.kernel import clock, paths
from thidua.kernel.door import Relation, fetch, listing, verdict
from thidua.launch.actions.add_cycle import add_cycle
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.change_movement import change_movement
from thidua.launch.actions.close_movement import close_movement
from thidua.launch.actions.launch_movement import launch_movement
from thidua.launch.desk.answering import Request, back, refusing, status_of, told, unit_at_hand
from thidua.launch.desk.forms import CycleForm, DayForm, MovementForm
from thidua.launch.models import Cycle, Movement, Paper
from thidua.launch.queries.plans import plans_above
from thidua.launch.rules import must_hold


@require_GET
def home(request: Request) -> HttpResponse:
    """What this unit calls, what is called above it, the papers of both."""
    unit = unit_at_hand(request.actor)
    cycles = list(
        Cycle.objects.filter(movement__in=listing(Movement, actor=request.actor))
        .filter(movement__seat__path__in=paths.upwards(unit.path))
        .select_related("movement__seat")
        .order_by("-year", "movement__seat__path", "pk")[:30]
    )
    context = {
        "title": _("Phát động"),
        "lead": _("Kế hoạch, chỉ tiêu giao và việc phát động của %(unit)s.") % {"unit": unit},
        "unit": unit,
        "cycles": cycles,
        "papers": listing(Paper, actor=request.actor)
        .filter(seat=unit)
        .select_related("movement")
        .order_by("-pk")[:20],
        "above": plans_above(unit),
        "has_below": unit.level != "grassroots",
        "may_call": request.actor.may("launch.draft", unit.path, Relation.OWN),
        "may_launch": request.actor.may("launch.launch", unit.path, Relation.OWN),
        "may_record": request.actor.may("launch.record", unit.path, Relation.OWN),
    }
    return render(request, "launch/home.html", context)


@require_http_methods(["GET", "POST"])
def call(request: Request) -> HttpResponse:
    unit = unit_at_hand(request.actor)
    must_hold(request.actor, "launch.draft", unit)
    form = MovementForm(
        request.POST or None,
        clusters=list(clusters_led(unit, clock.today().year)),
        unit=unit,
        initial={"issuer_id": request.GET.get("cum", "")},
    )
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            movement = call_movement(actor=request.actor, seat_id=unit.pk, **form.cleaned_data)
            return back("start_paper", movement.pk)
    return _form_page(request, form, _("Phát động phong trào mới"), _("Tạo phong trào"))


@require_http_methods(["GET", "POST"])
def change(request: Request, movement_id: int) -> HttpResponse:
    movement = fetch(Movement, movement_id, actor=request.actor, verb="change", related=("seat",))
    names = MovementForm.base_fields
    form = MovementForm(request.POST or None, initial={name: getattr(movement, name) for name in names})
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            change_movement(
                actor=request.actor,
                movement_id=movement_id,
                changes=form.cleaned_data,
                version=_version(request),
            )
            messages.success(request, _("Đã lưu."))
            return back("home")
    return _form_page(
        request, form, _("Sửa phong trào"), _("Lưu"), lead=movement.name, version=movement.version
    )


@require_http_methods(["GET", "POST"])
def new_year(request: Request, movement_id: int) -> HttpResponse:
    movement = fetch(Movement, movement_id, actor=request.actor, verb="change", related=("seat",))
    cycles = list(movement.cycles.order_by("-year"))
    initial = {"year": cycles[0].year + 1, "like": cycles[0].pk} if cycles else {"year": clock.today().year}
    form = CycleForm(
        request.POST or None, cycles=[(one.pk, str(one.year)) for one in cycles], initial=initial
    )
    if request.method == "POST" and form.is_valid():
        with refusing(form, "year"):
            cycle = add_cycle(actor=request.actor, movement_id=movement_id, **form.cleaned_data)
            return back("periods", cycle.pk)
    return _form_page(request, form, _("Mở năm mới của phong trào"), _("Mở năm"), lead=movement.name)


@require_http_methods(["GET", "POST"])
def launch(request: Request, movement_id: int) -> HttpResponse:
    movement = fetch(Movement, movement_id, actor=request.actor)
    form = DayForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        with refusing(form, "on"):
            launch_movement(actor=request.actor, movement_id=movement_id, on=form.cleaned_data["on"])
            messages.success(request, _("Đã phát động %(movement)s.") % {"movement": movement})
            return back("home")
    given = verdict(movement, actor=request.actor, verb="launch")
    context = {"unable": str(given.refusal.say()) if given.refusal else ""}
    return _form_page(request, form, _("Phát động phong trào"), _("Phát động"), lead=movement.name, **context)


@require_POST
def close(request: Request, movement_id: int) -> HttpResponse:
    try:
        close_movement(actor=request.actor, movement_id=movement_id)
    except CodedError as refusal:
        told(request, refusal)
    return back("home")


def _version(request: Request) -> int | None:
    said = request.POST.get("version", "")
    return int(said) if said.isdigit() else None


def _form_page(request: Request, form: Any, title: str, button: str, **more: Any) -> HttpResponse:
    context = {"title": title, "form": form, "button": button, **more}
    return render(request, "launch/form.html", context, status=status_of(form))
