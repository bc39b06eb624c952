"""The union marks itself: one column on a phone, saved at every pause, looked over, sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.door import Actor
from thidua.kernel.errors import Refusal, Said, say
from thidua.score.actions.grading.mark_own import mark_own, send
from thidua.score.desk.grading.asking import (
    actor_of,
    choices,
    crumbs,
    done,
    grading_of,
    marks_sent,
    rows_of,
    signed_in,
    version_of,
)
from thidua.score.models import Grading
from thidua.score.queries.grading.marks import Evaluated, evaluate
from thidua.score.queries.grading.why import say_grade, say_why
from thidua.score.states import OWN_TURN


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, grading_id: int) -> HttpResponse:
    """Typing; a plain POST saves, and sends when that was the button."""
    actor = actor_of(request)
    if request.method != "POST":
        grading = grading_of(actor, grading_id)
        if grading.state not in OWN_TURN:
            return redirect("score:grading", grading_id=grading_id)
        return render(
            request, "score/grading/own.html", _context(actor, grading_of(actor, grading_id, "mark_own"))
        )
    grading = grading_of(actor, grading_id, "mark_own")
    try:
        grading = _save(actor, grading, request)
        if "send" in request.POST:
            send(actor=actor, grading_id=grading.pk, version=grading.version)
            words = _("Đã gửi phiếu tự chấm cho %(unit)s.") % {"unit": grading.unit.parent}
            return done(request, words, "score:grading", grading_id=grading.pk)
    except CodedError as refusal:
        # What was typed has been saved, or stands in the boxes of this very page.
        again = grading_of(actor, grading_id)
        return render(
            request, "score/grading/own.html", _context(actor, again, say(refusal)), status=_status(refusal)
        )
    due = {"due": f"{grading.round.own_due_on:%d/%m/%Y}"}
    return done(
        request, _("Đã lưu. Gửi trước hết ngày %(due)s.") % due, "score:grading_own", grading_id=grading.pk
    )


def _status(refusal: CodedError) -> int:
    return refusal.status if isinstance(refusal, Refusal) else 422


def _save(actor: Actor, grading: Grading, request: HttpRequest) -> Grading:
    marks, answers, words = marks_sent(request, grading.round)
    return mark_own(
        actor=actor,
        grading_id=grading.pk,
        marks=marks,
        answers=answers,
        words=words,
        version=version_of(request),
    )


def _context(actor: Actor, grading: Grading, refusal: Said | None = None) -> dict[str, Any]:
    rows, answers = rows_of(actor, grading)
    found = evaluate(grading.round, grading.own_marks, grading.own_answers)
    unread = {line.code for line in found.unread}
    return {
        "title": _("Tự chấm xếp loại"),
        "crumbs": crumbs((grading.round.name, "")),
        "saving": True,
        "grading": grading,
        "round": grading.round,
        "rows": rows,
        "answers": answers,
        "choices": choices(),
        "unread": unread,
        "refusal": refusal,
        "errors": _errors(found) if refusal else [],
        "notes": list(grading.notes.all()),
        "files": list(grading.evidence.select_related("file")),
        **standing(grading, found),
    }


def _errors(found: Evaluated) -> list[dict[str, str]]:
    told = [(line.code, line.name, _("chưa đọc được thành điểm")) for line in found.unread]
    told += [(line.code, line.name, _("chưa ghi điểm")) for line in found.missing]
    return [{"target": f"c-{code}", "label": name, "what": what} for code, name, what in told] + [
        {"target": f"d-{code}", "label": _("Điều kiện"), "what": _("chưa trả lời")}
        for code in found.unanswered
    ]


def standing(grading: Grading, found: Evaluated) -> dict[str, Any]:
    """How far it is, and what it comes to by now."""
    of = len(list(grading.round.criteria.leaves())) + len(grading.round.rules.asked)
    left = len(found.missing) + len(found.unread) + len(found.unanswered)
    return {
        "have": of - left,
        "of": of,
        "left": left,
        "total": found.total,
        "grade": say_grade(grading.round.rules, found.grade_code),
        "why": say_why(grading.round, found.graded) if found.graded else [],
    }


@signed_in
@require_POST
def autosave(request: HttpRequest, grading_id: int) -> HttpResponse:
    """Takes in what was typed so far; answers in the way of ``autosave.js``."""
    actor = actor_of(request)
    try:
        saved = _save(actor, grading_of(actor, grading_id, "mark_own"), request)
    except CodedError as refusal:
        return JsonResponse({"message": str(say(refusal))}, status=_status(refusal))
    return JsonResponse({"version": saved.version, "saved_at": saved_at()})


def saved_at() -> str:
    return f"{timezone.localtime(clock.now()):%H:%M}"


@signed_in
@require_http_methods(["GET", "HEAD"])
def state(request: HttpRequest, grading_id: int) -> HttpResponse:
    """The part of the form that follows typing; fetched after each save."""
    grading = grading_of(actor_of(request), grading_id, "mark_own")
    found = evaluate(grading.round, grading.own_marks, grading.own_answers)
    return render(request, "score/grading/standing.html", standing(grading, found))
