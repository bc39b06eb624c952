"""A ballot on a phone: ask, vote, count."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.federation.actions.clusters.at import year_at
from thidua.federation.actions.clusters.cast_vote import cast_vote
from thidua.federation.actions.clusters.close_ballot import cancel_ballot, close_ballot
from thidua.federation.actions.clusters.open_ballot import open_ballot
from thidua.federation.desk.changing import page, sent
from thidua.federation.desk.clusters.answering import form_page, refusing
from thidua.federation.desk.clusters.forms import BallotForm, WhyForm
from thidua.federation.desk.clusters.pages import BALLOT_MARKS, crumbs
from thidua.federation.models import Ballot, ClusterYear
from thidua.federation.queries.ballots import line_of, opened_votes, tally_of
from thidua.federation.queries.clusters import leadership_of
from thidua.formats.errors import CodedError
from thidua.kernel.desk.answering import Request, done, refused, signed_in
from thidua.kernel.door import Actor, fetch, verdict
from thidua.kernel.errors import Refusal, say

# What a voter keeps: shown once, on the page that comes after voting.
RECEIPT = "ballot_receipt"


@page
@signed_in
def ask(request: Request, pk: int, year: int) -> HttpResponse:
    at = year_at(actor=request.actor, cluster_id=pk, year=year, verb="lead")
    form = BallotForm(request.POST or None, initial={"about": request.GET.get("ve", "leader")})
    if sent(request, form):
        told = form.cleaned_data
        with refusing(form):
            made = open_ballot(
                actor=request.actor,
                cluster_id=pk,
                year=year,
                about=told["about"],
                question=told["question"] or _question(told["about"], year),
                choices=form.wishes,
                most=told["most"],
                secret=told["secret"],
                closes_on=told["closes_on"],
            )
            words = _("Đã mở bỏ phiếu: mỗi đơn vị thành viên nhận việc này ở trang Việc cần làm.")
            return done(request, words, "federation:ballot", made.pk)
    lead = _("Danh sách bỏ phiếu chốt ngay khi mở: các thành viên hôm nay, mỗi đơn vị một phiếu.")
    return form_page(
        request, form, at.cluster, title=_("Mở bỏ phiếu"), button=_("Mở bỏ phiếu"), year=year, lead=lead
    )


def _question(about: str, year: int) -> str:
    return {
        Ballot.About.LEADER: _("Chọn cụm trưởng năm %(year)s"),
        Ballot.About.HONOUR: _("Suy tôn đơn vị dẫn đầu năm %(year)s"),
        Ballot.About.REGULATION: _("Thông qua quy chế của cụm năm %(year)s"),
        Ballot.About.OTHER: _("Ý kiến của các thành viên năm %(year)s"),
    }[Ballot.About(about)] % {"year": year}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ballot(request: Request, pk: int) -> HttpResponse:
    """The vote while it is open, the counts once it is closed. A refused vote stays as it was ticked."""
    one = fetch(Ballot, pk, actor=request.actor, related=("cluster",))
    picked = [
        int(key) for key in request.POST.getlist("phieu") if key.isdecimal() and key != "0" and len(key) < 18
    ]
    refusal: CodedError | None = None
    if request.method == "POST":
        try:
            receipt = cast_vote(actor=request.actor, ballot_id=pk, picked=picked)
            request.session[RECEIPT] = {"ballot": pk, "receipt": receipt}
            return done(request, _("Đã bỏ phiếu. Cảm ơn đơn vị."), "federation:ballot", pk)
        except CodedError as problem:
            refusal = problem
    status = refusal.status if isinstance(refusal, Refusal) else 422 if refusal else 200
    context = {**_told(request, one), "picked": picked, "refusal": str(say(refusal)) if refusal else ""}
    return render(request, "federation/clusters/ballot.html", context, status=status)


def _told(request: Request, one: Ballot) -> dict[str, Any]:
    actor = request.actor
    kept = request.session.pop(RECEIPT, None)
    line = line_of(one, actor)
    roll = list(one.voters.select_related("unit").order_by("unit__sort_key", "pk"))
    return {
        "title": one.question,
        "kicker": _("%(cluster)s · năm %(year)s") % {"cluster": one.cluster, "year": one.year},
        "crumbs": crumbs(one.cluster, _("Bỏ phiếu"), year=_page_year(actor, one)),
        "ballot": one,
        "mark": BALLOT_MARKS[one.state],
        "choices": list(one.choices.all()),
        "line": line,
        "may": {verb: bool(verdict(one, actor=actor, verb=verb)) for verb in ("close", "cancel", "follow")},
        "roll": len(roll),
        "voted": sum(one.voted for one in roll),
        "missing": [str(one.unit) for one in roll if not one.voted],
        "receipt": kept["receipt"] if kept and kept["ballot"] == one.pk else "",
        **(_counted(actor, one) if one.state == "closed" else {}),
    }


def _page_year(actor: Actor, one: Ballot) -> int | None:
    seen = ClusterYear.objects.filter(cluster=one.cluster_id, year=one.year).first()
    return one.year if seen and verdict(seen, actor=actor, verb="view") else None


def _counted(actor: Actor, one: Ballot) -> dict[str, Any]:
    told = tally_of(one)
    winner = told.alone_in_front
    at = ClusterYear.objects.filter(cluster=one.cluster_id, year=one.year, state="running").first()
    led = leadership_of(one.cluster, one.year)
    open_still = winner is not None and (led is None or led.leader_id != winner.unit_id)
    may_lead = at is not None and open_still and bool(verdict(at, actor=actor, verb="lead"))
    return {
        "tally": told,
        "rows": sorted(
            ((choice, votes, told.share_of_roll(choice)) for choice, votes in told.counts),
            key=lambda row: -row[1],
        ),
        "in_front": [choice.label for choice in told.in_front],
        "winner": winner,
        "passed_half": winner is not None and told.passed_half(winner),
        "settles": winner if may_lead and one.about == Ballot.About.LEADER else None,
        "opened": opened_votes(one),
    }


@require_POST
@signed_in
def close(request: Request, pk: int) -> HttpResponse:
    try:
        close_ballot(actor=request.actor, ballot_id=pk)
    except CodedError as refusal:
        return refused(request, refusal, "federation:ballot", pk)
    return done(request, _("Đã kiểm phiếu."), "federation:ballot", pk)


@page
@signed_in
def cancel(request: Request, pk: int) -> HttpResponse:
    one = fetch(Ballot, pk, actor=request.actor, verb="cancel", related=("cluster",))
    form = WhyForm(request.POST or None)
    if sent(request, form):
        with refusing(form):
            cancel_ballot(actor=request.actor, ballot_id=pk, why=form.cleaned_data["why"])
            return done(request, _("Đã hủy cuộc bỏ phiếu."), "federation:ballot", pk)
    lead = _("Các phiếu đã bỏ bị xóa, không ai đọc. Sau đó có thể mở cuộc bỏ phiếu khác.")
    title = _("Hủy cuộc bỏ phiếu")
    return form_page(
        request, form, one.cluster, title=title, button=_("Hủy"), year=one.year, lead=lead, danger=True
    )
