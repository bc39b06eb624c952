"""Titles as people write them: in full, shortened, with or without marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from thidua.catalogue.loading import Item, shipped
from thidua.catalogue.queries.items import in_series
from thidua.formats.text import fold
from thidua.pledge.models import Registration, Scheme, SchemeTitle

KIND = "titles"
RECIPIENTS = frozenset(SchemeTitle.Recipient.values)


@dataclass(frozen=True)
class TitleBook:
    """Every title that a line of the scheme may name: those of the scheme, then those of the catalogue."""

    titles: tuple[SchemeTitle, ...]

    def find(self, written: str) -> SchemeTitle | Item | None:
        """A title of the scheme; one that the catalogue knows and the scheme has not named; or None."""
        wanted = fold(written)
        return self._by_spelling.get(wanted) or _of_catalogue().get(wanted)

    def names(self) -> str:
        return "; ".join(one.name for one in self.titles)

    @cached_property
    def _by_spelling(self) -> Mapping[str, SchemeTitle]:
        known: dict[str, SchemeTitle] = {}
        for title in self.titles:
            spellings = [title.name]
            for item in in_series(KIND, title.series) if title.series else ():
                spellings += spelled(item)
            for one in spellings:
                known.setdefault(fold(one), title)
        return known


def book_of(scheme: Scheme) -> TitleBook:
    """One query."""
    titles = list(scheme.titles.all())
    for one in titles:
        one.scheme = scheme
    return TitleBook(tuple(titles))


def spelled(item: Item) -> list[str]:
    return [item.name, *(str(one) for one in item.facts.get("spellings", ()))]


def _of_catalogue() -> Mapping[str, Item]:
    known: dict[str, Item] = {}
    for item in real_titles():
        for one in spelled(item):
            known.setdefault(fold(one), item)
    return known


def real_titles(first: dt.date = dt.date.min, last: dt.date = dt.date.max) -> list[Item]:
    """Items that are titles themselves, not quotas or conditions of one; each series once, the newest of those in
    force at some time between two days."""
    by_series: dict[str, Item] = {}
    for item in shipped().get(KIND, ()):
        begins, ends = item.valid_from or dt.date.min, item.valid_to or dt.date.max
        is_title = item.facts.get("recipient") in RECIPIENTS and not item.facts.get("title")
        if is_title and begins <= last and ends >= first:
            by_series[series_of(item)] = item
    return list(by_series.values())


def series_of(item: Item) -> str:
    return str(item.facts.get("series") or item.code)


def of_women(title: SchemeTitle) -> bool:
    """Whether the catalogue keeps the title for women."""
    items: Iterable[Item] = in_series(KIND, title.series) if title.series else ()
    return any(isinstance(one.figure, dict) and one.figure.get("only_women") for one in items)


def kind_of_line(title: SchemeTitle) -> str:
    return Registration.Kind(title.recipient).value
