"""One unit in a round: every criterion with its points, "Vì sao?", its word, its requests to look again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thidua.algebra.scoring.sheet import Branch
from thidua.formats.errors import CodedError
from thidua.kernel.door import verdict
from thidua.kernel.errors import Absent
from thidua.score.actions.marking.appeal import answer_appeal, appeal, withdraw_appeal
from thidua.score.actions.marking.explain import explain
from thidua.score.desk.marking.asking import At, Request, at_unit, crumbs, done, refused, signed_in
from thidua.score.models import Appeal, MarkedUnit
from thidua.score.queries.marking.table import groups_of, table_of
from thidua.score.queries.marking.why import why, why_group


@signed_in
@require_GET
def page(request: Request, marked_id: int) -> HttpResponse:
    at, marked = at_unit(request, marked_id)
    if not (at.sight.layer("self", marked.pk) or at.sight.layer("verified", marked.pk)):
        raise Absent()
    table = table_of(at.standing, at.sight)
    row = next(one for one in table.rows if one.marked.pk == marked.pk)
    own = marked.pk in at.sight.hands.own
    sees_words = own or at.sight.layer("verified", marked.pk)
    explained: dict[str, list[Any]] = {}
    for said in marked.explanations.all() if sees_words else ():
        explained.setdefault(said.leaf, []).append(said)
    context = {
        "title": str(marked.unit),
        "lead": at.round.name,
        "crumbs": crumbs((at.round.name, reverse("score:round", args=[at.round.pk])), (str(marked.unit), "")),
        "round": at.round,
        "marked": marked,
        "row": row,
        "groups": [
            (group, [(leaf, row.cells[leaf.id], explained.get(leaf.id, [])) for leaf in group.leaves])
            for group in groups_of(at.standing)
        ],
        "events": at.standing.events.get(marked.pk, ()),
        "appeals": _appeals(request, marked, own),
        "leaves": [("", _("cả kết quả"))] + [(one.id, f"{one.id} {one.name}") for one in at.leaves.values()],
        "may": {
            verb: bool(verdict(marked, actor=request.actor, verb=verb))
            for verb in ("mark", "take_back", "return", "explain", "appeal", "check")
        },
    }
    return render(request, "score/marking/unit.html", context)


def _appeals(request: Request, marked: MarkedUnit, own: bool) -> list[tuple[Appeal, bool, bool]]:
    """Each with whether this person may answer it, and may withdraw it."""
    found = list(marked.appeals.select_related("marked__unit", "marked__round"))
    told = []
    for one in found:
        may_answer = bool(verdict(one, actor=request.actor, verb="uphold"))
        if own or may_answer or verdict(one, actor=request.actor, verb="view"):
            told.append((one, may_answer, bool(verdict(one, actor=request.actor, verb="withdraw"))))
    return told


@signed_in
@require_GET
def because(request: Request, marked_id: int, leaf: str) -> HttpResponse:
    """Every point back to reports and rules."""
    at, marked = at_unit(request, marked_id)
    for branch in at.standing.rules.sheet.branches:
        if branch.id == leaf:
            return _group(request, at, marked, branch)
    found = at.standing.rules.leaf(leaf)
    if not at.sight.layer("verified", marked.pk, leaf):
        raise Absent()
    told = why(at.standing, at.result, marked, found, at.sight)
    title = _("Vì sao %(points)s?") % {"points": told.points} if told.points else _("Vì sao chưa có điểm?")
    context = {
        "title": title,
        "lead": f"{marked.unit} · {found.id} {found.name}",
        "crumbs": crumbs(
            (at.round.name, reverse("score:round", args=[at.round.pk])),
            (str(marked.unit), reverse("score:unit", args=[marked.pk])),
            (found.id, ""),
        ),
        "round": at.round,
        "marked": marked,
        "leaf": found,
        "why": told,
        "sheet": at.round.sheet,
        "evidence": (marked.evidence.filter(leaf=leaf) if at.sight.layer("self", marked.pk, leaf) else ()),
        "explanations": marked.explanations.filter(leaf=leaf),
        "may_appeal": bool(verdict(marked, actor=request.actor, verb="appeal")),
        "may_explain": bool(verdict(marked, actor=request.actor, verb="explain")),
    }
    return render(request, "score/marking/why.html", context)


def _group(request: Request, at: At, marked: MarkedUnit, branch: Branch) -> HttpResponse:
    """The same for a whole group of criteria."""
    told = why_group(at.standing, at.result, marked, branch, at.sight)
    if not told.parts:
        raise Absent()
    title = _("Vì sao %(points)s?") % {"points": told.points} if told.points else _("Vì sao chưa có điểm?")
    context = {
        "title": title,
        "lead": f"{marked.unit} · {branch.id} {branch.name}".strip(),
        "crumbs": crumbs(
            (at.round.name, reverse("score:round", args=[at.round.pk])),
            (str(marked.unit), reverse("score:unit", args=[marked.pk])),
            (branch.id, ""),
        ),
        "round": at.round,
        "marked": marked,
        "group": told,
        "sheet": at.round.sheet,
    }
    return render(request, "score/marking/why_group.html", context)


@signed_in
@require_POST
def say_word(request: Request, marked_id: int) -> HttpResponse:
    """The unit explains a criterion, or asks to look at it again."""
    leaf, text = request.POST.get("leaf", ""), request.POST.get("text", "")
    try:
        if request.POST.get("do") == "appeal":
            appeal(actor=request.actor, marked_id=marked_id, text=text, leaf=leaf)
            return done(request, _("Đã gửi đề nghị xem lại."), "score:unit", marked_id)
        explain(actor=request.actor, marked_id=marked_id, leaf=leaf, text=text)
    except CodedError as refusal:
        return refused(request, refusal, "score:unit", marked_id)
    return done(request, _("Đã ghi giải trình."), "score:unit", marked_id)


@signed_in
@require_POST
def answer(request: Request, marked_id: int, appeal_id: int) -> HttpResponse:
    try:
        if request.POST.get("do") == "withdraw":
            withdraw_appeal(actor=request.actor, appeal_id=appeal_id)
            return done(request, _("Đã rút đề nghị."), "score:unit", marked_id)
        answer_appeal(
            actor=request.actor,
            appeal_id=appeal_id,
            upheld=request.POST.get("do") == "uphold",
            answer=request.POST.get("answer", ""),
        )
    except CodedError as refusal:
        return refused(request, refusal, "score:unit", marked_id)
    return done(request, _("Đã trả lời đề nghị."), "score:unit", marked_id)
