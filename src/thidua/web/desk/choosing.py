"""Choosing in the bar: the unit to act for, the movement, the period."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.access.requests import Request
from thidua.kernel.door import fetch
from thidua.kernel.errors import Absent
from thidua.launch.models import Movement, Period
from thidua.web.desk.here import MOVEMENT_KEY, PERIOD_KEY, here, movements, periods


def choose(request: Request) -> HttpResponse:
    actor = request.actor
    at = here(request)
    context = {
        "title": _("Chọn nơi làm việc"),
        "crumbs": [{"label": _("Việc cần làm"), "url": reverse("desk:home")}, {"label": _("Chọn")}],
        "here": at,
        "desks": request.desks,
        "movements": movements(actor),
        "periods": periods(at.movement) if at.movement else [],
    }
    return render(request, "desk/choose.html", context)


@require_POST
def choose_movement(request: Request) -> HttpResponse:
    actor = request.actor
    movement = fetch(Movement, request.POST.get("movement"), actor=actor)
    request.session[MOVEMENT_KEY] = movement.pk
    request.session.pop(PERIOD_KEY, None)
    return redirect(_back(request))


@require_POST
def choose_period(request: Request) -> HttpResponse:
    at = here(request)
    wanted = request.POST.get("period", "")
    period = Period.objects.filter(cycle__movement=at.movement, pk=wanted if wanted.isdigit() else 0).first()
    if period is None:
        raise Absent()
    request.session[PERIOD_KEY] = period.pk
    return redirect(_back(request))


def _back(request: Request) -> str:
    """Where the person came from, when that is a page of ours."""
    wanted = request.POST.get("next") or request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse("desk:home")
