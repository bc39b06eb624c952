"""The block of a signature: in what capacity, which post, whose name.

    signature = { capacity } [ post ] [ "(Đã ký)" ] [ name ]       TM. BAN THƯỜNG VỤ / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / …

What is not written stays None. Where two sign side by side, the first column is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from thidua.documents.prose.letters import is_upper
from thidua.documents.prose.passage import Passage
from thidua.documents.prose.tail import NAME, is_person


@dataclass(frozen=True)
class Signature:
    capacity: Passage | None = None
    post: Passage | None = None
    name: Passage | None = None


_CAPACITY = re.compile(r"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|TƯQ|Q)\s*[./]\s*(?=\S)")
_POST = re.compile(
    r"(?:(?:QUYỀN|PHÓ|Q\.)\s+)?(?:CHỦ TỊCH|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|BÍ THƯ|TRƯỞNG BAN|TRƯỞNG PHÒNG|HIỆU TRƯỞNG|CHÁNH VĂN PHÒNG|"
    r"CHỦ NHIỆM|CỤM TRƯỞNG|TRƯỞNG CỤM|KHỐI TRƯỞNG|TRƯỞNG KHỐI|VIỆN TRƯỞNG|TRƯỞNG ĐOÀN|THƯ KÝ|TỔ TRƯỞNG)(?!\w)"
)
_SIGNED = re.compile(
    r"[\[(]?\s*(?:đã\s+ký|ký\s+tên|ký,?\s+đóng\s+dấu|đã\s+ký\s+và\s+đóng\s+dấu)[^\])]{0,30}[\])]?",
    re.IGNORECASE,
)


def signature(lines: tuple[Passage, ...]) -> Signature:
    capacity: Passage | None = None
    post: Passage | None = None
    name: Passage | None = None
    for line in _lines(lines):
        text = line.text.strip(" *_")
        if _CAPACITY.match(text) and is_upper(text):
            capacity = _beside(capacity, line) if post is None else capacity
        elif _POST.match(text) and is_upper(text):
            post = post or line
        elif (capacity or post) and is_person(text):
            name = name or line
        elif capacity and post is None and name is None and is_upper(text) and len(text) < 80:
            capacity = _beside(capacity, line)
    return Signature(capacity, post, _person(name))


def _beside(before: Passage | None, line: Passage) -> Passage:
    return before.joined(line) if before else line


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
    for form in (_CAPACITY, _POST):
        for match in form.finditer(line.text):
            if (
                match.start()
                and not _CAPACITY.search(line.text[: match.start()][-5:])
                and _is_free(line.text, match.start())
            ):
                edges.add(match.start())
    mixed = re.search(r"(?<=[A-ZĐ])\s+(?=[A-ZÀ-ỸĐ][a-zà-ỹ])", line.text)
    if mixed and is_upper(line.text[: mixed.start()]):
        edges.add(mixed.end())
    ordered = sorted(edges)
    return [line.part(start, stop) for start, stop in zip(ordered, ordered[1:], strict=False)]


def _is_free(text: str, at: int) -> bool:
    """ "KT. CHỦ TỊCH" and "PHÓ CHỦ TỊCH" hold a post of their own: it does not begin anew there."""
    return not re.search(r"(?:[./]|PHÓ|QUYỀN|CỦA)\s*$", text[:at]) and text[at - 1] == " "


def _person(line: Passage | None) -> Passage | None:
    if line is None:
        return None
    match = NAME.search(line.text)
    return line.part(match.start("name"), match.end("name")) if match else line
