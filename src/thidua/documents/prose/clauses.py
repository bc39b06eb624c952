"""Sentences and their parts as spans of their paragraph, with quotations and brackets kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.documents.prose.quantities import Span
from thidua.documents.prose.quotes import quotations
from thidua.documents.prose.sentences import sentences

_BRACKETED = re.compile(r"\([^()]{0,300}\)")


def quoted(text: str) -> list[Span]:
    """What stands in quotation marks, marks included."""
    return [Span(found.start, found.end) for found in quotations(text)]


def bracketed(text: str) -> list[Span]:
    return [Span(found.start(), found.end()) for found in _BRACKETED.finditer(text)]


def covers(spans: list[Span], at: int) -> bool:
    return any(span.start <= at < span.end for span in spans)


def spans_of_sentences(text: str) -> list[Span]:
    """The sentences of one paragraph; a list of one when nothing ends inside."""
    return [Span(each.start, each.end) for each in sentences(text)]


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
