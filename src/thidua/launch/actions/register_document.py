"""The clerk's books: documents going out and coming in, each with its number of the year."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.models import StoredFile
from thidua.launch.actions.dates import not_in_the_future
from thidua.launch.errors import AlreadyCameIn, DateOutsideYear, NumberMissing, NumberTaken
from thidua.launch.models import Paper, Register, RegisterEntry
from thidua.launch.queries.registers import holder_of, next_number, twin_of
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
    again: bool = False,
) -> RegisterEntry:
    """Enters any document into a book; ``again`` says that it is another one than that of the same sender
    and reference. Raises NumberTaken, NumberMissing, DateOutsideYear, InTheFuture, AlreadyCameIn.
    """
    register = fetch(Register, register_id, actor=actor, verb="enter", related=("unit",))
    if not again:
        _new_to_the_book(register, sender, their_reference)
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
    day_fits(book, dated_on)
    chosen = _number(book, number)
    twin = holder_of(book, chosen, symbol, paper)
    if twin is not None:
        raise taken(book, twin)
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
        raise taken(book, twin) from None


def day_fits(book: Register, dated_on: dt.date) -> None:
    """What goes out bears a day of the book's year. What comes in early in January may bear one of the old
    year, but none that has not come. Raises DateOutsideYear, InTheFuture."""
    if book.direction == Register.Direction.INCOMING:
        not_in_the_future(dated_on)
    elif dated_on.year != book.year:
        raise DateOutsideYear(day=format_date(dated_on), year=book.year)


def _new_to_the_book(book: Register, sender: str, their_reference: str) -> None:
    """Raises AlreadyCameIn when a document of this sender with this reference stands in the book."""
    twin = twin_of(book, sender, their_reference)
    if twin is not None:
        raise AlreadyCameIn(
            theirs=twin.their_reference,
            sender=twin.sender,
            reference=twin.reference,
            entered_on=format_date(twin.entered_on),
            subject=twin.subject,
        )


def _number(book: Register, typed: int | None) -> int:
    if typed is not None:
        return typed
    if not book.automatic:
        raise NumberMissing(register=str(book))
    return next_number(book)


def taken(book: Register, twin: RegisterEntry) -> NumberTaken:
    return NumberTaken(
        reference=twin.reference,
        year=book.year,
        subject=twin.subject,
        dated_on=format_date(twin.dated_on),
        next=next_number(book),
    )
