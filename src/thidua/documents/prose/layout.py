"""The blocks of an official document, top to bottom: head, preamble, body, tail (signature, nơi nhận), annexes.

Where a block is missing its list is empty: papers are copied without their heads, sent without a signature, or
are plain text with nothing but points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from thidua.documents.prose.bodies import opens_a_name
from thidua.documents.prose.letters import ends_sentence, is_upper, plain
from thidua.documents.prose.markers import Rank, marker_at
from thidua.documents.prose.passage import Passage
from thidua.documents.prose.posts import is_signature_line


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
    "nghị quyết liên tịch", "hướng dẫn liên tịch", "chương trình phối hợp", "chương trình hành động",
    "chương trình công tác", "kế hoạch phối hợp", "kế hoạch liên tịch", "kế hoạch", "hướng dẫn", "chỉ thị",
    "nghị quyết", "quyết định", "quy chế", "quy định", "thông báo", "thông tri", "chương trình", "báo cáo",
    "tờ trình", "đề án", "phương án", "lời phát động", "bản phát động", "phát động", "giao ước thi đua",
    "bản giao ước thi đua", "bản giao ước", "giao ước", "bản đăng ký", "biên bản", "giấy mời", "thư ngỏ",
    "thư kêu gọi", "lời kêu gọi", "thể lệ", "kết luận", "điều lệ", "nội quy", "công điện",
)  # fmt: skip
"""What stands alone in capitals above the title. Longer names first."""

_TYPE_LINE = re.compile(rf"(?P<type>{'|'.join(DOC_TYPES)})(?!\w)[\s:.*]*(?P<rest>.*)", re.IGNORECASE)
_NUMBER_LINE = re.compile(r"(?:số|số hiệu)\s*[:.]?\s*[\d…._/-]*\s*[-/]?\s*[\w\d&]*[-/–]", re.IGNORECASE)
_ABOUT = re.compile(r"(?:V/v|Về việc|về|của(?=\s+(?:cụm|khối)\s))(?!\w)", re.IGNORECASE)
"""What the paper is about; or, below a launch of several unions, whose it is."""
_OPENS_PREAMBLE = re.compile(
    r"(?:căn cứ|thực hiện|thi hành|triển khai|theo (?:đề nghị|nghị quyết|chỉ thị|quyết định)|kính gửi|năm \d{4}\b|"
    r"để |nhằm |phát huy |hưởng ứng |tiếp tục |trong (?:năm|những) |thiết thực |xét |sau khi |"
    r"ngày \d|thưa |từ ngày |điều 1\b|chào mừng )",
    re.IGNORECASE,
)
_YEAR_LINE = re.compile(r"(?:năm(?:\s+học)?|giai\s+đoạn|nhiệm\s+kỳ)\s+[\d\s–-]{4,14}", re.IGNORECASE)
_NEVER_TITLE = re.compile(r"kính gửi|căn cứ|kính thưa", re.IGNORECASE)
_RECIPIENTS = re.compile(r"\s*[*_]*nơi (?:nhận|gửi)\b", re.IGNORECASE)
_ANNEX = re.compile(
    r"(?:phụ lục|phụ biểu|biểu mẫu|mẫu số|mẫu)\s*(?:số\s*)?(?:\d{1,2}|[IVX]{1,4}|[A-Z])?\b", re.IGNORECASE
)
_DAY_LINE = re.compile(r"[^.;:]{2,45},\s*(?:ngày\b.{0,14})?tháng\b.{0,10}\bnăm\b.{0,8}", re.IGNORECASE)
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


def kind_of(text: str) -> re.Match[str] | None:
    """The kind of paper that a line begins with, and the rest of the line."""
    return _TYPE_LINE.match(text.strip(" *_#"))


def type_line(text: str) -> re.Match[str] | None:
    """A line that names the kind of paper: alone, or in capitals before the title."""
    match = kind_of(text)
    if match is None:
        return None
    alone = not match["rest"].strip(" *_-–.")
    return match if is_upper(match["type"]) or (alone and match["type"][0].isupper()) else None


def is_rule(text: str) -> bool:
    """A line of dashes, stars or dots."""
    return bool(_RULE.fullmatch(text))


def _annex_start(passages: list[Passage]) -> int:
    """An annex begins after the signature, or on a line of its own in capitals."""
    signed = False
    for at, passage in enumerate(passages):
        signed = signed or bool(_RECIPIENTS.match(passage.text)) or is_signature_line(passage.text)
        match = _ANNEX.match(passage.text.strip(" *_#"))
        if signed and _begins_attachment(passage):
            return at
        if at and match and len(passage.text) < 200 and passage.place is None:
            own = passage.text.strip(" *_#.:") == match[0].strip()
            if is_upper(match[0]) or (signed and (own or passage.look.centred)):
                return at
    return len(passages)


def _begins_attachment(passage: Passage) -> bool:
    """Below a signature: the regulation that a decision brings, with the name of its kind on top."""
    kind = type_line(passage.text)
    return (
        bool(kind)
        and passage.place is None
        and is_upper(passage.text)
        and not passage.text.rstrip().endswith(":")
    )


def _tail_start(main: list[Passage]) -> int:
    """The highest line of the signature or of nơi nhận, below the last point; with the day and the bodies above it."""
    start = len(main)
    for at in range(len(main) - 1, max(0, len(main) - _TAIL_LINES) - 1, -1):
        marker = marker_at(main[at].text)
        if marker and marker.rank < Rank.DASH and main[at].place is None:
            break
        if any(map(_opens_tail, (main[at], *main[at].columns()))):
            start = at
    while start < len(main) and start > 1 and _stands_over_signature(main[start - 1]):
        start -= 1
    return start


def _opens_tail(line: Passage) -> bool:
    return bool(_RECIPIENTS.match(line.text)) or is_signature_line(line.text)


def _stands_over_signature(line: Passage) -> bool:
    """The day, where it stands below; the bodies of a paper that two of them sign."""
    marker = marker_at(line.text)
    if marker is not None or type_line(line.text):
        return False
    return bool(_DAY_LINE.fullmatch(line.text.strip(" *_"))) or (
        is_upper(line.text) and len(line.text) < 120 and opens_a_name(line.text)
    )


def _title(lines: list[Passage]) -> tuple[int, int]:
    """From the line that names the kind of paper to the last line of what it is about."""
    for at, passage in enumerate(lines[:_HEAD_LINES]):
        match = type_line(passage.text)
        if match:
            rest = match["rest"].strip(" *_-–.")
            return at, _title_end(lines, at, begun=bool(rest) and not _YEAR_LINE.fullmatch(rest))
        if at and _opens_body(passage) and not is_rule(passage.text):
            break
    for at, passage in enumerate(lines[:_HEAD_LINES]):
        if _opens_body(passage):
            break
        if _names_itself(lines, at):
            return at, _title_end(lines, at, begun=True)
    return _untitled(lines)


def _names_itself(lines: list[Passage], at: int) -> bool:
    """A copy without its capitals: "Kế hoạch tổ chức … năm 2021" on a line of its own, and then the paper begins."""
    text = lines[at].text.strip(" *_#")
    match = _TYPE_LINE.match(text)
    return (
        match is not None
        and text[0].isupper()
        and 15 < len(text) < 250
        and not re.search(r"[.;:,]$", text)
        and at + 1 < len(lines)
        and (_opens_body(lines[at + 1]) or ends_sentence(lines[at + 1].text))
    )


def _title_end(lines: list[Passage], at: int, *, begun: bool) -> int:
    end = at + 1
    while end < len(lines) and end - at < 8 and _continues_title(lines, end, begun):
        begun = True
        end += 1
    return end


def _continues_title(lines: list[Passage], at: int, begun: bool) -> bool:
    text = lines[at].text.strip(" *_#")
    if is_rule(lines[at].text):
        return True
    if _NEVER_TITLE.match(text) or (
        marker_at(text) and not is_upper(text) and not text.startswith(("-", "–"))
    ):
        return False
    if _ABOUT.match(text) or _YEAR_LINE.fullmatch(text):
        return len(text) < 400
    if begun and _names_who_acts(lines, at):
        return False
    closed = bool(re.search(r"[;:.]$", text)) and not text.startswith("(")
    if not begun:
        return len(text) < 400 and not closed
    if closed or len(text) > 300 or _opens_body(lines[at]):
        return not closed and is_upper(text) and is_upper(lines[at - 1].text) and marker_at(text) is None
    before = lines[at - 1]
    same = is_upper(text) == is_upper(before.text) and lines[at].look == before.look
    set_apart = lines[at].look.bold or lines[at].look.centred or is_upper(text)
    goes_on = (
        text[:1].islower() or text.startswith(("(", "-", "–")) or re.search(r"[,\-–]$", before.text.strip())
    )
    return bool(goes_on or (same and set_apart) or _quote_open(before.text))


def _names_who_acts(lines: list[Passage], at: int) -> bool:
    """ "CHỦ TỊCH ỦY BAN …" between a decision's title and its "Căn cứ": who decides, no part of the title."""
    text = lines[at].text.strip(" *_#")
    follows = lines[at + 1].text.strip(" *_#") if at + 1 < len(lines) else ""
    acts = is_upper(text) and (is_signature_line(text) or opens_a_name(text))
    return acts and re.match(r"căn cứ(?!\w)", follows, re.IGNORECASE) is not None


def _quote_open(text: str) -> bool:
    return text.count("“") > text.count("”")


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


def _is_heading(text: str) -> bool:
    return (
        is_upper(text)
        and len(text) < 150
        and not re.search(r"[;,]$", text)
        and not _OPENS_PREAMBLE.match(text.strip(" *_"))
    )


def _body_start(lines: list[Passage], at: int) -> int:
    """The first section or point; a preamble of plain paragraphs ends where one announces what follows."""
    for place in range(at, len(lines)):
        marker = marker_at(lines[place].text)
        if marker and marker.rank <= Rank.NUMBER and marker.value == 1:
            return place
        if _is_heading(lines[place].text) and ends_sentence(lines[place - 1].text):
            return place if not type_line(lines[place].text) else place + 1
    for place in range(at, len(lines)):
        if lines[place].text.rstrip(" *_").endswith(":") and not lines[place].text.lower().startswith(
            "kính gửi"
        ):
            return place + 1
    return min(len(lines), at)
