"""Words that the house offers in the reader's language and takes back in any of its languages.

A form may be filled in by somebody else than the person who fetched it, and a list is carried out by a worker
that reads Vietnamese: what was offered in English must not depend on who reads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Generic, TypeVar

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from thidua.formats import text
from thidua.kernel.errors import Phrase

V_co = TypeVar("V_co", covariant=True)


_WEEKDAYS = (
    gettext_noop("Thứ Hai"),
    gettext_noop("Thứ Ba"),
    gettext_noop("Thứ Tư"),
    gettext_noop("Thứ Năm"),
    gettext_noop("Thứ Sáu"),
    gettext_noop("Thứ Bảy"),
    gettext_noop("Chủ Nhật"),
)


def weekday_name(day: dt.date) -> str:
    """The day of the week in the reader's language."""
    return gettext(_WEEKDAYS[day.weekday()])


def in_every_language(phrase: Phrase) -> tuple[str, ...]:
    """The phrase as each language of the interface writes it; a plain text is the same in all."""
    if isinstance(phrase, str):
        return (phrase,)
    told = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            told.append(str(phrase))
    return tuple(dict.fromkeys(told))


class Words(Generic[V_co]):
    """Words that stand for values. ``also`` are understood without being offered.

    Made once, at the head of a module: a list of thousands of rows asks it for every cell.
    """

    def __init__(self, *offered: tuple[Phrase, V_co], also: Mapping[str, V_co] | None = None) -> None:
        self._offered = offered
        self._also = also or {}

    def offered(self) -> list[str]:
        """In the reader's language, for a list to choose from."""
        return [str(phrase) for phrase, _value in self._offered]

    def meaning(self, typed: str) -> V_co | None:
        """The value that the typed words stand for, marks and capitals aside; None when for none."""
        return self._by_spelling.get(text.fold(typed))

    def __contains__(self, typed: str) -> bool:
        return text.fold(typed) in self._by_spelling

    @cached_property
    def _by_spelling(self) -> Mapping[str, V_co]:
        known: dict[str, V_co] = {}
        for phrase, value in (*self._offered, *self._also.items()):
            for one in in_every_language(phrase):
                known.setdefault(text.fold(one), value)
        return known


def words_of(labels: Mapping[str, Phrase], *, also: Mapping[str, str] | None = None) -> Words[str]:
    """The words of a closed list of codes with their labels."""
    return Words(*((label, code) for code, label in labels.items()), also=also)


def spelled(*phrases: Phrase) -> Words[bool]:
    """Words that only have to be recognised."""
    return Words(*((phrase, True) for phrase in phrases))
