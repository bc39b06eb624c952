"""Papers between levels: who below has opened one, and the plans that come up by letter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.kernel import clock
from thidua.kernel.door import Relation, fetch
from thidua.kernel.errors import Absent
from thidua.launch.actions.send_plan import receive_plan, send_plan
from thidua.launch.desk.answering import Request, back, refusing, scan_of, status_of, unit_at_hand
from thidua.launch.desk.event_forms import ReceivePlanForm, SendPlanForm
from thidua.launch.models import Paper, PlanSent
from thidua.launch.queries.delivery import asked_of, opened_by_level, sent_up, units_by_opening
from thidua.launch.rules import must_hold

PER_PAGE = 50


@require_GET
def openings(request: Request, paper_id: int) -> HttpResponse:
    """Level by level who below one's unit has opened the paper; names of one's own branch only."""
    paper = fetch(Paper, paper_id, actor=request.actor, related=("seat", "issuer"))
    unit = unit_at_hand(request.actor)
    if paper.state != "issued" or not unit.path.startswith(paper.seat.path):
        raise Absent()
    rows = opened_by_level(paper, unit)
    levels = [(one.level, one.label) for one in rows]
    chosen = {
        "da-mo": "1" if request.GET.get("da-mo") == "1" else "",
        "cap": request.GET.get("cap", "") if request.GET.get("cap") in dict(levels) else "",
    }
    named = units_by_opening(paper, unit, request.actor, opened=bool(chosen["da-mo"]), level=chosen["cap"])
    context = {
        "title": _("Ai đã mở văn bản"),
        "lead": f"{paper}, {paper.issuer}",
        "crumbs": [
            {"label": _("Văn bản"), "url": reverse("launch:papers")},
            {"label": str(paper), "url": reverse("launch:paper", args=[paper.pk])},
            {"label": _("Ai đã mở"), "url": ""},
        ],
        "paper": paper,
        "rows": rows,
        "levels": levels,
        "chosen": chosen,
        "opened": bool(chosen["da-mo"]),
        "page": Paginator(named, PER_PAGE).get_page(request.GET.get("trang")),
        "query": urlencode({name: value for name, value in chosen.items() if value}),
    }
    return render(request, "launch/openings.html", context)


@require_http_methods(["GET", "POST"])
def send(request: Request, paper_id: int) -> HttpResponse:
    """The unit writes down that its plan went up."""
    paper = fetch(Paper, paper_id, actor=request.actor, related=("seat__kind", "issuer", "parent__seat"))
    must_hold(request.actor, "launch.record", paper.seat)
    asked = asked_of(paper)
    initial = {"sent_on": clock.today(), "channel": asked.channel if asked else ""}
    form = SendPlanForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusing(form, "letter"):
            facts = {**form.cleaned_data, "scan": scan_of(form)}
            send_plan(actor=request.actor, paper_id=paper_id, **facts)
            messages.success(request, _("Đã ghi ngày gửi."))
            return back("paper", paper_id)
    context = {
        "title": _("Gửi kế hoạch về cấp trên"),
        "lead": _told(paper, asked),
        "form": form,
        "button": _("Ghi đã gửi"),
        "multipart": True,
    }
    return render(request, "launch/form.html", context, status=status_of(form))


def _told(paper: Paper, asked: Any) -> str:
    above = paper.parent.seat if paper.parent else ""
    said = _("%(paper)s, gửi %(above)s") % {"paper": paper, "above": above}
    if asked is None:
        return said
    departments = ", ".join(str(one) for one in asked.departments.all())
    return f"{said} ({departments})" if departments else said


@require_GET
def plans_in(request: Request) -> HttpResponse:
    """Plans that came up to my unit, those not entered first."""
    unit = unit_at_hand(request.actor)
    must_hold(request.actor, "launch.view", unit)
    year = request.GET.get("nam", "")
    found = sent_up(unit, int(year) if year.isdigit() and len(year) == 4 else None)
    waiting = request.GET.get("cho") == "1"
    context = {
        "title": _("Kế hoạch cấp dưới gửi lên"),
        "lead": unit.name,
        "waiting": waiting,
        "page": Paginator(found.filter(received_on=None) if waiting else found, PER_PAGE).get_page(
            request.GET.get("trang")
        ),
        "may_receive": request.actor.may("launch.register", unit.path, Relation.OWN),
        "query": "cho=1" if waiting else "",
    }
    return render(request, "launch/plans_in.html", context)


@require_http_methods(["GET", "POST"])
def receive(request: Request, paper_id: int) -> HttpResponse:
    """The clerk enters the letter in the book and hands it to departments."""
    paper = fetch(Paper, paper_id, actor=request.actor, related=("seat__kind", "parent__seat"))
    unit = unit_at_hand(request.actor)
    must_hold(request.actor, "launch.register", unit)
    sent, asked = PlanSent.objects.filter(paper=paper).first(), asked_of(paper)
    initial = {
        "letter": sent.letter if sent else "",
        "dated_on": sent.sent_on if sent else None,
        "received_on": clock.today(),
        "departments": [one.pk for one in asked.departments.all()] if asked else [],
    }
    form = ReceivePlanForm(request.POST or None, seat=unit, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        departments = [one.pk for one in said.pop("departments")]
        with refusing(form, "letter"):
            receive_plan(
                actor=request.actor,
                paper_id=paper_id,
                department_ids=departments,
                **{**said, "dated_on": said["dated_on"] or None},
            )
            messages.success(request, _("Đã vào sổ và chuyển ban."))
            return back("plans_in")
    context = {
        "title": _("Vào sổ kế hoạch gửi lên"),
        "lead": f"{paper}, {paper.seat}",
        "form": form,
        "button": _("Vào sổ"),
    }
    return render(request, "launch/form.html", context, status=status_of(form))
