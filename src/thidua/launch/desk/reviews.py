"""Sơ kết and tổng kết of a movement of several years: the calendar, and what was held."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.door import fetch, verdict
from thidua.kernel.typed import read_day
from thidua.launch.actions.plan_reviews import hold_review, plan_reviews
from thidua.launch.desk.answering import Request, back, refusing, status_of, told
from thidua.launch.desk.event_forms import ReviewsForm
from thidua.launch.models import Movement
from thidua.launch.queries.reviews import reviews_of


@require_http_methods(["GET", "POST"])
def page(request: Request, movement_id: int) -> HttpResponse:
    movement = fetch(Movement, movement_id, actor=request.actor, related=("seat",))
    form = ReviewsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        for name in ("interim_on", "final_on"):
            said[name] = said[name] or None  # an empty box says nothing
        with refusing(form, "interim_every"):
            plan_reviews(actor=request.actor, movement_id=movement_id, **said)
            messages.success(request, _("Đã lập lịch sơ kết, tổng kết."))
            return back("reviews", movement_id)
    context = {
        "title": _("Sơ kết, tổng kết"),
        "lead": movement.name,
        "crumbs": [
            {"label": _("Phát động"), "url": reverse("launch:home")},
            {"label": _("Sơ kết, tổng kết"), "url": ""},
        ],
        "movement": movement,
        "reviews": reviews_of(movement),
        "today": clock.today(),
        "form": form,
        "may_change": bool(verdict(movement, actor=request.actor, verb="change")),
    }
    return render(request, "launch/reviews.html", context, status=status_of(form))


@require_POST
def held(request: Request, movement_id: int, review_id: int) -> HttpResponse:
    typed = request.POST.get("on", "").strip()
    try:
        hold_review(
            actor=request.actor,
            movement_id=movement_id,
            review_id=review_id,
            on=read_day(typed) if typed else clock.today(),
        )
        messages.success(request, _("Đã ghi ngày tổ chức."))
    except CodedError as refusal:
        told(request, refusal)
    return back("reviews", movement_id)
