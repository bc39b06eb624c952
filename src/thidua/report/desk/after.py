"""What happens to a report outside its usual way: a unit is excused, an accepted figure is corrected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.catalogue.measures import say_measure
from thidua.formats.errors import CodedError
from thidua.kernel.door import fetch
from thidua.kernel.errors import Refusal, say
from thidua.report.actions.excuse import excuse, expect_again
from thidua.report.actions.restate import correctable, restate, restate_stated
from thidua.report.actions.save_draft import RELATED
from thidua.report.desk.asking import actor_of, crumbs, done, refused, signed_in
from thidua.report.desk.fields import said
from thidua.report.errors import FindingsRefuse, PeriodStillOpen
from thidua.report.models import Report, Restatement
from thidua.report.queries.cells import answer_of
from thidua.report.queries.figures import data_of
from thidua.report.queries.stating import stated_head


def _way(report: Report, last: str) -> list[dict[str, str]]:
    return crumbs((str(report.period), reverse("report:report", args=[report.pk])), (last, ""))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def excusing(request: HttpRequest, report_id: int) -> HttpResponse:
    """The union above says that a unit need not report, and why."""
    actor = actor_of(request)
    report = fetch(Report, report_id, actor=actor, verb="excuse", related=RELATED)
    refusal: CodedError | None = None
    if request.method == "POST":
        try:
            excuse(actor=actor, report_id=report_id, reason=request.POST.get("reason", ""))
            words = _("Đã ghi: %(unit)s không phải báo cáo kỳ này.") % {"unit": report.unit}
            return done(request, words, "report:report", report_id=report_id)
        except CodedError as problem:
            refusal = problem
    context = {
        "title": _("Không phải báo cáo"),
        "kicker": str(report.unit),
        "lead": str(report.period),
        "crumbs": _way(report, _("Không phải báo cáo")),
        "report": report,
        "reason": request.POST.get("reason", report.exempt_reason),
        "refusal": say(refusal) if refusal else None,
    }
    return render(request, "report/excusing.html", context, status=_status(refusal))


@signed_in
@require_POST
def expecting(request: HttpRequest, report_id: int) -> HttpResponse:
    """Takes an excuse back."""
    try:
        report = expect_again(actor=actor_of(request), report_id=report_id)
    except CodedError as refusal:
        return refused(request, refusal, "report:report", report_id=report_id)
    words = _("%(unit)s lại phải báo cáo kỳ này.") % {"unit": report.unit}
    return done(request, words, "report:report", report_id=report_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def restating(request: HttpRequest, report_id: int) -> HttpResponse:
    """Corrects figures of a closed period; what stood, why and by whom stays to be seen."""
    actor = actor_of(request)
    report = fetch(Report, report_id, actor=actor, verb="restate", related=RELATED)

    def correct(changes: dict[str, Any], reason: str) -> None:
        restate(actor=actor, report_id=report_id, changes=changes, reason=reason)

    return _restating(request, report, report_id, correct)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def restating_stated(request: HttpRequest, own_id: int) -> HttpResponse:
    """The same for what the unit does not type, also where nobody had stated anything."""
    actor = actor_of(request)
    own = fetch(Report, own_id, actor=actor, verb="restate_stated", related=RELATED)

    def correct(changes: dict[str, Any], reason: str) -> None:
        restate_stated(actor=actor, own_id=own_id, changes=changes, reason=reason)

    return _restating(request, stated_head(own), own_id, correct)


def _restating(
    request: HttpRequest, report: Report, page_of: int, correct: Callable[[dict[str, Any], str], None]
) -> HttpResponse:
    """``report`` is the head whose figures change; ``page_of`` the report whose page one came from."""
    if report.period.state != "closed":
        return refused(
            request, PeriodStillOpen(period=str(report.period)), "report:report", report_id=page_of
        )
    refusal: CodedError | None = None
    if request.method == "POST":
        try:
            correct(_changes(report, request), request.POST.get("reason", ""))
            return done(request, _("Đã đính chính; số cũ vẫn xem được."), "report:report", report_id=page_of)
        except CodedError as problem:
            refusal = problem
    problems = (
        {one.element: one.text for one in refusal.problems} if isinstance(refusal, FindingsRefuse) else {}
    )
    boxes = _boxes(report, request, problems)
    title = _("Đính chính") if report.pk == page_of else _("Đính chính số không do đơn vị nhập")
    context = {
        "title": title,
        "kicker": str(report.unit),
        "lead": _("%(period)s đã khóa. Số cũ, số mới, lý do và người sửa đều được giữ lại.")
        % {"period": str(report.period)},
        "crumbs": crumbs((str(report.period), reverse("report:report", args=[page_of])), (title, "")),
        "page_of": page_of,
        "boxes": boxes,
        "errors": [
            {"target": one["key"], "label": one["label"], "what": one["problem"]}
            for one in boxes
            if one["problem"]
        ],
        "reason": request.POST.get("reason", ""),
        "refusal": say(refusal) if refusal else None,
    }
    return render(request, "report/restating.html", context, status=_status(refusal))


def _changes(report: Report, request: HttpRequest) -> dict[str, Any]:
    """The boxes that differ from what stands."""
    data = data_of(report)
    changes: dict[str, Any] = {}
    for one in correctable(report):
        code = one.element.code
        outside = request.POST.get(f"c-{code}_outside") == "1"
        told = {"value": request.POST.get(f"c-{code}", ""), "answer": "not_applicable" if outside else ""}
        kept = data.get(code) or {}
        was_outside = kept.get("answer") == "not_applicable"
        if f"c-{code}" in request.POST and (
            told["value"].strip() != str(kept.get("text", "")) or outside != was_outside
        ):
            changes[code] = told
    return changes


def _boxes(report: Report, request: HttpRequest, problems: dict[str, str]) -> list[dict[str, Any]]:
    data = data_of(report)
    boxes = []
    for one in correctable(report):
        element, entry = one.element, data.get(one.element.code) or {}
        key, flag = f"c-{element.code}", element.nature == "flag"
        boxes.append(
            {
                "key": key,
                "label": element.name or element.code,
                "unit": "" if flag else say_measure(element.unit_of_measure),
                "kind": "select" if flag else "money" if element.nature == "money" else "number",
                "options": [("", _("chưa ghi")), ("1", _("Có")), ("0", _("Không"))],
                "text": request.POST.get(key, str(entry.get("text", ""))),
                "stands": said(element, answer_of(entry)),
                "may_not_apply": one.allows_not_applicable,
                "excluded": entry.get("answer") == "not_applicable",
                "problem": problems.get(element.code, ""),
            }
        )
    return boxes


def _status(refusal: CodedError | None) -> int:
    return refusal.status if isinstance(refusal, Refusal) else 200


def restated_figures(one: Restatement) -> list[tuple[str, str, str]]:
    """Name, what stood, what stands now: for the report's page."""
    elements = {q.element.code: q.element for q in one.report.form.definition.questions}
    return [
        (
            elements[code].name or code,
            said(elements[code], answer_of(one.old.get(code))) or "–",
            said(elements[code], answer_of(entry)) or "–",
        )
        for code, entry in one.new.items()
        if code in elements
    ]
