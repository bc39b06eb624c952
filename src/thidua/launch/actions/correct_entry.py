"""Putting a line of the clerk's book right, in sight: what stood there is kept by the audit."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.launch.actions.register_document import day_fits, taken
from thidua.launch.errors import EntryOfPaper, EntryStruck, ReasonMissing
from thidua.launch.models import Register, RegisterEntry
from thidua.launch.queries.registers import holder_of

FIELDS = ("number", "symbol", "dated_on", "subject", "sender", "their_reference", "recipients")


@transaction.atomic
def correct_entry(*, actor: Actor, entry_id: int, reason: str, **values: Any) -> RegisterEntry:
    """Changes what was typed wrongly; ``values`` by field, those not told stay.

    Raises ReasonMissing, EntryOfPaper, EntryStruck, NumberTaken, DateOutsideYear, InTheFuture.
    """
    entry = _open_line(actor, entry_id, reason)
    before = {name: str(getattr(entry, name)) for name in FIELDS}
    for name in FIELDS:
        if values.get(name) is not None:
            setattr(entry, name, values[name].strip() if isinstance(values[name], str) else values[name])
    day_fits(entry.register, entry.dated_on)
    twin = holder_of(entry.register, entry.number, entry.symbol)
    if twin is not None and twin.pk != entry.pk:
        raise taken(entry.register, twin)
    entry.corrected_on, entry.correction = clock.today(), reason.strip()[:300]
    entry.save()
    changed = {name: was for name, was in before.items() if was != str(getattr(entry, name))}
    _tell(actor, "launch.register_corrected", entry, reason, {"before": changed})
    return entry


@transaction.atomic
def strike_entry(*, actor: Actor, entry_id: int, reason: str) -> RegisterEntry:
    """Strikes a line out: it stays in the book with its number, and nobody else gets that number.

    Raises ReasonMissing, EntryOfPaper, EntryStruck.
    """
    entry = _open_line(actor, entry_id, reason)
    entry.struck_on, entry.struck_for = clock.today(), reason.strip()[:300]
    entry.save()
    _tell(actor, "launch.register_struck", entry, reason, {"reference": entry.reference})
    return entry


def book_of(actor: Actor, entry_id: int) -> Register:
    """The book in which a line stands, for who keeps it. Raises Absent, NotYours."""
    key = RegisterEntry.objects.filter(pk=entry_id).values_list("register_id", flat=True).first()
    if key is None:
        raise Absent()
    return fetch(Register, key, actor=actor, verb="enter", related=("unit",))


def _open_line(actor: Actor, entry_id: int, reason: str) -> RegisterEntry:
    """The line, with its book held so that two clerks follow one another."""
    book = Register.objects.select_for_update().get(pk=book_of(actor, entry_id).pk)
    entry = RegisterEntry.objects.select_related("register__unit").get(pk=entry_id, register=book)
    if not reason.strip():
        raise ReasonMissing()
    if entry.paper_id is not None:
        raise EntryOfPaper(reference=entry.reference)
    if entry.struck_on is not None:
        raise EntryStruck(reference=entry.reference, day=format_date(entry.struck_on))
    return entry


def _tell(actor: Actor, did: str, entry: RegisterEntry, reason: str, data: dict[str, Any]) -> None:
    record(actor, did, entry, path=entry.register.unit.path, reason=reason.strip(), data=data)
