"""What papers give my unit to do: open until somebody says that it is done, with or without a day."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thidua.formats.errors import CodedError
from thidua.kernel.door import Relation
from thidua.kernel.typed import read_day
from thidua.launch.actions.finish_duty import finish_duty, open_duty_again
from thidua.launch.desk.answering import Request, back, told, unit_at_hand
from thidua.launch.queries.duties import duties_of
from thidua.launch.rules import must_hold


@require_GET
def page(request: Request) -> HttpResponse:
    unit = unit_at_hand(request.actor)
    must_hold(request.actor, "launch.view", unit)
    found = duties_of(unit)
    context = {
        "title": _("Việc được giao"),
        "lead": unit.name,
        "open": [one for one in found if not one.is_done],
        "done": [one for one in found if one.is_done],
        "may_record": request.actor.may("launch.record", unit.path, Relation.OWN),
    }
    return render(request, "launch/duties.html", context)


@require_POST
def finish(request: Request, duty_id: int) -> HttpResponse:
    unit = unit_at_hand(request.actor)
    typed = request.POST.get("done_on", "").strip()
    try:
        finish_duty(
            actor=request.actor,
            duty_id=duty_id,
            unit_id=unit.pk,
            done_on=read_day(typed) if typed else None,
            note=request.POST.get("note", ""),
        )
        messages.success(request, _("Đã ghi: việc đã xong."))
    except CodedError as refusal:
        told(request, refusal)
    return back("duties")


@require_POST
def again(request: Request, duty_id: int) -> HttpResponse:
    open_duty_again(actor=request.actor, duty_id=duty_id, unit_id=unit_at_hand(request.actor).pk)
    messages.success(request, _("Việc lại còn mở."))
    return back("duties")
