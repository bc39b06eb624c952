"""The block of a signature: in what capacity, which post, whose name.

    signature = { capacity } [ post ] [ "(Đã ký)" ] [ name ]       TM. BAN THƯỜNG VỤ / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / …

What is not written stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from thidua.documents.prose.letters import LOWER, UPPER, is_upper
from thidua.documents.prose.passage import Passage
from thidua.documents.prose.posts import CAPACITY, POST, is_capacity, is_post
from thidua.documents.prose.tail import NAME, is_person


@dataclass(frozen=True)
class Signature:
    capacities: tuple[Passage, ...] = ()
    posts: tuple[Passage, ...] = ()
    names: tuple[Passage, ...] = ()


_SIGNED = re.compile(
    r"[\[(]?\s*(?:đã\s+ký|ký\s+tên|ký,?\s+đóng\s+dấu|đã\s+ký\s+và\s+đóng\s+dấu)[^\])]{0,30}[\])]?",
    re.IGNORECASE,
)


def signature(lines: tuple[Passage, ...]) -> Signature:
    """Of two who sign, both: capacities, posts and names stand one after the other."""
    capacities: list[Passage] = []
    posts: list[Passage] = []
    names: list[Passage] = []
    for line in _lines(lines):
        if is_capacity(line.text):
            capacities.append(line)
        elif is_post(line.text) or (capacities and is_post(line.text.upper()) and _is_short(line.text)):
            posts.append(line)
        elif (capacities or posts) and is_person(_ungraded(line).text):
            names.append(_person(_ungraded(line)))
        elif capacities and not posts and not names and is_upper(line.text) and len(line.text) < 80:
            capacities[-1] = capacities[-1].joined(line)
    return Signature(tuple(capacities), tuple(posts), tuple(names))


def _ungraded(line: Passage) -> Passage:
    at = 0
    while grade := _GRADE.match(line.text, at):
        at = grade.end()
    return line.part(at) if at else line


def _is_short(text: str) -> bool:
    """A post under a capacity may have lost its capitals; a sentence is none."""
    return len(text) < 40 and not re.search(r"[.,;:]", text)


def _lines(lines: tuple[Passage, ...]) -> list[Passage]:
    """Lines cut where a capacity, a post or a name begins in their midst, without "(Đã ký)"."""
    made: list[Passage] = []
    for line in lines:
        for piece in line.columns():
            for part in _without_signed(piece):
                made += _cut(part)
    return [line for line in made if line.text]


def _without_signed(line: Passage) -> list[Passage]:
    match = _SIGNED.search(line.text)
    return [line.part(0, match.start()), line.part(match.end())] if match else [line]


def _cut(line: Passage) -> list[Passage]:
    """ "TM. BAN THƯỜNG VỤ CHỦ TỊCH Nguyễn …": three lines in one."""
    edges = {0, len(line.text)}
    for form in (CAPACITY, POST):
        edges |= {match.start() for match in form.finditer(line.text) if _is_free(line.text, match.start())}
    mixed = re.search(rf"(?<=[{UPPER}])\s+(?=[{UPPER}][{LOWER}])", line.text)
    if mixed and is_upper(line.text[: mixed.start()]):
        edges.add(mixed.end())
    ordered = sorted(edges)
    return [line.part(start, stop) for start, stop in pairwise(ordered)]


def _is_free(text: str, at: int) -> bool:
    """ "KT. CHỦ TỊCH", "ĐOÀN CHỦ TỊCH", "PHÓ CHỦ TỊCH": the post does not begin anew there."""
    return not re.search(r"(?:[./]|(?<!\w)(?:PHÓ|QUYỀN|Q|CỦA|ĐOÀN|T|K))\s*$", text[:at]) and text[
        at - 1 : at
    ] in ("", " ")


_GRADE = re.compile(
    r"(?:(?:Thiếu|Trung|Thượng|Đại)\s+(?:úy|uý|tá|tướng)|PGS|GS|TS|ThS|BS|KS)[.,]?\s+(?=[^\W\d_])"
)
"""A rank or a degree before the name of who signs."""


def _person(line: Passage) -> Passage:
    match = NAME.search(line.text)
    return line.part(match.start("name"), match.end("name")) if match else line
