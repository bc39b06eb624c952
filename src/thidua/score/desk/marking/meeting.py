"""The meeting table: questions to answer, marks to change with a reason, the ballot of honour among the tied. The
council and the committee use the same table in their phases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.algebra.scoring.sheet import Leaf
from thidua.catalogue.scoring import say_question
from thidua.federation.models import Ballot
from thidua.formats.errors import CodedError
from thidua.kernel.errors import NotYours, Refusal, say
from thidua.score.actions.marking.settle import HANDS, answer_question, change_points, tell_figures
from thidua.score.actions.marking.vote import (
    open_honour_ballot,
    record_votes,
    take_honour_ballot,
    tied_units,
)
from thidua.score.desk.marking.asking import (
    At,
    Request,
    at_round,
    at_unit,
    crumbs,
    day_of,
    done,
    noted_of,
    refused,
    signed_in,
)
from thidua.score.models import MarkedUnit
from thidua.score.queries.marking.fields import boxes
from thidua.score.queries.marking.table import table_of


@dataclass(frozen=True)
class Question:
    marked: MarkedUnit
    leaf: Leaf
    says: str
    boxes: list[tuple[str, str]]  # name, label: the figure that is missing may be told instead


@signed_in
@require_http_methods(["GET", "HEAD"])
def page(request: Request, round_id: int) -> HttpResponse:
    at = at_round(request, round_id)
    _must_have_word(at)
    table = table_of(at.standing, at.sight)
    tied = tied_units(at.standing) if at.may("meet") else set()
    context = {
        "title": _("Bảng họp"),
        "lead": at.round.name,
        "crumbs": crumbs((at.round.name, reverse("score:round", args=[at.round.pk])), (_("Bảng họp"), "")),
        "round": at.round,
        "table": table,
        "questions": questions_of(at),
        "tied": [one for one in at.standing.active if one.pk in tied],
        "may_vote": at.may("meet"),
        "ballots": _ballots(at),
        "places": at.standing.rules.sheet.rounding.places,
    }
    return render(request, "score/marking/meeting.html", context)


def _ballots(at: At) -> list[Ballot]:
    """Of honour, in this cluster and year."""
    if at.round.cluster is None:
        return []
    about = Ballot.About.HONOUR
    return list(
        Ballot.objects.filter(cluster=at.round.cluster, year=at.round.year, about=about).order_by("-pk")
    )


def _must_have_word(at: At) -> None:
    """Raises NotYours for a phase in which this person has no word."""
    verb = HANDS.get(at.round.state, ("", ""))[0]
    if not verb or not at.may(verb):
        raise NotYours()


def questions_of(at: At) -> list[Question]:
    """What waits for this person's answer: of all units, or of a department's criteria."""
    mine = at.sight.hands.criteria if at.round.state == "verifying" else None
    found = []
    for one in at.standing.active:
        marks = at.result.of(one).marks
        for leaf_id in at.result.of(one).open:
            question = marks[leaf_id].question
            if question is not None and (mine is None or leaf_id in mine):
                leaf = at.leaves[leaf_id]
                asked = [(box.name, box.label) for box in boxes(leaf)]
                found.append(Question(one, leaf, say_question(question), asked))
    return found


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, marked_id: int, leaf: str) -> HttpResponse:
    """One criterion of one unit: answer what is asked, tell the figure, or change the points; always with why."""
    at, marked = at_unit(request, marked_id)
    _must_have_word(at)
    found = at.standing.rules.leaf(leaf)
    refusal: CodedError | None = None
    if request.method == "POST":
        try:
            _change(request, at, marked, found)
            return done(request, _("Đã ghi, kèm lý do."), "score:meeting", at.round.pk)
        except CodedError as told:
            refusal = told
    outcome = at.result.of(marked).marks[leaf]
    context: dict[str, Any] = {
        "title": f"{found.id} {found.name}",
        "lead": str(marked.unit),
        "crumbs": crumbs((_("Bảng họp"), reverse("score:meeting", args=[at.round.pk])), (found.id, "")),
        "round": at.round,
        "marked": marked,
        "leaf": found,
        "question": say_question(outcome.question) if outcome.question else "",
        "points": outcome.points,
        "boxes": [(box, request.POST.get(f"b-{box.name}", "")) for box in boxes(found)],
        "posted": request.POST,
        "refusal": say(refusal) if refusal else None,
    }
    status = (refusal.status if isinstance(refusal, Refusal) else 422) if refusal else 200
    return render(request, "score/marking/change.html", context, status=status)


def _change(request: Request, at: At, marked: MarkedUnit, leaf: Leaf) -> None:
    posted, reason = request.POST, request.POST.get("reason", "")
    typed = {box.name: posted.get(f"b-{box.name}", "").strip() for box in boxes(leaf)}
    named: dict[str, Any] = {
        "actor": request.actor,
        "marked_id": marked.pk,
        "leaf": leaf.id,
        "reason": reason,
    }
    if posted.get("points", "").strip():
        asked = at.result.of(marked).marks[leaf.id].question is not None
        act = answer_question if asked else change_points
        act(points=posted.get("points", ""), **named)
    else:
        tell_figures(typed=typed, **named)


@signed_in
@require_POST
def votes(request: Request, round_id: int) -> HttpResponse:
    try:
        if request.POST.get("do") == "open":
            open_honour_ballot(actor=request.actor, round_id=round_id, closes_on=day_of(request, "closes_on"))
            return done(request, _("Đã mở bỏ phiếu kín; mỗi đơn vị một phiếu."), "score:meeting", round_id)
        if (ballot := request.POST.get("ballot", "")).isdecimal():
            take_honour_ballot(actor=request.actor, round_id=round_id, ballot_id=int(ballot))
            return done(request, _("Đã lấy số phiếu để phân hạng."), "score:meeting", round_id)
    except CodedError as refusal:
        return refused(request, refusal, "score:meeting", round_id)
    counted = {
        int(name[6:]): int(str(typed))
        for name, typed in request.POST.items()
        if name.startswith("votes-") and name[6:].isdecimal() and str(typed).isdecimal()
    }
    try:
        record_votes(actor=request.actor, round_id=round_id, votes=counted, noted=noted_of(request))
    except CodedError as refusal:
        return refused(request, refusal, "score:meeting", round_id)
    return done(request, _("Đã ghi kết quả bỏ phiếu suy tôn."), "score:meeting", round_id)
