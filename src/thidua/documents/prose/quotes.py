"""Quotations in every style, also when the closing mark was forgotten or is of another style than the opening.

Opening and closing are told by style where the style says it (“ ” « »), else by where the mark stands: before a
word it opens, after one it closes. A quotation that nobody closed ends at the next semicolon or full stop, or where
the next one opens, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_OPENING = "“«„‟"
_CLOSING = "”»"
_MARK = re.compile(r"[“”«»„‟\"″]|''|``|‘‘|’’|<<|>>")
_ENDS_UNCLOSED = re.compile(r"[;.](?=\s|$)|[,;]?\s+(?=[“«„\"])")


@dataclass(frozen=True)
class Quotation:
    """``start``/``end`` hold the marks; ``text`` is what stands between them. ``closed`` is False when the closing
    mark is missing and the end was inferred."""

    text: str
    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def quotations(text: str) -> list[Quotation]:
    """Every quotation of the text, in order, none inside another."""
    return list(_all_quotations(text))


@lru_cache(maxsize=4096)
def _all_quotations(text: str) -> tuple[Quotation, ...]:
    """Asked of the same text by most readers."""
    return tuple(_quotations(text))


def _quotations(text: str) -> Iterator[Quotation]:
    at = 0
    while opened := _next_opening(text, at):
        inner = opened.end()
        closing = _closing(text, inner)
        if closing is not None:
            found = _made(text, opened.start(), inner, closing.start(), closing.end(), closed=True)
        else:
            unclosed = _ENDS_UNCLOSED.search(text, inner)
            stop = unclosed.start() if unclosed else len(text)
            found = _made(text, opened.start(), inner, stop, stop, closed=False)
        at = max(found.end, inner)
        if found.text:
            yield found


def _made(text: str, start: int, inner: int, inner_end: int, end: int, *, closed: bool) -> Quotation:
    while inner < inner_end and text[inner] in " *_":
        inner += 1
    while inner_end > inner and text[inner_end - 1] in " *_,;":
        inner_end -= 1
    return Quotation(text[inner:inner_end], start, end, inner, inner_end, closed)


def _next_opening(text: str, at: int) -> re.Match[str] | None:
    for mark in _MARK.finditer(text, at):
        if _may_open(text, mark):
            return mark
    return None


def _closing(text: str, inner: int) -> re.Match[str] | None:
    """The next mark, if it closes. If the next mark opens another quotation, this one was not closed; a quotation
    within one (the same style, closed twice at its end) counts as part of the outer."""
    depth = 0
    for mark in _MARK.finditer(text, inner):
        if _opens(text, mark):
            if not _closes_twice(text, mark.end()):
                return None
            depth += 1
        elif depth:
            depth -= 1
        else:
            return mark
    return None


def _closes_twice(text: str, at: int) -> bool:
    """From an inner opening: two closing marks come before the next opening one."""
    marks = list(_MARK.finditer(text, at))[:2]
    return len(marks) == 2 and all(mark[0] in "”»" for mark in marks)


def _may_open(text: str, mark: re.Match[str]) -> bool:
    return mark[0][0] not in _CLOSING and (mark[0][0] in _OPENING or _opens(text, mark))


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Opens and cannot close, by its style and place. A mark of the opening style after a word still closes."""
    return mark[0] not in {"”", "»", "’’", ">>"} and _opens_here(text, mark)


def _opens_here(text: str, mark: re.Match[str]) -> bool:
    """Stands at the start of a word: nothing or a blank or a bracket before it, a letter after it."""
    before = text[: mark.start()][-1:]
    after = text[mark.end() :].lstrip("*_ ")[:1] if mark[0] in _OPENING else text[mark.end() : mark.end() + 1]
    return (not before or before in " (:-–,;[*_/") and (after.isalnum() or after in "(*_…")
