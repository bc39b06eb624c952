"""How the words and the marks are written: slips, doubled words, quotation marks, list marks, runs of blanks."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from thidua.documents.prose.layout import Region
from thidua.documents.prose.letters import is_upper, lowered
from thidua.documents.prose.markers import Rank
from thidua.documents.prose.outline import Node
from thidua.documents.prose.quotes import Quotation, quotations
from thidua.documents.reading.blocs import bloc_head
from thidua.documents.reading.items import Anomaly
from thidua.documents.reading.parts import told_in
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.model import Anchor
from thidua.documents.source.syllables import is_syllable

_REGIONS = (Region.PREAMBLE, Region.BODY)


def of_writing(text: ReadingText) -> Iterator[Anomaly]:
    for node in told_in(text, *_REGIONS):
        yield from _slips(node)
        yield from _doubled(node)
        yield from _quotes(node)
        yield from _misread_bloc(node)
    yield from _list_marks(text)
    yield from _runs_of_blanks(text)


# --- words ------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+")
_STOPPED = re.compile(r"(?:p|t|c|ch)$")
_ON_A_STOP = {"\u0301", "\u0323"}  # only sắc and nặng are spoken before p, t, c, ch
_TONES = _ON_A_STOP | {"\u0300", "\u0303", "\u0309"}
_VIETNAMESE = re.compile(r"[ăâđêôơư]")


def _slips(node: Node) -> Iterator[Anomaly]:
    taken: list[tuple[int, int]] = []
    for found in _known_slips().finditer(lowered(node.text)):
        written = node.text[found.start() : found.end()]
        if not is_upper(written):
            taken.append(found.span())
            meant = _meant()[found[0]]
            yield Anomaly(
                type="typo", text=written, proposal=meant, anchor=node.passage.anchor(*found.span())
            )
    for found in _WORD.finditer(node.text):
        if _cannot_be_spoken(found[0]) and not any(start <= found.start() < end for start, end in taken):
            yield Anomaly(type="typo", text=found[0], anchor=node.passage.anchor(*found.span()))


@lru_cache(maxsize=16384)  # the words of a language are few
def _cannot_be_spoken(word: str) -> bool:
    """Ends in p, t, c or ch without sắc or nặng, in letters that only Vietnamese has: "nghiêp"."""
    if not word.islower() or not _VIETNAMESE.search(_toneless(word)) or not is_syllable(_toneless(word)):
        return False
    tones = [mark for mark in unicodedata.normalize("NFD", word) if mark in _TONES]
    return bool(_STOPPED.search(_toneless(word))) and not any(tone in _ON_A_STOP for tone in tones)


def _toneless(word: str) -> str:
    marks = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))


@cache
def _meant() -> dict[str, str]:
    data = files("thidua.documents.reading").joinpath("data/spelling.toml").read_text("utf-8")
    return dict(tomllib.loads(data)["slips"])


@cache
def _known_slips() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _meant()))})(?!\w)")


# Words that no sentence says twice running. Others may be meant so: ngày ngày, năm năm, các tổ chức tổ chức …
_ONCE_ONLY = (
    "của|và|các|cho|với|trong|những|về|là|được|để|tại|theo|do|đến|có|trên|nhằm|bằng|hoặc|khi|một|công đoàn|phong trào|"
    "thực hiện|người lao động"
)
_TWICE = re.compile(rf"(?<!\w)(?P<word>{_ONCE_ONLY})\s+(?P=word)(?!\w)")
"""In ``lowered`` text, as the slips."""


def _doubled(node: Node) -> Iterator[Anomaly]:
    for found in _TWICE.finditer(lowered(node.text)):
        written = node.text[found.start() : found.end()]
        if not written.istitle():
            anchor = node.passage.anchor(*found.span())
            once = node.text[found.start("word") : found.end("word")]
            yield Anomaly(type="duplicate_word", text=written, proposal=once, anchor=anchor)


def _misread_bloc(node: Node) -> Iterator[Anomaly]:
    """ "Khồi doanh nghiệp …" at the head of a point: a letter of Khối was read wrongly."""
    head = bloc_head(node)
    if head and head.name.startswith("Khối") and node.text[head.start : head.start + 4].lower() != "khối":
        wrong = node.text[head.start : head.end]
        yield Anomaly(
            type="ocr_error", text=wrong, proposal=head.name, anchor=node.passage.anchor(head.start, head.end)
        )


# --- marks ------------------------------------------------------------------------------------------------------

_STRAIGHT, _CURLY = '"', "“”"


def _quotes(node: Node) -> Iterator[Anomaly]:
    for quote in quotations(node.text):
        anchor = node.passage.anchor(quote.start, quote.end)
        if not quote.closed:
            yield Anomaly(type="unclosed_quote", text=quote.text[:120], anchor=anchor)
        elif _mixed(node.text, quote):
            yield Anomaly(type="mixed_quotes", text=node.text[quote.start : quote.end][:120], anchor=anchor)


def _mixed(text: str, quote: Quotation) -> bool:
    """Opened in one style and closed in the other."""
    opening, closing = text[quote.start], text[quote.end - 1]
    return (opening == _STRAIGHT and closing in _CURLY) or (opening in _CURLY and closing == _STRAIGHT)


_SIGN = re.compile(r"[.)/\-–]")


def _list_marks(text: ReadingText) -> Iterator[Anomaly]:
    """Points of one list whose numbers are followed by different signs ("1- … 8-", then "9."), or skip a number.
    Told once a list, at the first odd one and what is below it."""
    for parent in [None, *text.body]:
        points = [node for node in (parent.children if parent else text.outline.roots) if _is_point(node)]
        odd = _odd_point(points)
        if odd is not None:
            last = [*odd.walk()][-1]
            place = Anchor(odd.whole.anchor().start, last.whole.anchor().end)
            yield Anomaly(
                type="irregular_list_marker", text=odd.marker.written if odd.marker else "", anchor=place
            )


def _is_point(node: Node) -> bool:
    return (
        node.region is Region.BODY
        and node.marker is not None
        and node.place is None
        and node.marker.style in {"number", "letter"}
        and Rank.NUMBER <= node.rank <= Rank.LETTER
    )


def _odd_point(points: list[Node]) -> Node | None:
    for before, node in pairwise(points):
        if before.marker is None or node.marker is None or before.marker.style != node.marker.style:
            continue
        signs = [_SIGN.search(one.marker.written) for one in (before, node) if one.marker]
        if len({sign[0] if sign else "" for sign in signs}) > 1:
            return node
        if node.marker.style == "number" and _skips(before.marker.value, node.marker.value):
            return node
    return None


def _skips(before: int | None, value: int | None) -> bool:
    """Letters are left out of this: many count a, b, c, d, e. A list that begins anew is another list."""
    return before is not None and value is not None and value not in {before + 1, 1}


_WIDE_GAP = 6  # blanks: more than a typist's slip, less than a column


def _runs_of_blanks(text: ReadingText) -> Iterator[Anomaly]:
    """Inside the title: it will break badly wherever it is copied to."""
    for line in text.layout.title:
        for blank in re.finditer(r"(?<=\w) (?=\w)", line.text):
            start, end = line.raw_at[blank.start()], line.raw_at[blank.end()]
            if end - start >= _WIDE_GAP and not text.source.raw[start:end].strip(" \t\u00a0"):
                yield Anomaly(
                    type="whitespace_runs", text=line.text, anchor=line.anchor(blank.start(), blank.end())
                )
                return
