"""What is celebrated: days of remembrance and events to come.

    occasion    = counted | day | congress | election
    counted     = years "năm" name [ "(" origin "–" day ")" ]        93 năm Ngày thành lập … (28/7/1929 – 28/7/2022)
    day         = ("Ngày" name | "Quốc khánh" …) day                 Ngày Quốc tế Lao động 1/5
    welcomed    = ("chào mừng" | "kỷ niệm" | "tiến tới" …) occasion { ("," | "và") occasion }

A counted day is one wherever it stands ("trong 5 năm qua" counts no day); the others only where they are welcomed:
a congress whose resolution is carried out is past.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thidua.documents.prose.bodies import congress_at
from thidua.documents.prose.dates import DateSpan, dates
from thidua.documents.prose.letters import UPPER
from thidua.documents.prose.quotes import quotations


@dataclass(frozen=True)
class Occasion:
    """``event`` for what is still to come (a congress, an election); else a day of remembrance."""

    name: str
    start: int
    end: int
    years: int | None = None
    origin: str | None = None
    day: str | None = None
    event: bool = False


_NO_DAY = r"(?!(?i:trở|nay|học|liền|liên|qua|gần|tới|sau|trước|thực hiện|triển khai|một|nhiệm)(?!\w))"
_STOPS = r"^,;.:()“”\"\d"
_GOES_ON = (
    r"(?:\s+[-–]\s+[^,;.:()“”\"\d]{2,60}(?=\s*\(\s*\d)|,\s+(?!(?i:kỷ|kỉ|chào|gắn|nhằm|tạo|góp|thi|tiến|hướng|các|và|lập)\s)[a-zà-ỹđ]"
    r"[^,;.:()“”\"\d]{2,60}(?=\s*\(\s*\d)|,\s+(?i:thống\s+nhất\s+đất\s+nước))?"
)
_COUNTED = re.compile(
    rf"(?<![\w/.,-])(?:(?P<years>\d{{1,3}})\s+(?i:năm),?|(?i:lần\s+thứ)\s+(?P<nth>\d{{2,3}}))\s+(?P<name>(?P<day>(?i:ngày)\s+)?{_NO_DAY}[{_STOPS}]{{4,160}}?{_GOES_ON})"
    r"(?=\s*[(,;.:)”\"]|\s+\d|\s+(?i:và)\s+(?:\d|(?i:kỷ\s+niệm|chào\s+mừng|ngày|đại\s+hội))|"
    r"\s*$|\s+(?i:gắn\s+với|nhằm|tiến\s+tới)|\s+[-–]\s)"
)
_DAY_BESIDE = re.compile(r"\s+(?P<when>(?i:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?)(?![\d/])")
_DAYS = re.compile(r"\s*\(\s*(?P<days>[^()]{4,60})\)")
_REMEMBERS = re.compile(
    r"(?i:ngày|thành\s+lập|giải\s+phóng|quốc\s+khánh|cách\s+mạng|chiến\s+thắng|sinh|truyền\s+thống|khởi\s+nghĩa|ra\s+đời|tái\s+lập|toàn\s+quốc|"
    r"ra\s+lời|bác\s+hồ|chủ\s+tịch\s+hồ\s+chí\s+minh)"
)
_HONOURS = re.compile(r"(?i:kỷ\s+niệm|kỉ\s+niệm|chào\s+mừng|mừng|lần\s+thứ)\s*$")
_NAMED = re.compile(
    rf"(?P<name>(?:(?i:ngày)\s+(?i:lễ\s+)?(?=[{UPPER}]|(?i:thành\s+lập|truyền\s+thống|giải\s+phóng|sinh|hội|gia\s+đình|quốc))"
    rf"|(?i:quốc\s+khánh|lễ\s+quốc\s+khánh|cách\s+mạng\s+tháng|chiến\s+thắng|quốc\s+tế\s+(?:lao|phụ|thiếu|hạnh)))[{_STOPS}]{{0,110}}?)\s*\(?\s*"
    r"(?P<when>(?i:ngày\s+)?\d{1,2}\s?[/-]\s?\d{1,2}(?:\s?[/-]\s?\d{4})?)\)?(?![\d/])"
)
_ELECTION = re.compile(
    r"(?P<name>(?i:(?:cuộc\s+)?bầu\s+cử)\s+[^.;:()“”\"]{4,160}?)(?=\s*[.;:()“”\"]|,\s+(?!nhiệm)|\s+(?i:nhiệm\s+kỳ)|\s*$)"
    r"(?P<term>\s*,?\s*(?i:nhiệm\s+kỳ)\s+\d{4}\s*[-–]\s*\d{4})?"
)
_GENERAL = re.compile(r"(?i:các\s+(?:ngày|sự\s+kiện)\s+[^,;.:()]{3,90}?)(?=[,;.]|\s+và\s)")
_WELCOMED = re.compile(
    r"(?<!\w)(?i:chào\s+mừng|kỷ\s+niệm|kỉ\s+niệm|mừng|tiến\s+tới|hướng\s+tới|hướng\s+về|tổ\s+chức\s+thành\s+công|"
    r"diễn\s+ra(?:\s+(?:nhiều|các|những)\s+[^:;.,]{3,60}:)?|(?:sự\s+kiện|ngày\s+lễ)\s+[^:;.,]{0,40}:)\s+"
)
_BEFORE = re.compile(r"(?:(?i:sự\s+thành\s+công\s+của|thành\s+công\s+của|thành\s+công|cuộc)\s+)+")
_AND = re.compile(
    r"(?:\s*[,;]\s+(?:(?i:và)\s+)?|\s+(?i:và)\s+|\s+(?=(?i:tiến\s+tới|hướng\s+tới)\s))"
    r"(?:(?i:chào\s+mừng|kỷ\s+niệm|kỉ\s+niệm|tiến\s+tới|hướng\s+tới)\s+)?"
)


def occasions(text: str, year: int | None = None) -> list[Occasion]:
    """Every occasion of the text in order. ``year`` is lent to a day without one."""
    found = [*_counted(text, year), *_welcomed(text, year)]
    kept: list[Occasion] = []
    for one in sorted(found, key=lambda occasion: (occasion.start, -occasion.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _counted(text: str, year: int | None) -> Iterator[Occasion]:
    for match in _COUNTED.finditer(text):
        made = _of_counted(text, match, year)
        if made:
            yield made


def _of_counted(text: str, match: re.Match[str], year: int | None) -> Occasion | None:
    """ "93 năm Ngày thành lập …", not "kế hoạch 5 năm", "5 năm thực hiện"."""
    name = match["name"].strip()
    remembers = bool(match["day"]) or bool(_REMEMBERS.match(name))
    if not remembers and not (_HONOURS.search(text[: match.start()]) and _REMEMBERS.search(name)):
        return None
    days = _DAYS.match(text, match.end())
    origin, day = _origin_and_day(days["days"], year) if days else (None, None)
    end = days.end() if days and (origin or day) else match.end()
    beside = None if day else _DAY_BESIDE.match(text, match.end())
    if beside:
        day, end = dates(beside["when"], year)[0].iso, beside.end()
    return Occasion(name, match.start(), end, int(match["years"] or match["nth"]), origin, day)


def _origin_and_day(said: str, year: int | None) -> tuple[str | None, str | None]:
    told = [one.iso for one in dates(said) if one.iso]
    if len(told) >= 2:
        return min(told[:2]), max(told[:2])
    years = re.fullmatch(r"\s*(?P<origin>1[789]\d\d|20\d\d)\s*[-–]\s*(?P<day>20\d\d)\s*", said)
    if years:
        return years["origin"], years["day"]
    one = dates(said, year)
    return _one_day(one[0], year) if len(one) == 1 else (None, None)


def _one_day(date: DateSpan, year: int | None) -> tuple[str | None, str | None]:
    """The only day that is written is the origin when it is long past."""
    past = not date.borrowed and year is not None and date.iso is not None and int(date.iso[:4]) < year - 1
    return (date.iso, None) if past else (None, date.iso)


def _welcomed(text: str, year: int | None) -> Iterator[Occasion]:
    quoted = [(one.start, one.end) for one in quotations(text) if one.closed]
    for opened in _WELCOMED.finditer(text):
        if not any(start <= opened.start() < end for start, end in quoted):
            yield from _chain(text, opened.end(), year)


def _chain(text: str, at: int, year: int | None) -> Iterator[Occasion]:
    """Occasions in a row; what only fills the row ("các ngày lễ lớn") is passed over."""
    while True:
        before = _BEFORE.match(text, at)
        start = before.end() if before else at
        occasion = _occasion_at(text, start, year)
        general = _GENERAL.match(text, start)
        if occasion:
            yield occasion
        elif general is None:
            return
        end = occasion.end if occasion else general.end() if general else start
        link = _AND.match(text, end)
        if link is None:
            return
        at = link.end()


def _occasion_at(text: str, at: int, year: int | None) -> Occasion | None:
    counted = _COUNTED.match(text, at)
    if counted:
        return _of_counted(text, counted, year)
    congress = congress_at(text, at)
    if congress:
        return Occasion(congress.written.strip(" ,"), at, congress.end, event=True)
    election = _ELECTION.match(text, at)
    if election:
        return Occasion(election[0].strip(" ,"), at, election.end(), event=True)
    named = _NAMED.match(text, at)
    if named:
        told = dates(named["when"], year) or dates(named["when"])
        origin, day = _one_day(told[0], year) if told else (None, None)
        return Occasion(named["name"].strip(), at, named.end(), origin=origin, day=day)
    return None
