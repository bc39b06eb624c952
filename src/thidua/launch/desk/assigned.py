"""What a unit was assigned this year, its answers, and what units below ask to change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.formats.errors import CodedError
from thidua.kernel.door import Relation, fetch, listing, verdict
from thidua.launch.actions.answer_assignment import ask_change, take_all, take_assignment
from thidua.launch.actions.start_adjustment import start_adjustment
from thidua.launch.desk.annex_page import says_assigned
from thidua.launch.desk.answering import Request, back, told, unit_at_hand
from thidua.launch.models import Assignment, Cycle
from thidua.launch.queries.annex import directly_below
from thidua.launch.queries.asking_change import requests_for


@require_http_methods(["GET", "POST"])
def assigned(request: Request, cycle_id: int) -> HttpResponse:
    """What my unit was given this year, and its answers."""
    unit = unit_at_hand(request.actor)
    cycle = fetch(Cycle, cycle_id, actor=request.actor, related=("movement__seat",))
    if request.method == "POST":
        try:
            count = take_all(actor=request.actor, cycle_id=cycle_id, unit_id=unit.pk)
        except CodedError as refusal:
            told(request, refusal)
        else:
            messages.success(request, _("Đã nhận %(count)s chỉ tiêu.") % {"count": count})
        return back("assigned", cycle_id)
    rows = (
        listing(Assignment, actor=request.actor)
        .filter(unit=unit, target__cycle=cycle, current=True)
        .select_related("target", "decision__issuer", "unit")
        .order_by("target__position")
    )
    shown = [_given(request, row) for row in rows]
    context = {
        "title": _("Chỉ tiêu được giao"),
        "lead": str(cycle),
        "unit": unit,
        "cycle": cycle,
        "rows": shown,
        "waiting": sum(one["row"].answer == Assignment.Answer.ASSIGNED for one in shown),
        "may_assign": request.actor.may("launch.assign", unit.path) and bool(directly_below(unit)),
    }
    return render(request, "launch/assigned.html", context)


def _given(request: Request, row: Assignment) -> dict[str, Any]:
    return {
        "row": row,
        "says": says_assigned(row.threshold, row.target.unit_of_measure),
        "may_answer": bool(verdict(row, actor=request.actor, verb="answer")),
    }


@require_POST
def answer(request: Request, assignment_id: int) -> HttpResponse:
    row = fetch(Assignment, assignment_id, actor=request.actor, related=("target",))
    try:
        if request.POST.get("answer") == "taken":
            take_assignment(actor=request.actor, assignment_id=assignment_id)
        else:
            ask_change(
                actor=request.actor, assignment_id=assignment_id, reason=request.POST.get("reason", "")
            )
    except CodedError as refusal:
        told(request, refusal)
    return back("assigned", row.target.cycle_id)


@require_http_methods(["GET", "POST"])
def requests(request: Request, cycle_id: int) -> HttpResponse:
    """What units directly below ask to change; a press begins the decision that answers them."""
    unit = unit_at_hand(request.actor)
    cycle = fetch(Cycle, cycle_id, actor=request.actor, related=("movement",))
    if request.method == "POST":
        try:
            paper = start_adjustment(actor=request.actor, cycle_id=cycle_id, seat_id=unit.pk)
        except CodedError as refusal:
            told(request, refusal)
            return back("requests", cycle_id)
        return back("annex", paper.pk)
    seen = listing(Assignment, actor=request.actor).filter(unit__parent=unit).exists()
    rows = requests_for(unit, cycle.movement_id, cycle.year) if seen else []
    context = {
        "title": _("Đề nghị điều chỉnh chỉ tiêu"),
        "lead": str(cycle),
        "cycle": cycle,
        "rows": [_given(request, row) for row in rows],
        "may_assign": request.actor.may("launch.assign", unit.path, Relation.OWN),
    }
    return render(request, "launch/requests.html", context)
