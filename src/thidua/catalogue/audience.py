"""Of whom a figure is asked, and what is asked, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext, gettext_lazy

from thidua.algebra.elements import Element, Nature, Source, Time
from thidua.algebra.forms import Question
from thidua.algebra.strata import Condition, Stratum
from thidua.federation.models import Attribute, UnitKind
from thidua.formats.vi import format_date, format_number
from thidua.kernel.errors import Phrase


def say_stratum(stratum: Stratum) -> str:
    """Which units, in one line: "công đoàn cơ sở, khối doanh nghiệp, từ 10 lao động"."""
    told = [_SAID[one.attribute](one) for one in _in_order(stratum) if one.attribute in _SAID]
    founded = [one for one in stratum.conditions if one.attribute == "founded"]
    return ", ".join([*told, *([_founded(founded)] if founded else [])]) or gettext("mọi đơn vị")


def _in_order(stratum: Stratum) -> list[Condition]:
    order = list(_SAID)
    known = [one for one in stratum.conditions if one.attribute in _SAID]
    return sorted(known, key=lambda one: order.index(one.attribute))


def _either(words: Mapping[str, Phrase]) -> Callable[[Condition], str]:
    return lambda one: gettext(" hoặc ").join(str(words.get(value, value)) for value in one.allowed)


def _bloc(one: Condition) -> str:
    return gettext("khối %(names)s") % {"names": _either(Attribute.CHOICES[Attribute.Name.BLOC])(one)}


def _level(one: Condition) -> str:
    return gettext("công đoàn %(names)s") % {"names": _either(dict(UnitKind.Level.choices))(one)}


def _ownership(one: Condition) -> str:
    return gettext("khu vực %(names)s") % {"names": _either(Attribute.CHOICES[Attribute.Name.OWNERSHIP])(one)}


def _workers(one: Condition) -> str:
    count = {"count": format_number(int(one.allowed[0]))}
    if one.relation == "min":
        return gettext("từ %(count)s lao động trở lên") % count
    return gettext("không quá %(count)s lao động") % count


def _has_union(one: Condition) -> str:
    return gettext("đã có công đoàn") if one.allowed == ("true",) else gettext("chưa có công đoàn")


def _founded(ends: list[Condition]) -> str:
    """A whole year by its number, any other span by its days."""
    days = {one.relation: dt.date.fromisoformat(one.allowed[0]) for one in ends}
    first, last = days.get("from"), days.get("to")
    if first and last and (first, last) == (dt.date(first.year, 1, 1), dt.date(first.year, 12, 31)):
        return gettext("thành lập trong năm %(year)s") % {"year": first.year}
    spans = [
        *([gettext("từ %(day)s") % {"day": format_date(first)}] if first else []),
        *([gettext("đến %(day)s") % {"day": format_date(last)}] if last else []),
    ]
    return gettext("thành lập %(span)s") % {"span": " ".join(spans)}


_SAID: Final[Mapping[str, Callable[[Condition], str]]] = {
    "kind": _level,
    "bloc": _bloc,
    "ownership": _ownership,
    "agency": _either(Attribute.CHOICES[Attribute.Name.AGENCY]),
    "has_union": _has_union,
    "workers": _workers,
}

_SOURCES: Final[Mapping[Source, Phrase]] = {
    Source.UNIT: gettext_lazy("đơn vị tự nhập"),
    Source.ABOVE: gettext_lazy("cấp trên xếp, đơn vị không phải nhập"),
    Source.REGISTER: gettext_lazy("lấy từ sổ, đơn vị không phải nhập"),
    Source.CARRIED: gettext_lazy("lấy số cuối năm trước, đơn vị không phải nhập"),
}


@dataclass(frozen=True)
class Asked:
    """One question as a unit will read it, what is typed there, and who is asked."""

    name: str
    unit_of_measure: str
    how: str
    of_whom: str
    by_hand: bool


def say_question(question: Question) -> Asked:
    element = question.element
    either = gettext("; hoặc ").join(say_stratum(one) for one in question.asked_of)
    return Asked(
        name=element.name or element.code,
        unit_of_measure=element.unit_of_measure,
        how=f"{_how(element)}; {_SOURCES[element.source]}",
        of_whom=either,
        by_hand=question.by_hand,
    )


def _how(element: Element) -> str:
    if element.nature is Nature.FLAG:
        return gettext("trả lời Có hoặc Không")
    if element.time is Time.MOMENT:
        return gettext("số tại ngày chốt")
    if element.time is Time.PER_PERIOD:
        return gettext("số trong kỳ")
    return gettext("số cộng dồn từ đầu năm")
