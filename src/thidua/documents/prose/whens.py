"""By when and how often: "trước ngày 15/11", "chậm nhất ngày 25 hằng tháng", "trong quý I", "định kỳ 6 tháng và 01 năm".

A date is a deadline only behind the words that make it one; ranges ("từ … đến …") and dates of documents are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from thidua.documents.prose.dates import DateSpan, Lent, Part, date_ranges, dates
from thidua.documents.prose.letters import lowered


@dataclass(frozen=True)
class When:
    """``due`` as far as the text goes: an ISO date, or as written where no year belongs to it."""

    start: int
    end: int
    op: str
    due: str


@dataclass(frozen=True)
class HowOften:
    """``frequencies``: P6M and P1Y for "6 tháng và 01 năm". ``names``: the period belongs to the name of the work
    ("sơ kết 6 tháng")."""

    start: int
    end: int
    frequencies: tuple[str, ...]
    names: bool = False


# --- By when

_HOUR = r"(?:\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{2}(?:\s?phút)?)?\s*,?\s*)?"
_BEFORE = re.compile(
    r"(?<!\w)(?:xong |hoàn thành )?(?:trước(?: thời điểm)?|chậm nhất(?: là| đến| vào| trước)*|muộn nhất(?: là| vào)*"
    r"|không (?:muộn|chậm) (?:hơn|quá)"
    r"|hạn (?:cuối|chót|nộp|gửi)?(?: (?:đăng ký|nộp|gửi|nhận)(?: \w+){0,3}?)?(?: cùng)?(?: là)?"
    r"|thời hạn(?: \w+){0,3}(?: là)?|đến hết|hết|không quá)"
    rf"\s*:?\s*{_HOUR}(?:hết\s)?(?:ngày\s*)?$",
    re.I,
)
_WITHIN = re.compile(
    r"(?<!\w)(?:hoàn thành |xong )?(?:chậm nhất )?(?:trong|vào|tuần (?:đầu|cuối|thứ \w+)(?: của)?|đầu"
    r"|giữa)\s*(?:tuần (?:đầu|cuối)\s)?$",
    re.I,
)
_LATE = re.compile(r"(?<!\w)(?:vào |trong |xong )?(?:dịp |tuần )?$", re.I)
_ON = re.compile(rf"(?<!\w)(?:vào|trong|dự kiến|tổ chức)\s(?:lúc )?{_HOUR}(?:dịp\s|ngày\s)*$", re.I)
_HELD_ON = re.compile(
    r"(?<!\w)(?:lễ|hội nghị|hội thi|buổi)\s(?:(?!kỷ niệm|chào mừng|mừng|vào|trong)[^\W\d_]+\s){1,6}(?:ngày\s)?$",
    re.I,
)
"""What is held on a day that follows its name: "tổ chức lễ phát động ngày …"."""
_LABELLED_DAY = re.compile(rf":\s*{_HOUR}(?:dự kiến\s)?(?:vào\s)?(?:ngày\s)?$", re.I)
# A day of a month that is not named: "trước ngày 25 hằng tháng", "trước ngày 05 của tháng đầu quý sau".
_DAY_ONLY = re.compile(
    r"(?<!\w)(?:trước|chậm nhất(?: là| vào)*|vào)\s(?P<day>ngày \d{1,2}(?!\s?[/.\-–]\s?\d|\d"
    r"|\s+tháng \d|\s+tháng\s+(?:giêng|một|hai|ba|tư|chạp))"
    r"(?P<of>(?: của)?\stháng (?:đầu|cuối)(?: của)? quý(?: sau)?|(?: của)?\stháng (?:sau|cuối quý"
    r"|tiếp theo|liền kề)|(?: của)? tháng)?)",
    re.I,
)


_NEAR = 90  # no words that make a date a deadline run longer


def whens(text: str, year: Lent) -> list[When]:
    """The deadlines that the text names, in order. ``year`` is lent to dates without one; None lends nothing."""
    ranges = date_ranges(text, year)
    ranged = [(each.start, each.end) for each in ranges]
    told = [
        When(
            found.start(),
            found.end(),
            "on" if found[0].lower().startswith("vào") else "before",
            found["day"].strip().lower(),
        )
        for found in _DAY_ONLY.finditer(text)
    ]
    for date in dates(text, year):
        inside = any(start <= date.start < end for start, end in ranged)
        if inside:
            continue
        when = _when(text, date, lent=year) or _coordinated(text, told, date, lent=year)
        if when is not None:
            told.append(when)
    told += [
        When(each.start, each.end, "within", due)
        for each in ranges
        if (
            _MEETS.search(text, max(0, each.start - _NEAR), each.start)
            or _heads_a_row(text, each.start, each.end)
        )
        and (due := _due(each.last, year)) is not None
    ]
    told += [
        When(
            found.start(),
            found.end(),
            "before" if _AT_THE_LATEST.match(found["how"]) else "within",
            " ".join(found["due"].split()),
        )
        for found in _AFTER_EVENT.finditer(text)
    ]
    return sorted(told, key=lambda each: each.start)


# So long after something that has no day of its own: "sau 15 ngày kể từ khi kết thúc đợt thi đua".
_AFTER_EVENT = re.compile(
    r"(?<!\w)(?P<how>(?:(?:trong vòng|trong thời hạn|thời hạn|trong|chậm nhất(?: là)?|muộn nhất(?: là)?|không quá|sau)\s)+)"
    r"(?P<due>\d{1,3}\s(?:ngày|tuần|tháng)(?:\slàm việc)?,?\s(?:kể từ|tính từ|từ|sau)(?:\s(?:khi|ngày))?"
    r"\s(?!ngày\s\d)[^,;.:()\d]{5,70}?)(?=\s*(?:[,;.:()]|$|\s(?:phải|để)\s))",
    re.I,
)
_AT_THE_LATEST = re.compile(r"chậm nhất|muộn nhất|không quá", re.I)


# A meeting or a check within some days; a movement from one day to another is a round, not a deadline.
_MEETS = re.compile(r"(?<!\w)(?:họp|bình xét|xét|thẩm định|chấm điểm|nhận hồ sơ|kiểm tra)\s*$", re.I)
_ROW_BEGINS = re.compile(r"[\s\d*_.)(+•–-]*(?:[Tt]ừ\s+)?(?:ngày\s+)?")
_ROW_GOES_ON = re.compile(r"\s*[*_]*\s*:[*_]*\s+\S")


def _heads_a_row(text: str, start: int, end: int) -> bool:
    """ "Tháng 01/2025: …", "Từ ngày … đến ngày …: …": a time-table written in lines."""
    return _ROW_BEGINS.fullmatch(text, 0, start) is not None and _ROW_GOES_ON.match(text, end) is not None


_AND = re.compile(r"\s?(?:,|và|hoặc)\s(?:ngày\s)?", re.I)


def _coordinated(text: str, told: list[When], date: DateSpan, *, lent: Lent) -> When | None:
    """ "trước ngày 05/7/2017 và ngày 30/12/2017": the second is a deadline as the first."""
    due = _due(date, lent)
    a_day = "/" in date.written or (date.borrowed and re.match(r"(?:ngày\s)?\d", date.written, re.I))
    for before in told:
        if due is not None and _AND.fullmatch(text, before.end, date.start) and a_day:
            return When(before.end, date.end, before.op, due)
    return None


def _when(text: str, date: DateSpan, *, lent: Lent) -> When | None:
    due = _due(date, lent)
    if due is None:
        return None
    if date.part is not None and _HALF.search(text, max(0, date.start - _NEAR), date.start):
        return None  # "6 tháng cuối năm 2024" is a period
    if date.part is Part.END and (found := _LATE.search(text, max(0, date.start - _NEAR), date.start)):
        begins_end = date.written.lower().startswith(("cuối", "hết"))
        return When(found.start(), date.end, "end_of" if begins_end else "within", due)
    if found := _BEFORE.search(text, max(0, date.start - _NEAR), date.start):
        within = date.written.lower().startswith(("tháng", "quý", "năm")) and not found[
            0
        ].lower().lstrip().startswith("trước")
        return (
            None
            if _since(text, found.start())
            else When(found.start(), date.end, "within" if within else "before", due)
        )
    if date.part in (Part.EARLY, Part.MIDDLE):
        found = _LATE.search(text, max(0, date.start - _NEAR), date.start)
        return When(found.start() if found else date.start, date.end, "within", due)
    if _OF_A_REVIEW.search(text, max(0, date.start - _NEAR), date.start):
        return When(date.start, date.end, "within", due)
    is_day = (
        bool(re.search(r"\d{1,2}\s?[/.\-–]\s?\d{1,2}", date.written) and "tháng" not in date.written.lower())
        or "ngày" in date.written.lower()
    )
    if not is_day and _heads_a_row(text, date.start, date.end):
        return When(date.start, date.end, "within", due)
    if _MONTHS_ON.match(text, date.end) or _MONTHS_BEFORE.search(
        text, max(0, date.start - _NEAR), date.start
    ):
        return None  # "vào tháng 5 và tháng 10": when it takes place, not by when
    if (
        not is_day
        and not date.written.lower().startswith("năm")
        and (found := _WITHIN.search(text, max(0, date.start - _NEAR), date.start))
    ):
        return When(found.start(), date.end, "within", due)
    if is_day and (
        found := _ON.search(text, max(0, date.start - _NEAR), date.start)
        or _LABELLED_DAY.search(text, max(0, date.start - _NEAR), date.start)
    ):
        return When(found.start(), date.end, "on", due)
    if is_day and _HELD_ON.search(text, max(0, date.start - _NEAR), date.start):
        return When(date.start, date.end, "on", due)
    return None


_OF_A_REVIEW = re.compile(r"(?<!\w)(?:sơ|tổng) kết(?:\s[^\W\d_]+){0,5}\s(?:vào|trong)\s$", re.I)
"""A look back may be set for a whole year: "sơ kết giai đoạn I vào năm 2026"."""
_MONTHS_ON = re.compile(r"\s?(?:,|và)\s?(?:tháng|quý)\s\w", re.I)
_MONTHS_BEFORE = re.compile(r"(?:tháng|quý)\s\w{1,4}\s?(?:,|và)\s?$", re.I)


_HALF = re.compile(r"(?:tháng|quý)\s$", re.I)


def _since(text: str, at: int) -> bool:
    """ "từ nay đến hết ngày …" is a period."""
    return bool(re.search(r"(?<!\w)(?:từ|kể từ)(?: nay| ngày)?[^,;.]{0,30}$", text[:at], re.I))


def _due(date: DateSpan, lent: Lent) -> str | None:
    if date.iso is None or (date.borrowed and lent is None):
        return _as_written(date)
    if date.quarter:
        return f"{date.iso[:4]}-{date.quarter * 3:02d}"
    return date.iso


def _as_written(date: DateSpan) -> str | None:
    """ "31/3", "tháng 7", "quý I"."""
    numbers = re.findall(r"\d+", date.written)
    if date.quarter or len(numbers) == 1:
        told = re.sub(r"^(?:cuối|hết|đầu|giữa)\s+", "", date.written.strip().lower())
        return re.sub(r"(?<=quý )[ivx]+$", lambda roman: roman[0].upper(), told)
    return "/".join(numbers[:2]) if len(numbers) == 2 else None


# --- How often

_N = r"(?:\d{1,2}|một|hai|ba|sáu|năm|mười)"
_LIST_ITEM = rf"(?:{_N}\s(?:tháng|năm|quý|tuần|ngày)|tháng|quý|(?:cả )?năm|nửa năm|giữa năm|cuối năm)"
_OFTEN = re.compile(
    rf"(?<!\w)(?:(?:theo )?(?:định kỳ|thường kỳ)\s(?:(?:hằng|hàng"
    rf"|mỗi)\s)?(?P<list>{_LIST_ITEM}(?:(?:\s?,\s?|\s(?:và|hoặc)\s|\s?[-–]\s)(?:(?:hằng|hàng|mỗi)\s)?{_LIST_ITEM})*)"
    rf"|(?P<pair>{_N} tháng(?: đầu năm)?(?:\s?,\s?|\s(?:và|hoặc)\s)(?:(?:cả|cuối|{_N})\s)?năm)(?!\s\d{{4}})"
    r"|(?:hằng|hàng|mỗi|từng|cứ mỗi)\s(?P<each>tuần|tháng|quý|năm)(?:\s(?:một|01|1|hai|02"
    r"|2) lần)?(?:,?\s(?:hằng|hàng|mỗi)\s(?P<also>tháng|quý|năm))?"
    rf"|(?P<times>{_N})\s(?P<unit>tuần|tháng|quý|năm)\s?(?:một|01|1|/)\s?lần"
    r"|theo\s(?P<by>tháng|quý|năm)(?!\s(?:\d|(?-i:[IVX])|học|kế hoạch|tài chính))"
    r"|báo cáo\s(?P<report>tuần|tháng|quý)(?!\s(?:\d|(?-i:[IVX])))"
    r"|(?:(?:sau|kết thúc|theo|tại|qua|trong)\s(?:mỗi|từng|các)|(?:mỗi|từng))\s(?P<round>đợt)(?:\s(?:thi đua|phát động))?"
    r"|(?P<rounds>các đợt thi đua)"
    r"|(?<!hội nghị )(?:sơ kết|tổng kết)\s(?P<span>\d{1,2}|năm|mười)\snăm(?! \d)"
    r"|sơ kết\s(?P<half>(?:6|sáu) tháng)(?! đầu| cuối|,? trước|,? chậm)"
    r"|tổng kết\s(?P<whole>năm)(?!\s\d|\shọc|,? trước|,? chậm)"
    r"|ngày cuối (?P<ends>tháng|quý)(?!\s(?:\d|(?-i:[IVX])))"
    r"|(?P<often>\d{1,2}|một|hai|ba|bốn|sáu) (?:lần|kỳ)\s?/\s?(?P<per>tuần|tháng|quý|năm)"
    r"|(?P<periodic>(?:theo )?định kỳ)(?!\w))(?!\w)",
    re.I,
)  # fmt: skip
# "sáu tháng sơ kết một lần": the work stands between.
_SPLIT = re.compile(
    rf"(?<!\w)(?P<period>{_N}\s(?:tuần|tháng|quý|năm))\s(?:[^\W\d]+\s){{1,5}}(?:một|01|1)\slần", re.I
)
_NAMING = ("report", "half", "whole")
_UNITS_OF_TIME = ("ngày", "tháng", "năm", "quý", "tuần", "đợt", "kỳ")
"""Without one of them nothing is said to come again."""
_COUNTS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "năm": 5, "mười": 10, "nửa": 6}
_PERIODS = {"tuần": "P1W", "tháng": "P1M", "quý": "P3M", "năm": "P1Y"}


def how_often(text: str) -> list[HowOften]:
    """Every frequency that the text names, in order."""
    low = lowered(text)
    if not any(unit in low for unit in _UNITS_OF_TIME):
        return []
    split = [HowOften(*found.span("period"), (_of_item(found["period"]),)) for found in _SPLIT.finditer(text)]
    whole = [
        HowOften(*_edges(found), _frequencies(found), any(found[name] for name in _NAMING))
        for found in _OFTEN.finditer(text)
    ]
    return sorted([*split, *whole], key=lambda each: each.start)


def _edges(found: re.Match[str]) -> tuple[int, int]:
    if found["span"]:  # what is held is the review itself
        return found.start("span"), found.end()
    for name in _NAMING:
        if found[name]:
            return found.start(name), found.end()
    return found.span()


def _frequencies(found: re.Match[str]) -> tuple[str, ...]:
    if found["list"] or found["pair"]:
        return tuple(
            dict.fromkeys(
                map(_of_item, re.split(r"\s?,\s?|\svà\s|\shoặc\s|\s[-–]\s", found["list"] or found["pair"]))
            )
        )
    if found["each"]:
        return tuple(_PERIODS[each.lower()] for each in (found["each"], found["also"]) if each)
    if found["by"]:
        return (_PERIODS[found["by"].lower()],)
    if found["report"]:
        return (_PERIODS[found["report"].lower()],)
    if found["half"] or found["whole"]:
        return ("P6M",) if found["half"] else ("P1Y",)
    if found["often"]:
        return (_so_often(_count(found["often"]), found["per"].lower()),)
    if found["ends"]:
        return (_PERIODS[found["ends"].lower()],)
    if found["times"]:
        return (_of_item(f"{found['times']} {found['unit']}"),)
    if found["round"] or found["rounds"]:
        return ("per_round",)
    if found["span"]:
        return (f"P{_count(found['span'])}Y",)
    return ("periodic",)


def _so_often(times: int, period: str) -> str:
    """Twice a year is every six months."""
    months = {"tháng": 1, "quý": 3, "năm": 12}.get(period, 0)
    if months and times and months % times == 0:
        return "P1Y" if months == times * 12 else f"P{months // times}M"
    return _PERIODS[period]


def _of_item(item: str) -> str:
    words = re.sub(r"(?:hằng|hàng|mỗi|cả|đầu năm|cuối)\s?", "", item.lower()).split()
    if words[:2] in (["nửa", "năm"], ["giữa", "năm"]):
        return "P6M"
    if len(words) < 2:
        return _PERIODS.get(words[0] if words else "năm", "P1Y")
    count, letter = (
        _count(words[0]),
        {"ngày": "D", "tuần": "W", "tháng": "M", "quý": "M", "năm": "Y"}[words[1]],
    )
    count = count * 3 if words[1] == "quý" else count
    return "P1Y" if (count, letter) == (12, "M") else f"P{count}{letter}"


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.lower()]
