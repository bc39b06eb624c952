"""The end of a paper parted: the column of nơi nhận and the column of the signature, beside or below one another.

A text often keeps both columns in one line; a docx keeps them in two cells. What is in capitals and names a capacity
or a post begins the signature; lines with a dash, a purpose or a "Lưu" belong to nơi nhận.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thidua.documents.prose.bodies import opens_a_name
from thidua.documents.prose.layout import is_rule
from thidua.documents.prose.letters import LOWER, UPPER, is_upper
from thidua.documents.prose.passage import Passage
from thidua.documents.prose.posts import CAPACITY, POST, is_signature_line
from thidua.documents.source.model import Place


@dataclass(frozen=True)
class Tail:
    """``recipients`` without the words "Nơi nhận:"; None when the paper has no nơi nhận."""

    recipients: tuple[Passage, ...] | None
    signature: tuple[Passage, ...]


_HEADING = re.compile(r"[*_\s]*nơi\s+(?:nhận|gửi)[*_\s]*[:.]?[*_\s]*", re.IGNORECASE)
_ENTRY = re.compile(r"\s*(?:[-–+•*]\s*\S|(?:[Nn]hư|[Ll]ưu)\b)")
_SIGNATURE_IN_LINE = re.compile(rf"(?:^|\s)(?P<sign>(?:{CAPACITY.pattern}|{POST.pattern})[^{LOWER}]*)$")
_TITLES = r"(?:(?:ThS|TS|PGS|GS|BS|KS|Ths)\.?\s*)*"
NAME = re.compile(rf"{_TITLES}(?P<name>[{UPPER}][\w'’]*(?:\s+[{UPPER}][\w'’]*){{1,5}})")
"""Two to six words, each with a capital: a person's name where a person's name is due."""


def parted(lines: tuple[Passage, ...]) -> Tail:
    recipients: list[Passage] = []
    signature: list[Passage] = []
    seen = in_list = False
    column: Place | None = None
    for piece in _pieces(lines):
        heading = _HEADING.match(piece.line.text)
        line = piece.line.part(heading.end()) if heading else piece.line
        if heading:
            seen = in_list = True
            column = line.place
        if not line.text:
            continue
        if piece.aside or not in_list or _beside(column, line.place) or _is_signature(line, recipients):
            signature.append(line)
            in_list = in_list and (piece.aside or _more_entries(lines, line))
        else:
            recipients.append(line)
    kept = tuple(line for line in signature if not is_rule(line.text))
    return Tail(tuple(recipients) if seen else None, kept)


def _beside(column: Place | None, place: Place | None) -> bool:
    """In another column than nơi nhận; a table cut in two keeps its columns."""
    return column is not None and place is not None and place.column != column.column


def is_person(text: str) -> bool:
    """Looks like a person's name, and like no post and no body."""
    line = text.strip(" *_.,")
    return NAME.fullmatch(line) is not None and not is_signature_line(line) and not opens_a_name(line)


_NAME_IN_LINE = re.compile(rf"[.;]\s+{NAME.pattern}$")


@dataclass(frozen=True)
class _Piece:
    """``aside``: set beside an entry of nơi nhận, so it is of the signature."""

    line: Passage
    aside: bool = False


def _pieces(lines: tuple[Passage, ...]) -> list[_Piece]:
    """Lines cut where the signature's column begins."""
    return [piece for line in lines for piece in _cut(line)]


def _cut(line: Passage) -> Iterator[_Piece]:
    columns = line.columns()
    first = columns[0]
    aside: list[Passage] = []
    for column in columns[1:]:
        if _begins_signature(column.text) or (is_person(column.text) and _ENTRY.match(first.text)):
            aside.append(column)
        else:
            first = first.joined(column)
    entry = _ENTRY.match(first.text) or _HEADING.match(first.text)
    sign = _SIGNATURE_IN_LINE.search(first.text) if entry and not is_upper(first.text) else None
    named = _NAME_IN_LINE.search(first.text) if entry else None
    at = sign.start("sign") if sign else named.start("name") if named and is_person(named["name"]) else 0
    yield _Piece(first.part(0, at) if at else first)
    if at:
        yield _Piece(first.part(at), aside=True)
    yield from (_Piece(column, aside=True) for column in aside)


def _begins_signature(text: str) -> bool:
    return is_signature_line(text) or bool(re.fullmatch(r"[\[(]?\s*[Đđ]ã ký\s*[\])]?", text))


def _is_signature(line: Passage, recipients: list[Passage]) -> bool:
    if _begins_signature(line.text):
        return True
    if _ENTRY.match(line.text):
        return False
    return is_person(line.text) and bool(recipients) and _is_last(recipients[-1].text)


def _is_last(text: str) -> bool:
    """ "- Lưu: VT." closes the list."""
    return bool(re.match(r"\s*[-–+•*]?\s*lưu\b", text, re.IGNORECASE)) or text.rstrip().endswith(".")


def _more_entries(lines: tuple[Passage, ...], line: Passage) -> bool:
    """Entries of nơi nhận go on after a line of the signature: the columns were read across."""
    after = [one for one in lines if one.raw_at[0] > line.raw_at[0] or one.place != line.place]
    return any(_ENTRY.match(one.text) for one in after)
