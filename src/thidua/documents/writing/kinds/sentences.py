"""Figures, days and duties as sentences, in the one form that cannot be read in two ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from thidua.formats.vi import format_long_date, format_number

Value = int | Decimal
PERCENT = "%"
DONG = "đồng"
_MILLION, _MILLIARD = 10**6, 10**9


class Comparator(StrEnum):
    EQUAL = "="
    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"


_FORMS: Mapping[Comparator, str] = {
    Comparator.EQUAL: "{}",
    Comparator.AT_LEAST: "từ {} trở lên",
    Comparator.MORE: "trên {}",
    Comparator.AT_MOST: "không quá {}",
    Comparator.LESS: "dưới {}",
}


@dataclass(frozen=True, kw_only=True)
class Inner:
    """What each of those counted must reach of its own: a share of ``population``, or so many of a unit."""

    comparator: Comparator
    value: Value
    population: str
    unit: str = "%"


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A target in words. A percentage is of ``population``; ``per`` names who must reach it each."""

    subject: str
    comparator: Comparator = Comparator.EQUAL
    value: Value | None = None
    unit: str = ""
    population: str = ""
    per: str = ""
    average: bool = False
    inner: Inner | None = None


def amount(value: Value, unit: str) -> str:
    """
    >>> amount(2000, "đoàn viên"), amount(Decimal("37.5"), "%"), amount(700_000_000, "đồng")
    ('2.000 đoàn viên', '37,5%', '700 triệu đồng')
    """
    if unit == PERCENT:
        return f"{format_number(value, None)}%"
    if unit == DONG:
        return money(int(value))
    return f"{format_number(value)} {_named(unit)}".strip()


def _named(unit: str) -> str:
    """A unit that is a name, "Đội xe an toàn", stands in quotation marks: else nobody sees where it ends."""
    return f"“{unit}”" if unit[:1].isupper() and unit[1:2].islower() and " " in unit else unit


def money(dong: int) -> str:
    """As offices write sums: in milliards or millions where they are round, else in đồng."""
    for scale, word in ((_MILLIARD, "tỷ"), (_MILLION, "triệu")):
        if dong >= scale and dong % (scale // 10) == 0:
            return f"{format_number(Decimal(dong) / scale)} {word} đồng"
    return f"{format_number(dong)} đồng"


def compared(comparator: Comparator, value: Value, unit: str) -> str:
    """
    >>> compared(Comparator.AT_LEAST, 85, "%"), compared(Comparator.MORE, 30, "nhà")
    ('từ 85% trở lên', 'trên 30 nhà')
    """
    return _FORMS[comparator].format(amount(value, unit))


def aim(one: Aim) -> str:
    """The sentence of a target, without its full stop."""
    told = _whole(one)
    if one.per:
        strives = "" if told.startswith(_HAS) else "phấn đấu "
        told = f"{'bình quân ' if one.average else ''}mỗi {one.per} {strives}{told}"
    return capital(told)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _whole(one: Aim) -> str:
    """A figure "đạt" its amount; a share stands before whom it is of; a count stands where its unit is named."""
    if one.value is None:
        return one.subject
    if one.value == 0 and one.unit != PERCENT:
        return f"không có {one.subject}"
    told = compared(one.comparator, one.value, one.unit)
    if one.unit == PERCENT and one.population and one.subject.lower().startswith("số "):
        return f"{one.subject} chiếm {told} tổng số {one.population}"
    if _names_a_figure(one.subject) or (one.unit == PERCENT and not one.population):
        return f"{_figure(one)} {_REACHES.get(_first_word(one.subject), 'đạt')} {told}"
    if one.unit == PERCENT:
        return _share(one, told)
    whom = f"{one.population} " if one.population and not one.per else ""
    if one.unit and one.unit.lower() == one.subject.lower():
        return f"{whom}{_HAS}{told}"
    if one.unit and f" {one.unit} " in f" {one.subject} ".replace(",", " ,"):
        before, after = one.subject.split(one.unit, 1)
        has = "" if before else _HAS
        return f"{whom}{has}{before}{_before_more(one.comparator, one.value, one.unit)}{after}"
    if one.per or one.unit == DONG:
        return f"{whom}{one.subject} {'' if one.per else 'đạt '}{told}"
    return f"{whom}{one.subject}: {told}"


_CHANGES = (" giảm", " tăng")
_LOWERS = "kéo giảm"
_CHANGING = ("giảm", "tăng", "hạ", "nâng")
_A_VERB = 2  # syllables: so short, the words before "giảm" may be what is done, and no noun
_LEADS = (" ở", " tại", " cho", " đến", " tới", " với", " vào", " trong", " của")
_OF_A_PLAN = ("dự toán", "kế hoạch", "chỉ tiêu")


def _share(one: Aim, told: str) -> str:
    """ "85% đoàn viên tham gia"; where the words of the target name whom it is of, the figure stands there."""
    subject, whom = _with_inner(one), one.population
    place = subject.lower().find(whom.lower())
    if place == 0 and subject[len(whom) :].startswith(" ") and not subject.endswith(_CHANGES):
        return f"{told} {subject}"
    if subject.endswith(_CHANGES) and place == 0 and len(whom.split()) > _A_VERB:
        return f"{subject} {told}"
    if subject.startswith("“"):  # a title is no verb: so many of them hold it
        return f"{subject}: {told} số {whom}"
    if place > 0 and subject.lower().startswith(_LOWERS):
        return f"{subject[: len(_LOWERS)]} {told} {subject[len(_LOWERS) :].strip()}"
    if place > 0 and _first_word(subject) in _CHANGING:
        first, _blank, rest = subject.partition(" ")
        return f"{first} {told} {rest}"
    if place > 0:
        return f"{subject[:place]}{told} {subject[place:]}"
    if subject.endswith(_LEADS):
        return f"{subject} {told} {whom}"
    if whom.lower().startswith(_OF_A_PLAN):
        return f"{subject} đạt {told} {whom}"
    return f"{told} {whom} {subject}"


def _with_inner(one: Aim) -> str:
    """The subject with what each must reach of its own: a count at its unit, a share behind."""
    if one.inner is None:
        return one.subject
    inner = one.inner
    before, unit, after = f"{one.subject} ".partition(f" {inner.unit} ")
    if inner.unit != PERCENT and unit:
        return f"{before} {_before_more(inner.comparator, inner.value, inner.unit)} {after}".rstrip()
    at = one.subject.lower().find(inner.population.lower()) if inner.population else -1
    if at > 0:
        share = _before_more(inner.comparator, inner.value, inner.unit)
        return f"{one.subject[:at]}{share} {one.subject[at:]}"
    return (
        f"{one.subject} cho {compared(inner.comparator, inner.value, inner.unit)} {inner.population}".rstrip()
    )


_HAS = "có "
# What becomes smaller goes down to its amount.
_REACHES: Mapping[str, str] = {"hạ": "xuống", "giảm": "xuống", "kéo": "xuống"}
_FIGURES = ("tỷ lệ ", "tỉ lệ ", "số ", "tổng số ")


def _first_word(text: str) -> str:
    return text.partition(" ")[0].lower()


def _names_a_figure(subject: str) -> bool:
    """Whether the subject is itself a number that reaches something: "tỷ lệ …", "số …", "giảm tỷ lệ …"."""
    told = subject.lower()
    return told.startswith(_FIGURES) or (_first_word(told) in _REACHES and "tỷ lệ " in told)


def _figure(one: Aim) -> str:
    of = (
        f" của {one.population}"
        if one.population and one.population.lower() not in one.subject.lower()
        else ""
    )
    return f"{one.subject}{of}"


def _before_more(comparator: Comparator, value: Value, unit: str) -> str:
    """Inside a sentence that goes on, "từ … trở lên" would tear its words apart."""
    if comparator is Comparator.AT_LEAST:
        return f"ít nhất {amount(value, unit)}"
    return compared(comparator, value, unit)


def day(on: dt.date) -> str:
    """A day in running text: "ngày 30/6/2027", padded as official dates are."""
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d}/{month}/{on.year}"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A round (đợt). A month whose day is open is given as text in ``start`` or ``end``: "tháng 6/2027"."""

    ordinal: int
    start: dt.date | str | None = None
    end: dt.date | str | None = None
    note: str = ""  # what kind of round: "đợt ngắn ngày, chuyên đề"
    theme: str = ""
    occasions: tuple[str, ...] = ()
    review: str = ""  # "sơ kết", "tổng kết"
    review_on: dt.date | str | None = None


def stage(one: Stage) -> str:
    told = [part for part in (_from(one.start), _until(one.end)) if part]
    name = f"Đợt {one.ordinal}{f' ({one.note})' if one.note else ''}"
    text = f"{name}: {' '.join(told)}" if told else name
    if one.theme:
        text += f", chủ đề “{one.theme}”"
    if one.review:
        text += f"; {one.review}{f' {_when(one.review_on)}' if one.review_on else ''}"
    return text


def _from(start: dt.date | str | None) -> str:
    return f"từ {_when(start)}" if start else ""


def _until(end: dt.date | str | None) -> str:
    return f"đến {_when(end)}" if end else ""


def _when(said: dt.date | str) -> str:
    return said if isinstance(said, str) else day(said)


@dataclass(frozen=True, kw_only=True)
class Due:
    """Who must have done what by when: "trước ngày …"."""

    what: str
    on: dt.date
    who: str = ""
    to: str = ""


_SENT = ("kế hoạch", "hồ sơ", "danh sách", "văn bản", "biểu ", "bản ")


def due(one: Due, *, under_its_name: bool = False) -> str:
    """The sentence of a deadline. ``under_its_name``: whose it is stands in the heading above."""
    what = _lowered(one.what)
    if what.lower().startswith(_SENT):
        what = f"gửi {what}"
    who = f"{one.who} " if one.who and not under_its_name else ""
    to = f" về {one.to}" if one.to and one.to.lower() not in what.lower() else ""
    return capital(f"{who}{what}{to} trước {day(one.on)}")


def _lowered(text: str) -> str:
    """As it goes on inside a sentence: "Báo cáo kết quả" loses its capital, "CĐCS" and names keep theirs."""
    first, _blank, rest = text.partition(" ")
    ordinary = first[1:].islower() and rest[:1].islower()
    return text[:1].lower() + text[1:] if ordinary else text


@dataclass(frozen=True, kw_only=True)
class Basis:
    """A text that a document rests on. A law or an ordinance is named without number and issuer."""

    kind: str
    number: str = ""
    day: dt.date | None = None
    issuer: str = ""
    subject: str = ""
    verb: str = "Căn cứ"


def basis(one: Basis) -> str:
    law = one.kind.lower().startswith(("luật", "bộ luật", "pháp lệnh"))
    parts = [one.verb, one.kind] if one.verb else [one.kind]
    if one.number and not law:
        parts.append(f"số {one.number}" if one.number[:1].isdigit() else one.number)
    if law and one.subject and one.subject.lower() not in one.kind.lower():
        parts.append(one.subject)
    if one.day is not None:
        parts.append(format_long_date(one.day))
    if one.issuer and not law:
        parts.append(f"của {one.issuer}")
    if one.subject and not law:
        about = (
            one.subject
            if one.subject.lower().startswith(("về ", "quy định ", "ban hành "))
            else f"về {one.subject}"
        )
        parts.append(about)
    return " ".join(parts)
