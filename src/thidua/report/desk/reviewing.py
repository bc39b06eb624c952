"""Reviewing what was sent: one report beside its last period, or many at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from thidua.formats.errors import CodedError
from thidua.kernel.door import VIEW, fetch, listing, verdict
from thidua.kernel.errors import Absent
from thidua.launch.models import Period
from thidua.report.actions.review import Outcome, accept, accept_many, reopen, return_with_reasons
from thidua.report.actions.save_draft import RELATED
from thidua.report.desk.asking import actor_of, crumbs, done, refused, signed_in
from thidua.report.desk.fields import Around, sections
from thidua.report.desk.posted import numbers, version_of
from thidua.report.models import Report
from thidua.report.queries.checking import beside, examine
from thidua.report.queries.figures import data_of
from thidua.report.queries.prefill import tallies

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
        "lead": period.name,
        "crumbs": crumbs((period.name, "")),
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
    actor = actor_of(request)
    if request.method == "POST":
        return _decide(request, report_id)
    found = fetch(Report, report_id, actor=actor, verb="read", related=(*RELATED, "unit__parent"))
    around = beside(found)
    data = data_of(found)
    problems = examine(found, data, around)
    shown = Around(around.last, problems, list(found.notes.all()), tallies(found))
    context = {
        "title": _("Duyệt báo cáo"),
        "kicker": str(found.unit),
        "lead": found.period.name,
        "crumbs": crumbs(
            (found.period.name, reverse("report:review_list", args=[found.period_id])), (str(found.unit), "")
        ),
        "report": found,
        "may": {verb: verdict(found, actor=actor, verb=verb) for verb in ("accept", "return", "reopen")},
        "sections": sections(found, data, shown),
        "parts": [(part.label, found.narrative[part]) for part in Report.Part if part in found.narrative],
        "evidence": list(found.evidence.select_related("file")),
        "problems": problems,
    }
    return render(request, "report/review.html", context)


def _decide(request: HttpRequest, report_id: int) -> HttpResponse:
    actor, posted = actor_of(request), request.POST
    reason = posted.get("reason", "")
    try:
        if posted.get("do") == "accept":
            found = accept(actor=actor, report_id=report_id, version=version_of(posted))
            words = _("Đã duyệt báo cáo của %(unit)s.")
        elif posted.get("do") == "reopen":
            found = reopen(actor=actor, report_id=report_id, reason=reason)
            words = _("Đã mở lại báo cáo của %(unit)s.")
        else:
            reasons = {name[2:]: told for name, told in posted.items() if name.startswith("w-")}
            found = return_with_reasons(
                actor=actor,
                report_id=report_id,
                reasons={code: str(told) for code, told in reasons.items()},
                reason=reason,
                version=version_of(posted),
            )
            words = _("Đã trả lại báo cáo cho %(unit)s, kèm lý do.")
    except CodedError as refusal:
        return refused(request, refusal, "report:review", report_id=report_id)
    return done(request, words % {"unit": found.unit}, "report:review_list", period_id=found.period_id)
