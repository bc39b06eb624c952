"""What a department verifies: criterion by criterion, unit by unit, only its own. And cross-checks, and marks of peers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.algebra.scoring.origins import ScoreSource
from thidua.algebra.scoring.sheet import Leaf
from thidua.formats.errors import CodedError
from thidua.kernel.door import fetch
from thidua.kernel.errors import Absent, Refusal, say
from thidua.score.actions.marking.verify import Verdict, agree_to_rest, cross_check, give_points, verify
from thidua.score.desk.marking.asking import At, Request, at_round, at_unit, crumbs, done, signed_in
from thidua.score.desk.marking.own import keys
from thidua.score.models import Mark, MarkedUnit, MarkEvidence, MarkingRound
from thidua.score.queries.marking.describing import say_rule
from thidua.score.queries.marking.fields import Box, boxes, shown
from thidua.score.queries.marking.why import given, number


@dataclass(frozen=True)
class Line:
    """One unit under one criterion: what it claims, what the verifier types over it."""

    marked: MarkedUnit
    key: str
    claimed: str
    note: str
    verified: Mark | None
    boxes: list[tuple[Box, str, str]]
    reason: str
    evidence: list[MarkEvidence]


@dataclass(frozen=True)
class Part:
    leaf: Leaf
    rule: str
    most: str
    lines: list[Line]

    @property
    def open(self) -> int:
        return sum(one.verified is None for one in self.lines)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, round_id: int) -> HttpResponse:
    """The list of a department; ``con`` shows only what is not verified yet."""
    fetch(MarkingRound, round_id, actor=request.actor, verb="verify")
    at = at_round(request, round_id)
    refusal: CodedError | None = None
    if request.method == "POST":
        try:
            if "agree" in request.POST:
                count = agree_to_rest(actor=request.actor, round_id=round_id)
                return done(
                    request,
                    _("Đã xác nhận %(count)s mục theo điểm tự chấm.") % {"count": count},
                    "score:verify",
                    round_id,
                )
            made = verify(actor=request.actor, round_id=round_id, verdicts=_verdicts(at, request.POST))
            return done(
                request, _("Đã lưu %(count)s mục thẩm định.") % {"count": len(made)}, "score:verify", round_id
            )
        except CodedError as told:
            refusal = told
    mine = at.sight.hands.criteria
    parts = parts_of(at, Mark.Layer.VERIFIED, list(at.standing.active), request.POST, mine)
    context = _context(at, parts, refusal) | {
        "title": _("Thẩm định"),
        "lead": _("Chỉ những tiêu chí giao cho ban của bạn. Khác điểm tự chấm thì ghi lý do."),
        "may_agree": True,
    }
    return render(request, "score/marking/verify.html", context, status=_status(refusal))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request, marked_id: int) -> HttpResponse:
    """One member cross-checks another."""
    fetch(MarkedUnit, marked_id, actor=request.actor, verb="check")
    at, marked = at_unit(request, marked_id)
    refusal: CodedError | None = None
    if request.method == "POST":
        try:
            cross_check(actor=request.actor, marked_id=marked_id, verdicts=_verdicts(at, request.POST))
            return done(request, _("Đã lưu kết quả kiểm tra chéo."), "score:check", marked_id)
        except CodedError as told:
            refusal = told
    parts = parts_of(at, Mark.Layer.CHECKED, [marked], request.POST, None)
    context = _context(at, parts, refusal) | {
        "title": _("Kiểm tra chéo %(unit)s") % {"unit": marked.unit},
        "lead": _("Khác điểm tự chấm thì ghi lý do."),
    }
    return render(request, "score/marking/verify.html", context, status=_status(refusal))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def peers(request: Request, round_id: int) -> HttpResponse:
    """What one member gives the others."""
    fetch(MarkingRound, round_id, actor=request.actor, verb="peer")
    at = at_round(request, round_id)
    member = next((one for one in at.standing.active if one.unit_id == request.actor.unit_id), None)
    if member is None:
        raise Absent()
    names, refusal = keys(at), None
    asked = [
        leaf for leaf in at.leaves.values() if at.standing.rules.origins[leaf.id].source is ScoreSource.PEERS
    ]
    others = [one for one in at.standing.active if one.pk != member.pk]
    if request.method == "POST":
        points = {
            (one.pk, leaf.id): typed
            for one in others
            for leaf in asked
            if (typed := request.POST.get(f"p-{one.pk}-{names[leaf.id]}", "").strip())
        }
        try:
            give_points(actor=request.actor, round_id=round_id, points=points)
            return done(request, _("Đã lưu điểm chấm các thành viên."), "score:round", round_id)
        except CodedError as told:
            refusal = told
    given_already = {
        (mark.marked_id, mark.leaf): mark
        for marks in at.standing.marks.values()
        for mark in marks
        if mark.layer == Mark.Layer.PEERS and mark.body_id == member.unit_id
    }
    rows = [
        (one, [_peer_box(one, leaf, names, given_already, request.POST) for leaf in asked]) for one in others
    ]
    context = {
        "title": _("Chấm các thành viên khác"),
        "crumbs": crumbs(
            (at.round.name, reverse("score:round", args=[at.round.pk])), (_("Chấm thành viên"), "")
        ),
        "round": at.round,
        "asked": asked,
        "rows": rows,
        "refusal": say(refusal) if refusal else None,
    }
    return render(request, "score/marking/peers.html", context, status=_status(refusal))


def _peer_box(
    one: MarkedUnit,
    leaf: Leaf,
    names: Mapping[str, str],
    known: Mapping[tuple[int, str], Mark],
    posted: Mapping[str, str],
) -> tuple[Leaf, str, str]:
    name = f"p-{one.pk}-{names[leaf.id]}"
    mark = known.get((one.pk, leaf.id))
    return leaf, name, posted.get(name, shown(mark.values, "points") if mark else "")


def parts_of(
    at: At, layer: str, units: list[MarkedUnit], posted: Mapping[str, str], mine: frozenset[str] | None
) -> list[Part]:
    """What is typed by hand under each criterion that this person verifies."""
    names = keys(at)
    evidence: dict[tuple[int, str], list[MarkEvidence]] = {}
    for kept in MarkEvidence.objects.filter(marked__in=units):
        evidence.setdefault((kept.marked_id, kept.leaf), []).append(kept)
    found = []
    for leaf in at.leaves.values():
        origin = at.standing.rules.origins[leaf.id]
        if origin.is_read or origin.source is ScoreSource.PEERS or (mine is not None and leaf.id not in mine):
            continue
        lines = []
        for one in units:
            own = at.standing.mark(one.pk, leaf.id, "self")
            verified = at.standing.mark(one.pk, leaf.id, layer)
            key = f"{one.pk}-{names[leaf.id]}"
            stands: Mapping[str, Any] = verified.values if verified else own.values if own else {}
            lines.append(
                Line(
                    marked=one,
                    key=key,
                    claimed=given(own) if own and one.state == "sent" else "",
                    note=own.reason if own else "",
                    verified=verified,
                    boxes=[
                        (
                            box,
                            f"v-{key}-{box.name}",
                            posted.get(f"v-{key}-{box.name}", shown(stands, box.name)),
                        )
                        for box in boxes(leaf)
                    ],
                    reason=posted.get(f"r-{key}", verified.reason if verified else ""),
                    evidence=evidence.get((one.pk, leaf.id), []),
                )
            )
        found.append(Part(leaf, say_rule(leaf), "" if leaf.most is None else number(leaf.most), lines))
    return found


def _verdicts(at: At, posted: Mapping[str, str]) -> list[Verdict]:
    """The lines that were changed, or confirmed one by one with their tick."""
    names = {key: leaf for leaf, key in keys(at).items()}
    found = []
    for one in at.standing.active:
        for key, leaf in names.items():
            place = f"{one.pk}-{key}"
            typed = {
                box.name: str(posted.get(f"v-{place}-{box.name}", "")).strip()
                for box in boxes(at.leaves[leaf])
            }
            before = {
                box.name: str(posted.get(f"was-{place}-{box.name}", "")) for box in boxes(at.leaves[leaf])
            }
            reason = posted.get(f"r-{place}", "")
            if f"ok-{place}" in posted or (any(typed.values()) and typed != before):
                found.append(Verdict(one.pk, leaf, typed, reason))
    return found


def _context(at: At, parts: list[Part], refusal: CodedError | None) -> dict[str, Any]:
    return {
        "crumbs": crumbs((at.round.name, reverse("score:round", args=[at.round.pk])), (_("Thẩm định"), "")),
        "round": at.round,
        "parts": parts,
        "open": sum(one.open for one in parts),
        "refusal": say(refusal) if refusal else None,
    }


def _status(refusal: CodedError | None) -> int:
    if refusal is None:
        return 200
    return refusal.status if isinstance(refusal, Refusal) else 422
