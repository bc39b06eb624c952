"""Sentences and their parts, with quotations and brackets kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.documents.prose.quantities import Span
from thidua.documents.prose.quotes import quotations


_BRACKETED = re.compile(r"\([^()]{0,300}\)")
_SENTENCE_END = re.compile(r"[.!?…](?=\s+[\"“(]?[A-ZÀ-Ỹ\d])|[.!?]\s*$")
# "TP. Hồ Chí Minh", "1. Số", "đ/c. Ba": a dot that ends nothing.
_NO_END = re.compile(r"(?:\b(?:TP|Tp|TX|TT|TM|KT|TL|Q|P|ThS|TS|PGS|GS|Đ/c|đ/c|Mr|St)|(?:^|\s)\w)$")


def quoted(text: str) -> list[Span]:
    """What stands in quotation marks, marks included."""
    return [Span(found.start, found.end) for found in quotations(text)]


def bracketed(text: str) -> list[Span]:
    return [Span(found.start(), found.end()) for found in _BRACKETED.finditer(text)]


def covers(spans: list[Span], at: int) -> bool:
    return any(span.start <= at < span.end for span in spans)


def sentences(text: str) -> list[Span]:
    """The sentences of one paragraph; a list of one when nothing ends inside."""
    whole = [*quoted(text), *bracketed(text)]
    told, begin = [], 0
    for found in _SENTENCE_END.finditer(text):
        if covers(whole, found.start()) or _NO_END.search(text, max(0, found.start() - 5), found.start()):
            continue
        told.append(Span(begin, found.end()))
        begin = found.end()
    if begin < len(text):
        told.append(Span(begin, len(text)))
    return [trimmed for span in told if (trimmed := trim(text, span)).end > trimmed.start]


_BREAK = re.compile(r";")
_AROUND = " \t,;.:-–+*•"


def parts(text: str, span: Span) -> list[Span]:
    """What semicolons part, outside quotations and brackets."""
    whole = [*quoted(text), *bracketed(text)]
    return list(_parted(text, span, whole))


def _parted(text: str, span: Span, whole: list[Span]) -> Iterator[Span]:
    begin = span.start
    for found in _BREAK.finditer(text, span.start, span.end):
        if not covers(whole, found.start()):
            yield Span(begin, found.start())
            begin = found.end()
    yield Span(begin, span.end)


def trim(text: str, span: Span, around: str = _AROUND) -> Span:
    """The span without blanks and marks at its ends."""
    start, end = span.start, span.end
    while start < end and text[start] in around:
        start += 1
    while end > start and text[end - 1] in around:
        end -= 1
    return Span(start, end)
