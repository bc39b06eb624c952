from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from django.db import transaction

from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.launch.actions.put_in_force import put_in_force, take_out_of_force
from thidua.launch.actions.register_document import enter
from thidua.launch.actions.send_on import RELATED, not_ready, write_step
from thidua.launch.errors import IssuedBeforeSigned, ReasonMissing
from thidua.launch.models import Paper, Recipient, Register, Step
from thidua.launch.models.register import as_written
from thidua.launch.queries.gate import lacks
from thidua.launch.states import PAPER

Effect = Callable[[Paper, dt.date], int]
# What becomes true with the issue of a kind of paper, in the same transaction, and what the audit calls it.
EFFECTS: Mapping[str, tuple[str, Effect]] = {
    Paper.Kind.ASSIGNMENT_DECISION: ("launch.targets_assigned", put_in_force)
}
# What ends with the withdrawal of a kind of paper.
UNDONE: Mapping[str, tuple[str, Effect]] = {
    Paper.Kind.ASSIGNMENT_DECISION: ("launch.assignments_withdrawn", take_out_of_force)
}


@transaction.atomic
def issue_paper(
    *,
    actor: Actor,
    paper_id: int,
    number: int | None = None,
    symbol: str | None = None,
    issued_on: dt.date | None = None,
    version: int | None = None,
) -> Paper:
    """The clerk enters the signed paper into the year's outgoing book, numbers, seals and sends it.

    ``number`` is the office's own; left out, an automatic book gives the next. A paper that was withdrawn is
    numbered anew: its old line stays in the book as withdrawn. From now on units below have to build their
    plans, and an assignment decision binds them.
    Raises NotReady, NumberTaken, NumberMissing, IssuedBeforeSigned.
    """
    paper = fetch(Paper, paper_id, actor=actor, verb="issue", lock=True, related=RELATED)
    check_version(paper, version)
    paper.issued_on = issued_on or clock.today()
    _after_signing(paper)
    paper.symbol = as_written(paper.symbol if symbol is None else symbol)
    _give_number(paper, number)
    missing = lacks(paper)
    if missing:
        raise not_ready(missing)
    paper.version += 1
    paper.save()
    PAPER.move(paper, "issue")
    write_step(paper, Step.Kind.ISSUED, actor, done_on=paper.issued_on, text=paper.reference)
    if paper.kind in EFFECTS:
        did, effect = EFFECTS[paper.kind]
        count = effect(paper, paper.effective_on or paper.issued_on)
        record(actor, did, paper, path=paper.seat.path, data={"count": count})
    record(actor, "launch.paper_issued", paper, path=paper.seat.path, data={"reference": paper.reference})
    emit("launch.paper_issued", paper_id=paper.pk)
    return paper


def _after_signing(paper: Paper) -> None:
    if paper.signed_on and paper.issued_on and paper.issued_on < paper.signed_on:
        raise IssuedBeforeSigned(
            issued_on=format_date(paper.issued_on), signed_on=format_date(paper.signed_on)
        )


def _give_number(paper: Paper, number: int | None) -> None:
    assert paper.issued_on is not None
    register, _made = Register.objects.get_or_create(
        unit_id=paper.seat_id, direction=Register.Direction.OUTGOING, year=paper.issued_on.year
    )
    names = Recipient.objects.filter(paper=paper).values_list("name", flat=True)
    entry = enter(
        register,
        number,
        symbol=paper.symbol,
        dated_on=paper.issued_on,
        subject=paper.title,
        paper=paper,
        recipients=", ".join(names)[:500],
    )
    paper.number = entry.number


@transaction.atomic
def withdraw_paper(*, actor: Actor, paper_id: int, reason: str) -> Paper:
    """Takes an issued paper back, for a reason, and with it what it put in force: an assignment decision no
    longer binds anybody, and what was assigned before it stands again.

    Raises ReasonMissing, DecisionFollowed.
    """
    if not reason.strip():
        raise ReasonMissing()
    paper = fetch(Paper, paper_id, actor=actor, verb="withdraw", lock=True, related=RELATED)
    PAPER.move(paper, "withdraw")
    write_step(paper, Step.Kind.WITHDRAWN, actor, text=reason.strip())
    paper.register_entries.filter(withdrawn_on=None).update(withdrawn_on=clock.today())
    if paper.kind in UNDONE:
        did, undo = UNDONE[paper.kind]
        count = undo(paper, clock.today())
        record(actor, did, paper, path=paper.seat.path, reason=reason.strip(), data={"count": count})
    record(actor, "launch.paper_withdrawn", paper, path=paper.seat.path, reason=reason.strip())
    emit("launch.paper_withdrawn", paper_id=paper.pk)
    return paper
