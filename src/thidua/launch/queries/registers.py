"""Books of documents: entries, the next number, and whose number it is."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from thidua.launch.models import Register, RegisterEntry


def next_number(register: Register) -> int:
    """One more than the highest number in the book; gaps below it stay gaps."""
    return (RegisterEntry.objects.filter(register=register).aggregate(last=Max("number"))["last"] or 0) + 1


def entries(register: Register, words: str = "") -> QuerySet[RegisterEntry]:
    found = RegisterEntry.objects.filter(register=register).select_related("paper")
    return found.filter(subject__icontains=words) if words else found


def holder_of(register: Register, number: int, symbol: str) -> RegisterEntry | None:
    return RegisterEntry.objects.filter(register=register, number=number, symbol=symbol).first()
