"""Books of documents: entries, the next number, and whose number it is."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from thidua.formats.text import fold
from thidua.launch.models import Paper, Register, RegisterEntry
from thidua.launch.models.register import symbol_key


def next_number(register: Register) -> int:
    """One more than the highest number in the book; gaps below it stay gaps."""
    return (RegisterEntry.objects.filter(register=register).aggregate(last=Max("number"))["last"] or 0) + 1


def entries(register: Register, words: str = "") -> QuerySet[RegisterEntry]:
    """The lines of a book in which every word stands, with or without marks: of the number, the symbol, the
    subject, the sender and the recipients."""
    found = RegisterEntry.objects.filter(register=register).select_related("paper")
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found


def holder_of(
    register: Register, number: int, symbol: str, paper: Paper | None = None
) -> RegisterEntry | None:
    """Whose number it is, however the symbol is written. A paper that was withdrawn may take its own number
    again; nobody else may."""
    same = RegisterEntry.objects.filter(register=register, number=number, symbol_key=symbol_key(symbol))
    if paper is not None:
        same = same.exclude(paper=paper, withdrawn_on__isnull=False)
    return same.first()


def twin_of(register: Register, sender: str, their_reference: str) -> RegisterEntry | None:
    """A document that came in already: of the same sender, with the same reference, however both are written."""
    wanted = (fold(sender), symbol_key(their_reference))
    if register.direction != Register.Direction.INCOMING or not all(wanted):
        return None
    standing = RegisterEntry.objects.filter(register=register, struck_on=None, folded__contains=wanted[0])
    return next(
        (one for one in standing if (fold(one.sender), symbol_key(one.their_reference)) == wanted), None
    )
