"""Numbers, money and dates as Vietnamese people write them: the one module through which they pass.

Reading is strict where a wrong guess would change a figure: "1.234" is a thousand, but "1.23" is refused
with both readings. Writing rounds half up, and only here.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction

from thidua.formats.errors import CodedError

NBSP = "\u00a0"
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_GROUPED = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:\{mark}\d{{3}})+") for mark in ".,"}
_SPACED = re.compile(r"[+-]? ?[1-9]\d{0,2}(?: \d{3})+(?![\d ]*\d)")
_SHAPE = re.compile(r"[+-]?[\d.,]*\d[\d.,]*")
_PLAIN = re.compile(r"(-?)0*(\d+)(,\d+)?", re.ASCII)


class NumberEmpty(CodedError):
    code = "formats.number_empty"


class NumberUnreadable(CodedError):
    """The text is not a number, or its groups of three do not fit."""

    code = "formats.number_unreadable"


class NumberAmbiguous(CodedError):
    """Two readings are possible; params: text, as_decimal, as_thousands."""

    code = "formats.number_ambiguous"


class CountFractional(CodedError):
    code = "formats.count_fractional"


class CountNegative(CodedError):
    code = "formats.count_negative"


class MoneyUnreadable(CodedError):
    code = "formats.money_unreadable"


class MoneyFractional(CodedError):
    """Less than one đồng is left over."""

    code = "formats.money_fractional"


class MoneyNegative(CodedError):
    code = "formats.money_negative"


class DateEmpty(CodedError):
    code = "formats.date_empty"


class DateUnreadable(CodedError):
    code = "formats.date_unreadable"


class DateImpossible(CodedError):
    """Read as day, month, year, but no calendar has that day."""

    code = "formats.date_impossible"


def _narrow(text: str) -> str:
    """Full-width signs to their ordinary ones, every space and minus to one; the rest stays."""
    told = (chr(ord(letter) - 0xFEE0) if "\uff01" <= letter <= "\uff5e" else letter for letter in text)
    return _SPACES.sub(" ", "".join(told)).replace("\u2212", "-").strip()


def parse_number(text: str) -> Decimal:
    """Read one number, exactly.

    Comma is the decimal mark and dot the mark of thousands; with both, the last one is the decimal mark.
    A single dot not followed by exactly three digits may be either: it is refused, never guessed.

    Raises NumberEmpty, NumberAmbiguous (as_decimal, as_thousands), NumberUnreadable.

    >>> parse_number("1.234,5"), parse_number("1,234.5"), parse_number("1.234")
    (Decimal('1234.5'), Decimal('1234.5'), Decimal('1234'))
    """
    narrow = _narrow(text)
    if not narrow:
        raise NumberEmpty(text=text)
    if " " in narrow:
        narrow = _join_spaced(narrow, text)
    if not narrow.isascii() or not _SHAPE.fullmatch(narrow):
        raise NumberUnreadable(text=text)
    sign = "-" if narrow.startswith("-") else ""
    return Decimal(sign + _plain_digits(narrow.lstrip("+-"), text))


def _join_spaced(narrow: str, text: str) -> str:
    whole, mark, rest = narrow.partition(",")
    if not _SPACED.fullmatch(whole) and not re.fullmatch(r"[+-] [\d.]+", whole):
        raise NumberUnreadable(text=text)
    return whole.replace(" ", "") + mark + rest


def _plain_digits(body: str, text: str) -> str:
    """Digits with at most one "." as the decimal mark."""
    if body.isdigit():
        return body
    if "." in body and "," in body:
        return _both_marks(body, text)
    mark = "." if "." in body else ","
    if body.count(mark) > 1:
        return _thousands(body, mark, text)
    return _single_dot(body, text) if mark == "." else _single_comma(body, text)


def _both_marks(body: str, text: str) -> str:
    decimal = "." if body.rindex(".") > body.rindex(",") else ","
    whole, _, rest = body.rpartition(decimal)
    if not rest or decimal in whole:
        raise NumberUnreadable(text=text)
    return f"{_thousands(whole, ',' if decimal == '.' else '.', text)}.{rest}"


def _thousands(body: str, mark: str, text: str) -> str:
    if not _GROUPED[mark].fullmatch(body):
        raise NumberUnreadable(text=text)
    return body.replace(mark, "")


def _single_dot(body: str, text: str) -> str:
    if _GROUPED["."].fullmatch(body):
        return body.replace(".", "")
    whole, _, rest = body.partition(".")
    if not whole or not rest:
        raise NumberUnreadable(text=text)
    raise NumberAmbiguous(text=text, as_decimal=f"{whole},{rest}", as_thousands=str(int(whole + rest)))


def _single_comma(body: str, text: str) -> str:
    whole, _, rest = body.partition(",")
    if not whole or not rest:
        raise NumberUnreadable(text=text)
    return f"{whole}.{rest}"


def parse_count(text: str) -> int:
    """Read a count of people, units, things: a whole number, zero or more.

    Raises CountFractional, CountNegative and whatever parse_number raises.
    """
    number = parse_number(text)
    if number != number.to_integral_value():
        raise CountFractional(text=text)
    if number < 0:
        raise CountNegative(text=text)
    return int(number)


def parse_percent(text: str) -> Fraction:
    """Read "85,5 %" or "85,5" as the exact ratio 171/200."""
    return Fraction(parse_number(_narrow(text).removesuffix("%").rstrip())) / 100


_MONEY_SCALE = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tr": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_MONEY_TAIL = re.compile(r"\s*(?:việt nam đồng|vnđ|vnd|đồng|đ|₫)\.?$")
_MONEY_PART = re.compile(r"([^a-zà-ỹđ]+?)\s*(nghìn|ngàn|triệu|tr|tỷ|tỉ)(?![a-zà-ỹđ])\s*")


def parse_money(text: str) -> int:
    """Read an amount in đồng: "700.000.000", "700 triệu", "1,2 tỷ", "1 tỷ 200 triệu đồng".

    Raises MoneyNegative, MoneyFractional, MoneyUnreadable and whatever parse_number raises.
    """
    narrow = unicodedata.normalize("NFC", _narrow(text)).lower()
    if not narrow:
        raise NumberEmpty(text=text)
    amount = _sum_money(_MONEY_TAIL.sub("", narrow), text)
    if amount != int(amount):
        raise MoneyFractional(text=text)
    if amount < 0:
        raise MoneyNegative(text=text)
    return int(amount)


def _sum_money(body: str, text: str) -> Fraction:
    """Parts must run from large to small, each unit once: "1 triệu 2 tỷ" is a slip, not a sum."""
    total, limit, at = Fraction(0), 10**10, 0
    while found := _MONEY_PART.match(body, at):
        scale = _MONEY_SCALE[found.group(2)]
        number = Fraction(parse_number(found.group(1)))
        if scale >= limit or (at and number < 0):
            raise MoneyUnreadable(text=text)
        total, limit, at = total + number * scale, scale, found.end()
    if at == len(body) and at:
        return total
    rest = Fraction(parse_number(body[at:]))
    if at and not 0 <= rest < limit:
        raise MoneyUnreadable(text=text)
    return total + rest


def _half_up(value: Fraction, places: int) -> int:
    """value × 10**places to the nearest integer, halves away from zero."""
    scaled = abs(value) * 10**places
    rounded: int = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return -rounded if value < 0 else rounded


def format_number(value: Decimal | int | Fraction, places: int | None = None) -> str:
    """Write a number: dot for thousands, comma for decimals, halves rounded up.

    Without `places`: at most two decimals and no trailing zeros. A value that rounds to zero has no minus
    sign.

    >>> format_number(1234567), format_number(Decimal("1234.5")), format_number(Fraction(1, 3), places=1)
    ('1.234.567', '1.234,5', '0,3')
    """
    shown = 2 if places is None else places
    scaled = _half_up(Fraction(value), shown)
    whole, rest = divmod(abs(scaled), 10**shown)
    decimals = f"{rest:0{shown}d}" if shown else ""
    if places is None:
        decimals = decimals.rstrip("0")
    grouped = f"{whole:,}".replace(",", ".")
    return f"{'-' if scaled < 0 else ''}{grouped}{',' if decimals else ''}{decimals}"


def format_whole(value: Fraction) -> str | None:
    """Write a number with all of its decimals; None when they never end.

    >>> format_whole(Fraction("79.9995")), format_whole(Fraction(1, 3))
    ('79,9995', None)
    """
    places, rest = 0, value.denominator
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest, times = rest // prime, times + 1
        places = max(places, times)
    return format_number(value, places) if rest == 1 else None


def grouped(text: str) -> str:
    """A typed text with dots at its thousands when it is digits alone; anything else as it is.

    >>> grouped("1234567"), grouped("1234,5"), grouped("1,234.5"), grouped("6,6 triệu")
    ('1.234.567', '1.234,5', '1,234.5', '6,6 triệu')
    """
    found = _PLAIN.fullmatch(text)
    if found is None:
        return text
    sign, whole, rest = found.groups(default="")
    return f"{sign}{int(whole):,}".replace(",", ".") + rest


def format_percent(value: Decimal | int | Fraction, places: int = 1) -> str:
    """Write a ratio as a percentage; the space cannot break.

    >>> format_percent(Fraction(812, 950)).replace(NBSP, " ")
    '85,5 %'
    """
    return f"{format_number(Fraction(value) * 100, places)}{NBSP}%"


def format_money(amount: int) -> str:
    """Write an amount in đồng.

    >>> format_money(5200000).replace(NBSP, " ")
    '5.200.000 đồng'
    """
    return f"{format_number(amount)}{NBSP}đồng"


_DATE_SHAPES = (
    re.compile(r"(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII),
    re.compile(r"(?:ngày )?(?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})", re.ASCII),
)
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def parse_date(text: str) -> date:
    """Read a date; the day always comes first, except in ISO form (2017-02-07).

    Raises DateEmpty, DateUnreadable, DateImpossible (day, month, year).

    >>> parse_date("7/2/2017") == parse_date("ngày 07 tháng 02 năm 2017") == date(2017, 2, 7)
    True
    """
    narrow = unicodedata.normalize("NFC", _narrow(text)).lower()
    if not narrow:
        raise DateEmpty(text=text)
    for shape in _DATE_SHAPES:
        if found := shape.fullmatch(narrow):
            return _calendar_day(text, int(found["day"]), int(found["month"]), int(found["year"]))
    raise DateUnreadable(text=text)


def _calendar_day(text: str, day: int, month: int, year: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DateImpossible(text=text, day=day, month=month, year=year) from None


def format_date(day: date) -> str:
    """dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_long_date(day: date) -> str:
    """The form of official papers: "ngày 07 tháng 02 năm 2017"."""
    # Nghị định 30/2020/NĐ-CP: a zero stands before days below ten and before months 1 and 2 only.
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year:04d}"


def weekday_name(day: date) -> str:
    """ "Thứ Hai" to "Chủ Nhật"."""
    return _WEEKDAYS[day.weekday()]
