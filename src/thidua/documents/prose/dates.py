"""Dates as papers write them, no more exact than they are: ``2021-07-28``, ``2021-07`` or ``2021``.

A date that the calendar does not know (31/6/2021) is reported as written, never repaired. A day without a year
("trước ngày 06/3") takes the year it is read with, and says that it was borrowed.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from thidua.documents.prose.letters import lowered


@dataclass(frozen=True)
class SchoolYear:
    """From August of its first year to July of the next."""

    first: int

    def year_of(self, month: int) -> int:
        return self.first if month >= _SCHOOL_BEGINS else self.first + 1


_SCHOOL_BEGINS = 8
Lent: TypeAlias = int | SchoolYear | None
"""What is lent to a day that is written without its year; nothing where the text leaves it open."""


class Part(StrEnum):
    """Which part of the month, quarter or year is meant."""

    EARLY = "early"  # đầu
    MIDDLE = "middle"  # giữa
    END = "end"  # cuối, hết


@dataclass(frozen=True)
class DateSpan:
    """One date in a text. ``iso`` goes as far as the text does; None when the calendar does not know it.

    ``borrowed``: the year was not written beside it. ``quarter``: 1 to 4 where a quarter was named (``iso`` is its
    year). ``slip``: written against the habit ("tháng 01/01/2021"), read all the same.
    """

    iso: str | None
    start: int
    end: int
    written: str
    part: Part | None = None
    quarter: int | None = None
    borrowed: bool = False
    slip: bool = False

    @property
    def first(self) -> str | None:
        """The first day that it covers, where that is certain."""
        return self._edge(last=False)

    @property
    def last(self) -> str | None:
        return self._edge(last=True)

    def _edge(self, *, last: bool) -> str | None:
        if self.iso is None or self.part in (Part.EARLY, Part.MIDDLE):
            return None
        year, month, day = ([int(one) for one in self.iso.split("-")] + [0, 0])[:3]
        if day:
            return self.iso
        if self.quarter:
            month = self.quarter * 3 if last else self.quarter * 3 - 2
        month = month or (12 if last else 1)
        return f"{year:04d}-{month:02d}-{calendar.monthrange(year, month)[1] if last else 1:02d}"


@dataclass(frozen=True)
class DateRange:
    """ "từ … đến …", "… – …". Either side may be missing only where the text left it out."""

    first: DateSpan
    last: DateSpan
    start: int
    end: int


_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01]|[3-9]\d)"
_MONTH = r"(?P<month>0?[1-9]|1\d)"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_MARK = r"\s?[/.\-–]\s?"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_NAMED = "|".join(sorted(_MONTHS, key=len, reverse=True))
_PART = r"(?:(?P<part>đầu|giữa|cuối|hết)\s+)?"
_PARTS = {"đầu": Part.EARLY, "giữa": Part.MIDDLE, "cuối": Part.END, "hết": Part.END}

_FORMS = (
    # ngày 07 tháng 02 năm 2017; ngày 7 tháng 2/2017; ngày 7 tháng 2
    rf"(?:ngày\s+)?{_DAY}\s+tháng\s+{_MONTH}(?:(?:\s+năm\s+|\s*[/.-]\s*){_YEAR})?(?![\d/])",
    # 7/2/2017, 07-02-2017, 12.6.2021; also after a slipped "tháng"
    rf"(?P<slip>tháng\s+)?(?:ngày\s+)?(?<![\d/.])(?<!(?<!\d\d\d\d)[-–]){_DAY}{_MARK}{_MONTH}{_MARK}{_YEAR}(?!\d)",
    # quý I/2022, quý 3 năm 2021, quý IV
    rf"{_PART}quý\s+(?P<quarter>IV|I{{1,3}}|0?[1-4])(?![\w])(?:(?:\s+năm\s+|\s*[/.-]\s*){_YEAR})?(?!\d)",
    # tháng 3/2021, tháng 03 năm 2021, tháng 3-2021, tháng 5, cuối tháng tư năm 2020
    (
        rf"(?<!cách mạng ){_PART}tháng\s+(?:{_MONTH}|(?P<named>{_NAMED})(?!\s+(?:19|20)\d\d))"
        rf"(?![\w]|/\d\d?/|/\d\d?\b)(?:(?:\s+năm\s+|\s*[/.-]\s*){_YEAR})?(?!\d)"
    ),
    # ngày 06/3, ngày 6-3
    rf"ngày\s+{_DAY}\s?[/.-]\s?{_MONTH}(?![\d/])",
    # 28/7 without "ngày": only with a slash, and not within a document's number
    rf"(?<![\d/.,\-–]){_DAY}/{_MONTH}(?![\d/\w%]|[-.,]\d|\s+(?:số|tổng)\b)",
    # 03/2021: a month and its year
    rf"(?<![\d/.\-]){_MONTH}\s?[/]\s?{_YEAR}(?![\d/])",
    # năm 2021, cuối năm 2021, năm học 2021 is a school year: not here
    rf"{_PART}năm\s+{_YEAR}(?!\s*[-–/]\s*\d|\d)",
)
_ANY = tuple(re.compile(rf"(?<!\w){form}", re.IGNORECASE) for form in _FORMS)
_PAIR = re.compile(r"\d\s?[/.\-–]\s?\d")
_NEEDED = ("tháng", "", "quý", "tháng", "", "", "", "năm")
"""The word without which a text holds no date of that form; a pair of numbers where the form has no word."""
_RANGE_LINK = re.compile(r"\s*,?\s*(?:(?:cho\s+)?(?:đến|tới)|[-–—])(?:\s+hết)?(?:\s+ngày)?\s*", re.IGNORECASE)
_RANGE_OPEN = re.compile(r"(?:kể\s+)?từ(?:\s+(?:ngày|đầu))?\s*$", re.IGNORECASE)
_BARE_DAY = re.compile(rf"(?:từ\s+)?(?:ngày\s+)?(?<![\d/.,\w]){_DAY}\s*(?:-|–|đến|tới)\s*$", re.IGNORECASE)


def dates(text: str, year: Lent = None) -> list[DateSpan]:
    """Every date of the text in order; none overlaps another. ``year`` is lent to days and months without one."""
    return list(_dates(text, year))


@lru_cache(maxsize=4096)
def _dates(text: str, year: Lent) -> tuple[DateSpan, ...]:
    """Asked of the same text by most readers."""
    found: list[DateSpan] = []
    taken: list[tuple[int, int]] = []
    low, pair = lowered(text), _PAIR.search(text) is not None
    for form, needed in zip(_ANY, _NEEDED, strict=True):
        for match in form.finditer(text) if (needed in low if needed else pair) else ():
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                found.append(_span(match, year))
    return tuple(sorted(found, key=lambda one: one.start))


def date_ranges(text: str, year: Lent = None) -> list[DateRange]:
    """Pairs joined by "đến" or a dash. The first takes month and year from the last where it has none."""
    return list(_ranges(text, dates(text, year)))


def is_calendar_day(iso: str) -> bool:
    """True for a full date that exists."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", iso):
        return False
    year, month, day = map(int, iso.split("-"))
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _ranges(text: str, found: list[DateSpan]) -> Iterator[DateRange]:
    before: DateSpan | None = None
    for last in found:
        first = before if before and _RANGE_LINK.fullmatch(text[before.end : last.start]) else None
        first = _completed(first, last) if first else _bare_day(text, last)
        if first:
            opened = _RANGE_OPEN.search(text, 0, first.start)
            yield DateRange(first, last, opened.start() if opened else first.start, last.end)
        before = last


def _bare_day(text: str, last: DateSpan) -> DateSpan | None:
    """ "từ ngày 15 đến 20/5/2022": month and year of the first day stand with the last."""
    if last.iso is None or len(last.iso) < 10:
        return None
    match = _BARE_DAY.search(text, 0, last.start)
    if match is None or int(match["day"]) > int(last.iso[-2:]):
        return None
    iso = f"{last.iso[:8]}{int(match['day']):02d}"
    return DateSpan(iso, match.start(), match.end(), match[0].strip(), borrowed=True)


def _completed(first: DateSpan, last: DateSpan) -> DateSpan:
    """ "từ 01/3 đến 30/6/2021": the first day has the last one's year."""
    if not first.borrowed or last.borrowed or last.iso is None or not first.written:
        return first
    iso = _with_year(first, last.iso[:4])
    if iso and len(last.iso) > 4 and iso[:7] > last.iso[:7]:  # "từ 15/12 đến 15/01/2020"
        iso = _with_year(first, str(int(last.iso[:4]) - 1))
    return replace(first, iso=iso) if iso else first


def _with_year(first: DateSpan, year: str) -> str | None:
    if first.iso is not None:
        return year + first.iso[4:]
    day_month = re.findall(r"\d+", first.written)
    day = day_month[0] if len(day_month) == 2 else None
    return _iso(year, day_month[-1], day) if day_month else None


def _span(match: re.Match[str], year: Lent) -> DateSpan:
    said = match.groupdict()
    written_year = said.get("year")
    part = _PARTS.get((said.get("part") or "").lower())
    quarter = _quarter(said.get("quarter"))
    month = said.get("month") or _month_named(said.get("named"))
    the_year = written_year or _lent(year, quarter * 3 if quarter else int(month) if month else None)
    iso = the_year if quarter else _iso(the_year, month, said.get("day"))
    return DateSpan(
        iso=iso,
        start=match.start(),
        end=match.end(),
        written=match[0],
        part=part,
        quarter=quarter,
        borrowed=written_year is None,
        slip=bool(said.get("slip")),
    )


def _lent(year: Lent, month: int | None) -> str | None:
    if isinstance(year, SchoolYear):
        return str(year.year_of(month)) if month else None
    return str(year) if year else None


def _month_named(name: str | None) -> str | None:
    return str(_MONTHS[" ".join(name.lower().split())]) if name else None


def _quarter(written: str | None) -> int | None:
    if not written:
        return None
    return _ROMAN.get(written.lower()) or int(written)


def _iso(year: str | None, month: str | None, day: str | None) -> str | None:
    if year is None:
        return None
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return None
    iso = f"{year}-{int(month):02d}"
    if day is None:
        return iso
    full = f"{iso}-{int(day):02d}"
    return full if is_calendar_day(full) else None
