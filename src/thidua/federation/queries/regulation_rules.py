"""A regulation in numbers: what it says, and how a year of its cluster keeps it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.algebra.cluster_rules import Bounds, ClusterRules, Due, broken, read_cluster_rules
from thidua.federation.models import Body, Regulation
from thidua.federation.queries.regulations import in_force
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.errors import Phrase

STRUCTURE_WORDS: Final[Mapping[str, Phrase]] = {
    "units": gettext_lazy("Số thành viên"),
    "deputies": gettext_lazy("Số cụm phó"),
    "people_per_unit": gettext_lazy("Số người mỗi đơn vị"),
}
DUE_WORDS: Final[Mapping[str, Phrase]] = {
    "register": gettext_lazy("Gửi đăng ký thi đua"),
    "covenant": gettext_lazy("Ký giao ước"),
    "summary": gettext_lazy("Họp tổng kết trong năm"),
}
AWARD_WORDS: Final[Mapping[str, Phrase]] = {
    "flag": gettext_lazy("Cờ thi đua"),
    "certificate": gettext_lazy("Bằng khen"),
    "paper": gettext_lazy("Giấy khen"),
}


@dataclass(frozen=True)
class Rule:
    """``kept`` None: nothing here tells whether it is."""

    label: str
    says: str
    stands: str = ""
    kept: bool | None = None


def rules_of(one: Regulation | None) -> ClusterRules:
    return read_cluster_rules(one.rules if one else {})


def rules_in(cluster: Body, year: int) -> tuple[Regulation | None, ClusterRules]:
    """Of the version in force today, or on the day of that year which is nearest to it; one query."""
    day = min(max(clock.today(), dt.date(year, 1, 1)), dt.date(year, 12, 31))
    found = in_force(cluster, day)
    return found, rules_of(found)


def told(one: Regulation) -> list[Rule]:
    """What a version says, for whoever reads it."""
    rules = rules_of(one)
    said = [Rule(str(STRUCTURE_WORDS[name]), _bounds(bounds)) for name, bounds in rules.structure.items()]
    said += [Rule(_due_name(due), _until(due)) for due in rules.calendar]
    return said + list(_awards(rules))


def kept_in(one: Regulation | None, year: int, *, units: int, deputies: int | None) -> list[Rule]:
    """How a cluster's year keeps it: ``units`` that stand in it, ``deputies`` of its leader (None: nobody leads yet)."""
    rules, today = rules_of(one), clock.today()
    counted = {"units": units, "deputies": deputies}
    wrong = {
        found.rule for found in broken(rules, dict.fromkeys(map(str, range(units)), 0), deputies=deputies)
    }
    found = [
        Rule(
            str(STRUCTURE_WORDS[name]),
            _bounds(bounds),
            _("có %(count)s") % {"count": count} if (count := counted.get(name)) is not None else "",
            None if counted.get(name) is None else name not in wrong,
        )
        for name, bounds in rules.structure.items()
    ]
    for due in rules.calendar:
        last = due.last_day(year)
        left = (last - today).days
        stands = _("còn %(days)s ngày") % {"days": left} if left >= 0 else _("đã qua hạn")
        found.append(Rule(_due_name(due), format_date(last), stands))
    return found + list(_awards(rules))


def _awards(rules: ClusterRules) -> Iterator[Rule]:
    for one in rules.awards:
        label = one.name or str(AWARD_WORDS.get(one.code, one.code))
        yield Rule(label, _("nhiều nhất %(count)s đơn vị một năm") % {"count": one.count})


def _due_name(due: Due) -> str:
    return str(DUE_WORDS.get(due.what, due.what))


def _until(due: Due) -> str:
    words = {"day": f"{due.day:02}/{due.month:02}"}
    return (_("trước ngày %(day)s") if due.strict else _("đến hết ngày %(day)s")) % words


def _bounds(bounds: Bounds) -> str:
    least, most = bounds.at_least, bounds.at_most
    if least is not None and most is not None:
        return _("từ %(least)s đến %(most)s") % {"least": least, "most": most}
    if least is not None:
        return _("ít nhất %(least)s") % {"least": least}
    return _("nhiều nhất %(most)s") % {"most": most} if most is not None else "–"
