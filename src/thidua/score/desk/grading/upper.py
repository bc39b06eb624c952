"""The union above marks one unit beside the unit's own mark, with a reason for each difference."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.formats.errors import CodedError
from thidua.kernel.door import Actor
from thidua.kernel.errors import Refusal, Said, say
from thidua.score.actions.grading.mark_upper import mark, save_upper
from thidua.score.actions.grading.settle import agree, needs_words
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
from thidua.score.desk.grading.own import saved_at, standing
from thidua.score.models import Grading
from thidua.score.queries.grading.marks import evaluate


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, grading_id: int) -> HttpResponse:
    """A plain POST saves; the buttons hand the mark to the unit, or note that both agree."""
    actor = actor_of(request)
    grading = grading_of(actor, grading_id, "mark")
    if request.method != "POST":
        return render(request, "score/grading/upper.html", _context(actor, grading))
    try:
        grading = _save(actor, grading, request)
        if "mark" in request.POST or "agree" in request.POST:
            grading = mark(actor=actor, grading_id=grading.pk, version=grading.version)
        if "agree" in request.POST:
            grading = agree(
                actor=actor,
                grading_id=grading.pk,
                words=request.POST.get("words", ""),
                version=grading.version,
            )
    except CodedError as refusal:
        again = grading_of(actor, grading_id)
        status = refusal.status if isinstance(refusal, Refusal) else 422
        context = _context(actor, again, say(refusal), request.POST.get("words", ""))
        return render(request, "score/grading/upper.html", context, status=status)
    if grading.state in ("marked", "agreed") and ("mark" in request.POST or "agree" in request.POST):
        words = (
            _("Đã thống nhất xếp loại của %(unit)s.")
            if grading.state == "agreed"
            else _("Đã gửi điểm chấm cho %(unit)s xem và trả lời.")
        )
        return done(request, words % {"unit": grading.unit}, "score:grading", grading_id=grading.pk)
    return done(request, _("Đã lưu điểm chấm."), "score:grading_mark", grading_id=grading.pk)


def _save(actor: Actor, grading: Grading, request: HttpRequest) -> Grading:
    marks, answers, reasons = marks_sent(request, grading.round)
    return save_upper(
        actor=actor,
        grading_id=grading.pk,
        marks=marks,
        answers=answers,
        reasons=reasons,
        version=version_of(request),
    )


def _context(actor: Actor, grading: Grading, refusal: Said | None = None, words: str = "") -> dict[str, Any]:
    rows, answers = rows_of(actor, grading)
    found = evaluate(grading.round, grading.upper_marks, grading.upper_answers)
    place = reverse("score:grading_round", args=[grading.round_id])
    return {
        "title": str(grading.unit),
        "lead": _("Cấp trên chấm: %(round)s") % {"round": grading.round.name},
        "crumbs": crumbs((grading.round.name, place), (str(grading.unit), "")),
        "saving": True,
        "grading": grading,
        "round": grading.round,
        "rows": rows,
        "answers": answers,
        "choices": choices(),
        "unread": {line.code for line in found.unread},
        "refusal": refusal,
        "words": words,
        "needs_words": needs_words(grading),
        "notes": list(grading.notes.all()),
        **standing(grading, found),
    }


@signed_in
@require_POST
def autosave(request: HttpRequest, grading_id: int) -> HttpResponse:
    actor = actor_of(request)
    try:
        saved = _save(actor, grading_of(actor, grading_id, "mark"), request)
    except CodedError as refusal:
        status = refusal.status if isinstance(refusal, Refusal) else 422
        return JsonResponse({"message": str(say(refusal))}, status=status)
    return JsonResponse({"version": saved.version, "saved_at": saved_at()})
