"""The parties come to terms, in sight of one another: who proposed what, when, and what became of it.

A figure of a party moves when that party and the one that keeps the pen both want it: what a party proposes for
itself the seat answers, what anybody else proposes for it the party answers. Two proposals about one figure stand
side by side until one of them is accepted.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from thidua.algebra.thresholds import threshold_from_data, threshold_to_data
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent, NotYours
from thidua.kernel.events import emit
from thidua.launch.queries.thresholds import read_typed
from thidua.pledge.actions.covenants.parts import ask_again, clause_of, held, party_of, touched
from thidua.pledge.errors import (
    ClauseEmpty,
    FigureBelowAssignment,
    FigureChanged,
    FigureMissing,
    FigureSame,
    NotYoursToAnswer,
    ProposalAnswered,
    WithoutReason,
    WordsSame,
)
from thidua.pledge.models import Clause, Commitment, Covenant, Party, Proposal
from thidua.pledge.queries.covenants.standing import Stored, assigned_to, is_weaker, speaking_for
from thidua.pledge.queries.covenants.text import say_figure
from thidua.pledge.states import PROPOSAL


@dataclass(frozen=True)
class Proposed:
    """What came of proposing; ``beside`` are others that wait about the same figure."""

    proposal: Proposal
    beside: tuple[Proposal, ...]


@transaction.atomic
def propose_figure(
    *,
    actor: Actor,
    covenant_id: int,
    clause_id: int,
    party_id: int,
    typed: str,
    reason: str = "",
    seen: int | None = None,
) -> Proposed:
    """Proposes another figure for a party; ``seen`` is the version of the figure that was on the screen.

    Raises FigureMissing, FigureSame, FigureBelowAssignment, FigureChanged, and what cannot be read.
    """
    covenant = held(actor, covenant_id, "propose")
    clause, party = clause_of(covenant, clause_id), party_of(covenant, party_id)
    by = _speaker(actor, covenant)
    if clause.target is None:
        raise Absent()
    now = Commitment.objects.select_for_update().get(clause=clause, party=party)
    measure = clause.target.unit_of_measure
    if seen is not None and now.version != seen:
        raise FigureChanged(name=now.changed_by, figure=say_figure(now.threshold, measure))
    stored = _read(typed, clause, party)
    _must_be_another(stored, now, measure)
    proposal = Proposal.objects.create(
        covenant=covenant,
        what=Proposal.What.FIGURE,
        clause=clause,
        party=party,
        about=clause.text,
        before=say_figure(now.threshold, measure),
        said=say_figure(stored, measure),
        threshold=stored,
        reason=reason.strip()[:500],
        by=by,
        by_name=actor.name,
    )
    if by.unit_id == party.unit_id:
        Party.objects.filter(pk=party.pk).update(agreed_at=clock.now(), agreed_by=actor.name)
    else:
        ask_again(covenant, party)
    record(actor, "pledge.figure_proposed", covenant, path=covenant.seat.path, data=_told(proposal))
    if _answers_itself(covenant, proposal):
        _accept(actor, covenant, proposal, "")
    emit("pledge.covenant_moved", covenant_id=covenant.pk)
    others = Proposal.objects.filter(clause=clause, party=party, state="open").exclude(pk=proposal.pk)
    return Proposed(proposal, tuple(others.select_related("by__unit")))


@transaction.atomic
def propose_words(
    *, actor: Actor, covenant_id: int, text: str, clause_id: int | None = None, reason: str = ""
) -> Proposal:
    """Proposes another wording of a clause, or one more clause; the unit that keeps the pen answers, or writes it
    down at once where it proposes itself. Raises ClauseEmpty, WordsSame."""
    covenant = held(actor, covenant_id, "propose")
    by = _speaker(actor, covenant)
    clause = clause_of(covenant, clause_id) if clause_id is not None else None
    words = text.strip()[:1000]
    if not words:
        raise ClauseEmpty()
    if clause is not None and clause.text == words:
        raise WordsSame()
    proposal = Proposal.objects.create(
        covenant=covenant,
        what=Proposal.What.WORDS if clause is not None else Proposal.What.ADD,
        clause=clause,
        about=clause.text if clause is not None else words,
        before=clause.text if clause is not None else "",
        said=words,
        reason=reason.strip()[:500],
        by=by,
        by_name=actor.name,
    )
    record(actor, "pledge.words_proposed", covenant, path=covenant.seat.path, data=_told(proposal))
    if _answers_itself(covenant, proposal):
        _accept(actor, covenant, proposal, "")
    emit("pledge.covenant_moved", covenant_id=covenant.pk)
    return proposal


@transaction.atomic
def answer_proposal(
    *, actor: Actor, covenant_id: int, proposal_id: int, accept: bool, answer: str = ""
) -> Proposal:
    """Accepts, or declines with a reason. Raises ProposalAnswered, NotYoursToAnswer, WithoutReason."""
    covenant = held(actor, covenant_id, "propose")
    proposal = _open(covenant, proposal_id)
    _must_answer(actor, covenant, proposal)
    if accept:
        _accept(actor, covenant, proposal, answer)
    else:
        _close(actor, proposal, "decline", answer)
    record(
        actor, f"pledge.proposal_{proposal.state}", covenant, path=covenant.seat.path, data=_told(proposal)
    )
    emit("pledge.covenant_moved", covenant_id=covenant.pk)
    return proposal


@transaction.atomic
def take_proposal_back(*, actor: Actor, covenant_id: int, proposal_id: int) -> Proposal:
    """By the party that made it. Raises ProposalAnswered, NotYours."""
    covenant = held(actor, covenant_id, "propose")
    proposal = _open(covenant, proposal_id)
    if proposal.by_id != _speaker(actor, covenant).pk:
        raise NotYours()
    _close(actor, proposal, "take_back", "")
    record(actor, "pledge.proposal_taken_back", covenant, path=covenant.seat.path, data=_told(proposal))
    return proposal


@transaction.atomic
def agree(*, actor: Actor, covenant_id: int) -> Party:
    """The party has looked at its figures and agrees; until one of them is changed again."""
    covenant = held(actor, covenant_id, "propose")
    party = _speaker(actor, covenant)
    party.agreed_at, party.agreed_by = clock.now(), actor.name
    party.save(update_fields=["agreed_at", "agreed_by"])
    record(actor, "pledge.covenant_agreed", covenant, path=party.unit.path, data={"party": party.pk})
    emit("pledge.covenant_moved", covenant_id=covenant.pk)
    return party


def _speaker(actor: Actor, covenant: Covenant) -> Party:
    party = speaking_for(actor, covenant.standing_parties.select_related("unit__kind"), "pledge.negotiate")
    if party is None:
        raise NotYours()
    return party


def _read(typed: str, clause: Clause, party: Party) -> Stored:
    """The figure in the way the assignment compares. Raises FigureMissing, FigureBelowAssignment and the like."""
    assert clause.target is not None
    assigned = assigned_to(clause.target, party.unit)
    like = threshold_from_data(assigned if assigned is not None else clause.target.threshold)
    said = read_typed(typed, clause.target, like)
    if said.empty:
        raise FigureMissing()
    stored = threshold_to_data(said.threshold) if said.threshold is not None else None
    if is_weaker(stored, assigned):
        measure = clause.target.unit_of_measure
        raise FigureBelowAssignment(
            unit=str(party.unit),
            clause=clause.text,
            figure=say_figure(stored, measure) or typed.strip(),
            assigned=say_figure(assigned, measure),
        )
    return stored


def _must_be_another(stored: Stored, now: Commitment, measure: str) -> None:
    same = (stored is None) is (now.threshold is None)
    if stored is not None and now.threshold is not None:
        same = threshold_from_data(stored) == threshold_from_data(now.threshold)
    if same:
        raise FigureSame(figure=say_figure(stored, measure) or "–")


def _open(covenant: Covenant, proposal_id: int) -> Proposal:
    found = covenant.proposals.select_related("party__unit", "by__unit", "clause__target")
    proposal = found.filter(pk=proposal_id).first()
    if proposal is None:
        raise Absent()
    if proposal.state != "open":
        raise ProposalAnswered(
            state=PROPOSAL.states[proposal.state], name=proposal.answered_by or proposal.by_name
        )
    return proposal


def answering_units(covenant: Covenant, proposal: Proposal) -> set[int]:
    """Units one of which answers: the other side. Who never signs in here is answered for by the seat, which
    keeps the paper."""
    party, by = proposal.party, proposal.by
    if party is None or by is None or by.unit_id == party.unit_id or party.signs_on_paper:
        return {covenant.seat_id}
    if covenant.kind == Covenant.Kind.GROUPS:
        return {party.unit_id, covenant.seat_id}
    return {party.unit_id}


def _answers_itself(covenant: Covenant, proposal: Proposal) -> bool:
    """What the seat says of itself, and of who signs on paper only, needs nobody's answer here."""
    return proposal.by is not None and answering_units(covenant, proposal) == {proposal.by.unit_id}


def _must_answer(actor: Actor, covenant: Covenant, proposal: Proposal) -> None:
    units = answering_units(covenant, proposal)
    parties = [one for one in covenant.standing_parties.select_related("unit__kind") if one.unit_id in units]
    if speaking_for(actor, parties, "pledge.negotiate") is None:
        raise NotYoursToAnswer(unit=", ".join(str(one.unit) for one in parties))


def _accept(actor: Actor, covenant: Covenant, proposal: Proposal, answer: str) -> None:
    """The figure moves; what else was proposed about it is overtaken, and told so."""
    if proposal.what != Proposal.What.FIGURE:
        _accept_words(actor, covenant, proposal, answer)
        return
    clause, party = proposal.clause, proposal.party
    if clause is None or party is None:
        raise Absent()
    assert clause.target is not None
    assigned = assigned_to(clause.target, party.unit)
    if is_weaker(proposal.threshold, assigned):  # assigned more since it was proposed
        measure = clause.target.unit_of_measure
        raise FigureBelowAssignment(
            unit=str(party.unit),
            clause=clause.text,
            figure=proposal.said,
            assigned=say_figure(assigned, measure),
        )
    figure = Commitment.objects.select_for_update().get(clause=clause, party=party)
    figure.threshold, figure.source = proposal.threshold, Commitment.Source.PROPOSAL
    figure.version += 1
    figure.changed_by = actor.name
    figure.save()
    _close(actor, proposal, "accept", answer)
    others = Proposal.objects.filter(clause=clause, party=party, state="open").exclude(pk=proposal.pk)
    for one in others.select_for_update():
        _close(actor, one, "overtake", proposal.said)
    touched(covenant)


def _accept_words(actor: Actor, covenant: Covenant, proposal: Proposal, answer: str) -> None:
    """The wording is that of all parties: all of them look again."""
    if proposal.what == Proposal.What.ADD:
        last = covenant.clauses.order_by("-position").first()
        proposal.clause = Clause.objects.create(
            covenant=covenant, position=last.position + 1 if last else 1, text=proposal.said
        )
        proposal.save(update_fields=["clause"])
    else:
        clause = proposal.clause
        if clause is None:  # dropped meanwhile
            raise Absent()
        clause.text = proposal.said
        clause.save(update_fields=["text"])
    _close(actor, proposal, "accept", answer)
    ask_again(covenant)
    touched(covenant)


def _close(actor: Actor, proposal: Proposal, move: str, answer: str) -> None:
    if move == "decline" and not answer.strip():
        raise WithoutReason()
    proposal.answered_by, proposal.answered_at = actor.name, clock.now()
    proposal.answer = answer.strip()[:500]
    PROPOSAL.move(proposal, move, also=("answered_by", "answered_at", "answer"))


def _told(proposal: Proposal) -> dict[str, object]:
    return {
        "proposal": proposal.pk,
        "party": proposal.party_id,
        "clause": proposal.clause_id,
        "before": proposal.before,
        "said": proposal.said,
    }
