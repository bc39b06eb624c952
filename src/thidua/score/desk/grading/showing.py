"""One union's grading: both marks side by side, why the class, what was said; and the buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from thidua.formats.errors import CodedError
from thidua.kernel.door import Actor, verdict
from thidua.kernel.errors import Absent, Phrase
from thidua.kernel.files import open_stored
from thidua.score.actions.grading.attach import attach, detach
from thidua.score.actions.grading.mark_own import take_back
from thidua.score.actions.grading.mark_upper import object_to, return_with_reason
from thidua.score.actions.grading.settle import agree, exempt, include, take_back_grade
from thidua.score.desk.grading.asking import (
    actor_of,
    crumbs,
    done,
    grading_of,
    refused,
    rows_of,
    signed_in,
)
from thidua.score.models import Grading
from thidua.score.queries.grading.marks import evaluate
from thidua.score.queries.grading.why import say_grade, say_why

VERBS = (
    "mark_own",
    "mark",
    "take_back",
    "object",
    "agree",
    "return",
    "take_back_grade",
    "exempt",
    "include",
    "attach",
)


@signed_in
@require_GET
def show(request: HttpRequest, grading_id: int) -> HttpResponse:
    actor = actor_of(request)
    grading = grading_of(actor, grading_id)
    rows, answers = rows_of(actor, grading)
    may = {verb: bool(verdict(grading, actor=actor, verb=verb)) for verb in VERBS}
    if grading.round.state != "open":
        may = dict.fromkeys(VERBS, False)
    sees_own = bool(verdict(grading, actor=actor, verb="read_own"))
    sees_upper = bool(verdict(grading, actor=actor, verb="read_upper"))
    rules = grading.round.rules
    place = reverse("score:grading_round", args=[grading.round_id])
    context = {
        "title": str(grading.unit),
        "lead": grading.round.name,
        "crumbs": crumbs((grading.round.name, place), (str(grading.unit), "")),
        "grading": grading,
        "round": grading.round,
        "rows": rows,
        "answers": answers,
        "may": may,
        "own_unit": actor.unit_id == grading.unit_id,
        "sees_own": sees_own,
        "sees_upper": sees_upper,
        "own_grade": say_grade(rules, grading.own_grade) if sees_own else "",
        "upper_grade": say_grade(rules, grading.upper_grade) if sees_upper else "",
        "grade": say_grade(rules, grading.grade),
        "why": _why(grading, sees_own, sees_upper),
        "notes": list(grading.notes.all()),
        "files": list(grading.evidence.select_related("file")) if sees_own else [],
        "exempt_kinds": Grading.Exempt.choices,
    }
    return render(request, "score/grading/show.html", context)


def _why(grading: Grading, sees_own: bool, sees_upper: bool) -> list[Any]:
    """Of the class that stands or is proposed: the agreed one, else that of the union above, else the unit's."""
    if sees_upper and grading.state in ("marked", "agreed"):
        found = evaluate(grading.round, grading.upper_marks, grading.upper_answers)
    elif sees_own:
        found = evaluate(grading.round, grading.own_marks, grading.own_answers)
    else:
        return []
    return list(say_why(grading.round, found.graded)) if found.graded else []


def _take_back(actor: Actor, grading: Grading, sent: Mapping[str, str]) -> None:
    take_back(actor=actor, grading_id=grading.pk)


def _object(actor: Actor, grading: Grading, sent: Mapping[str, str]) -> None:
    object_to(actor=actor, grading_id=grading.pk, words=sent.get("words", ""))


def _agree(actor: Actor, grading: Grading, sent: Mapping[str, str]) -> None:
    agree(actor=actor, grading_id=grading.pk, words=sent.get("words", ""))


def _return(actor: Actor, grading: Grading, sent: Mapping[str, str]) -> None:
    return_with_reason(actor=actor, grading_id=grading.pk, reason=sent.get("words", ""))


def _take_back_grade(actor: Actor, grading: Grading, sent: Mapping[str, str]) -> None:
    take_back_grade(actor=actor, grading_id=grading.pk, reason=sent.get("words", ""))


def _exempt(actor: Actor, grading: Grading, sent: Mapping[str, str]) -> None:
    exempt(actor=actor, grading_id=grading.pk, kind=sent.get("kind", ""), reason=sent.get("words", ""))


def _include(actor: Actor, grading: Grading, sent: Mapping[str, str]) -> None:
    include(actor=actor, grading_id=grading.pk)


Move = Callable[[Actor, Grading, Mapping[str, str]], None]
MOVES: Mapping[str, tuple[Move, Phrase]] = {
    "lay-lai": (_take_back, gettext_lazy("Đã lấy lại phiếu để sửa.")),
    "giai-trinh": (_object, gettext_lazy("Đã gửi giải trình cho cấp trên.")),
    "thong-nhat": (_agree, gettext_lazy("Đã thống nhất xếp loại.")),
    "tra-lai": (_return, gettext_lazy("Đã trả lại phiếu cho đơn vị.")),
    "rut-lai": (_take_back_grade, gettext_lazy("Đã rút lại xếp loại; số liệu đã đếm được sửa theo.")),
    "khong-xep-loai": (_exempt, gettext_lazy("Đã ghi: không xếp loại năm nay.")),
    "dua-vao": (_include, gettext_lazy("Đã đưa đơn vị vào xếp loại.")),
}


@signed_in
@require_POST
def move(request: HttpRequest, grading_id: int, step: str) -> HttpResponse:
    """A button of the page."""
    if step not in MOVES:
        raise Absent()
    actor = actor_of(request)
    grading = grading_of(actor, grading_id)
    make, words = MOVES[step]
    try:
        make(actor, grading, {name: str(value) for name, value in request.POST.items()})
    except CodedError as refusal:
        return refused(request, refusal, "score:grading", grading_id=grading_id)
    page = "score:grading_own" if step == "lay-lai" else "score:grading"
    return done(request, str(words), page, grading_id=grading_id)


@signed_in
@require_POST
def add_evidence(request: HttpRequest, grading_id: int) -> HttpResponse:
    """Photos and papers; each is kept or refused by itself."""
    page = "score:grading_own" if "own" in request.POST else "score:grading"
    for given in request.FILES.getlist("files"):
        try:
            attach(
                actor=actor_of(request),
                grading_id=grading_id,
                name=given.name or "",
                stream=given,
                size=given.size or 0,
                criterion=request.POST.get("criterion", ""),
            )
        except CodedError as refusal:
            return refused(request, refusal, page, grading_id=grading_id)
    return done(request, _("Đã nhận minh chứng."), page, grading_id=grading_id)


@signed_in
@require_GET
def evidence(request: HttpRequest, grading_id: int, evidence_id: int) -> HttpResponseBase:
    """A file, for whoever may see the unit's own marks."""
    actor = actor_of(request)
    grading = grading_of(actor, grading_id)
    found = grading.evidence.select_related("file").filter(pk=evidence_id).first()
    if found is None or not verdict(grading, actor=actor, verb="read_own"):
        raise Absent()
    return FileResponse(
        open_stored(found.file), as_attachment=True, filename=found.name, content_type=found.file.kind
    )


@signed_in
@require_POST
def remove_evidence(request: HttpRequest, grading_id: int, evidence_id: int) -> HttpResponse:
    detach(actor=actor_of(request), grading_id=grading_id, evidence_id=evidence_id)
    page = "score:grading_own" if "own" in request.POST else "score:grading"
    return done(request, _("Đã bỏ minh chứng."), page, grading_id=grading_id)
