"""The blocks of an official document, top to bottom: head, preamble, body, tail (signature, nơi nhận), annexes.

Where a block is missing its list is empty: papers are copied without their heads, sent without a signature, or
are plain text with nothing but points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from thidua.documents.prose.letters import ends_sentence, is_upper, plain
from thidua.documents.prose.markers import Rank, marker_at
from thidua.documents.prose.passage import Passage


class Region(StrEnum):
    HEAD = "head"
    PREAMBLE = "preamble"
    BODY = "body"
    TAIL = "tail"
    ANNEX = "annex"


@dataclass(frozen=True)
class Layout:
    """``title`` is the part of the head that names the paper: its kind and what it is about."""

    head: tuple[Passage, ...]
    title: tuple[Passage, ...]
    preamble: tuple[Passage, ...]
    body: tuple[Passage, ...]
    tail: tuple[Passage, ...]
    annexes: tuple[Passage, ...]


DOC_TYPES = (
    "chương trình phối hợp", "chương trình hành động", "chương trình công tác", "kế hoạch phối hợp", "kế hoạch liên tịch",
    "kế hoạch", "hướng dẫn", "chỉ thị", "nghị quyết", "quyết định", "quy chế", "quy định", "thông báo",
    "thông tri", "chương trình", "báo cáo", "tờ trình", "đề án", "phương án", "lời phát động", "phát động",
    "giao ước thi đua", "giao ước", "bản giao ước", "bản đăng ký", "biên bản", "giấy mời", "thư ngỏ", "thư kêu gọi", "lời kêu gọi",
    "thể lệ",    "kết luận", "điều lệ", "nội quy", "công điện",
)  # fmt: skip
"""What stands alone in capitals above the title. Longer names first."""

_TYPE_LINE = re.compile(rf"(?P<type>{'|'.join(DOC_TYPES)})(?!\w)[\s:.*]*(?P<rest>.*)", re.IGNORECASE)
_NUMBER_LINE = re.compile(r"(?:số|số hiệu)\s*[:.]?\s*[\d…._/-]*\s*[-/]?\s*[\w\d&]*[-/–]", re.IGNORECASE)
_ABOUT = re.compile(r"(?:V/v|Về việc|v/v)\b", re.IGNORECASE)
_OPENS_PREAMBLE = re.compile(
    r"(?:căn cứ|thực hiện|thi hành|triển khai|theo (?:đề nghị|nghị quyết|chỉ thị|quyết định)|kính gửi|năm \d{4}\b|"
    r"để |nhằm |phát huy |hưởng ứng |tiếp tục |trong (?:năm|những) |thiết thực |xét |sau khi |"
    r"ngày \d|thưa |từ ngày |điều 1\b|chào mừng )",
    re.IGNORECASE,
)
_RECIPIENTS = re.compile(r"\s*[*_]*nơi nhận\b", re.IGNORECASE)
_ANNEX = re.compile(
    r"(?:phụ lục|phụ biểu|biểu mẫu|mẫu số|mẫu)\s*(?:số\s*)?(?:\d{1,2}|[IVX]{1,4}|[A-Z])?\b", re.IGNORECASE
)
_CAPACITY = re.compile(r"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|T\.U\.Q|Q)\s*[./]\s*\S")
_POST = re.compile(
    r"(?:(?:quyền|phó|q\.)\s+)?(?:chủ tịch|bí thư|trưởng ban|giám đốc|tổng giám đốc|hiệu trưởng|"
    r"cụm trưởng|trưởng khối|chánh văn phòng|viện trưởng)\b.{0,40}",
    re.IGNORECASE,
)
_HEAD_LINES = 45
_TAIL_LINES = 45
_RULE = re.compile(r"[\s*_=.–—\-]+")


def lay_out(passages: list[Passage]) -> Layout:
    annex = _annex_start(passages)
    main, annexes = passages[:annex], passages[annex:]
    tail = _tail_start(main)
    above, tail_lines = main[:tail], main[tail:]
    title_start, title_end = _title(above)
    body = _body_start(above, title_end)
    return Layout(
        head=tuple(above[:title_start]),
        title=tuple(above[title_start:title_end]),
        preamble=tuple(above[title_end:body]),
        body=tuple(above[body:]),
        tail=tuple(tail_lines),
        annexes=tuple(annexes),
    )


def type_line(text: str) -> re.Match[str] | None:
    """A line that names the kind of paper: alone, or in capitals before the title."""
    match = _TYPE_LINE.match(text.strip(" *_#"))
    if match is None:
        return None
    alone = not match["rest"].strip(" *_-–.")
    return match if is_upper(match["type"]) or (alone and match["type"][0].isupper()) else None


def is_rule(text: str) -> bool:
    """A line of dashes, stars or dots."""
    return bool(_RULE.fullmatch(text))


def is_signature_line(text: str) -> bool:
    """ "TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"."""
    line = text.strip(" *_")
    return bool(_CAPACITY.match(line) and is_upper(line)) or bool(_POST.fullmatch(line) and is_upper(line))


def _annex_start(passages: list[Passage]) -> int:
    """An annex begins after the signature, or on a line of its own in capitals."""
    signed = False
    for at, passage in enumerate(passages):
        signed = signed or bool(_RECIPIENTS.match(passage.text)) or is_signature_line(passage.text)
        match = _ANNEX.match(passage.text.strip(" *_#"))
        if at and match and len(passage.text) < 200 and passage.place is None:
            own = passage.text.strip(" *_#.:") == match[0].strip()
            if is_upper(match[0]) or (signed and (own or passage.look.centred)):
                return at
    return len(passages)


def _tail_start(main: list[Passage]) -> int:
    low = max(0, len(main) - _TAIL_LINES)
    start = len(main)
    for at in range(len(main) - 1, low - 1, -1):
        text = main[at].text
        if _RECIPIENTS.match(text) or is_signature_line(text) or any(map(_tail_column, main[at].columns())):
            start = at
    return start


def _tail_column(column: Passage) -> bool:
    return bool(_RECIPIENTS.match(column.text)) or bool(
        _CAPACITY.match(column.text) and is_upper(column.text)
    )


def _title(lines: list[Passage]) -> tuple[int, int]:
    """From the line that names the kind of paper to the last line of what it is about."""
    for at, passage in enumerate(lines[:_HEAD_LINES]):
        match = type_line(passage.text)
        if match:
            return at, _title_end(lines, at, bool(match["rest"].strip(" *_-–.")))
        if at and _opens_body(passage) and not is_rule(passage.text):
            break
    return _untitled(lines)


def _title_end(lines: list[Passage], at: int, begun: bool) -> int:
    end = at + 1
    while end < len(lines) and end - at < 8 and _continues_title(lines, at, end, begun):
        begun = True
        end += 1
    return end


def _continues_title(lines: list[Passage], start: int, at: int, begun: bool) -> bool:
    text = lines[at].text.strip(" *_")
    if is_rule(lines[at].text):
        return True
    if _opens_body(lines[at]) and not (_ABOUT.match(text) or (is_upper(text) and begun)):
        return False
    if re.match(r"kính gửi|căn cứ", text, re.IGNORECASE):
        return False
    if not begun:
        return len(text) < 400 and not re.search(r"[;:.]$", text)
    before = lines[at - 1]
    same_look = is_upper(text) == is_upper(before.text) and lines[at].look == before.look
    goes_on = (
        text[:1].islower() or text.startswith(("(", "-", "–")) or re.search(r"[,\-–]$", before.text.strip())
    )
    marked = lines[at].look.bold or lines[at].look.centred or is_upper(text)
    if re.search(r"[;:.]$", text) and not text.startswith("("):
        return False
    return len(text) < 300 and bool(goes_on or (same_look and marked))


def _opens_body(passage: Passage) -> bool:
    marker = marker_at(passage.text)
    numbered = marker is not None and marker.rank <= Rank.NUMBER
    return numbered or bool(_OPENS_PREAMBLE.match(passage.text.strip(" *_")))


def _untitled(lines: list[Passage]) -> tuple[int, int]:
    """No line names the kind: an official letter (V/v …), or a copy without its head."""
    for at, passage in enumerate(lines[:_HEAD_LINES]):
        if re.match(r"kính gửi", passage.text.strip(" *_"), re.IGNORECASE):
            return at, at
    last = 0
    for at, passage in enumerate(lines[:_HEAD_LINES]):
        if _opens_body(passage):
            break
        if _is_head_line(passage.text):
            last = at + 1
    return last, last


def _is_head_line(text: str) -> bool:
    words = plain(text)
    return bool(
        _NUMBER_LINE.match(text)
        or _ABOUT.match(text)
        or is_rule(text)
        or "cộng hòa xã hội" in words
        or plain("Độc lập Tự do Hạnh phúc") in words
        or plain("Đảng Cộng sản Việt Nam") == words
        or (is_upper(text) and len(text) < 120)
        or re.search(r",\s*ngày\b.{0,12}\btháng\b.{0,12}\bnăm\b", text, re.IGNORECASE)
    )


def _body_start(lines: list[Passage], at: int) -> int:
    """The first section or point; a preamble of plain paragraphs ends where one announces what follows."""
    for place in range(at, len(lines)):
        marker = marker_at(lines[place].text)
        if marker and marker.rank <= Rank.NUMBER and marker.value == 1:
            return place
        if (
            is_upper(lines[place].text)
            and len(lines[place].text) < 150
            and ends_sentence(lines[place - 1].text)
        ):
            return place if not type_line(lines[place].text) else place + 1
    for place in range(at, len(lines)):
        if lines[place].text.rstrip(" *_").endswith(":") and not lines[place].text.lower().startswith(
            "kính gửi"
        ):
            return place + 1
    return min(len(lines), at)
