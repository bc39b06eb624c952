"""Reviewing what was sent: one report beside its last period, or many at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from thidua.formats.errors import CodedError
from thidua.kernel.door import VIEW, Actor, fetch, listing, verdict
from thidua.kernel.errors import Absent, say
from thidua.launch.models import Period
from thidua.report.actions.review import Outcome, accept, accept_many, reopen, return_with_reasons
from thidua.report.actions.save_draft import RELATED
from thidua.report.desk.asking import actor_of, crumbs, done, signed_in
from thidua.report.desk.fields import Around, sections
from thidua.report.desk.posted import numbers, version_of
from thidua.report.errors import AcceptedWithReasons
from thidua.report.models import Report
from thidua.report.queries.checking import beside, examine
from thidua.report.queries.figures import data_of
from thidua.report.queries.prefill import tallies
from thidua.report.states import EDITABLE

PAGE = 50


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def review_list(request: HttpRequest, period_id: int) -> HttpResponse:
    """Reports of a period that wait for this person's review."""
    actor = actor_of(request)
    if request.method == "POST":
        outcomes = accept_many(actor=actor, reports=dict.fromkeys(numbers(request.POST, "report")))
        _tell(request, outcomes)
        return redirect("report:review_list", period_id=period_id)
    seen = listing(Report, actor=actor, verb=VIEW).filter(period_id=period_id)
    period = Period.objects.filter(pk__in=seen.values("period_id")).first()
    if period is None:
        raise Absent()
    waiting = (
        listing(Report, actor=actor, verb="accept")
        .filter(period_id=period_id)
        .select_related("unit", "period")
        .order_by("sent_at", "pk")
    )
    page = Paginator(waiting, PAGE).get_page(request.GET.get("trang"))
    context = {
        "title": _("Duyệt báo cáo"),
        "lead": str(period),
        "crumbs": crumbs((str(period), "")),
        "period": period,
        "page": page,
    }
    return render(request, "report/review_list.html", context)


def _tell(request: HttpRequest, outcomes: list[Outcome]) -> None:
    taken = sum(one.refusal is None for one in outcomes)
    if taken:
        words = ngettext("Đã duyệt %(count)d báo cáo.", "Đã duyệt %(count)d báo cáo.", taken)
        messages.success(request, words % {"count": taken})
    for one in outcomes:
        if one.refusal is not None:
            messages.error(request, str(one.refusal))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report: figures, last period and findings side by side; a reason per figure, or acceptance."""
    if request.method != "POST":
        if fetch(Report, report_id, actor=actor_of(request)).state in EDITABLE:
            # The unit has taken it back meanwhile: its own page says so.
            return redirect("report:report", report_id=report_id)
        return _page(request, report_id, None)
    try:
        found, words = _decide(actor_of(request), report_id, request.POST)
    except CodedError as refusal:
        return _page(request, report_id, refusal)
    return done(request, words % {"unit": found.unit}, "report:review_list", period_id=found.period_id)


def _page(request: HttpRequest, report_id: int, refusal: CodedError | None) -> HttpResponse:
    """What was typed stays on the page when it could not be taken."""
    actor = actor_of(request)
    found = fetch(Report, report_id, actor=actor, verb="read", related=(*RELATED, "unit__parent"))
    around = beside(found)
    data = data_of(found)
    problems = examine(found, data, around)
    notes = list(found.notes.all())
    shown = Around(around.last, problems, notes, tallies(found), _reasons(request.POST))
    context = {
        "title": _("Duyệt báo cáo"),
        "kicker": str(found.unit),
        "lead": str(found.period),
        "crumbs": crumbs(
            (str(found.period), reverse("report:review_list", args=[found.period_id])), (str(found.unit), "")
        ),
        "report": found,
        "may": {verb: verdict(found, actor=actor, verb=verb) for verb in ("accept", "return", "reopen")},
        "sections": sections(found, data, shown),
        "parts": [(part.label, found.narrative[part]) for part in Report.Part if part in found.narrative],
        "evidence": list(found.evidence.select_related("file")),
        "problems": problems,
        "notes": [one for one in notes if not one.element],
        "reason": request.POST.get("reason", ""),
        "refusal": say(refusal) if refusal else None,
    }
    return render(request, "report/review.html", context, status=422 if refusal else 200)


def _reasons(posted: QueryDict) -> dict[str, str]:
    """Reasons by element, of the boxes named "w-<element>" that hold something."""
    told = {name[2:]: str(words) for name, words in posted.items() if name.startswith("w-")}
    return {code: words for code, words in told.items() if words.strip()}


def _decide(actor: Actor, report_id: int, posted: QueryDict) -> tuple[Report, str]:
    reason, reasons = posted.get("reason", ""), _reasons(posted)
    if posted.get("do") == "accept":
        if reasons or reason.strip():  # also when Enter in a reason's box presses the first button
            raise AcceptedWithReasons()
        found = accept(actor=actor, report_id=report_id, version=version_of(posted))
        return found, _("Đã duyệt báo cáo của %(unit)s.")
    if posted.get("do") == "reopen":
        return reopen(actor=actor, report_id=report_id, reason=reason), _("Đã mở lại báo cáo của %(unit)s.")
    found = return_with_reasons(
        actor=actor, report_id=report_id, reasons=reasons, reason=reason, version=version_of(posted)
    )
    return found, _("Đã trả lại báo cáo cho %(unit)s, kèm lý do.")
