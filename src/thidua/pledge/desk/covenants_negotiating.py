"""The figures of one party on a phone: what is written, what was assigned, what is proposed, and the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thidua.formats.errors import CodedError
from thidua.kernel.desk.answering import Request, back, done, refused, refusing, signed_in, status_of
from thidua.kernel.door import Actor, verdict
from thidua.kernel.errors import Absent
from thidua.pledge.actions.covenants import negotiate
from thidua.pledge.actions.covenants.negotiate import answering_units
from thidua.pledge.desk.covenants import crumbs, fetched, mark_of
from thidua.pledge.desk.covenants_forms import FigureForm, WordsForm
from thidua.pledge.models import Covenant, Party, Proposal
from thidua.pledge.queries.covenants.reading import FigureLine, figure_lines, open_proposals
from thidua.pledge.queries.covenants.standing import speaking_for

PARTY = "ben"
CLAUSE = "sua"  # the figure whose form stands open
MOST_WORDS = 30


@require_GET
@signed_in
def figures(request: Request, covenant_id: int) -> HttpResponse:
    return _page(request, fetched(request, covenant_id))


def _page(
    request: Request,
    covenant: Covenant,
    *,
    form: FigureForm | None = None,
    clause_id: int = 0,
    party_id: int = 0,
    words: WordsForm | None = None,
) -> HttpResponse:
    """``?ben=`` another party; without it one's own, else the first. ``?sua=`` the clause whose form is open: a
    form at every figure would be a page of many screens."""
    actor = request.actor
    parties = list(covenant.standing_parties.select_related("unit__kind"))
    mine = speaking_for(actor, parties, "pledge.negotiate")
    wanted = party_id or _number(request.GET.get(PARTY, ""))
    shown = next((one for one in parties if one.pk == wanted), mine or parties[0])
    may = bool(verdict(covenant, actor=actor, verb="propose"))
    reader = _Reader(actor, covenant, tuple(parties), may)
    lines = figure_lines(covenant, shown)
    context = {
        "title": _("Con số giao ước"),
        "lead": str(shown.unit),
        "crumbs": crumbs(covenant, _("Con số")),
        "covenant": covenant,
        "mark": mark_of(covenant),
        "parties": sorted(parties, key=lambda one: one != mine),  # one's own first
        "shown": shown,
        "mine": mine,
        "own": mine is not None and mine.pk == shown.pk,
        "may": may,
        "rows": [reader.row(one, form if one.commitment.clause_id == clause_id else None) for one in lines],
        "open": clause_id or _number(request.GET.get(CLAUSE, "")),
        "elsewhere": reader.elsewhere(shown) if may else [],
        "agreed": shown.agreed_at,
        "said": [reader.told(one) for one in _about_words(covenant)],
        "words_form": words or (WordsForm(clauses=covenant.clauses.all()) if may else None),
    }
    return render(
        request,
        "pledge/covenants/figures.html",
        context,
        status=status_of(*(one for one in (form, words) if one)),
    )


@dataclass(frozen=True)
class Told:
    """A proposal with what this person may do about it."""

    one: Proposal
    may_answer: bool
    may_take_back: bool


@dataclass(frozen=True)
class _Reader:
    """Who looks at the figures of a covenant, with the parties read once."""

    actor: Actor
    covenant: Covenant
    parties: tuple[Party, ...]
    may: bool

    @property
    def mine(self) -> Party | None:
        return speaking_for(self.actor, self.parties, "pledge.negotiate")

    def answers(self, proposal: Proposal) -> bool:
        units = answering_units(self.covenant, proposal)
        answering = [one for one in self.parties if one.unit_id in units]
        return self.may and speaking_for(self.actor, answering, "pledge.negotiate") is not None

    def told(self, proposal: Proposal) -> Told:
        is_open, mine = proposal.state == "open", self.mine
        back = self.may and mine is not None and proposal.by_id == mine.pk
        return Told(proposal, is_open and self.answers(proposal), is_open and back)

    def row(self, line: FigureLine, form: FigureForm | None) -> dict[str, Any]:
        """A figure with its proposals; ``form`` the one that was refused at this figure."""
        return {
            "line": line,
            "key": line.commitment.clause_id,
            "open": [self.told(one) for one in line.waiting],
            "past": [one for one in line.proposals if one.state != "open"],
            "form": form,
            "typed": form["typed"].value() if form else "",
            "reason": form["reason"].value() if form else "",
            "problem": " ".join(str(one) for one in form.errors.get("typed", [])) if form else "",
        }

    def elsewhere(self, shown: Party) -> list[dict[str, Any]]:
        """Parties beside this one about whose figures this person has something to answer."""
        asked = [one.party_id for one in open_proposals(self.covenant) if self.answers(one)]
        others = [one for one in self.parties if one.pk != shown.pk and one.pk in asked]
        return [{"party": one, "count": asked.count(one.pk)} for one in others]


@require_POST
@signed_in
def propose(request: Request, covenant_id: int, clause_id: int, party_id: int) -> HttpResponse:
    covenant = fetched(request, covenant_id, "propose")
    form = FigureForm(request.POST)
    if form.is_valid():
        with refusing(form, "typed"):
            told = negotiate.propose_figure(
                actor=request.actor,
                covenant_id=covenant_id,
                clause_id=clause_id,
                party_id=party_id,
                **form.cleaned_data,
            )
            _say(request, told)
            return (
                back("pledge:figures", covenant_id, anchor=f"dieu-{clause_id}")
                if _own(request, covenant, party_id)
                else _to_party(covenant_id, clause_id, party_id)
            )
    return _page(request, covenant, form=form, clause_id=clause_id, party_id=party_id)


def _own(request: Request, covenant: Covenant, party_id: int) -> bool:
    mine = speaking_for(
        request.actor, covenant.standing_parties.select_related("unit__kind"), "pledge.negotiate"
    )
    return mine is not None and mine.pk == party_id


def _to_party(covenant_id: int, clause_id: int, party_id: int) -> HttpResponse:
    response = back("pledge:figures", covenant_id)
    response["Location"] += f"?{PARTY}={party_id}#dieu-{clause_id}"
    return response


def _say(request: Request, told: negotiate.Proposed) -> None:
    told.proposal.refresh_from_db()
    if told.proposal.state == "accepted":
        messages.success(request, _("Đã đổi con số; các bên khác thấy thay đổi này."))
    else:
        messages.success(request, _("Đã gửi đề xuất."))
    for one in told.beside:
        words = _("Cùng con số này còn đề xuất khác đang chờ: %(by)s, %(figure)s.")
        messages.warning(request, words % {"by": one.by or one.by_name, "figure": one.said})


def _about_words(covenant: Covenant) -> list[Proposal]:
    """Proposals about the wording, the newest first."""
    found = covenant.proposals.filter(party=None).select_related("by__unit", "party__unit")
    return list(found.order_by("-pk")[:MOST_WORDS])


@require_POST
@signed_in
def words(request: Request, covenant_id: int) -> HttpResponse:
    covenant = fetched(request, covenant_id, "propose")
    form = WordsForm(request.POST, clauses=covenant.clauses.all())
    if form.is_valid():
        with refusing(form, "text"):
            negotiate.propose_words(actor=request.actor, covenant_id=covenant_id, **form.cleaned_data)
            messages.success(request, _("Đã gửi đề xuất."))
            return back("pledge:figures", covenant_id, anchor="loi-van")
    return _page(request, covenant, words=form)


@require_POST
@signed_in
def answer(request: Request, covenant_id: int, proposal_id: int) -> HttpResponse:
    actor, do, reply = request.actor, request.POST.get("do"), request.POST.get("answer", "")
    covenant = fetched(request, covenant_id)
    about = covenant.proposals.filter(pk=proposal_id).first()
    if about is None:
        raise Absent()
    if about.party_id is None:
        where = back("pledge:figures", covenant_id, anchor="loi-van")
    else:
        where = _to_party(covenant_id, about.clause_id or 0, about.party_id)
    try:
        if do == "take_back":
            negotiate.take_proposal_back(actor=actor, covenant_id=covenant_id, proposal_id=proposal_id)
        else:
            negotiate.answer_proposal(
                actor=actor,
                covenant_id=covenant_id,
                proposal_id=proposal_id,
                accept=do == "accept",
                answer=reply,
            )
    except CodedError as refusal:
        refused(request, refusal, "pledge:figures", covenant_id)
        return where
    messages.success(request, _("Đã ghi."))
    return where


@require_POST
@signed_in
def agree(request: Request, covenant_id: int) -> HttpResponse:
    try:
        negotiate.agree(actor=request.actor, covenant_id=covenant_id)
    except CodedError as refusal:
        return refused(request, refusal, "pledge:figures", covenant_id)
    return done(request, _("Đã ghi: đơn vị đồng ý với các con số."), "pledge:covenant", covenant_id)


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0
