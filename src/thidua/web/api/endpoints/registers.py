"""The clerk's books: their lines, entered, put right and struck out as on the page."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from thidua.kernel.door import fetch, listing
from thidua.launch.actions.correct_entry import correct_entry, strike_entry
from thidua.launch.actions.register_document import register_document
from thidua.launch.models import Register, RegisterEntry
from thidua.launch.queries.registers import entries
from thidua.web.api.answers import (
    Asked,
    Key,
    Limit,
    Offset,
    PageOut,
    Told,
    answers,
    asking,
    page,
    shaped,
)
from thidua.web.api.shapes.federation import UnitRef, unit_ref

router = Router(tags=[gettext_noop("Sổ văn bản")])
Number = Annotated[int, Field(ge=1, lt=2**31)]
Symbol = Annotated[str, Field(max_length=60)]
Subject = Annotated[str, Field(min_length=1, max_length=500)]
Sender = Annotated[str, Field(max_length=255)]
TheirReference = Annotated[str, Field(max_length=80)]
Recipients = Annotated[str, Field(max_length=500)]
Reason = Annotated[str, Field(max_length=300)]


class RegisterOut(Schema):
    """A book: of one unit, one year, one direction. ``automatic``: the next number is given, not typed."""

    id: int
    unit: UnitRef
    direction: str
    direction_name: str
    year: int
    automatic: bool


class EntryOut(Schema):
    """One line. ``paper_id``: it is a paper of the house and follows it. A struck line stays in the book."""

    id: int
    register_id: int
    number: int
    symbol: str
    reference: str
    dated_on: dt.date
    entered_on: dt.date
    sender: str
    their_reference: str
    subject: str
    recipients: str
    paper_id: int | None
    withdrawn_on: dt.date | None
    corrected_on: dt.date | None
    correction: str
    struck_on: dt.date | None
    struck_for: str


class NewEntryIn(Told):
    """``number`` left out: the next of an automatic book. ``again``: another document than that of the same
    sender and reference."""

    subject: Subject
    dated_on: dt.date
    number: Number | None = None
    symbol: Symbol = ""
    sender: Sender = ""
    their_reference: TheirReference = ""
    recipients: Recipients = ""
    again: bool = False


class CorrectedIn(Told):
    """What is not sent stays."""

    reason: Reason
    number: Number | None = None
    symbol: Symbol | None = None
    dated_on: dt.date | None = None
    subject: Subject | None = None
    sender: Sender | None = None
    their_reference: TheirReference | None = None
    recipients: Recipients | None = None


class StruckIn(Told):
    reason: Reason


@router.get(
    "/registers", response=answers(PageOut[RegisterOut]), summary=gettext_noop("Sổ văn bản tôi xem được")
)
def registers(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> PageOut[RegisterOut]:
    """The latest year first."""
    found = listing(Register, actor=asking(request)).select_related("unit")
    return page(found.order_by("-year", "direction", "pk"), limit, offset, register_out)


@router.get(
    "/registers/{register_id}/lines",
    response=answers(PageOut[EntryOut]),
    summary=gettext_noop("Các dòng của một sổ"),
)
def lines(
    request: HttpRequest, register_id: Key, q: Asked = "", limit: Limit = 100, offset: Offset = 0
) -> PageOut[EntryOut]:
    """The highest number first; ``q`` looks through number, symbol, subject, sender and recipients."""
    book = fetch(Register, register_id, actor=asking(request))
    return page(entries(book, q), limit, offset, entry_out)


@router.post(
    "/registers/{register_id}/lines", response=answers(EntryOut), summary=gettext_noop("Vào sổ một văn bản")
)
def enter(request: HttpRequest, register_id: Key, told: NewEntryIn) -> EntryOut:
    made = register_document(actor=asking(request), register_id=register_id, **told.model_dump())
    return entry_out(made)


@router.patch(
    "/register-lines/{entry_id}", response=answers(EntryOut), summary=gettext_noop("Sửa một dòng, nêu lý do")
)
def correct(request: HttpRequest, entry_id: Key, told: CorrectedIn) -> EntryOut:
    """What stood there stays in the journal."""
    return entry_out(correct_entry(actor=asking(request), entry_id=entry_id, **told.model_dump()))


@router.post(
    "/register-lines/{entry_id}/strike",
    response=answers(EntryOut),
    summary=gettext_noop("Gạch một dòng, nêu lý do"),
)
def strike(request: HttpRequest, entry_id: Key, told: StruckIn) -> EntryOut:
    """The line stays in the book with its number, and nobody else gets that number."""
    return entry_out(strike_entry(actor=asking(request), entry_id=entry_id, reason=told.reason))


def register_out(book: Register) -> RegisterOut:
    return shaped(RegisterOut, book, unit=unit_ref(book.unit), direction_name=book.get_direction_display())


def entry_out(entry: RegisterEntry) -> EntryOut:
    return shaped(EntryOut, entry, reference=entry.reference)
