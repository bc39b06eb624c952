"""What a movement is in honour of: days of remembrance with their years, and events to come.

    anniversary = years "năm" name [ "(" origin "–" occasion ")" ]     93 năm Ngày thành lập … (28/7/1929 – 28/7/2022)
                | ("chào mừng" | "kỷ niệm") "Ngày" name [ day ]        chào mừng Ngày Quốc tế Lao động 1/5
    event       = ("chào mừng" | "tiến tới" | "hướng tới" …) ( congress | election ) { "," event }

A congress whose resolution is carried out is past: only those that are welcomed are events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from thidua.documents.prose.bodies import congress_at, expanded
from thidua.documents.prose.dates import DateSpan, dates
from thidua.documents.prose.letters import UPPER, plain
from thidua.documents.prose.outline import Node
from thidua.documents.prose.quotes import quotations
from thidua.documents.reading.items import Anniversary, Item
from thidua.documents.reading.rounds import RoundPlace, places_of_rounds
from thidua.documents.reading.text import ReadingText

_YEARS = re.compile(
    r"(?<![\w/.,-])(?P<years>\d{1,3})\s+(?i:năm)\s+(?P<day>(?i:ngày)\s+)?(?P<name>(?!(?i:trở|nay|học|liền|liên|qua|gần|tới|sau|trước|thực hiện|triển khai))"
    r"[^,;.:()“”\"\d]{4,160}?)(?=\s*[(,;.:)”\"]|\s+\d|\s+và\s+(?:\d|kỷ\s+niệm|chào\s+mừng|Ngày|ngày|Đại\s+hội)|\s*$|\s+gắn\s+với|\s+nhằm|\s+[-–]\s)"
)
_DAYS = re.compile(r"\s*\(\s*(?P<days>[^()]{4,60})\)")
_WELCOMED = re.compile(
    r"(?i:chào\s+mừng|kỷ\s+niệm|kỉ\s+niệm|tiến\s+tới|hướng\s+tới|hướng\s+về|lập\s+thành\s+tích\s+(?:cao\s+nhất\s+)?(?:chào\s+mừng|mừng)|"
    r"tổ\s+chức\s+thành\s+công|năm\s+diễn\s+ra|diễn\s+ra)\s+"
)
_AND = re.compile(
    r"\s*(?:[,;]|\s+và|[,;]\s+và)\s+(?:(?i:thành\s+công)\s+)?(?:(?i:chào\s+mừng|kỷ\s+niệm|tiến\s+tới)\s+)?"
)
_SUCCESS = re.compile(r"(?:(?i:thành\s+công|sự\s+thành\s+công(?:\s+của)?|cuộc)\s+)+")
_ELECTION = re.compile(
    r"(?P<name>(?i:(?:cuộc\s+)?bầu\s+cử)\s+[^.;:()“”\"]{4,160}?)(?=\s*[.;:()“”\"]|,\s+(?!nhiệm)|\s+nhiệm\s+kỳ|\s*$)(?P<term>\s*,?\s*nhiệm\s+kỳ\s+\d{4}\s*[-–]\s*\d{4})?"
)
_DAY_NAMED = re.compile(
    rf"(?:(?i:các)\s+)?(?P<name>[Nn]gày\s+(?:lễ\s+)?(?:truyền\s+thống\s+|thành\s+lập\s+|Quốc\s+tế\s+|quốc\s+tế\s+|Quốc\s+khánh\s*|giải\s+phóng\s+|sinh\s+|"
    rf"hội\s+|gia\s+đình\s+)?[{UPPER}]?[^,;.:()“”\"\d]{{3,110}}?|Quốc\s+khánh(?:\s+nước[^,;.:()\d]{{3,60}}?)?)"
    r"\s*\(?\s*(?P<day>(?:ngày\s+)?\d{1,2}\s?[/-]\s?\d{1,2}(?:\s?[/-]\s?\d{4})?)\)?"
)
_STANDS_FOR_SECTION = re.compile(r"\(\s*\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?\s*[-–]")


@dataclass(frozen=True)
class _Found:
    item: Anniversary
    node: Node
    start: int


def read_anniversaries(text: ReadingText) -> list[Item]:
    rounds = places_of_rounds(text)
    kept: list[Anniversary] = []
    for found in _found(text):
        item = replace(found.item, round=_round(found, rounds))
        at = _known(kept, item)
        if at is None:
            kept.append(item)
        else:
            kept[at] = _added(kept[at], item)
    return list(kept)


def _found(text: ReadingText) -> Iterator[_Found]:
    for node in text.said:
        taken: list[tuple[int, int]] = []
        named = [*_with_years(node, text.year), *_days(node, text.year), *_events(node)]
        for found, end in sorted(named, key=lambda one: (one[0].start, one[0].item.type == "event")):
            if all(end <= start or found.start >= stop for start, stop in taken):
                taken.append((found.start, end))
                yield found


def _with_years(node: Node, year: int | None) -> Iterator[tuple[_Found, int]]:
    for match in _YEARS.finditer(node.text):
        if not _is_remembered(node.text, match):
            continue
        days = _DAYS.match(node.text, match.end())
        origin, occasion = _origin_and_occasion(days["days"] if days else "", year)
        end = days.end() if days and (origin or occasion) else match.end()
        item = Anniversary(
            anchor=node.passage.anchor(match.start(), end),
            name=((match["day"] or "") + match["name"]).strip(),
            years=int(match["years"]),
            origin_date=origin,
            occasion_date=occasion,
            type="anniversary",
        )
        yield _Found(item, node, match.start()), end


_REMEMBERS = re.compile(
    r"(?i:ngày|thành\s+lập|giải\s+phóng|quốc\s+khánh|cách\s+mạng|chiến\s+thắng|sinh|truyền\s+thống|khởi\s+nghĩa|ra\s+đời|toàn\s+quốc|ra\s+lời)"
)


def _is_remembered(text: str, match: re.Match[str]) -> bool:
    """ "93 năm Ngày thành lập …", not "kế hoạch 5 năm", "5 năm thực hiện", "trong 3 năm"."""
    if match["day"]:
        return True
    welcomed = re.search(r"(?i:kỷ\s+niệm|kỉ\s+niệm|chào\s+mừng|lần\s+thứ)\s*$", text[: match.start()])
    return bool(_REMEMBERS.match(match["name"])) or bool(welcomed and _REMEMBERS.search(match["name"]))


def _origin_and_occasion(said: str, year: int | None) -> tuple[str | None, str | None]:
    told = [one for one in dates(said) if one.iso]
    if len(told) >= 2 and told[0].iso and told[1].iso:
        first, last = sorted((told[0].iso, told[1].iso))
        return first, last
    years = re.fullmatch(r"\s*(?P<origin>1[789]\d\d|20\d\d)\s*[-–]\s*(?P<occasion>20\d\d)\s*", said)
    if years:
        return years["origin"], years["occasion"]
    if len(told) == 1 and told[0].iso:
        return _one_day(told[0], year)
    borrowed = dates(said, year)
    return (None, borrowed[0].iso) if borrowed and len(borrowed) == 1 else (None, None)


def _one_day(day: DateSpan, year: int | None) -> tuple[str | None, str | None]:
    """The only day in the brackets is the origin when it is long past."""
    iso = day.iso or ""
    past = year is not None and int(iso[:4]) < year - 1
    return (iso, None) if past else (None, iso)


def _days(node: Node, year: int | None) -> Iterator[tuple[_Found, int]]:
    """ "chào mừng Ngày Quốc tế Phụ nữ 8/3, Ngày …": days named without a count of years."""
    for opened in _WELCOMED.finditer(node.text):
        at = opened.end()
        while match := _DAY_NAMED.match(node.text, at):
            told = dates(match["day"], year)
            origin, occasion = (None, told[0].iso) if told else (None, None)
            if told and not told[0].borrowed:
                origin, occasion = _one_day(told[0], year)
            item = Anniversary(
                anchor=node.passage.anchor(match.start("name"), match.end()),
                name=match["name"].strip(),
                origin_date=origin,
                occasion_date=occasion,
                type="anniversary",
            )
            yield _Found(item, node, match.start()), match.end()
            link = _AND.match(node.text, match.end())
            if link is None:
                break
            at = link.end()


def _events(node: Node) -> Iterator[tuple[_Found, int]]:
    quoted = [(one.start, one.end) for one in quotations(node.text) if one.closed]
    for opened in _WELCOMED.finditer(node.text):
        if any(start <= opened.start() < end for start, end in quoted):
            continue
        yield from _chain(node, opened.end())


def _chain(node: Node, at: int) -> Iterator[tuple[_Found, int]]:
    """Congresses and elections that are welcomed in a row; anniversaries may stand between them."""
    text = node.text
    while True:
        success = _SUCCESS.match(text, at)
        start = success.end() if success else at
        end = None
        congress = congress_at(text, start)
        election = _ELECTION.match(text, start)
        if congress:
            end = congress.end
        elif election:
            end = election.end()
        if end is not None:
            item = Anniversary(
                anchor=node.passage.anchor(start, end), name=text[start:end].strip(" ,"), type="event"
            )
            yield _Found(item, node, start), end
        else:
            end = _past_anniversary(text, start)
        if end is None:
            return
        link = _AND.match(text, end) or re.compile(r"\s+(?i:tiến\s+tới|hướng\s+tới)\s+").match(text, end)
        if link is None:
            return
        at = link.end()


def _past_anniversary(text: str, at: int) -> int | None:
    for form in (_YEARS, _DAY_NAMED):
        match = form.match(text, at)
        if match:
            days = _DAYS.match(text, match.end())
            return days.end() if days else match.end()
    general = re.compile(r"(?i:các\s+(?:ngày|sự\s+kiện)\s+[^,;.:()]{3,90}?)(?=[,;.]|\s+và\s)").match(text, at)
    return general.end() if general else None


_FILLING = set(
    plain("ngày đại hội đại biểu toàn quốc lần thứ của các cấp cuộc kỷ niệm nước và nhiệm kỳ bầu cử").split()
)


def _telling(name: str) -> frozenset[str]:
    words = plain(expanded(name)).split()
    return frozenset(words) - _FILLING or frozenset(words)


def _known(kept: list[Anniversary], item: Anniversary) -> int | None:
    """The same day or event named before; of two the fuller name says all that the shorter does."""
    for at, one in enumerate(kept):
        if one.type != item.type or (one.years and item.years and one.years != item.years):
            continue
        first, second = _telling(one.name), _telling(item.name)
        if first == second or (
            item.type == "event" and (first < second or second < first) and _same_kind(one.name, item.name)
        ):
            return at
        if (
            item.type == "anniversary"
            and one.occasion_date
            and one.occasion_date == item.occasion_date
            and (first & second)
        ):
            return at
    return None


def _same_kind(one: str, other: str) -> bool:
    """A congress is no election; and each congress is known by its number."""
    elections = ["bầu cử" in name.lower() for name in (one, other)]
    numbers = [set(re.findall(r"\b[IVXL]+\b", name)) for name in (one, other)]
    return elections[0] == elections[1] and numbers[0] == numbers[1] and bool(numbers[0])


def _added(known: Anniversary, more: Anniversary) -> Anniversary:
    """The first mention stays; what it left open is taken from the later one, also the round that names it."""
    moved = known.round is None and more.round is not None
    return replace(
        known,
        name=more.name
        if len(more.name) > len(known.name) and known.type == "event" and not moved
        else known.name,
        years=known.years or more.years,
        origin_date=known.origin_date or more.origin_date,
        occasion_date=known.occasion_date or more.occasion_date,
        round=known.round or more.round,
        anchor=more.anchor if moved else known.anchor,
    )


def _round(found: _Found, rounds: list[RoundPlace]) -> int | None:
    for place in rounds:
        if place.holds(found.node, found.start):
            return place.round.ordinal
    return None
