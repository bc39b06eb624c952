"""Names that everybody in the field knows, to find where one ends that stands without quotation marks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from thidua.documents.prose.letters import plain

_WORD = re.compile(r"[\w%/&]+")


@dataclass(frozen=True)
class Known:
    """``programme``: a name that is a programme without any noun before it."""

    start: int
    end: int
    programme: bool


def name_key(name: str) -> str:
    """Two writings of one name have the same key: punctuation, case, tones' places and small numerals aside."""
    words = plain(name).split()
    return " ".join(word.lstrip("0") or word for word in words if word not in {"và"})


def known_names(text: str) -> list[Known]:
    """Where well-known names stand in the text, the longest first at each place, none inside another."""
    return list(_all_found(text))


@lru_cache(maxsize=2048)
def _all_found(text: str) -> tuple[Known, ...]:
    return tuple(_found(text))


def _found(text: str) -> Iterator[Known]:
    places = list(_WORD.finditer(text))
    words = [plain(match[0]) for match in places]
    known, at = _by_first(), 0
    while at < len(words):
        names = known.get(words[at])
        length = _longest(words, at, names) if names else 0
        if length:
            name = tuple(words[at : at + length])
            yield Known(places[at].start(), places[at + length - 1].end(), name in _programmes())
        at += length or 1


def _longest(words: list[str], at: int, names: tuple[tuple[str, ...], ...]) -> int:
    """How many words the longest of these names takes from here; 0 when none stands here."""
    return max((len(name) for name in names if tuple(words[at : at + len(name)]) == name), default=0)


@cache
def _programmes() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(plain(name).split()) for name in _data()["programmes"])


@cache
def _by_first() -> dict[str, tuple[tuple[str, ...], ...]]:
    listed: dict[str, list[tuple[str, ...]]] = {}
    for names in _data().values():
        for name in names:
            words = tuple(plain(name).split())
            listed.setdefault(words[0], []).append(words)
    return {first: tuple(names) for first, names in listed.items()}


@cache
def _data() -> dict[str, list[str]]:
    data = files("thidua.documents.reading").joinpath("data/known_names.toml").read_text("utf-8")
    return tomllib.loads(data)
