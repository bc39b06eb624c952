"""The report form: typed on a phone, saved at every pause, looked over, sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.formats import vi
from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.door import VIEW, Actor, fetch
from thidua.kernel.errors import Refusal, say
from thidua.report.actions.attach import attach, detach
from thidua.report.actions.review import take_back
from thidua.report.actions.save_draft import RELATED, Conflict, Saved, save_draft
from thidua.report.actions.send import send
from thidua.report.desk.asking import actor_of, crumbs, done, refused, signed_in
from thidua.report.desk.fields import Around, sections
from thidua.report.desk.posted import answers_of, changes_of, narrative_of, version_of
from thidua.report.errors import FindingsRefuse
from thidua.report.models import Evidence, Report
from thidua.report.queries.chased import last_chases, say_chase
from thidua.report.queries.checking import Beside, Problem, beside, examine, filled, names_of
from thidua.report.queries.figures import data_of
from thidua.report.queries.prefill import tallies, with_tallies
from thidua.report.queries.returned import Notes
from thidua.report.states import EDITABLE


def _report(actor: Actor, report_id: int, verb: str) -> Report:
    return fetch(Report, report_id, actor=actor, verb=verb, related=(*RELATED, "unit__parent"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, report_id: int) -> HttpResponse:
    """Typing; a plain POST saves and goes on to looking over."""
    actor = actor_of(request)
    if request.method != "POST" and _report(actor, report_id, VIEW).state not in EDITABLE:
        # An old bookmark or a second tab: the report has gone up, and its own page says so.
        return redirect("report:report", report_id=report_id)
    report = _report(actor, report_id, "enter")
    if request.method != "POST":
        return render(request, "report/form.html", _form_context(report))
    saved = _save(actor, report, request)
    if saved.conflicts or saved.stale:
        return redirect("report:form", report_id=report.pk)
    if "stay" in request.POST:
        due = vi.format_date(report.due_on)
        words = _("Đã lưu. Gửi sau cũng được, hạn là hết ngày %(due)s.") % {"due": due}
        return done(request, words, "report:form", report_id=report.pk)
    return redirect("report:send", report_id=report.pk)


def _save(actor: Actor, report: Report, request: HttpRequest) -> Saved:
    return save_draft(
        actor=actor,
        report_id=report.pk,
        version=version_of(request.POST),
        changes=changes_of(report, request.POST),
        narrative=narrative_of(request.POST),
        answers=answers_of(request.POST),
        token=request.POST.get("token", ""),
    )


def _form_context(report: Report) -> dict[str, Any]:
    counted = tallies(report)
    data = with_tallies(data_of(report), counted)
    around = beside(report)
    notes = Notes.of(report)
    problems = [one for one in examine(report, data, around) if _speaks_early(one)]
    shown = Around(around.last, problems, notes.all, counted)
    return {
        **_state(report, data, problems),
        "title": _("Báo cáo %(period)s") % {"period": str(report.period)},
        "crumbs": crumbs((str(report.period), "")),
        "saving": True,
        "report": report,
        "sections": sections(report, data, shown),
        "parts": _parts(report),
        "notes": notes.general,
        "evidence": list(report.evidence.select_related("file")),
        "compared": bool(around.last),
        "reminded": [say_chase(one) for one in last_chases([report.pk]).values()],
    }


def _speaks_early(problem: Problem) -> bool:
    """While typing nobody is scolded for boxes not reached yet."""
    return problem.code != "check.required"


def _state(report: Report, data: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    have, of = filled(report, data)
    names = names_of(report.form.definition)
    errors = [_error(one, names) for one in problems if one.is_error]
    return {"have": have, "of": of, "left": of - have, "errors": errors, "problems": problems}


def _error(problem: Problem, names: Mapping[str, str]) -> dict[str, str]:
    """A line of the summary; the figure is named once."""
    name = names.get(problem.element) or _("Cả báo cáo")
    told = problem.text if name in problem.text else f"{name}: {problem.text}"
    return {"target": _place_of(problem), "label": told, "what": ""}


def _place_of(problem: Problem) -> str:
    """The box that an error leads to."""
    return f"c-{problem.element}" if problem.element else "tra-lai"


def _parts(report: Report) -> list[tuple[str, str, str]]:
    return [(part.value, str(part.label), report.narrative.get(part.value, "")) for part in Report.Part]


@signed_in
@require_POST
def autosave(request: HttpRequest, report_id: int) -> HttpResponse:
    """Takes in what was typed so far; answers in the way of ``autosave.js``."""
    actor = actor_of(request)
    try:
        report = _report(actor, report_id, "enter")
        saved = _save(actor, report, request)
    except CodedError as refusal:
        status = refusal.status if isinstance(refusal, Refusal) else 422
        return JsonResponse({"message": str(say(refusal))}, status=status)
    if saved.conflicts or saved.stale:
        return JsonResponse({"message": _conflict_words(saved)}, status=409)
    saved_at = f"{timezone.localtime(clock.now()):%H:%M}"
    return JsonResponse({"version": saved.report.version, "saved_at": saved_at})


def _conflict_words(saved: Saved) -> str:
    names = names_of(saved.report.form.definition)
    if not saved.conflicts:
        told = ", ".join(names.get(code, code) for code in saved.stale)
        return _("Phần của bạn đã lưu. Có người vừa sửa: %(names)s. Hãy tải lại trang để thấy số mới.") % {
            "names": told
        }
    return " ".join(_one_conflict(one, names.get(one.element, one.element)) for one in saved.conflicts)


def _one_conflict(one: Conflict, name: str) -> str:
    return _(
        "%(by)s vừa ghi «%(theirs)s» vào ô %(name)s; bạn ghi «%(mine)s». Cả hai được giữ:"
        " hãy tải lại trang rồi chọn."
    ) % {
        "by": one.by,
        "theirs": one.theirs.get("text", ""),
        "name": name,
        "mine": one.mine.get("text", ""),
    }


@signed_in
@require_GET
def state(request: HttpRequest, report_id: int) -> HttpResponse:
    """The part of the form that follows typing: how far, and what does not fit. Fetched after each save."""
    report = _report(actor_of(request), report_id, "enter")
    counted = tallies(report)
    data = with_tallies(data_of(report), counted)
    around = beside(report)
    problems = [one for one in examine(report, data, around) if _speaks_early(one)]
    notes = list(report.notes.filter(resolved_at=None))
    shown = sections(report, data, Around(around.last, problems, notes, counted))
    return render(
        request, "report/state.html", {**_state(report, data, problems), "report": report, "sections": shown}
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def look_over(request: HttpRequest, report_id: int) -> HttpResponse:
    """The last look before sending, and the sending itself."""
    actor = actor_of(request)
    if request.method == "POST":
        return _send(request, actor, report_id)
    if _report(actor, report_id, "read").state not in EDITABLE:
        return redirect("report:report", report_id=report_id)
    return _look_over(request, _report(actor, report_id, "send"), None)


def _send(request: HttpRequest, actor: Actor, report_id: int) -> HttpResponse:
    checked = request.POST.get("checked") == "1"
    try:
        report = send(actor=actor, report_id=report_id, version=version_of(request.POST), checked=checked)
    except FindingsRefuse as refusal:
        return _look_over(request, _report(actor, report_id, "send"), refusal)
    to = report.unit.parent
    words = _("Đã gửi báo cáo cho %(unit)s.") % {"unit": to} if to else _("Đã gửi báo cáo.")
    return done(request, words, "report:report", report_id=report.pk)


def _look_over(request: HttpRequest, report: Report, refusal: FindingsRefuse | None) -> HttpResponse:
    counted = tallies(report)
    data = with_tallies(data_of(report), counted)
    around: Beside = beside(report)
    problems = [*Notes.of(report).problems(data), *examine(report, data, around)]
    context = {
        **_state(report, data, problems),
        "title": _("Xem lại trước khi gửi"),
        "crumbs": crumbs((str(report.period), reverse("report:form", args=[report.pk])), (_("Xem lại"), "")),
        "report": report,
        "sections": sections(report, data, Around(around.last, problems, (), counted)),
        "warnings": [one for one in problems if not one.is_error],
        "parts": [(label, text) for _code, label, text in _parts(report) if text],
        "refusal": say(refusal) if refusal else None,
        "compared": bool(around.last),
        "reminded": [say_chase(one) for one in last_chases([report.pk]).values()],
    }
    return render(request, "report/look_over.html", context, status=422 if refusal else 200)


@signed_in
@require_POST
def withdraw(request: HttpRequest, report_id: int) -> HttpResponse:
    """Takes a sent report back."""
    try:
        take_back(actor=actor_of(request), report_id=report_id)
    except CodedError as refusal:
        return refused(request, refusal, "report:report", report_id=report_id)
    return done(request, _("Đã lấy lại báo cáo để sửa."), "report:form", report_id=report_id)


@signed_in
@require_POST
def add_evidence(request: HttpRequest, report_id: int) -> HttpResponse:
    """Photos and papers; each is kept or refused by itself."""
    kind = request.POST.get("kind", Evidence.Kind.EVIDENCE)
    kind = kind if kind in Evidence.Kind.values else Evidence.Kind.EVIDENCE
    for given in request.FILES.getlist("files"):
        try:
            attach(
                actor=actor_of(request),
                report_id=report_id,
                name=given.name or "",
                stream=given,
                size=given.size or 0,
                element=request.POST.get("element", ""),
                kind=kind,
            )
        except CodedError as refusal:
            return refused(request, refusal, _where_sent(request), report_id=report_id)
    return done(request, _("Đã nhận minh chứng."), _where_sent(request), report_id=report_id)


def _where_sent(request: HttpRequest) -> str:
    """Whoever is typing goes on typing; else the report's own page."""
    return "report:form" if "typing" in request.POST else "report:report"


@signed_in
@require_POST
def remove_evidence(request: HttpRequest, report_id: int, evidence_id: int) -> HttpResponse:
    """Takes one off."""
    detach(actor=actor_of(request), report_id=report_id, evidence_id=evidence_id)
    return done(request, _("Đã bỏ minh chứng."), _where_sent(request), report_id=report_id)
