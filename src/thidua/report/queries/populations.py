"""Of which units a figure is asked, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.algebra.strata import Condition, Stratum
from thidua.formats.vi import format_date, parse_date

_VALUES: Final[Mapping[str, Mapping[str, str | Promise]]] = {
    "kind": {
        "grassroots": gettext_lazy("công đoàn cơ sở"),
        "upper": gettext_lazy("công đoàn cấp trên cơ sở"),
        "province": gettext_lazy("liên đoàn lao động tỉnh"),
        "confederation": gettext_lazy("Tổng Liên đoàn"),
    },
    "bloc": {
        "enterprise": gettext_lazy("doanh nghiệp"),
        "public_sector": gettext_lazy("cơ quan, đơn vị sự nghiệp"),
        "school": gettext_lazy("trường học"),
    },
    "ownership": {"state": gettext_lazy("vốn nhà nước"), "non_state": gettext_lazy("ngoài nhà nước")},
    "agency": {
        "state_agency": gettext_lazy("cơ quan nhà nước"),
        "public_service": gettext_lazy("đơn vị sự nghiệp"),
        "party_mass": gettext_lazy("cơ quan Đảng, đoàn thể"),
    },
    "has_union": {"true": "", "false": gettext_lazy("chưa có công đoàn")},
}


def say_population(strata: Sequence[Stratum]) -> str:
    """Any of the strata is enough; those that lie inside another one are not said."""
    widest = [one for one in strata if not any(other != one and _covers(other, one) for other in strata)]
    told = [_one(stratum) for stratum in dict.fromkeys(widest)]
    return "; ".join(dict.fromkeys(words for words in told if words)) or _("mọi đơn vị")


def _covers(wide: Stratum, narrow: Stratum) -> bool:
    """Whether every unit of the narrow stratum is surely in the wide one."""
    return all(any(_follows(own, one) for own in narrow.conditions) for one in wide.conditions)


def _follows(own: Condition, wanted: Condition) -> bool:
    same = (own.attribute, own.relation) == (wanted.attribute, wanted.relation)
    if wanted.relation == "in":
        return same and set(own.allowed) <= set(wanted.allowed)
    return own == wanted


def _one(stratum: Stratum) -> str:
    order = {"kind": 0, "bloc": 1, "agency": 2, "ownership": 3}
    parts = sorted(stratum.conditions, key=lambda one: order.get(one.attribute, 9))
    return ", ".join(words for words in map(_condition, parts) if words)


def _condition(one: Condition) -> str:
    value = one.allowed[0]
    match one.attribute, one.relation:
        case "workers", "min":
            return _("từ %(count)s lao động trở lên") % {"count": value}
        case "workers", "max":
            return _("không quá %(count)s lao động") % {"count": value}
        case "founded", "from":
            return _("thành lập từ %(day)s") % {"day": _day(value)}
        case "founded", "to":
            return _("thành lập đến %(day)s") % {"day": _day(value)}
    words = _VALUES.get(one.attribute, {})
    return " / ".join(told for code in one.allowed if (told := str(words.get(code, code))))


def _day(written: str) -> str:
    return format_date(parse_date(written))
