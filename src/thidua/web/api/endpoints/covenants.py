"""Covenants: what the parties promise, negotiated in sight of one another, signed with the PIN, kept in a chain."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from thidua.access import devices
from thidua.access.proving import prove
from thidua.kernel.door import Actor, fetch
from thidua.pledge.actions.covenants import move as moving
from thidua.pledge.actions.covenants.draft import draft_covenant
from thidua.pledge.actions.covenants.negotiate import (
    agree,
    answer_proposal,
    propose_figure,
    take_proposal_back,
)
from thidua.pledge.actions.covenants.number import SYMBOL, number_covenant
from thidua.pledge.actions.covenants.parts import RELATED
from thidua.pledge.actions.covenants.set_days import set_days
from thidua.pledge.actions.covenants.sign import sign_covenant
from thidua.pledge.models import Covenant, CovenantVersion, Proposal, Signature
from thidua.pledge.queries.covenants.chain import verify
from thidua.pledge.queries.covenants.reading import covenants_for, party_lines, text_at_hand
from thidua.pledge.queries.covenants.text import SaidClause
from thidua.pledge.states import COVENANT
from thidua.web.api.answers import (
    Count,
    DoneOut,
    Key,
    Limit,
    Offset,
    PageOut,
    Told,
    Words,
    answers,
    asking,
    page,
)
from thidua.web.api.shapes.federation import UnitRef, unit_ref

router = Router(tags=[gettext_noop("Giao ước")])
Typed = Annotated[str, Field(max_length=40)]
Digest = Annotated[str, Field(min_length=64, max_length=64)]


class CovenantOut(Schema):
    """``seat`` keeps, numbers and seals it: of a cluster the union of its leader."""

    id: int
    kind: str
    title: str
    reference: str
    seat: UnitRef
    cycle_id: int
    year: int
    state: str
    state_name: str
    signed_on: dt.date | None
    answer_by: dt.date | None
    sign_by: dt.date | None
    version: int


class PartyOut(Schema):
    """``signed_on`` of the version that is to be read now."""

    id: int
    unit: UnitRef
    lead: bool
    agreed: bool
    signed_by: str
    signed_on: dt.date | None
    way: str


class FigureOut(Schema):
    """``threshold`` in its stored form; none where nothing is promised."""

    party_id: int
    threshold: dict[str, str] | None
    says: str


class ClauseOut(Schema):
    """``target_id`` none: a promise in words alone."""

    number: int
    text: str
    target_id: int | None
    figures: list[FigureOut]


class ProposalOut(Schema):
    id: int
    what: str
    clause_id: int | None
    party_id: int | None
    about: str
    before: str
    said: str
    reason: str
    by_party_id: int | None
    by_name: str
    made_at: dt.datetime
    state: str
    answered_by: str
    answer: str


class CovenantFullOut(CovenantOut):
    """The text to be read now: ``digest`` is given where it is settled; it is what one signs."""

    opening: str
    parties: list[PartyOut]
    clauses: list[ClauseOut]
    clause_ids: list[int]
    digest: str
    proposals: list[ProposalOut]


class VersionOut(Schema):
    """One link of the chain. ``seal`` is empty while signatures may still come."""

    number: int
    how: str
    state: str
    cites: str
    before: str
    digest: str
    seal: str
    in_force_on: dt.date | None
    text: str


class ChainOut(Schema):
    """``holds``: every text, signature and scan was checked again while you asked."""

    holds: bool
    versions: list[VersionOut]


class DraftIn(Told):
    """``cluster_id`` for a cluster; ``seat_id`` for a unit with those below it or with its employer."""

    kind: Literal["cluster", "groups", "employer"]
    cycle_id: Key
    cluster_id: Key | None = None
    seat_id: Key | None = None
    party_ids: list[Key] | None = None
    title: Annotated[str, Field(max_length=300)] = ""


class FigureIn(Told):
    """``typed`` as on the page: "330", "85,5". ``seen``: the version of the figure that was shown."""

    clause_id: Key
    party_id: Key
    typed: Typed
    reason: Annotated[str, Field(max_length=500)] = ""
    seen: Count | None = None


class AnswerIn(Told):
    """``answer`` is asked for when a proposal is declined."""

    do: Literal["accept", "decline", "take_back"]
    answer: Annotated[str, Field(max_length=500)] = ""


class DaysIn(Told):
    """Empty takes a day away."""

    answer_by: dt.date | None = None
    sign_by: dt.date | None = None


class CovenantMoveIn(Told):
    """``reason`` is asked for when it is opened again, changed or given up."""

    move: Literal["open", "settle", "reopen", "amend", "drop_change", "cancel"]
    reason: Words = ""


class SignCovenantIn(Told):
    """``digest`` names the text that was read; ``secret`` is the own PIN, asked anew for every signature."""

    capacity: Annotated[str, Field(max_length=20)]
    digest: Digest
    secret: Annotated[str, Field(max_length=128)]


class NumberIn(Told):
    dated_on: dt.date
    number: Count | None = None
    symbol: Annotated[str, Field(max_length=60)] = SYMBOL


@router.get("/covenants", response=answers(PageOut[CovenantOut]), summary=gettext_noop("Giao ước thi đua"))
def covenants(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> PageOut[CovenantOut]:
    """Those that one's units are a party of or keep, and those below; the latest year first."""
    return page(covenants_for(asking(request)), limit, offset, covenant_out)


@router.post("/covenants", response=answers(CovenantFullOut), summary=gettext_noop("Lập giao ước"))
def draft(request: HttpRequest, told: DraftIn) -> CovenantFullOut:
    made = draft_covenant(actor=asking(request), **told.model_dump())
    return _full(asking(request), made.pk)


@router.get(
    "/covenants/{covenant_id}", response=answers(CovenantFullOut), summary=gettext_noop("Một giao ước")
)
def one_covenant(request: HttpRequest, covenant_id: Key) -> CovenantFullOut:
    return _full(asking(request), covenant_id)


@router.get(
    "/covenants/{covenant_id}/versions",
    response=answers(ChainOut),
    summary=gettext_noop("Các bản và dấu vân"),
)
def versions(request: HttpRequest, covenant_id: Key) -> ChainOut:
    """Everything needed to compute the hashes oneself."""
    covenant = fetch(Covenant, covenant_id, actor=asking(request))
    return ChainOut(
        holds=verify(covenant) is None,
        versions=[version_out(one) for one in covenant.versions.order_by("number")],
    )


@router.post(
    "/covenants/{covenant_id}/proposals",
    response=answers(ProposalOut),
    summary=gettext_noop("Đề xuất con số"),
)
def propose(request: HttpRequest, covenant_id: Key, told: FigureIn) -> ProposalOut:
    made = propose_figure(actor=asking(request), covenant_id=covenant_id, **told.model_dump())
    return proposal_out(Proposal.objects.get(pk=made.proposal.pk))


@router.post(
    "/covenants/{covenant_id}/proposals/{proposal_id}",
    response=answers(ProposalOut),
    summary=gettext_noop("Trả lời đề xuất"),
)
def answer(request: HttpRequest, covenant_id: Key, proposal_id: Key, told: AnswerIn) -> ProposalOut:
    actor = asking(request)
    if told.do == "take_back":
        done = take_proposal_back(actor=actor, covenant_id=covenant_id, proposal_id=proposal_id)
    else:
        done = answer_proposal(
            actor=actor,
            covenant_id=covenant_id,
            proposal_id=proposal_id,
            accept=told.do == "accept",
            answer=told.answer,
        )
    return proposal_out(done)


@router.post(
    "/covenants/{covenant_id}/agreement",
    response=answers(DoneOut),
    summary=gettext_noop("Đồng ý với các con số"),
)
def agree_to(request: HttpRequest, covenant_id: Key) -> DoneOut:
    agree(actor=asking(request), covenant_id=covenant_id)
    return DoneOut()


@router.put(
    "/covenants/{covenant_id}/days",
    response=answers(CovenantOut),
    summary=gettext_noop("Đặt hạn trả lời, hạn ký"),
)
def days(request: HttpRequest, covenant_id: Key, told: DaysIn) -> CovenantOut:
    return covenant_out(set_days(actor=asking(request), covenant_id=covenant_id, **told.model_dump()))


@router.post(
    "/covenants/{covenant_id}/moves", response=answers(CovenantFullOut), summary=gettext_noop("Chuyển bước")
)
def move(request: HttpRequest, covenant_id: Key, told: CovenantMoveIn) -> CovenantFullOut:
    actor: Any = asking(request)
    acts: dict[str, Any] = {
        "open": moving.open_negotiation,
        "settle": moving.settle_text,
        "drop_change": moving.drop_change,
    }
    if told.move in acts:
        acts[told.move](actor=actor, covenant_id=covenant_id)
    else:
        explained: dict[str, Any] = {
            "reopen": moving.reopen,
            "amend": moving.begin_change,
            "cancel": moving.cancel,
        }
        explained[told.move](actor=actor, covenant_id=covenant_id, reason=told.reason)
    return _full(actor, covenant_id)


@router.post(
    "/covenants/{covenant_id}/signatures", response=answers(DoneOut), summary=gettext_noop("Ký giao ước")
)
def sign(request: HttpRequest, covenant_id: Key, told: SignCovenantIn) -> DoneOut:
    """By the person whose token this is, who must send the own PIN with it."""
    actor = asking(request)
    proof = prove(actor=actor, secret=told.secret, caller=devices.caller_of(request))
    sign_covenant(
        actor=actor, covenant_id=covenant_id, capacity=told.capacity, digest=told.digest, proof=proof
    )
    return DoneOut()


@router.post(
    "/covenants/{covenant_id}/number", response=answers(CovenantOut), summary=gettext_noop("Vào sổ, cho số")
)
def number(request: HttpRequest, covenant_id: Key, told: NumberIn) -> CovenantOut:
    return covenant_out(number_covenant(actor=asking(request), covenant_id=covenant_id, **told.model_dump()))


def covenant_out(one: Covenant) -> CovenantOut:
    return CovenantOut(**_head(one))


def _head(one: Covenant) -> dict[str, Any]:
    return {
        "id": one.pk,
        "kind": one.kind,
        "title": one.title,
        "reference": one.reference,
        "seat": unit_ref(one.seat),
        "cycle_id": one.cycle_id,
        "year": one.cycle.year,
        "state": one.state,
        "state_name": str(COVENANT.states[one.state]),
        "signed_on": one.signed_on,
        "answer_by": one.answer_by,
        "sign_by": one.sign_by,
        "version": one.version,
    }


def _full(actor: Actor, covenant_id: int) -> CovenantFullOut:
    covenant = fetch(Covenant, covenant_id, actor=actor, related=RELATED)
    said, version = text_at_hand(covenant)
    return CovenantFullOut(
        **_head(covenant),
        opening=said.opening,
        parties=[_party(one.party, one.signature) for one in party_lines(covenant, version)],
        clauses=[_clause(one, [party.id for party in said.parties]) for one in said.clauses],
        clause_ids=list(covenant.clauses.values_list("pk", flat=True)),
        digest=version.digest if version is not None else "",
        proposals=[proposal_out(one) for one in covenant.proposals.all()],
    )


def _party(party: Any, signature: Signature | None) -> PartyOut:
    return PartyOut(
        id=party.pk,
        unit=unit_ref(party.unit),
        lead=party.lead,
        agreed=party.agreed_at is not None,
        signed_by=signature.name if signature else "",
        signed_on=signature.signed_on if signature else None,
        way=signature.way if signature else "",
    )


def _clause(one: SaidClause, parties: list[int]) -> ClauseOut:
    figures = [
        FigureOut(
            party_id=party,
            threshold=None if (figure := one.figures.get(party)) is None else dict(figure),
            says=one.says(party),
        )
        for party in parties
    ]
    return ClauseOut(
        number=one.number,
        text=one.text,
        target_id=one.target_id,
        figures=figures if one.in_figures else [],
    )


def proposal_out(one: Proposal) -> ProposalOut:
    return ProposalOut(
        id=one.pk,
        what=one.what,
        clause_id=one.clause_id,
        party_id=one.party_id,
        about=one.about,
        before=one.before,
        said=one.said,
        reason=one.reason,
        by_party_id=one.by_id,
        by_name=one.by_name,
        made_at=one.made_at,
        state=one.state,
        answered_by=one.answered_by,
        answer=one.answer,
    )


def version_out(one: CovenantVersion) -> VersionOut:
    return VersionOut(
        number=one.number,
        how=one.how,
        state=one.state,
        cites=one.cites,
        before=one.before,
        digest=one.digest,
        seal=one.seal,
        in_force_on=one.in_force_on,
        text=one.text,
    )
