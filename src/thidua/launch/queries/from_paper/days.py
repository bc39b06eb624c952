"""Days as items keep them: as far as the text says them, in ISO; a term without a year as it is worded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from thidua.formats.errors import CodedError
from thidua.formats.vi import parse_date
from thidua.launch.models import ReadItem
from thidua.launch.paper_errors import ItemDayUnclear

DATES = frozenset(
    {
        "date",
        "start",
        "end",
        "review_date",
        "due",
        "latest",
        "origin_date",
        "occasion_date",
        "period_start",
        "period_end",
    }
)
"""Fields that hold a date as far as the text says it."""
DATED_HEAD = frozenset({"date", "period_start", "period_end"})
"""Of the head, where the date is the value."""
_TERMS = frozenset({"due", "latest"})
"""May come every year, every month: "31/3", "ngày 20 của tháng cuối quý"."""
_YEARS = range(1800, 2101)
_PARTED = re.compile(r"(?P<first>\d{1,4})\s?[/.-]\s?(?P<last>\d{1,4})")
_TERM = re.compile(
    r"(?:ngày\s(?P<day>\d{1,2})|tháng\s(?P<month>\d{1,2})|quý\s(?P<quarter>IV|I{1,3}|[1-4])|"
    r"(?P<span>\d{1,3})\s(?:ngày|tuần|tháng))(?!\w)(?!\s*[/.-]\s*\d)(?!.*\d{4}).{0,80}",
    re.IGNORECASE,
)
_LONGEST_MONTHS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def whole_day(name: str, written: str) -> str:
    """What a person typed, as an item keeps it: 7/2/2017 is 2017-02-07, 2/2017 is 2017-02, 2017 is itself; a term
    without a year stays as it is. Raises ItemDayUnclear.

    >>> whole_day("start", "7/2/2017"), whole_day("start", "2/2017"), whole_day("due", "31/3")
    ('2017-02-07', '2017-02', '31/3')
    """
    told = " ".join(written.split())
    if told.isdecimal() and int(told) in _YEARS:
        return told
    if month := _month(told):
        return month
    try:
        day = parse_date(told)
    except CodedError as refusal:
        if name in _TERMS and _is_term(told):
            return told
        raise ItemDayUnclear(text=written.strip()[:60]) from refusal
    if day.year not in _YEARS:
        raise ItemDayUnclear(text=written.strip()[:60])
    return day.isoformat()


def with_whole_days(row: ReadItem, told: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a correction with their days read; what was not touched stays. Raises ItemDayUnclear."""
    names = set(DATES & set(told))
    if row.kind == "doc_field":
        names = {"value"} if told.get("field", row.told.get("field")) in DATED_HEAD else set()
    read = {
        name: whole_day(name, str(told[name]))
        for name in names
        if told.get(name) and told[name] != row.told.get(name)
    }
    return {**told, **read}


def _month(told: str) -> str:
    found = _PARTED.fullmatch(told)
    if found is None:
        return ""
    first, last = found["first"], found["last"]
    month, year = (last, first) if len(first) == len("2017") else (first, last)
    whole = len(year) == len("2017") and int(year) in _YEARS and 1 <= int(month) <= 12
    return f"{year}-{int(month):02d}" if whole else ""


def _is_term(told: str) -> bool:
    parted = _PARTED.fullmatch(told)
    if parted is not None:
        day, month = int(parted["first"]), int(parted["last"])
        return 1 <= month <= 12 and 1 <= day <= _LONGEST_MONTHS.get(month, 31)
    found = _TERM.fullmatch(told)
    if found is None:
        return False
    return not (found["day"] and not 1 <= int(found["day"]) <= 31) and not (
        found["month"] and not 1 <= int(found["month"]) <= 12
    )
