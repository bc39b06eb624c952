"""Looking things up in the catalogue: items by kind and day, and figures that rules may use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from thidua.catalogue.errors import NeedsConfirmation, UnknownItem
from thidua.catalogue.loading import Confidence, Item, shipped
from thidua.catalogue.models import Confirmation
from thidua.formats.text import fold
from thidua.formats.vi import format_date
from thidua.kernel import clock


@dataclass(frozen=True)
class Entry:
    """An item with the confirmation that stands now, if any."""

    item: Item
    confirmation: Confirmation | None

    @property
    def usable(self) -> bool:
        return self.item.verified or self.confirmation is not None or not self.item.carries_figure

    @property
    def value(self) -> Any:
        return self.confirmation.value if self.confirmation is not None else self.item.figure


def kinds() -> Mapping[str, int]:
    return {kind: len(items) for kind, items in shipped().items()}


def items(kind: str, on: dt.date | None = None) -> list[Item]:
    """Items of a kind in force on a day (today when not said), in the order of the file."""
    day = on or clock.today()
    return [one for one in shipped().get(kind, ()) if one.in_force(day)]


def item(kind: str, code: str) -> Item:
    """One item by its code, whatever its dates. Raises UnknownItem."""
    for one in shipped().get(kind, ()):
        if one.code == code:
            return one
    raise UnknownItem(item=code, day=format_date(clock.today()))


def choices(kind: str, on: dt.date | None = None) -> list[tuple[str, str]]:
    """Code and name, for a list to choose from. A name that several items bear is offered once."""
    named = {one.name: one.code for one in reversed(items(kind, on))}
    return [(code, name) for name, code in reversed(named.items())]


def name_of(kind: str, code: str) -> str:
    """The name, or the code itself when the catalogue does not know it: a page never breaks over it."""
    return next((one.name for one in shipped().get(kind, ()) if one.code == code), code)


def by_name(kind: str, written: str) -> Item | None:
    """The item that people mean by a name, a document number or a known spelling, without marks or case."""
    wanted = fold(written)
    for one in shipped().get(kind, ()):
        known = (one.name, one.facts.get("number"), *one.facts.get("spellings", ()))
        if wanted in {fold(str(spelling)) for spelling in known if spelling}:
            return one
    return None


def in_series(kind: str, series: str) -> list[Item]:
    """The items that follow one another in time under a series, whatever their dates; an item without one is its
    own."""
    return list(_by_series(kind).get(series, ()))


@lru_cache(maxsize=200)
def _by_series(kind: str) -> Mapping[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for one in shipped().get(kind, ()):
        for series in {str(one.facts.get("series") or one.code), one.code}:
            found.setdefault(series, []).append(one)
    return found


def search(words: str, on: dt.date | None = None) -> list[Item]:
    """Items of every kind whose name or code holds all the words, marks aside."""
    wanted = fold(words).split()
    found = (one for kind in shipped() for one in (items(kind, on) if on else shipped()[kind]))
    return [one for one in found if all(word in fold(f"{one.name} {one.code}") for word in wanted)]


def fact(kind: str, code: str = "", on: dt.date | None = None) -> Any:
    """The figure that a rule may use on a day.

    ``code`` is an item, or a series of items that follow one another in time; "" is a file that is one
    series as a whole (base_salary). A verified figure is used at once, any other only when an administrator
    has confirmed it. Raises UnknownItem, NeedsConfirmation.
    """
    day = on or clock.today()
    standing = _on_the_day(kind, code, day)
    if standing is None:
        raise UnknownItem(item=code or kind, day=format_date(day))
    confirmed = _confirmation(standing)
    if confirmed is not None:
        return confirmed.value
    if not standing.verified:
        raise NeedsConfirmation(
            name=standing.name, confidence=standing.confidence.label, source=str(standing.source)
        )
    return standing.figure


def _on_the_day(kind: str, code: str, day: dt.date) -> Item | None:
    found = [
        one
        for one in shipped().get(kind, ())
        if code in ("", one.code, one.facts.get("series")) and one.in_force(day)
    ]
    # The latest begun span decides when two overlap by mistake of the files.
    return max(found, key=lambda one: one.valid_from or dt.date.min, default=None)


def _confirmation(of: Item) -> Confirmation | None:
    return Confirmation.objects.filter(kind=of.kind, item=of.code, ended_at=None).first()


def entries(of: Iterable[Item]) -> list[Entry]:
    """Items with their confirmations, one query."""
    listed = list(of)
    standing = {
        (one.kind, one.item): one
        for one in Confirmation.objects.filter(
            kind__in={one.kind for one in listed}, item__in={one.code for one in listed}, ended_at=None
        )
    }
    return [Entry(one, standing.get((one.kind, one.code))) for one in listed]


def unconfirmed() -> list[Item]:
    """Items whose figure waits for an administrator."""
    waiting = [
        one
        for kind in shipped()
        for one in shipped()[kind]
        if one.carries_figure and one.confidence is not Confidence.VERIFIED
    ]
    return [entry.item for entry in entries(waiting) if entry.confirmation is None]
