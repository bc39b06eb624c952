"""Numbers of running prose: 2.000, 2 000, 1.234,5, 0,5, 01, mười hai, 700 triệu, 3/4, 02 (hai).

Exact. What only looks like a number is left out: days, years, numbers of documents, of articles, of rounds.
A word such as "một" is a number only where the caller knows that a count stands there (``in_words``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from thidua.documents.prose.units import COUNTED, any_of

Value: TypeAlias = int | Decimal


@dataclass(frozen=True)
class Number:
    """``text[start:end]`` says ``value``. ``scaled``: with nghìn, triệu, tỷ. ``in_words``: no digit in it.

    ``doubtful``: another reading is possible (1,500 is one and a half to a clerk, 1500 to a spreadsheet).
    """

    start: int
    end: int
    value: Value
    scaled: bool = False
    in_words: bool = False
    doubtful: bool = False


def exact(value: Fraction | Decimal | int) -> Value | None:
    """A whole number as int, a finite decimal as Decimal; None for a third.

    >>> exact(Fraction(3, 4)), exact(Decimal("2.0")), exact(Fraction(1, 3))
    (Decimal('0.75'), 2, None)
    """
    told = Fraction(value)
    if told.denominator == 1:
        return int(told)
    rest = told.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return Decimal(told.numerator) / Decimal(told.denominator) if rest == 1 else None


# --- In digits

_GROUPED = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"  # 2.000 and 1.234,5
_SPACED = r"[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?"  # 2 000
_DOTTED = r"\d+\.\d{1,2}(?=\s?(?:%|phần trăm|triệu|tỷ|tỉ))"  # 85.5 %, typed by a foreign keyboard
_PLAIN = r"\d+(?:,\d+)?"
_DIGITS = re.compile(rf"(?<![\w.,])(?:{_GROUPED}|{_SPACED}|{_DOTTED}|{_PLAIN})(?!\d)")
_FOREIGN_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")

_SCALES = {
    "trăm": 100,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "triệu": 10**6,
    "tr": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_SCALE = re.compile(r"\s?(trăm|nghìn|ngàn|triệu|tr|tỷ|tỉ)(?!\w)(?:\s?(nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))?", re.I)
_FURTHER = re.compile(rf"\s({_GROUPED}|{_PLAIN})(?=\s?(?:nghìn|ngàn|triệu|tr)(?!\w))", re.I)
# "02 (hai) sáng kiến": the same number again, for whoever doubts the digits.
_SAID_AGAIN = re.compile(r"\s?\(\s?[^\W\d]+(?: [^\W\d]+){0,3}\s?\)")


def _of_digits(digits: str) -> Decimal:
    body = digits.replace(" ", "")
    if re.fullmatch(r"\d+\.\d{1,2}", body):
        return Decimal(body)
    return Decimal(body.replace(".", "").replace(",", "."))


def _in_digits(text: str) -> Iterator[Number]:
    at = 0
    while found := _DIGITS.search(text, at):
        at = found.end()
        if _is_no_count(text, found.start(), found.end()):
            continue
        doubtful = bool(_FOREIGN_THOUSANDS.fullmatch(found[0])) and not _SCALE.match(text, at)
        amount = Decimal(found[0].replace(",", "")) if doubtful else _of_digits(found[0])
        amount, end = _with_scale(text, amount, at)
        scaled = end != at
        if again := _SAID_AGAIN.match(text, end):
            end = again.end() if words_value(again[0].strip(" ()")) is not None else end
        value = exact(amount)
        if value is not None:
            yield Number(found.start(), end, value, scaled=scaled, doubtful=doubtful)
        at = end


def _with_scale(text: str, amount: Decimal, at: int) -> tuple[Decimal, int]:
    """1 tỷ 500 triệu is one number: each further part is smaller than the one before."""
    total, limit, end = Decimal(0), 10**13, at
    while scale := _SCALE.match(text, end):
        factor = _SCALES[scale[1].lower()] * (_SCALES[scale[2].lower()] if scale[2] else 1)
        if factor >= limit:
            break
        total, limit, end = total + amount * factor, factor, scale.end()
        further = _FURTHER.match(text, end)
        if further is None:
            return total, end
        amount, end = _of_digits(further[1]), further.end()
    return (total, end) if end != at else (amount, at)


# A number right after one of these counts nothing: it names.
_NAMES_BEFORE = re.compile(
    r"(?:(?<!tổng )(?<!trong )(?<!con )\bsố(?: hiệu)?:?|\bngày|\btháng|\bnăm|\bquý|\bkh[óo]a|\bkhoá"
    r"|\blần thứ|\bthứ|\bđiều|\bkhoản|\bđiểm [a-zđ]|\bmục|\bphụ lục|\bbiểu|\bbiểu mẫu|\bmẫu|\bđợt|\bgiai đoạn"
    r"|\bnghị quyết|\bnghị định|\bthông tư|\bchỉ thị|\bquyết định|\bkết luận|\bquy định|\bluật|\bkế hoạch"
    r"|\bhướng dẫn|\bcovid-?|\btel:?|\bđt:?|\bđiện thoại:?|\btrang|\bphần|\bchương|\btuần|\blúc|\bhồi|\bgiờ|\btổ)\s*[-–]?$",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_OUT_OF = re.compile(r"(?<!\w)(?:trên|/)\s?$", re.I)
_INHABITANTS = re.compile(r"\s?(?:vạn |nghìn |triệu )?dân(?!\w)", re.I)
""" "giường bệnh trên một vạn dân": what is counted is counted by so many inhabitants."""
_OF_A_KIND = re.compile(r"(?<!\w)(?:loại|hạng|bậc|nhóm|mức|mức độ|cấp độ)\s$", re.I)
_KIND_ENDS = re.compile(
    r"\s*(?:[,;.)]|$)|\s(?:đạt|chiếm|trở lên|là|của|và|trong|theo|được|không)(?!\w)", re.I
)
"""Which kind: "hàng loại 1 đạt …"."""
_IS_A_VERB_TOO = re.compile(r"(?<!\w)hướng dẫn\s$", re.I)
_COUNTED_NEXT = re.compile(rf"\s(?:{any_of(COUNTED)})(?!\w)", re.I)
""" "hướng dẫn 500 lượt người" is done, "Hướng dẫn 50 của …" is a paper."""
_PERCENT_NEXT = re.compile(r"\s?(?:%|phần trăm)", re.I)
# 63/KH, 34-CT/TW, 05/3/2021, 2017-2022, 7h30, 1.1.
_NAMES_AFTER = re.compile(
    r"\s?/\s?[^\W\d]{2,}-?|\s?[-–]\s?[A-ZĐ]{2}|/\d|[-–]\s?(?:19|20)\d\d|\s?[hH]\d|\s?h\b|\sgiờ\s(?:\d|ngày)|\.\d"
)
_UNDER_A_LINE = re.compile(r"(?:\d\s?/\s?|\d\.|[A-ZĐ]/|(?:19|20)\d\d\s?[-–]\s?)$")
# 85%/tổng số, 500.000 đồng/suất: the unit is said per something, the number still counts.
_PER_NEXT = re.compile(r"\s?/\s?(?:tổng|số|người|năm|tháng|quý|suất|nhà|căn|đơn vị|lượt)", re.I)


def _is_no_count(text: str, start: int, end: int) -> bool:
    if _PERCENT_NEXT.match(text, end):
        return False
    before = text[max(0, start - 24) : start]
    if _OUT_OF.search(before) and _INHABITANTS.match(text, end):
        return True
    if end - start == 1 and _OF_A_KIND.search(before) and _KIND_ENDS.match(text, end):
        return True
    if _IS_A_VERB_TOO.search(before) and _COUNTED_NEXT.match(text, end):
        return False
    if _UNDER_A_LINE.search(before):
        return True
    if _NAMES_AFTER.match(text, end) and not _PER_NEXT.match(text, end):
        return True
    if not _NAMES_BEFORE.search(before):
        return False
    ends_in_year = re.search(r"\bnăm\s*$", before, re.I)
    return not ends_in_year or bool(_YEAR.fullmatch(text[start:end])) or end - start <= 2


# --- In words

_ONES = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_WORD = "|".join((*_ONES, "mười", "mươi", "trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "linh", "lẻ"))
_FIRST = "|".join(word for word in (*_ONES, "mười") if word not in ("mốt", "tư", "lăm", "không"))
_IN_WORDS = re.compile(rf"(?<!\w)(?:{_FIRST})(?: (?:{_WORD}))*(?!\w)", re.I)
# một số, một phần, một trong những: not one.
_NO_COUNT = re.compile(
    r" (?:số|phần(?! việc| quà)|nửa|trong|cách|lòng|bộ phận|mặt|vài|cửa|bước|chiều|lần nữa)(?!\w)", re.I
)
_NO_COUNT_BEFORE = re.compile(r"(?:\bthứ|\blần thứ|\btháng|\bnăm|\bngày|\bmùng|\btừng|\bcùng|\blà)\s$", re.I)


def words_value(words: str) -> int | None:
    """The whole number that words say, 0 to thousands of millions; None for anything else.

    >>> words_value("mười hai"), words_value("hai mươi lăm"), words_value("một trăm linh năm"), words_value("tốt")
    (12, 25, 105, None)
    """
    total, group, one = 0, 0, None
    for word in words.lower().split():
        if word in _ONES:
            one = _ONES[word]
        elif word == "mười":
            group, one = group + 10, None
        elif word in ("mươi", "trăm"):
            group, one = group + (one or 1) * (10 if word == "mươi" else 100), None
        elif word in _SCALES:
            total, group, one = total + (group + (one or 0)) * _SCALES[word], 0, None
        elif word not in ("linh", "lẻ"):
            return None
    return total + group + (one or 0) if words.strip() else None


# "một năm" is one year; "mười năm" may be read so too, for nobody says fifteen like that.
_ONE_YEAR = re.compile(r"((?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)) năm$", re.I)


def _said_in_words(text: str) -> Iterator[Number]:
    for found in _IN_WORDS.finditer(text):
        if _NO_COUNT.match(text, found.end()) or _NO_COUNT_BEFORE.search(
            text, max(0, found.start() - 12), found.start()
        ):
            continue
        if _OUT_OF.search(text, 0, found.start()) and _INHABITANTS.match(text, found.end()):
            continue
        words = _ONE_YEAR.sub(r"\1", found[0])
        value = words_value(words)
        if value is not None and words.lower() != "năm":  # the year, far more often than five
            yield Number(found.start(), found.start() + len(words), value, in_words=True)


def numbers(text: str) -> list[Number]:
    """Every number of ``text`` that counts or measures something, in order, none inside another."""
    digits = list(_in_digits(text))
    starts, ends = [each.start for each in digits], [each.end for each in digits]
    # Free when as many numbers in digits have ended before it as have begun before its end.
    words = [
        each
        for each in _said_in_words(text)
        if bisect_right(ends, each.start) == bisect_left(starts, each.end)
    ]
    return sorted([*digits, *words], key=lambda each: each.start)


_FRACTION = re.compile(r"(?<![\w/])(\d{1,2})\s?/\s?(\d{1,2})(?![\d/]|\s?/)")


_PARTS = {
    "một nửa": Fraction(1, 2),
    "một phần hai": Fraction(1, 2),
    "một phần tư": Fraction(1, 4),
    "ba phần tư": Fraction(3, 4),
    "hai phần ba": Fraction(2, 3),
    "một phần ba": Fraction(1, 3),
}
_PART = re.compile(rf"(?<!\w)(?:{'|'.join(_PARTS)})(?!\w)", re.I)


def fractions(text: str) -> list[tuple[int, int, Fraction]]:
    """2/3, 3/4: a share, never a day (whoever has found days keeps them away from here)."""
    digits = [
        (found.start(), found.end(), Fraction(int(found[1]), int(found[2])))
        for found in _FRACTION.finditer(text)
        if 0 < int(found[1]) < int(found[2])
    ]
    words = [(found.start(), found.end(), _PARTS[found[0].lower()]) for found in _PART.finditer(text)]
    return sorted([*digits, *words])
