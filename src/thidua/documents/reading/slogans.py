"""Themes of a year with whose they are, and slogans: what a paper puts in quotation marks to be repeated.

    theme  = [ owner "lấy" ] "chủ đề" … [ owner ] [ "năm" year ] … quotation [ "của" owner ]
    slogan = ("khẩu hiệu" | "phương châm" | "tinh thần" | "mục tiêu" | "thông điệp") … quotation { ("," | "và") quotation }

The theme of a numbered round belongs to its round. A list under a heading of khẩu hiệu is a list of slogans, quoted or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.documents.prose.bodies import bodies, body_at
from thidua.documents.prose.letters import UPPER, plain
from thidua.documents.prose.outline import Node
from thidua.documents.prose.quotes import Quotation, quotations
from thidua.documents.reading.items import Item, Slogan, Theme
from thidua.documents.reading.rounds import places_of_rounds
from thidua.documents.reading.text import ReadingText

_BEFORE = 110
"""So many characters before a quotation say what it is."""

_THEME = re.compile(
    r"(?<!\w)(?i:chủ\s+đề)(?P<between>(?:(?!(?i:phong\s+trào|cuộc\s+vận\s+động|danh\s+hiệu|chương\s+trình)\b)[^“”\"«».;])*)$"
)
_OF_A_MEETING = re.compile(
    r"(?<!\w)(?i:cuộc\s+thi|hội\s+thi|hội\s+thảo|tọa\s+đàm|toạ\s+đàm|diễn\s+đàn|hội\s+nghị|triển\s+lãm|buổi|bài\s+viết)[^.;“”]*$"
)
"""A contest or a talk has a theme too; it is not that of the year."""
_USE = re.compile(
    r"(?<!\w)(?P<use>khẩu\s+hiệu|phương\s+châm|tinh\s+thần|mục\s+tiêu|thông\s+điệp|châm\s+ngôn|tiêu\s+chí)"
    r"(?P<between>(?:\s+(?:hành\s+động|chung|của\s+năm|thi\s+đua|là|chủ\s+đạo|đề\s+ra|năm\s+\d{4}|hoạt\s+động|công\s+tác|xuyên\s+suốt))*)\s*:?\s*$",
    re.IGNORECASE,
)
_MOTTO = re.compile(
    r"(?<!\w)(?P<use>khẩu\s+hiệu|phương\s+châm|thông\s+điệp)(?P<between>[^“”\"«».;]{0,60})$", re.IGNORECASE
)
"""These name nothing but words to repeat, whatever stands between them and the quotation."""
_LINK = re.compile(r"\s*(?:,|;|và|\s[-–]\s|,\s+và)\s*")
_YEAR = re.compile(r"(?:năm\s+)?(?P<year>20\d\d)")
_PLACE = re.compile(
    rf"(?<!\w)(?:của\s+)?(?P<owner>(?:[Tt]hành\s+phố|[Tt]ỉnh|[Qq]uận|[Hh]uyện|[Tt]hị\s+xã|[Nn]gành|Thủ\s+đô|tổ\s+chức\s+Công\s+đoàn)(?:\s+[{UPPER}]\w*)*)"
)
_TAKES = re.compile(r"(?:lấy|chọn|thực\s+hiện|xác\s+định)\s*$")
_SHOUTED = re.compile(r"[“\"«].*[”\"»][.;!]?|[^.;:]*!")
"""A line that is nothing but a quotation, or that ends with an exclamation mark."""
_PLACEHOLDER = re.compile(r"[.…]{2,}|…|\[[^\]]*\]|\((?:tên|ghi)[^)]*\)|_{2,}")


def read_themes(text: ReadingText) -> list[Item]:
    rounds = places_of_rounds(text)
    kept: list[Theme] = []
    for node in text.said:
        for quotation in quotations(node.text):
            held = [place for place in rounds if place.holds(node, quotation.start)]
            if any(place.round.ordinal for place in held):
                continue
            theme = _theme(text, node, quotation, "round" if held else "year")
            if theme and not any(_same(theme.text, one.text) for one in kept):
                kept.append(theme)
    return list(kept)


def _theme(text: ReadingText, node: Node, quotation: Quotation, scope: str) -> Theme | None:
    before = node.text[max(0, quotation.start - _BEFORE) : quotation.start]
    if not before.strip(" *_") and node.parent is not None and node.parent.heading:
        before = f"{node.parent.text.rstrip(' *_:')} "  # the quotation alone below "CHỦ ĐỀ THI ĐUA"
    named = _THEME.search(before)
    if named is None or len(quotation.text.split()) < 2:
        return None
    if _OF_A_MEETING.search(before[: named.start()]):
        return None
    owner = _owner_after(node.text, quotation.end) or _owner_between(named["between"])
    owner = owner or _owner_before(before[: named.start()])
    year = _YEAR.search(named["between"])
    return Theme(
        anchor=node.passage.anchor(quotation.start, quotation.end),
        text=quotation.text,
        owner=owner,
        scope=scope,
        year=year["year"] if year else str(text.year) if text.year else None,
    )


def _owner_after(text: str, at: int) -> str | None:
    """ "… “…” của Tổng Liên đoàn"."""
    link = re.compile(r"\s*(?:của|do)\s+").match(text, at)
    if link is None:
        return None
    body = body_at(text, link.end())
    if body:
        return body.written
    place = _PLACE.match(text, link.end())
    return place["owner"] if place else None


def _owner_between(words: str) -> str | None:
    """ "chủ đề hoạt động của tổ chức Công đoàn năm 2017 là", "chủ đề Thành phố"."""
    named = [body.written for body in bodies(words)]
    place = _PLACE.search(words)
    if place:
        return place["owner"]
    if not named and re.search(r"(?:hoạt\s+động|công\s+tác)\s+công\s+đoàn", words):
        return "công đoàn"
    return named[-1] if named else None


def _owner_before(words: str) -> str | None:
    """ "LĐLĐ quận lấy chủ đề"."""
    takes = _TAKES.search(words)
    if takes is None:
        return None
    named = [body for body in bodies(words[: takes.start()]) if not words[body.end : takes.start()].strip()]
    return named[-1].written if named else None


def read_slogans(text: ReadingText) -> list[Item]:
    kept: list[Slogan] = []
    for node in text.said:
        for slogan in (*_quoted(node), *_listed(node)):
            if not any(_same(slogan.text, one.text) for one in kept):
                kept.append(slogan)
    return list(kept)


def _quoted(node: Node) -> Iterator[Slogan]:
    use: str | None = None
    end = 0
    for quotation in quotations(node.text):
        before = node.text[max(0, quotation.start - _BEFORE) : quotation.start]
        named = _USE.search(before) or _MOTTO.search(before)
        goes_on = use is not None and _LINK.fullmatch(node.text[end : quotation.start])
        reached = named and _REACHED.search(before, 0, named.start())  # "đạt tiêu chí “…”" is a rank
        if named and not reached and not _is_movement(before[: named.start()]):
            use = " ".join(named["use"].lower().split())
        elif not goes_on:
            use = None
        if use and (len(quotation.text.split()) > 1 or any(sign.isdigit() for sign in quotation.text)):
            yield _slogan(node, quotation, use)
        end = quotation.end


_REACHED = re.compile(r"(?<!\w)(?:đạt|công nhận)(?:\s+(?:các|đủ|đúng))?\s+$", re.IGNORECASE)


def _is_movement(before: str) -> bool:
    """ "phong trào thi đua với mục tiêu" still names an aim; "cuộc vận động" right before names itself."""
    return bool(re.search(r"(?:cuộc\s+vận\s+động|chương\s+trình)\s*$", before, re.IGNORECASE))


def _slogan(node: Node, quotation: Quotation, use: str) -> Slogan:
    blank = _PLACEHOLDER.search(quotation.text)
    return Slogan(
        anchor=node.passage.anchor(quotation.start, quotation.end),
        text=quotation.text,
        use=use,
        placeholder=blank[0] if blank else None,
    )


def _listed(node: Node) -> Iterator[Slogan]:
    """The points below "Khẩu hiệu tuyên truyền": each is one, with its marks or without."""
    heading = node.parent
    if heading is None or not re.search(r"khẩu\s+hiệu", heading.text, re.IGNORECASE):
        return
    opens = heading.text.rstrip().endswith(":") or len(heading.text) < 90
    set_apart = node.marker is not None or bool(_SHOUTED.fullmatch(node.text.strip()))
    if not (opens and set_apart) or len(node.text) > 220:
        return
    said = re.sub(r"^[\s*_]*[“\"«]|[”\"»]?[\s.;!*_]*$", "", node.text).strip()
    if len(said.split()) < 3 or node.children:
        return
    blank = _PLACEHOLDER.search(said)
    yield Slogan(
        anchor=node.passage.anchor(), text=said, use="khẩu hiệu", placeholder=blank[0] if blank else None
    )


def _same(one: str, other: str) -> bool:
    return plain(one) == plain(other)
