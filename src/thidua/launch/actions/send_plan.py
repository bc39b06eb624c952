"""A unit's own plan goes to the level above: sent by letter here, entered by the clerk there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from thidua.federation.models import Body
from thidua.formats.vi import format_date
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import NotYours
from thidua.kernel.events import emit
from thidua.kernel.models import StoredFile
from thidua.launch.actions.dates import in_order, not_in_the_future
from thidua.launch.actions.register_document import open_register, register_document
from thidua.launch.event_errors import AlreadySent, LetterMissing, NotOurDepartment, NowhereToSend, PlanNotOut
from thidua.launch.models import Paper, PlanSent, Register, RegisterEntry
from thidua.launch.queries.registers import twin_of
from thidua.launch.rules import acting_unit

Channel = PlanSent.Channel


@transaction.atomic
def send_plan(
    *,
    actor: Actor,
    paper_id: int,
    channel: str,
    sent_on: dt.date,
    letter: str = "",
    scan: StoredFile | None = None,
) -> PlanSent:
    """The unit says that its plan went up, and how. Raises PlanNotOut, NowhereToSend, LetterMissing,
    AlreadySent, InTheFuture, DatesOutOfOrder."""
    paper = fetch(Paper, paper_id, actor=actor, related=("seat", "parent__seat"))
    acting_unit(actor, paper.seat_id, "launch.record")
    sent = _sent(paper, channel, sent_on, letter)
    sent.scan = scan
    sent.save()
    record(actor, "launch.plan_sent", sent, path=paper.seat.path, data={"letter": sent.letter})
    emit("launch.plan_sent", paper_id=paper.pk)
    return sent


@transaction.atomic
def receive_plan(
    *,
    actor: Actor,
    paper_id: int,
    received_on: dt.date,
    letter: str,
    department_ids: Collection[int] = (),
    number: int | None = None,
    dated_on: dt.date | None = None,
) -> PlanSent:
    """The clerk above enters the letter in the book of incoming documents and hands it to the departments.

    A plan that the unit has not said it sent counts as sent on the letter's day. A letter that stands in the
    book already is found again, not entered twice; said again, the departments are those said last.
    Raises PlanNotOut, NowhereToSend, LetterMissing, NotOurDepartment, and what the register refuses.
    """
    paper = fetch(Paper, paper_id, actor=actor, related=("seat", "parent__seat"))
    above = _above(paper)
    if above.pk != actor.unit_id:
        raise NotYours()
    acting_unit(actor, above.pk, "launch.register")
    sent = PlanSent.objects.select_for_update().filter(paper=paper).first()
    if sent is None:
        sent = _sent(paper, Channel.OFFICIAL_LETTER, dated_on or received_on, letter)
    sent.letter = letter.strip() or sent.letter
    if sent.channel == Channel.OFFICIAL_LETTER and not sent.letter:
        raise LetterMissing()
    not_in_the_future(received_on)
    in_order(sent.sent_on, received_on)
    sent.received_on = received_on
    if sent.letter and sent.entry is None:
        sent.entry = _entered(actor, above, sent, number)
    sent.version += 1
    sent.save()
    departments = _departments(above, department_ids)
    sent.departments.set(departments)
    data = {"letter": sent.letter, "departments": [one.code for one in departments]}
    record(actor, "launch.plan_received", sent, path=above.path, data=data)
    emit("launch.plan_received", paper_id=paper.pk)
    return sent


def _sent(paper: Paper, channel: str, sent_on: dt.date, letter: str) -> PlanSent:
    """Not yet stored."""
    above = _above(paper)
    earlier = PlanSent.objects.filter(paper=paper).first()
    if earlier is not None:
        raise AlreadySent(paper=paper, day=format_date(earlier.sent_on))
    if channel == Channel.OFFICIAL_LETTER and not letter.strip():
        raise LetterMissing()
    not_in_the_future(sent_on)
    if paper.issued_on is not None:
        in_order(paper.issued_on, sent_on)
    return PlanSent(paper=paper, to=above, channel=Channel(channel), letter=letter.strip(), sent_on=sent_on)


def _above(paper: Paper) -> Body:
    if paper.state != "issued":
        raise PlanNotOut(paper=paper)
    if paper.parent is None or paper.parent.seat_id == paper.seat_id:
        raise NowhereToSend(paper=paper)
    return paper.parent.seat


def _entered(actor: Actor, above: Body, sent: PlanSent, number: int | None) -> RegisterEntry:
    assert sent.received_on is not None
    book = open_register(
        actor=actor, unit_id=above.pk, direction=Register.Direction.INCOMING, year=sent.received_on.year
    )
    sender = sent.paper.seat.name
    twin = twin_of(book, sender, sent.letter)
    if twin is not None:
        return twin
    return register_document(
        actor=actor,
        register_id=book.pk,
        number=number,
        sender=sender,
        their_reference=sent.letter,
        dated_on=sent.sent_on,
        subject=sent.paper.title,
    )


def _departments(above: Body, wanted: Collection[int]) -> list[Body]:
    found = list(
        Body.objects.filter(pk__in=wanted, host=above, form=Body.Form.DEPARTMENT).order_by("sort_key", "pk")
    )
    if len(found) != len(set(wanted)):
        raise NotOurDepartment(unit=above)
    return found
