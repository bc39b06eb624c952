"""Sentences of a paragraph and clauses of a sentence, as spans that keep their place.

A full stop inside quotation marks, an abbreviation, a number or a list mark does not end a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from thidua.documents.prose.quotes import quotations

_STOP = re.compile(r"[.!?…]+[\"”’»)\]*_]*(?=\s+[\"“*_(\[]*(\w)|\s*$)")
"""A stop ends a sentence before a capital, a digit or the end; a small letter goes on with it."""
_ABBREVIATED = re.compile(
    r"(?:\b(?:TP|Tp|tp|TX|Tx|P|Q|H|Đ/c|đ/c|Ths|ThS|TS|PGS|GS|TM|KT|TL|TUQ|v\.v|VD|vd|Mr|St|No|TT|tr)|\b[A-ZĐ])$"
)
_LONGEST_SHORT = 8  # letters of an abbreviation, and what stands before it
_SEMICOLON = re.compile(r";")


@dataclass(frozen=True)
class Span:
    """``text`` is exactly ``whole[start:end]``."""

    text: str
    start: int
    end: int

    def part(self, start: int, end: int | None = None) -> Span:
        """Without the blanks around it; offsets into the whole, not into this span."""
        return trimmed(self.text, start, len(self.text) if end is None else end, self.start)


def trimmed(text: str, start: int, end: int, shift: int = 0) -> Span:
    cut = text[start:end]
    start += len(cut) - len(cut.lstrip())
    cut = cut.strip()
    return Span(cut, shift + start, shift + start + len(cut))


def sentences(text: str) -> list[Span]:
    """The sentences of a paragraph, in order, never empty."""
    return list(_sentences(text))


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[Span, ...]:
    """Asked of the same text by most readers."""
    edges = [stop.end() for stop in _STOP.finditer(text) if not _held(text, stop)]
    return tuple(_between(text, edges, 0))


def clauses(sentence: Span) -> list[Span]:
    """What semicolons outside quotation marks and brackets tell apart."""
    kept = _kept(sentence.text)
    edges = [
        mark.end()
        for mark in _SEMICOLON.finditer(sentence.text)
        if not any(start <= mark.start() < end for start, end in kept)
    ]
    return list(_between(sentence.text, edges, sentence.start))


def _held(text: str, stop: re.Match[str]) -> bool:
    if stop[1] and stop[1].islower():
        return True
    if stop.group().strip('"”’»)]*_') == "." and _ABBREVIATED.search(
        text, max(0, stop.start() - _LONGEST_SHORT), stop.start()
    ):
        return stop.end() < len(text.rstrip())
    return any(start < stop.start() and stop.start() < end - 1 for start, end in _kept(text))


def _kept(text: str) -> list[tuple[int, int]]:
    """Spans that no sentence ends in: closed quotations and brackets."""
    quoted = [(each.start, each.end) for each in quotations(text) if each.closed]
    bracketed = [each.span() for each in re.finditer(r"\([^()]*\)", text)]
    return [*quoted, *bracketed]


def _between(text: str, edges: Iterable[int], shift: int) -> Iterator[Span]:
    start = 0
    for edge in [*edges, len(text)]:
        span = trimmed(text, start, edge, shift)
        start = edge
        if span.text.strip(" .;…"):
            yield span
