"""What my unit handed on from a decision above that was withdrawn since: to be kept or to be changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.formats.errors import CodedError
from thidua.kernel.door import Relation, fetch
from thidua.kernel.errors import Said, say
from thidua.launch.actions.keep_handed_on import keep_handed_on
from thidua.launch.actions.start_adjustment import start_adjustment
from thidua.launch.desk.answering import Request, back, unit_at_hand
from thidua.launch.models import Cycle
from thidua.launch.queries.without_ground import HandedOn, handed_on_without_ground
from thidua.launch.rules import must_hold


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, cycle_id: int) -> HttpResponse:
    """The list; one press keeps what is ticked, for a reason, another begins the decision that changes it."""
    unit = unit_at_hand(request.actor)
    must_hold(request.actor, "launch.view", unit)
    cycle = fetch(Cycle, cycle_id, actor=request.actor, related=("movement",))
    refusal: Said | None = None
    if request.method == "POST":
        try:
            return _done(request, cycle_id, unit.pk)
        except CodedError as problem:
            refusal = say(problem)
    rows = handed_on_without_ground(unit, cycle)
    ticked = set(request.POST.getlist("target")) if request.method == "POST" else None
    context = {
        "title": _("Xem lại chỉ tiêu đã giao xuống"),
        "lead": str(cycle),
        "crumbs": [
            {"label": _("Chỉ tiêu được giao"), "url": reverse("launch:assigned", args=[cycle_id])},
            {"label": _("Xem lại chỉ tiêu đã giao xuống"), "url": ""},
        ],
        "cycle": cycle,
        "rows": [_row(one, ticked) for one in rows],
        "may_assign": request.actor.may("launch.assign", unit.path, Relation.OWN),
        "reason": request.POST.get("reason", ""),
        "refusal": refusal,
    }
    return render(request, "launch/without_ground.html", context, status=422 if refusal else 200)


def _done(request: Request, cycle_id: int, unit_id: int) -> HttpResponse:
    if "adjust" in request.POST:
        return back("annex", start_adjustment(actor=request.actor, cycle_id=cycle_id, seat_id=unit_id).pk)
    count = keep_handed_on(
        actor=request.actor,
        cycle_id=cycle_id,
        unit_id=unit_id,
        target_ids=[int(one) for one in request.POST.getlist("target") if one.isdecimal() and len(one) < 19],
        reason=request.POST.get("reason", ""),
    )
    if count:
        messages.success(request, _("Đã ghi: giữ nguyên %(count)s chỉ tiêu.") % {"count": count})
    else:
        messages.error(
            request, _("Chưa chọn chỉ tiêu nào nên chưa ghi gì. Hãy đánh dấu chỉ tiêu giữ nguyên.")
        )
    return back("without_ground", cycle_id)


def _row(one: HandedOn, ticked: set[str] | None) -> dict[str, object]:
    return {"one": one, "ticked": ticked is None or str(one.target.pk) in ticked}
