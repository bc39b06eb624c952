"""The clerk's books: documents going out and coming in, each with its number of the year."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.models import StoredFile
from thidua.launch.errors import DateOutsideYear, NumberMissing, NumberTaken
from thidua.launch.models import Paper, Register, RegisterEntry
from thidua.launch.queries.registers import holder_of, next_number
from thidua.launch.rules import acting_unit


@transaction.atomic
def open_register(
    *, actor: Actor, unit_id: int, direction: str, year: int, automatic: bool | None = None
) -> Register:
    """The book of a unit for a year; made when first opened. ``automatic`` chooses who gives the numbers."""
    unit = acting_unit(actor, unit_id, "launch.issue")
    register, made = Register.objects.get_or_create(
        unit=unit, direction=direction, year=year, defaults={"automatic": bool(automatic)}
    )
    changed = automatic is not None and register.automatic != automatic
    if changed:
        register.automatic = bool(automatic)
        register.save(update_fields=["automatic"])
    if made or changed:
        told = {"automatic": register.automatic}
        record(
            actor,
            "launch.register_opened" if made else "launch.register_changed",
            register,
            path=unit.path,
            data=told,
        )
    return register


@transaction.atomic
def register_document(
    *,
    actor: Actor,
    register_id: int,
    subject: str,
    dated_on: dt.date,
    number: int | None = None,
    symbol: str = "",
    sender: str = "",
    their_reference: str = "",
    recipients: str = "",
    scan: StoredFile | None = None,
) -> RegisterEntry:
    """Enters any document into a book. Raises NumberTaken, NumberMissing, DateOutsideYear."""
    register = fetch(Register, register_id, actor=actor, verb="enter", related=("unit",))
    entry = enter(
        register,
        number,
        symbol=symbol.strip(),
        dated_on=dated_on,
        subject=subject.strip(),
        sender=sender.strip(),
        their_reference=their_reference.strip(),
        recipients=recipients.strip(),
        scan=scan,
    )
    record(
        actor, "launch.register_entered", entry, path=register.unit.path, data={"reference": entry.reference}
    )
    return entry


def enter(
    register: Register,
    number: int | None,
    *,
    symbol: str,
    dated_on: dt.date,
    subject: str,
    paper: Paper | None = None,
    **told: object,
) -> RegisterEntry:
    """Gives the document its number; the row of the book is held, so that two clerks follow one another.

    A typed number may leave gaps. Without one, an automatic book takes the next.
    """
    book = Register.objects.select_for_update().get(pk=register.pk)
    # A document that comes in early in January may bear a date of the old year; its arrival counts there.
    day = clock.today() if book.direction == Register.Direction.INCOMING else dated_on
    if day.year != book.year and book.direction == Register.Direction.OUTGOING:
        raise DateOutsideYear(day=format_date(day), year=book.year)
    chosen = _number(book, number)
    twin = holder_of(book, chosen, symbol, paper)
    if twin is not None:
        raise _taken(book, twin)
    try:
        with transaction.atomic():
            return RegisterEntry.objects.create(
                register=book,
                number=chosen,
                symbol=symbol,
                dated_on=dated_on,
                entered_on=clock.today(),
                subject=subject[:500],
                paper=paper,
                **told,
            )
    except IntegrityError:
        twin = holder_of(book, chosen, symbol, paper)
        if twin is None:
            raise
        raise _taken(book, twin) from None


def _number(book: Register, typed: int | None) -> int:
    if typed is not None:
        return typed
    if not book.automatic:
        raise NumberMissing(register=str(book))
    return next_number(book)


def _taken(book: Register, twin: RegisterEntry) -> NumberTaken:
    return NumberTaken(
        reference=twin.reference,
        year=book.year,
        subject=twin.subject,
        dated_on=format_date(twin.dated_on),
        next=next_number(book),
    )
