"""A unit marks itself: one column as on the report form, saved at every pause, with evidence; then sends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.algebra.scoring.origins import ScoreSource
from thidua.algebra.scoring.sheet import Branch, Leaf
from thidua.formats.errors import CodedError
from thidua.formats.vi import format_number
from thidua.kernel import clock
from thidua.kernel.door import fetch, verdict
from thidua.kernel.errors import Absent, Refusal, say
from thidua.kernel.files import open_stored
from thidua.score.actions.marking.self_mark import (
    attach_evidence,
    detach_evidence,
    return_self_mark,
    save_self_mark,
    send_self_mark,
    take_self_mark_back,
)
from thidua.score.desk.marking.asking import At, Request, at_unit, crumbs, done, refused, signed_in
from thidua.score.models import MarkedUnit, MarkEvidence
from thidua.score.queries.marking.computing import scored
from thidua.score.queries.marking.describing import say_rule
from thidua.score.queries.marking.fields import Box, boxes, is_complete, read_aloud, shown
from thidua.score.queries.marking.why import number
from thidua.score.wording import SOURCES


@dataclass(frozen=True)
class Question:
    """One criterion as the form asks it. ``told``: what the house has read, where nobody types."""

    leaf: Leaf
    key: str
    rule: str
    most: str
    boxes: list[tuple[Box, str, str]]  # box, its name in the form, what stands in it
    note: str
    told: str
    source: str
    evidence: list[MarkEvidence]
    filled: bool


@dataclass(frozen=True)
class Section:
    branch: Branch
    questions: list[Question]

    @property
    def leaves(self) -> frozenset[str]:
        return frozenset(one.leaf.id for one in self.questions)

    @property
    def asked(self) -> int:
        return sum(bool(one.boxes) for one in self.questions)

    @property
    def filled(self) -> int:
        return sum(one.filled for one in self.questions if one.boxes)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: Request, marked_id: int) -> HttpResponse:
    """Typing; a plain POST saves, and with ``send`` sends."""
    at, marked = at_unit(request, marked_id)
    verb = verdict(marked, actor=request.actor, verb="mark")
    if request.method != "POST":
        if verb.refusal is not None:
            return _sent(request, at, marked, verb.refusal)
        return render(request, "score/marking/own.html", _context(at, marked))
    try:
        _save(request, at, marked)
        if "send" in request.POST:
            send_self_mark(actor=request.actor, marked_id=marked_id)
            return done(request, _("Đã gửi điểm tự chấm."), "score:round", at.round.pk)
    except CodedError as refusal:
        return _again(request, marked_id, refusal)
    return done(request, _("Đã lưu. Gửi sau cũng được."), "score:own", marked_id)


def _again(request: Request, marked_id: int, refusal: CodedError) -> HttpResponse:
    """What was typed stays in its boxes, with the reason above and the part that is refused unfolded."""
    at, marked = at_unit(request, marked_id)
    context = _context(at, marked, request.POST) | {
        "refusal": say(refusal),
        "refused_leaf": refusal.params.get("leaf"),
    }
    status = refusal.status if isinstance(refusal, Refusal) else 422
    return render(request, "score/marking/own.html", context, status=status)


def _sent(request: Request, at: At, marked: MarkedUnit, refusal: Refusal) -> HttpResponse:
    """An old bookmark: the marks have gone up; their own page says so. A stranger's form is not here."""
    if marked.pk not in at.sight.hands.own:
        raise refusal
    return done(request, str(say(refusal)), "score:unit", marked.pk)


def _save(request: Request, at: At, marked: MarkedUnit) -> MarkedUnit:
    version = request.POST.get("version", "")
    return save_self_mark(
        actor=request.actor,
        marked_id=marked.pk,
        typed=typed_of(at, request.POST),
        notes={leaf: request.POST.get(f"n-{key}", "") for leaf, key in keys(at).items()},
        version=int(version) if version.isdecimal() else None,
    )


def keys(at: At) -> dict[str, str]:
    """A short name of each criterion for boxes: their ids may hold anything."""
    return {leaf: str(place) for place, leaf in enumerate(at.leaves)}


def typed_of(at: At, posted: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """By criterion, the boxes that the form had."""
    found: dict[str, dict[str, str]] = {}
    for leaf, key in keys(at).items():
        told = {
            box.name: str(posted.get(f"b-{key}-{box.name}", ""))
            for box in boxes(at.leaves[leaf])
            if f"b-{key}-{box.name}" in posted
        }
        if told:
            found[leaf] = told
    return found


def _context(at: At, marked: MarkedUnit, posted: Mapping[str, str] | None = None) -> dict[str, Any]:
    sections = sections_of(at, marked, posted)
    have, asked = sum(one.filled for one in sections), sum(one.asked for one in sections)
    total = scored(at.standing, "self").of(marked).total
    return {
        "title": _("Tự chấm điểm"),
        "crumbs": crumbs((at.round.name, reverse("score:round", args=[at.round.pk])), (_("Tự chấm"), "")),
        "saving": True,
        "at": at,
        "round": at.round,
        "marked": marked,
        "sections": sections,
        "have": have,
        "asked": asked,
        "left": asked - have,
        "total": "" if total is None else format_number(total, at.standing.rules.sheet.rounding.places),
        "until": next((one.get("until") for one in at.round.phases if one["code"] == "self_marking"), None),
    }


def sections_of(at: At, marked: MarkedUnit, posted: Mapping[str, str] | None = None) -> list[Section]:
    evidence: dict[str, list[MarkEvidence]] = {}
    for one in marked.evidence.select_related("file"):
        evidence.setdefault(one.leaf, []).append(one)
    filling = _Filling(at, marked, keys(at), evidence, posted or {})
    return [
        Section(branch, [filling.question(leaf) for leaf in branch.leaves()])
        for branch in at.standing.rules.sheet.branches
    ]


@dataclass(frozen=True)
class _Filling:
    """The form of one unit: what stands, and what was typed over it."""

    at: At
    marked: MarkedUnit
    names: Mapping[str, str]
    evidence: Mapping[str, list[MarkEvidence]]
    posted: Mapping[str, str]

    def question(self, leaf: Leaf) -> Question:
        origin, key = self.at.standing.rules.origins[leaf.id], self.names[leaf.id]
        own = self.at.standing.mark(self.marked.pk, leaf.id, "self")
        values: Mapping[str, Any] = own.values if own else {}
        types = not origin.is_read and origin.source is not ScoreSource.PEERS
        return Question(
            leaf=leaf,
            key=key,
            rule=say_rule(leaf),
            most="" if leaf.most is None else number(leaf.most),
            boxes=[self._box(box, key, values) for box in (boxes(leaf) if types else [])],
            note=self.posted.get(f"n-{key}", own.reason if own else ""),
            told="" if types else _told(self.at, self.marked, leaf),
            source=str(SOURCES[origin.source]),
            evidence=list(self.evidence.get(leaf.id, [])),
            filled=is_complete(leaf, values),
        )

    def _box(self, box: Box, key: str, values: Mapping[str, Any]) -> tuple[Box, str, str]:
        name = f"b-{key}-{box.name}"
        return box, name, self.posted.get(name, shown(values, box.name))


def _told(at: At, marked: MarkedUnit, leaf: Leaf) -> str:
    """What the house has read for this criterion, in a few words."""
    figure = at.standing.figures.get((marked.pk, leaf.id))
    if figure is None or not figure.values:
        return _("chưa có số")
    words = [
        f"{box.label} {read_aloud(figure.values, box.name)}"
        for box in boxes(leaf)
        if box.name in figure.values
    ]
    return ", ".join(words)


@signed_in
@require_POST
def autosave(request: Request, marked_id: int) -> HttpResponse:
    """Takes in what was typed so far; answers in the way of ``autosave.js``."""
    try:
        at, marked = at_unit(request, marked_id)
        saved = _save(request, at, marked)
    except CodedError as refusal:
        status = refusal.status if isinstance(refusal, Refusal) else 422
        return JsonResponse({"message": str(say(refusal))}, status=status)
    saved_at = f"{timezone.localtime(clock.now()):%H:%M}"
    return JsonResponse({"version": saved.version, "saved_at": saved_at})


@signed_in
@require_POST
def act(request: Request, marked_id: int) -> HttpResponse:
    """Taking back what was sent; giving it back with a reason."""
    try:
        if request.POST.get("do") == "return":
            found = return_self_mark(
                actor=request.actor, marked_id=marked_id, reason=request.POST.get("reason", "")
            )
            return done(request, _("Đã trả lại để đơn vị chấm lại."), "score:round", found.round_id)
        take_self_mark_back(actor=request.actor, marked_id=marked_id)
    except CodedError as refusal:
        return refused(request, refusal, "score:unit", marked_id)
    return done(request, _("Đã lấy lại điểm tự chấm để sửa."), "score:own", marked_id)


@signed_in
@require_POST
def add_evidence(request: Request, marked_id: int) -> HttpResponse:
    """Photos and papers behind a criterion; each is kept or refused by itself."""
    leaf = request.POST.get("leaf", "")
    for given in request.FILES.getlist("files"):
        try:
            attach_evidence(
                actor=request.actor,
                marked_id=marked_id,
                leaf=leaf,
                name=given.name or "",
                stream=given,
                size=given.size or 0,
            )
        except CodedError as refusal:
            return refused(request, refusal, "score:own", marked_id)
    return done(request, _("Đã nhận minh chứng."), "score:own", marked_id)


@signed_in
@require_POST
def remove_evidence(request: Request, marked_id: int, evidence_id: int) -> HttpResponse:
    detach_evidence(actor=request.actor, marked_id=marked_id, evidence_id=evidence_id)
    return done(request, _("Đã bỏ minh chứng."), "score:own", marked_id)


@signed_in
@require_GET
def evidence(request: Request, marked_id: int, evidence_id: int) -> HttpResponseBase:
    """A file, for whoever sees the self-mark that it stands behind."""
    marked = fetch(MarkedUnit, marked_id, actor=request.actor)
    at, marked = at_unit(request, marked.pk)
    found = marked.evidence.select_related("file").filter(pk=evidence_id).first()
    if found is None or not at.sight.layer("self", marked.pk, found.leaf):
        raise Absent()
    answer = FileResponse(open_stored(found.file), content_type=found.file.kind, filename=found.name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
