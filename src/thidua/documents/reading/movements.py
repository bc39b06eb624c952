"""Movements, campaigns, programmes and funds that a paper names: one item per distinct name.

A name stands in quotation marks after its noun ("phong trào thi đua “…”"), or without marks as a well-known name or
in capitals ("các chương trình Mái ấm …, Tết …"). A bare "phong trào thi đua yêu nước" names none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from thidua.documents.prose.imperatives import Strength, asked
from thidua.documents.prose.layout import Region, type_line
from thidua.documents.prose.letters import is_upper, sentence_case
from thidua.documents.prose.outline import Node
from thidua.documents.prose.populations import begins_with_verb
from thidua.documents.prose.quotes import quotations
from thidua.documents.reading.items import Item, Movement
from thidua.documents.reading.known import known_names, name_key
from thidua.documents.reading.naming import Governor, Named, Quoted, Sense, governors, named
from thidua.documents.reading.parts import told_in
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.model import Anchor, Confidence

_REGIONS = (Region.PREAMBLE, Region.BODY, Region.ANNEX)


def read_movements(text: ReadingText) -> list[Item]:
    found: dict[str, Movement] = {}
    for node in told_in(text, *_REGIONS):
        for movement in _in_node(node):
            key = name_key(movement.name)
            found[key] = _merged(found[key], movement) if key in found else movement
    return [replace(one, name=sentence_case(one.name)) for one in found.values()]


def held_governor(node: Node) -> Governor | None:
    """The noun of a list whose lead ("…các phong trào sau:") stands above this point."""
    lead = node.parent
    if lead is None or not lead.text.rstrip(" *_").endswith(":"):
        return None
    stands = governors(lead.text)
    return stands[-1] if stands and len(lead.text) - stands[-1].end < 120 else None


def _merged(one: Movement, other: Movement) -> Movement:
    """The first mention stands; a later one adds what the first left open."""
    name = other.name if is_upper(one.name) and not is_upper(other.name) else one.name
    return replace(
        one,
        name=name,
        initiator=one.initiator or other.initiator,
        period_start=one.period_start or other.period_start,
        period_end=one.period_end or other.period_end,
    )


def _in_node(node: Node) -> Iterator[Movement]:
    text = node.text
    names = [one for one in named(text, held_governor(node)) if one.sense.is_movement and _is_name(one.name)]
    quoted = Quoted(quotations(text))
    kind = node.region is Region.HEAD and type_line(text)  # "CHƯƠNG TRÌNH" over a title is the kind of paper
    names += [
        one
        for one in _unquoted(text)
        if not quoted.holds(one.start) and not (kind and one.governor and one.governor.start == 0)
    ]
    for one in sorted(names, key=lambda each: each.start):
        yield _movement(node, one)


def _is_name(name: str) -> bool:
    """A whole sentence in quotation marks is a citation, and one word is no name."""
    words = name.split()
    return 2 <= len(words) <= 40 and not re.search(r"\.\s+[A-ZĐ]", name)


def _movement(node: Node, one: Named) -> Movement:
    start, end = _period(node.text, one)
    return Movement(
        name=one.name.strip(" .,;:*_"),
        type=str(one.sense),
        initiator=_initiator(node.text, one),
        period_start=start,
        period_end=end,
        anchor=_anchor(node, one),
        confidence=Confidence.HIGH if one.closed else Confidence.MEDIUM,
    )


def _anchor(node: Node, one: Named) -> Anchor:
    return node.passage.anchor(one.start, one.end)


# --- names without quotation marks ------------------------------------------------------------------------------

_FILLER = re.compile(r"(?:\s+thi đua)?(?:\s+yêu nước)?(?:\s+(?:như|sau|là|gồm|sau đây|như sau))?\s*:?\s+")
_NAME_ENDS = re.compile(
    r"[.;:(“”\"\n]|\s(?:trong|do|gắn|nhằm|theo|năm|giai đoạn|của|tại|được|để|góp phần|đến|từ|cho|ở|với|thông qua|bằng|"
    r"\d+ (?:tháng|ngày|quý)|\d[\d.,]*\s?(?:triệu|tỷ|tỉ|nghìn|đồng|%)"
    r"|phát động|lần thứ|tiếp tục|và (?:các|phong trào|cuộc vận động|chương trình|quỹ))(?!\w)"
)
_NO_NAME = re.compile(
    r"(?:Công đoàn|Đoàn|Đảng|Tổng|Liên đoàn|Ủy ban|Thủ tướng|Chính phủ|Hội|Ban|Bộ|Quốc|Việt Nam|Nhà nước|Kế hoạch|Nghị|"
    r"Chỉ thị|Của|Về|Trong|Thủ đô|Mặt trận|Cụm|Khối|Cơ quan|Năm|Quý|Đợt|Giai đoạn|Kính|[A-ZĐ]{2,})"
)


_HELD = re.compile(r"(?<!\w)(?:tổ chức|hưởng ứng|triển khai|phát động)\s+(?=(?:Tháng|Tết|$))", re.I)
"""Before the name of a programme that everybody knows no noun is needed: "tổ chức Tháng Công nhân"."""
_WITHIN = 300  # characters from the noun to the last name of its list


def _unquoted(text: str) -> Iterator[Named]:
    stands = governors(text)
    if not any(one.sense.is_movement for one in stands) and not _HELD.search(text):
        return
    taken: set[int] = set()  # the places that a known name covers
    starts = [one.start for one in stands]
    for known in known_names(text):
        last = bisect_right(starts, known.start) - 1
        governor = _nearest(stands[last], known.start, text) if last >= 0 else None
        if known.programme and _HELD.search(text, max(0, known.start - 20), known.start):
            yield Named(text[known.start : known.end], Sense.PROGRAMME, known.start, known.end, None)
        elif governor is not None and governor.sense.is_movement:
            taken.update(range(known.start, known.end))
            yield Named(text[known.start : known.end], governor.sense, known.start, known.end, governor)
    if is_upper(text):
        return
    for governor in stands:
        if governor.sense.is_movement:
            for start, finish in _capitalised(text, governor):
                covered = min(taken.intersection(range(start, finish)), default=finish)
                end = start + len(text[start:covered].rstrip(" ,"))  # what everybody knows stands for itself
                if len(text[start:end].split()) > 1:
                    yield Named(text[start:end], governor.sense, start, end, governor)


def _nearest(before: Governor, at: int, text: str) -> Governor | None:
    """The last noun before ``at``, if it is near and in the same sentence."""
    far = at - before.end
    if not 0 <= far < _WITHIN or re.search(r"[.!?]\s", text[before.end : at]):
        return None
    return before


def _capitalised(text: str, governor: Governor) -> Iterator[tuple[int, int]]:
    """What begins with a capital right after the noun; after a plural noun, each part of the list that does."""
    filler = _FILLER.match(text, governor.end)
    at = filler.end() if filler else governor.end
    stop = _NAME_ENDS.search(text, at)
    end = stop.start() if stop else len(text)
    for start, finish in _entries(text, at, end, governor.plural):
        name = text[start:finish]
        if (
            name[:1].isupper()
            and not _NO_NAME.match(name)
            and 2 <= len(name.split()) <= 14
            and not is_upper(name)
        ):
            yield start, finish
        else:
            return


_GOES_ON = re.compile(
    r"(?!(?:các|những|mỗi|từng|góp|đồng thời|nhất là|đặc biệt|trong đó|qua đó|từ đó|như"
    r"|hằng|hàng|đã|ngày|cụ thể|có|gồm)(?!\w))"
    r"[^\W\d_]+(?:\s[^\W\d_]+){0,2}"
)


_MANNER = 2  # words of "đúng giờ", which asks for no work


def _goes_on(part: str) -> bool:
    """ "Tiết kiệm than, điện, nguyên liệu": short nouns go on with a name of one; work to be done does not."""
    if not _GOES_ON.fullmatch(part) or begins_with_verb(part):
        return False
    work = asked(part)
    return work is None or (work.strength is not Strength.ACT and len(part.split()) <= _MANNER)


def _entries(text: str, at: int, end: int, plural: bool) -> list[tuple[int, int]]:
    """Parts between commas. One that begins with a small letter goes on with the part before it."""
    parts = [(match.start(), match.end()) for match in re.finditer(r"[^,]+", text[at:end])]
    entries: list[tuple[int, int]] = []
    for begin, finish in parts:
        start = (
            at + begin + len(text[at + begin : at + finish]) - len(text[at + begin : at + finish].lstrip())
        )
        stop = at + begin + len(text[at + begin : at + finish].rstrip())
        if start >= stop:
            continue
        if entries and text[start].islower():
            if not plural and not _goes_on(text[start:stop]):
                break
            entries[-1] = (entries[-1][0], stop)
        else:
            entries.append((start, stop))
    return entries if plural else entries[:1]


# --- whose it is, and for when ----------------------------------------------------------------------------------

_BODY = r"(?P<body>[A-ZĐỦ][^,;.:“”\"()]{3,70}?)"
_LAUNCHED_AFTER = re.compile(
    rf"[\s*_”\"]*(?:\([^)]*\)\s*)?do\s+{_BODY}\s+(?:đã\s+)?(?:phát động|triển khai|tổ chức)(?!\w)"
)
_LAUNCHED_BEFORE = re.compile(
    rf"(?:\s+(?:thi đua|yêu nước))*\s+do\s+{_BODY}\s+(?:đã\s+)?phát động|"
    rf"\s+của\s+{_BODY.replace('body', 'other')}\s+phát động"
)
_PERIOD = re.compile(
    r"[^.;“]{0,60}?(?:từ năm|giai đoạn|từ)\s+(?P<start>(?:19|20)\d\d)"
    r"\s*(?:đến năm|đến|[-–])\s*(?:năm\s+)?(?P<end>(?:19|20)\d\d)"
)


def _initiator(text: str, one: Named) -> str | None:
    """ "do … phát động" after the name, or between the noun and the list it opens. Several bodies: nobody knows whose."""
    after = _LAUNCHED_AFTER.match(text, one.end)
    if after:
        return after["body"]
    if one.governor is None or one.governor.end > one.start:
        return None
    before = _LAUNCHED_BEFORE.match(text, one.governor.end)
    return (before["body"] or before["other"]) if before else None


def _period(text: str, one: Named) -> tuple[str | None, str | None]:
    found = _PERIOD.match(text, one.end)
    return (found["start"], found["end"]) if found else (None, None)
