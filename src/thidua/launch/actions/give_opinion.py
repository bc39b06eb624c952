from __future__ import annotations

from django.db import transaction

from thidua.access.models import Account
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.launch.actions.send_on import RELATED, send_back, write_step
from thidua.launch.errors import ReasonMissing
from thidua.launch.models import Paper, Step


@transaction.atomic
def give_head_opinion(*, actor: Actor, paper_id: int, verdict: str, text: str = "") -> Step:
    """The head of department agrees, agrees with changes, or returns it. A refusal needs its reason."""
    paper = fetch(Paper, paper_id, actor=actor, verb="head", lock=True, related=RELATED)
    step = _write(paper, Step.Kind.HEAD, actor, verdict, text)
    if verdict == Step.Verdict.DISAGREES:
        send_back(actor=actor, paper_id=paper_id, reason=text)
    return step


@transaction.atomic
def give_opinion(*, actor: Actor, paper_id: int, verdict: str, text: str = "") -> Step:
    """A member of the standing committee writes an opinion; a later one of the same member counts."""
    paper = fetch(Paper, paper_id, actor=actor, verb="opine", lock=True, related=RELATED)
    return _write(paper, Step.Kind.COMMITTEE_OPINION, actor, verdict, text)


def _write(paper: Paper, kind: Step.Kind, actor: Actor, verdict: str, text: str) -> Step:
    if verdict == Step.Verdict.DISAGREES and not text.strip():
        raise ReasonMissing()
    step = write_step(paper, kind, actor, verdict=verdict, text=text.strip(), person_id=person_behind(actor))
    record(actor, f"launch.paper_{kind}", paper, path=paper.seat.path, data={"verdict": verdict})
    return step


def person_behind(actor: Actor) -> int | None:
    """The person whose account acts; None for an account without a person."""
    if actor.account_id is None:
        return None
    return Account.objects.filter(pk=actor.account_id).values_list("person_id", flat=True).first()
