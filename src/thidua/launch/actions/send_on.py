"""Moving a paper along its office way before it is signed."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.launch.errors import (
    AnnexUnsound,
    HeadHasNotAgreed,
    NotReady,
    OpinionsAgainst,
    OpinionsMissing,
    PartyHasNotAnswered,
    ReasonMissing,
    StepSkipped,
)
from thidua.launch.models import Paper, Step
from thidua.launch.queries.annex import annex_of
from thidua.launch.queries.gate import Lack, content_lacks, lack_of
from thidua.launch.queries.office import (
    head_agrees,
    moves_of_the_level,
    opinions,
    party_has_answered,
    run_of,
)
from thidua.launch.states import PAPER, office_way

RELATED = ("seat__kind", "movement", "issuer")
_TOLD = 5  # lacks in one sentence


@transaction.atomic
def send_on(*, actor: Actor, paper_id: int, move: str, version: int | None = None) -> Paper:
    """Makes one of the moves submit, to_committee, to_party, to_signature, revise.

    Raises StepSkipped when this level must take other steps first, HeadHasNotAgreed, OpinionsMissing,
    OpinionsAgainst, and NotReady or AnnexUnsound when the paper is not fit to be signed.
    """
    paper = fetch(Paper, paper_id, actor=actor, verb=move, lock=True, related=RELATED)
    check_version(paper, version)
    was_draft = paper.state == "draft"
    advance(paper, move)
    if move == "revise":
        _begin_anew(paper)
    if was_draft:
        write_step(paper, Step.Kind.SUBMITTED, actor)
    record(actor, f"launch.paper_{move}", paper, path=paper.seat.path)
    emit("launch.paper_moved", paper_id=paper.pk)
    return paper


def _begin_anew(paper: Paper) -> None:
    """A paper that was withdrawn is a draft again: number, day and signature were those of the old text. The
    book and the steps keep them."""
    paper.number, paper.issued_on = None, None
    paper.capacity, paper.signer_office, paper.signer_name = "", "", ""
    paper.signer, paper.signed_on, paper.scan = None, None, None
    paper.version += 1
    paper.save()


@transaction.atomic
def send_back(*, actor: Actor, paper_id: int, reason: str) -> Paper:
    """Returns a paper to its writer, with what to change. Opinions given so far do not count any more."""
    if not reason.strip():
        raise ReasonMissing()
    paper = fetch(Paper, paper_id, actor=actor, verb="send_back", lock=True, related=RELATED)
    write_step(paper, Step.Kind.SENT_BACK, actor, text=reason.strip())
    PAPER.move(paper, "send_back")
    record(actor, "launch.paper_sent_back", paper, path=paper.seat.path, reason=reason.strip())
    emit("launch.paper_moved", paper_id=paper.pk)
    return paper


def advance(paper: Paper, move: str) -> None:
    """One move with everything that must hold before it; also walked when a step is recorded on paper."""
    if not office_way(paper.seat.level).allows(move, paper.state):
        open_now = ", ".join(str(one.label) for one in moves_of_the_level(paper))
        labels = {one.name: one.label for one in PAPER.transitions}
        raise StepSkipped(move=labels[move], state=PAPER.states[paper.state], open=open_now or _("không có"))
    if paper.state == "draft":
        _annex_is_sound(paper)  # whoever gives an opinion sees the reasons that stand beside the figures
    if paper.state == "with_head" and move == "to_committee" and not head_agrees(paper):
        raise HeadHasNotAgreed()
    if paper.state == "with_committee" and move in ("to_party", "to_signature"):
        _committee_agrees(paper)
    if paper.state == "with_party" and move == "to_signature" and not party_has_answered(paper):
        raise PartyHasNotAnswered()
    if move == "to_signature":
        fit_to_sign(paper)
    PAPER.move(paper, move)


def fit_to_sign(paper: Paper) -> None:
    """The text has everything that it must have, and an annex is sound. Raises NotReady, AnnexUnsound."""
    missing = content_lacks(paper)
    if missing:
        raise not_ready(missing)
    _annex_is_sound(paper)


def _annex_is_sound(paper: Paper) -> None:
    if paper.kind == Paper.Kind.ASSIGNMENT_DECISION:
        faults = annex_of(paper).faults
        if faults:
            refusal = AnnexUnsound(count=len(faults), first=_first([lack_of(one) for one in faults], " "))
            refusal.faults = tuple(faults)
            raise refusal


def not_ready(missing: list[Lack]) -> NotReady:
    refusal = NotReady(count=len(missing), missing=_first(missing, "; "))
    refusal.lacks = tuple(missing)
    return refusal


def _first(lacks: list[Lack], between: str) -> str:
    """The first few in words, and how many more there are; the screen lists all of them."""
    told = between.join(str(one.what) for one in lacks[:_TOLD])
    more = len(lacks) - _TOLD
    return told if more <= 0 else told + between + _("và %(more)s điều nữa") % {"more": more}


def _committee_agrees(paper: Paper) -> None:
    told = opinions(paper)
    if not told.complete:
        raise OpinionsMissing(missing=", ".join(told.missing) or _("chưa có ý kiến nào"))
    if not told.minutes and told.against >= told.agreeing:
        raise OpinionsAgainst(against=told.against, agreeing=told.agreeing)


def write_step(paper: Paper, kind: str, actor: Actor, **told: object) -> Step:
    """Adds a step of the present run, taken today by this actor unless told otherwise."""
    facts: dict[str, object] = {"who": actor.name, "done_on": clock.today(), "recorded_by": actor.name}
    return Step.objects.create(paper=paper, kind=kind, run=run_of(paper), **{**facts, **told})
