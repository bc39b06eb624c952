"""The end of a paper parted: the column of nơi nhận and the column of the signature, beside or below one another.

A text often keeps both columns in one line; a docx keeps them in two cells. What is in capitals and names a capacity
or a post begins the signature; lines with a dash, a purpose or a "Lưu" belong to nơi nhận.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from thidua.documents.prose.bodies import opens_a_name
from thidua.documents.prose.layout import is_rule, is_signature_line
from thidua.documents.prose.letters import UPPER, is_upper
from thidua.documents.prose.passage import Passage


@dataclass(frozen=True)
class Tail:
    """``recipients`` without the words "Nơi nhận:"; None when the paper has no nơi nhận."""

    recipients: tuple[Passage, ...] | None
    signature: tuple[Passage, ...]


_HEADING = re.compile(r"[*_\s]*nơi\s+nhận[*_\s]*[:.]?[*_\s]*", re.IGNORECASE)
_ENTRY = re.compile(r"\s*(?:[-–+•*]\s*\S|(?:[Nn]hư|[Ll]ưu)\b)")
_SIGNATURE_IN_LINE = re.compile(r"(?:^|\s)(?P<sign>(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s*[./]\s*[A-ZĐ].*)$")
_POSTS_IN_LINE = re.compile(
    r"\s(?P<sign>(?:(?:PHÓ|QUYỀN)\s+)?(?:CHỦ TỊCH|TRƯỞNG BAN|BÍ THƯ|CHÁNH VĂN PHÒNG|GIÁM ĐỐC|HIỆU TRƯỞNG)(?:\s[A-ZĐ].*)?)$"
)
_TITLES = r"(?:(?:ThS|TS|PGS|GS|BS|KS|Ths)\.?\s*)*"
NAME = re.compile(rf"{_TITLES}(?P<name>[{UPPER}][\w'’]*(?:\s+[{UPPER}][\w'’]*){{1,5}})")
"""Two to six words, each with a capital: a person's name where a person's name is due."""


def parted(lines: tuple[Passage, ...]) -> Tail:
    recipients: list[Passage] = []
    signature: list[Passage] = []
    seen = False
    in_list = False
    for line in _pieces(lines):
        heading = _HEADING.match(line.text)
        if heading:
            seen, in_list = True, True
            line = line.part(heading.end())
            if not line.text:
                continue
        if _is_signature(line, in_list, recipients):
            signature.append(line)
            in_list = in_list and line.place is None and _more_entries(lines, line)
        elif in_list:
            recipients.append(line)
        elif not is_rule(line.text):
            signature.append(line)
    return Tail(tuple(recipients) if seen else None, tuple(signature))


def is_person(text: str) -> bool:
    """Looks like a person's name, and like no post and no body."""
    line = text.strip(" *_.,")
    return NAME.fullmatch(line) is not None and not is_signature_line(line) and not opens_a_name(line)


def _pieces(lines: tuple[Passage, ...]) -> list[Passage]:
    """Lines cut where the signature's column begins."""
    pieces: list[Passage] = []
    for line in lines:
        columns = line.columns()
        first = columns[0]
        for column in columns[1:]:
            if _begins_signature(column.text) or (is_person(column.text) and _ENTRY.match(first.text)):
                pieces.append(column)
            else:
                first = first.joined(column)
        cut = _SIGNATURE_IN_LINE.search(first.text) or _POSTS_IN_LINE.search(first.text)
        if cut and cut.start("sign") > 0 and (_ENTRY.match(first.text) or _HEADING.match(first.text)):
            pieces += [first.part(0, cut.start("sign")), first.part(cut.start("sign"))]
        else:
            pieces.append(first)
    return sorted(pieces, key=lambda piece: piece.raw_at[0])


def _begins_signature(text: str) -> bool:
    return is_signature_line(text) or bool(re.fullmatch(r"[\[(]?\s*[Đđ]ã ký\s*[\])]?", text))


def _is_signature(line: Passage, in_list: bool, recipients: list[Passage]) -> bool:
    if not in_list:
        return True
    if _ENTRY.match(line.text) and not is_signature_line(line.text):
        return False
    if is_signature_line(line.text) or _begins_signature(line.text):
        return True
    ended = bool(recipients) and _is_last(recipients[-1].text)
    return is_person(line.text) and (ended or line.place != recipients[-1].place if recipients else False)


def _is_last(text: str) -> bool:
    """ "- Lưu: VT." closes the list."""
    return bool(re.match(r"\s*[-–+•*]?\s*lưu\b", text, re.IGNORECASE)) or text.rstrip().endswith(".")


def _more_entries(lines: tuple[Passage, ...], line: Passage) -> bool:
    """Entries of nơi nhận go on below a line of the signature: the columns were read across."""
    below = [one for one in lines if one.raw_at[0] > line.raw_at[0]]
    return any(_ENTRY.match(one.text) for one in below) or any(
        _ENTRY.match(one.text) and not is_upper(other.text) for one, other in pairwise(below)
    )
