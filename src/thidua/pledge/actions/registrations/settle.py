"""What becomes of lines: taken in, declined, withdrawn; works and topics realised."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.formats import text
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.events import emit
from thidua.pledge.actions.registrations.keep_lists import must_be_open
from thidua.pledge.actions.registrations.link_works import say_registered
from thidua.pledge.actions.registrations.recounting import recount
from thidua.pledge.actions.registrations.register import own_person
from thidua.pledge.errors import DayToCome, ListClosed, NotAWork, ReasonMissing
from thidua.pledge.models import Registrant, Registration, UnitList
from thidua.pledge.states import EDITABLE, REGISTRATION, UNIT_LIST

_RELATED = ("unit", "listed", "scheme__cycle__movement__seat", "person", "spouse", "title")


@transaction.atomic
def accept(*, actor: Actor, registration_id: int) -> Registration:
    """Takes what a member registered alone into the unit's list. Raises Absent, NotYours, NotNow, ListClosed."""
    line = _held(actor, registration_id, "accept")
    REGISTRATION.move(line, "accept")
    return _told(actor, "pledge.accepted", line)


@transaction.atomic
def decline(*, actor: Actor, registration_id: int, reason: str) -> Registration:
    """Leaves a member's own registration out of the list and says why. Raises Absent, NotYours, NotNow, ListClosed,
    ReasonMissing."""
    said = text.clean(reason)[:300]
    if not said:
        raise ReasonMissing()
    line = _held(actor, registration_id, "decline")
    return _drop(actor, "decline", "pledge.declined", line, said)


@transaction.atomic
def withdraw(*, actor: Actor, registration_id: int, reason: str = "") -> Registration:
    """Takes a line off the list; it stays readable. Raises Absent, NotYours, NotNow, ListClosed."""
    line = _held(actor, registration_id, "withdraw")
    return _drop(actor, "withdraw", "pledge.withdrawn", line, text.clean(reason)[:300])


@transaction.atomic
def withdraw_own(*, actor: Actor, registration_id: int) -> Registration:
    """A member takes back what they registered alone, while the unit's list is open. Raises Absent, NotNow,
    ListClosed, NotInTheRegister."""
    person = own_person(actor)
    found = Registration.objects.select_for_update(of=("self",)).select_related(*_RELATED)
    line = found.filter(pk=registration_id, person=person, own=True).first()
    if line is None:
        raise Absent()
    _must_take_changes(line)
    return _drop(actor, "withdraw", "pledge.withdrawn", line, "")


@transaction.atomic
def change_line(
    *,
    actor: Actor,
    registration_id: int,
    content: str,
    note: str = "",
    due_on: dt.date | None = None,
    version: int | None = None,
) -> Registration:
    """Corrects the words of a line. Who and which title stay: another title is another registration. Raises Absent,
    NotYours, NotNow, Stale, ListClosed."""
    line = _held(actor, registration_id, "change")
    check_version(line, version)
    line.content, line.note, line.due_on = content.strip(), text.clean(note)[:300], due_on
    line.version += 1
    line.save()
    return _told(actor, "pledge.line_changed", line)


@transaction.atomic
def realise(
    *,
    actor: Actor,
    registration_id: int,
    on: dt.date,
    note: str = "",
    plaque_on: dt.date | None = None,
    version: int | None = None,
) -> Registration:
    """Says that a work, product or topic is finished, and when the plaque was put up. Also after the list was
    confirmed. Raises Absent, NotYours, NotNow, Stale, NotAWork, DayToCome."""
    line = fetch(Registration, registration_id, actor=actor, verb="realise", lock=True, related=_RELATED)
    check_version(line, version)
    if line.kind not in (Registration.Kind.WORK, Registration.Kind.TOPIC):
        raise NotAWork(what=str(line))
    for day in (on, plaque_on):
        if day is not None and day > clock.today():
            raise DayToCome(day=format_date(day))
    line.realised_on, line.realised_note = on, text.clean(note)[:500]
    line.plaque_on = plaque_on if line.kind == Registration.Kind.WORK else None
    line.version += 1
    line.save()
    return _told(actor, "pledge.realised", line)


def _held(actor: Actor, registration_id: int, verb: str) -> Registration:
    line = fetch(Registration, registration_id, actor=actor, verb=verb, lock=True, related=_RELATED)
    _must_take_changes(line)
    return line


def _must_take_changes(line: Registration) -> None:
    """The list itself is held, so that nobody confirms it meanwhile."""
    must_be_open(line.scheme)
    listed = UnitList.objects.select_for_update().get(pk=line.listed_id)
    if listed.state not in EDITABLE:
        raise ListClosed(unit=line.unit, state=UNIT_LIST.states[listed.state])


def _drop(actor: Actor, move: str, did: str, line: Registration, reason: str) -> Registration:
    line.reason = reason
    REGISTRATION.move(line, move, also=("reason",))
    Registrant.objects.filter(registration=line).delete()
    say_registered([line])
    return _told(actor, did, line)


def _told(actor: Actor, did: str, line: Registration) -> Registration:
    record(actor, did, line, path=line.unit.path, reason=line.reason, data={"who": line.who})
    emit(did, registration_id=line.pk, scheme_id=line.scheme_id, unit_id=line.unit_id)
    homes = {person.home_id for person in (line.person, line.spouse) if person is not None}
    recount(line.scheme_id, {line.unit_id, *homes})
    return line
