"""Quantities of running prose: a number with its unit and its comparator, wherever Vietnamese puts it.

"85% trở lên", "từ 30 nhà trở lên", "trên 80%", "ít nhất một đoàn viên", "không quá 5%", "từ 90% đến 95%".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from fractions import Fraction

from thidua.documents.prose.numbers import Number, Value, exact, fractions, numbers
from thidua.documents.prose.units import COUNTED, MONEY, OF_A_DAY, POINTS, TIME, VOTES, any_of


@dataclass(frozen=True)
class Span:
    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True)
class Quantity:
    """``whole`` runs from the comparator to the unit; ``number`` is the number alone; ``unit_at`` the unit as
    written. ``tail`` is a comparator that follows at a distance ("30 nhà ở … trở lên"). ``upper`` ends a range.

    ``unit`` is "%", "đồng" or the counted noun as written; None where nothing is named.
    ``rough``: khoảng, gần. ``changed``: the whole begins with what is started from ("từ 65% lên 70%").
    ``doubtful``: a person should look.
    """

    whole: Span
    number: Span
    value: Value
    comparator: str = "="
    unit: str | None = None
    unit_at: Span | None = None
    tail: Span | None = None
    upper: Value | None = None
    rough: bool = False
    changed: bool = False
    in_words: bool = False
    doubtful: bool = False

    @property
    def is_percent(self) -> bool:
        return self.unit == "%"

    @property
    def is_money(self) -> bool:
        return self.unit == "đồng"

    @property
    def is_time(self) -> bool:
        return self.unit is not None and bool(_TIME.fullmatch(self.unit))

    @property
    def is_calendar(self) -> bool:
        """Days, months, years: when or how long, never how much."""
        return self.is_time and self.unit is not None and self.unit.lower() not in OF_A_DAY

    @property
    def is_points(self) -> bool:
        return self.unit is not None and self.unit.lower() in POINTS


# --- Comparators

_AT_LEAST = (
    r"(?:đạt|hoàn thành|bằng)(?:\s(?:và|hoặc)|,|/)?\s?vượt(?: mức)?|ít nhất|tối thiểu|không dưới|không thấp hơn"
    r"|không ít hơn|không nhỏ hơn|thấp nhất|chí ít|≥|>="
)
_OVER = r"trên|hơn|lớn hơn|cao hơn|nhiều hơn|>"
_AT_MOST = r"không (?:quá|vượt quá|vượt|cao hơn|nhiều hơn|lớn hơn|trên|hơn)|tối đa|nhiều nhất|≤|<="
_UNDER = r"dưới|thấp hơn|ít hơn|nhỏ hơn|chưa đến|chưa tới|<"
_FILLER = r"(?:\s(?:là|từ|đạt|có|được|khoảng|tỷ lệ|tỉ lệ|mức|bằng|phải|đến))*\s?:?\s*"
_BEFORE = tuple(
    (sign, re.compile(rf"(?<!\w)(?:{words}){_FILLER}$", re.I))
    for sign, words in ((">=", _AT_LEAST), ("<=", _AT_MOST), (">", _OVER), ("<", _UNDER))
)
_FROM = re.compile(r"(?<!\w)từ\s*$", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROUGH = re.compile(r"(?<!\w)(?:khoảng|gần|ước|xấp xỉ|chừng)\s*$", re.I)
_AFTER = (
    (">=", re.compile(r"trở lên|trở đi|hoặc cao hơn|hoặc hơn|hoặc nhiều hơn|và cao hơn|\+(?!\w)", re.I)),
    ("<=", re.compile(r"trở xuống|hoặc thấp hơn|hoặc ít hơn|là tối đa", re.I)),
)
_PUNCTUATION = re.compile(r"[;:.]\s|[,]\s|[()]|$")
_NEAR = 48  # no comparator with its fillers is longer
_FAR = 90  # "30 nhà ở “Mái ấm Công đoàn” cho đoàn viên trở lên" still belongs together

_TIME = re.compile(any_of(TIME), re.I)
_PERCENT = re.compile(r"\s?(?:%|phần trăm(?!\w))", re.I)
_MONEY = re.compile(rf"\s?{MONEY}", re.I)
_COUNTED = re.compile(rf"\s?({any_of((*COUNTED, *POINTS, *TIME, *VOTES))})(?!\w)", re.I)
_NAMED = re.compile(r"\s[“\"«]([^“”\"«»]{2,40})[”\"»]")  # 12 “Đội xe an toàn”
_SOME_NOUN = re.compile(r"\s([^\W\d_]+(?:\s[^\W\d_]+)?)")
# After a number these begin something else, so no unit stands there.
_NO_NOUN = re.compile(
    r"(?:và|hoặc|trở|so|đến|tới|là|đạt|trong|tại|cho|của|theo|với|được|mới|tổng|số|lên|để|do|thuộc|các|những|có)(?!\w)",
    re.I,
)

# --- Ranges

_TO = re.compile(r"\s?(?:%|phần trăm)?\s?(?:-|–|đến|tới)(?:\s(?:dưới|không quá|tối đa))?\s?$", re.I)


def quantities(text: str) -> list[Quantity]:
    """Every quantity of ``text``, in order. Word numbers count only after a comparator or mỗi, or with a unit."""
    found = numbers(text)
    starts = [each.start for each in found]
    told: list[Quantity] = []
    skip, origin = -1, None
    for place, each in enumerate(found):
        if place <= skip:
            continue
        if (since := _origin(text, each, found[place + 1 : place + 2])) is not None:
            origin = since
            continue
        following = found[place + 1] if place + 1 < len(found) else None
        quantity, took_next = _quantity(text, each, following, starts)
        if took_next:
            skip = place + 1
        if quantity is not None:
            begin = quantity.whole.start if origin is None else origin
            told.append(replace(quantity, whole=Span(begin, quantity.whole.end), changed=origin is not None))
        origin = None
    return sorted([*told, *_shares(text, told)], key=lambda each: each.whole.start)


# "từ 3 vụ xuống còn không quá 01 vụ": what is aimed at is the second.
_CHANGED_TO = re.compile(
    r"(?:\s?%|\s[^\W\d]+){0,3}\s(?:năm\s\d{4}\s)?(?:lên|xuống)(?: còn| đến| tới| thành)?"
    r"(?:\s(?:trên|dưới|ít nhất|tối thiểu|không quá|tối đa|đạt|khoảng))*\s?",
    re.I,
)


def _origin(text: str, number: Number, following: list[Number]) -> int | None:
    """Where "từ 65% lên …" begins, when this number is what is started from."""
    since = _FROM.search(text, max(0, number.start - _NEAR), number.start)
    if since is None or not following or _CHANGED_TO.fullmatch(text, number.end, following[0].start) is None:
        return None
    return since.start()


def _quantity(
    text: str, number: Number, following: Number | None, starts: list[int]
) -> tuple[Quantity | None, bool]:
    last, upper = number, None
    if following is not None and _TO.fullmatch(text, number.end, following.start):
        last, upper = following, following.value
    unit, unit_at = _unit(text, last)
    if number.in_words and not _counts_here(text, number, unit_at):
        return None, False
    if _YEAR.fullmatch(text, number.start, number.end) and not (unit and unit_at and _is_known(unit)):
        return None, False  # "Tết Kỷ Hợi 2019"
    sign, begin = _sign_before(text, number.start)
    tail = None if sign == "<=" else _sign_after(text, unit_at.end if unit_at else last.end, starts)
    if tail is not None:
        sign = tail[0]
    elif upper is not None:
        sign = ">="
    elif since := _FROM.search(text, max(0, number.start - _NEAR), number.start):
        sign, begin = (">=" if sign == "=" and unit_at else sign), min(begin, since.start())
    rough = bool(_ROUGH.search(text, max(0, number.start - _NEAR), number.start))
    end = max(unit_at.end if unit_at else last.end, last.end)
    doubtful = number.doubtful or rough or (unit is not None and unit_at is not None and not _is_known(unit))
    made = Quantity(
        Span(begin, end),
        Span(number.start, last.end),
        number.value,
        sign,
        unit,
        unit_at,
        tail=tail[1] if tail else None,
        upper=upper,
        rough=rough,
        in_words=number.in_words,
        doubtful=doubtful,
    )
    return made, last is following


def _sign_before(text: str, at: int) -> tuple[str, int]:
    window = max(0, at - _NEAR)
    for sign, words in _BEFORE:
        if found := words.search(text, window, at):
            return sign, found.start()
    if since := _FROM.search(text, window, at):
        return "=", since.start()
    return "=", at


def _sign_after(text: str, at: int, starts: list[int]) -> tuple[str, Span] | None:
    """trở lên behind the unit: near, before the next number and before the clause ends."""
    place = bisect_left(starts, at)
    limit = min(starts[place] if place < len(starts) else len(text), at + _FAR)
    if (ends := _PUNCTUATION.search(text, at, limit)) is not None:
        limit = min(limit, ends.start())
    for sign, words in _AFTER:
        if (found := words.search(text, at, limit)) and not _of_a_grade(text, at, found.start()):
            return sign, Span(found.start(), found.end())
    return None


# "xếp loại khá trở lên", "giải cấp huyện trở lên": a grade is meant, not the number.
_GRADE = re.compile(
    r"(?<!\w)(?:khá|tốt|giỏi|tiên tiến|xuất sắc|vững mạnh|nhiệm vụ|loại \w|cấp(?: \w+){1,2}"
    r"|trung bình|bậc(?: \w+)?|hạng(?: \w+)?"
    r"|từ(?: \w+){1,4}|trình độ(?: \w+){1,3}|đại học|cao đẳng|trung cấp)\s$",
    re.I,
)


def _of_a_grade(text: str, start: int, end: int) -> bool:
    return bool(_GRADE.search(text, start, end))


def _unit(text: str, number: Number) -> tuple[str | None, Span | None]:
    at = number.end
    if found := _PERCENT.match(text, at):
        return "%", Span(found.start(), found.end())
    if found := _MONEY.match(text, at):
        return "đồng", Span(found.start(), found.end())
    if found := _COUNTED.match(text, at):
        return found[1], Span(found.start(1), found.end(1))
    if found := _NAMED.match(text, at):
        return found[1], Span(found.start(1), found.end(1))
    if found := _SOME_NOUN.match(text, at):
        word = found[1] if not _NO_NOUN.match(found[1].split()[-1]) else found[1].split()[0]
        if not _NO_NOUN.match(word):
            return word, Span(found.start(1), found.start(1) + len(word))
    return ("đồng", Span(at, at)) if number.scaled else (None, None)


def counted_at(text: str, at: int) -> Span | None:
    """The counted noun that begins at ``at``, if it is a known one."""
    found = _COUNTED.match(text, at)
    return Span(found.start(1), found.end(1)) if found else None


def _is_known(unit: str) -> bool:
    return unit in ("%", "đồng") or bool(_COUNTED.fullmatch(unit))


_ONE_EACH = re.compile(
    r"(?<!\w)(?:mỗi|có|được|đăng ký|xây dựng|tổ chức|thực hiện|nhiệm kỳ|thời hạn)\s(?:[^\d;.]{0,60}\s)?$",
    re.I,
)


def _counts_here(text: str, number: Number, unit_at: Span | None) -> bool:
    """Whether a number in words counts: after a comparator, or of a known thing after có, mỗi …"""
    if _sign_before(text, number.start)[0] != "=":
        return True
    if unit_at is None or not _is_known(unit_at.of(text).strip()):
        return False
    return bool(_ONE_EACH.search(text, max(0, number.start - 80), number.start))


_OF_ALL = re.compile(r"\s(?:tổng số|số|trên tổng số)(?!\w)", re.I)


_SO_MANY_OF = re.compile(r"(?P<count>\d{1,2})\s?/\s?(?P<all>\d{1,2})")
_BEFORE_A_DAY = re.compile(r"(?<!\w)(?:ngày|dịp|trước|sau|từ|đến|mừng|và|niệm|hết)\s*$|[,/–-]\s*$", re.I)


def _so_many_of(text: str, start: int, end: int) -> Quantity | None:
    """ "8/9 tổ công đoàn", "45/50 CĐCS": so many of all there are. What could be a day, or ends as a share, is none."""
    found, unit = _SO_MANY_OF.fullmatch(text, start, end), counted_at(text, end)
    if found is None or unit is None or _BEFORE_A_DAY.search(text, max(0, start - _NEAR), start):
        return None
    count, whole = int(found["count"]), int(found["all"])
    if whole <= 12 and (exact(Fraction(count, whole) * 100) is not None or whole < 7):
        return None
    sign, begin = _sign_before(text, start)
    return Quantity(Span(begin, unit.end), Span(start, end), count, sign, unit.of(text), unit)


def _shares(text: str, told: list[Quantity]) -> list[Quantity]:
    """2/3 tổng số, 3/4 số đoàn viên: as percent where it ends, otherwise left to the words."""
    shares = []
    for start, end, share in fractions(text):
        if (of := _so_many_of(text, start, end)) is not None:
            shares.append(of)
            continue
        if share.denominator > 10 or not (_OF_ALL.match(text, end) or counted_at(text, end)):
            continue
        value = exact(share * 100)
        if value is None or any(each.whole.start < end and start < each.whole.end for each in told):
            continue
        sign, begin = _sign_before(text, start)
        tail = _sign_after(text, end, [])
        shares.append(
            Quantity(
                Span(begin, end), Span(start, end), value, tail[0] if tail else sign, "%", Span(end, end),
                tail[1] if tail else None,
            )
        )  # fmt: skip
    return shares
