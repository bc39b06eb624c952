from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.kernel.models import StoredFile
from thidua.launch.actions.dates import not_in_the_future
from thidua.launch.actions.send_on import RELATED, advance, send_back, write_step
from thidua.launch.actions.sign_paper import Signature, put_signature
from thidua.launch.errors import SignerUnknown, StepSkipped
from thidua.launch.models import Paper, Step
from thidua.launch.queries.office import moves_of_the_level, path_to
from thidua.launch.states import PAPER

# Where a paper must be for a step to count; recording the step takes it there by the moves of its level.
_TAKES_TO = {
    Step.Kind.HEAD: "with_head",
    Step.Kind.COMMITTEE_OPINION: "with_committee",
    Step.Kind.COMMITTEE_MINUTES: "with_committee",
    Step.Kind.PARTY: "with_party",
    Step.Kind.SIGNED: "to_sign",
}


@transaction.atomic
def record_step(
    *,
    actor: Actor,
    paper_id: int,
    kind: str,
    who: str,
    done_on: dt.date,
    verdict: str = "",
    text: str = "",
    role: str = "",
    person_id: int | None = None,
    scan: StoredFile | None = None,
) -> Paper:
    """Writes down a step that was taken on paper: an opinion, minutes, the party committee's word.

    The steps before it must be there: recording one takes the paper on by the moves that its level has.
    Raises StepSkipped, InTheFuture and what those moves refuse with.
    """
    paper = fetch(Paper, paper_id, actor=actor, verb="record", lock=True, related=RELATED)
    not_in_the_future(done_on)
    _walk(paper, _TAKES_TO[Step.Kind(kind)])
    step = write_step(
        paper,
        kind,
        actor,
        who=who.strip(),
        done_on=done_on,
        verdict=verdict,
        text=text.strip(),
        role=role.strip(),
        person_id=person_id,
        on_paper=True,
        scan=scan,
    )
    record(actor, f"launch.paper_{kind}_recorded", paper, path=paper.seat.path, data={"step": step.pk})
    if kind == Step.Kind.HEAD and verdict == Step.Verdict.DISAGREES:
        send_back(actor=actor, paper_id=paper_id, reason=text)
    emit("launch.paper_moved", paper_id=paper.pk)
    return paper


@transaction.atomic
def record_signature(
    *,
    actor: Actor,
    paper_id: int,
    signature: Signature,
    scan: StoredFile | None = None,
) -> Paper:
    """Writes down a signature that stands on paper. Raises CapacityDoesNotFit, SignerUnknown, StepSkipped."""
    paper = fetch(Paper, paper_id, actor=actor, verb="record", lock=True, related=RELATED)
    not_in_the_future(signature.signed_on)
    if not signature.office:
        raise SignerUnknown()
    _walk(paper, "to_sign")
    put_signature(paper, signature)
    write_step(
        paper,
        Step.Kind.SIGNED,
        actor,
        who=signature.name.strip(),
        role=signature.capacity,
        done_on=signature.signed_on,
        person_id=signature.person_id,
        on_paper=True,
        scan=scan,
    )
    if scan is not None:
        paper.scan = scan
        paper.save(update_fields=["scan", "changed_at"])
    record(actor, "launch.paper_signature_recorded", paper, path=paper.seat.path)
    emit("launch.paper_moved", paper_id=paper.pk)
    return paper


def _walk(paper: Paper, wanted: str) -> None:
    moves = path_to(paper, wanted)
    if moves is None:
        open_now = ", ".join(str(one.label) for one in moves_of_the_level(paper))
        raise StepSkipped(move=PAPER.states[wanted], state=PAPER.states[paper.state], open=open_now)
    for move in moves:
        advance(paper, move)
