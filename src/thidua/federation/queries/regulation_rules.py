"""A regulation in numbers: what it says, and how a year of its cluster keeps it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.algebra.cluster_rules import Bounds, ClusterRules, Due, broken, read_cluster_rules
from thidua.federation.models import Attribute, Body, Person, Regulation
from thidua.federation.queries.regulations import in_force
from thidua.federation.queries.times import attributes_at
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
    "summary": gettext_lazy("Họp tổng kết năm"),
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


def people_of(units: Iterable[Body], day: dt.date) -> dict[int, int | None]:
    """How many people each unit has: the workers that it states, else the members, else how many its register of
    people holds; None where nothing tells. Two queries, whatever the number of units."""
    wanted = list(units)
    stated = attributes_at(wanted, day)
    known = dict(
        Person.objects.filter(home__in=[one.pk for one in wanted], left_on=None)
        .values_list("home")
        .annotate(count=Count("pk"))
    )
    return {one.pk: _stated(stated[one.pk]) or known.get(one.pk) for one in wanted}


def _stated(facts: Mapping[str, object]) -> int | None:
    told = facts.get(Attribute.Name.WORKERS, facts.get(Attribute.Name.MEMBERS))
    return told if isinstance(told, int) else None


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


def kept_in(
    one: Regulation | None,
    year: int,
    *,
    units: int,
    deputies: int | None,
    people: Mapping[str, int | None] | None = None,
    done: Mapping[str, dt.date | None] | None = None,
) -> list[Rule]:
    """How a cluster's year keeps it: ``units`` that stand in it, ``deputies`` of its leader (None: nobody leads yet),
    ``people`` of each unit (None: it has not said), ``done``: the day of what somebody here knows of (None: not yet)."""
    rules = rules_of(one)
    counted = {"units": units, "deputies": deputies}
    members = dict.fromkeys(map(str, range(units)), 0)
    wrong = {told.rule for told in broken(rules, members, deputies=deputies)}
    found = []
    for name, bounds in rules.structure.items():
        count, stands, kept = counted.get(name), "", None
        if name == "people_per_unit":
            stands, kept = _people(bounds, people or {})
        elif count is not None:
            stands, kept = _("có %(count)s") % {"count": count}, name not in wrong
        # What is only advised is told, and nobody is said to break it.
        found.append(
            Rule(
                str(STRUCTURE_WORDS[name]), _bounds(bounds), stands, kept or None if bounds.advises else kept
            )
        )
    found += [_due(due, year, done or {}) for due in rules.calendar]
    return found + list(_awards(rules))


def _people(bounds: Bounds, people: Mapping[str, int | None]) -> tuple[str, bool | None]:
    """Each unit by itself; who has not said how many it has is named and not judged."""
    wrong = [
        f"{unit}: {count}" for unit, count in people.items() if count is not None and not bounds.hold(count)
    ]
    silent = [unit for unit, count in people.items() if count is None]
    told = [_("không đủ: %(units)s") % {"units": "; ".join(wrong)}] if wrong else []
    told += [_("chưa rõ số người: %(units)s") % {"units": ", ".join(silent)}] if silent else []
    if not people or told:
        return "; ".join(told), False if wrong else None
    return _("cả %(count)s đơn vị đều đúng") % {"count": len(people)}, True


def _due(due: Due, year: int, done: Mapping[str, dt.date | None]) -> Rule:
    """Until when, and how that stands: in time, so many days late, or not done yet."""
    last, label = due.last_day_of(year), _due_name(due)
    more = due.last_day_of(year, special=True) if due.special else last
    says = format_date(last) + (
        _(" (gia hạn đến hết %(day)s)") % {"day": format_date(more)} if due.special else ""
    )
    if (day := done.get(due.what)) is not None:
        words = {"day": format_date(day), "days": (day - last).days}
        if day <= last:
            return Rule(label, says, _("xong ngày %(day)s, đúng hạn") % words, kept=True)
        if day <= more:
            return Rule(label, says, _("xong ngày %(day)s, trong thời gian gia hạn") % words, kept=True)
        return Rule(label, says, _("xong ngày %(day)s, muộn %(days)s ngày") % words, kept=False)
    left = (last - clock.today()).days
    if left >= 0:
        return Rule(label, says, _("còn %(days)s ngày") % {"days": left})
    if due.what not in done:
        return Rule(label, says, _("đã qua hạn"))
    if clock.today() <= more:
        return Rule(label, says, _("chưa xong, trong thời gian gia hạn"))
    return Rule(label, says, _("chưa xong, quá hạn %(days)s ngày") % {"days": -left}, kept=False)


def _awards(rules: ClusterRules) -> Iterator[Rule]:
    for one in rules.awards:
        label = one.name or str(AWARD_WORDS.get(one.code, one.code))
        yield Rule(label, _("nhiều nhất %(count)s đơn vị một năm") % {"count": one.count})


def _due_name(due: Due) -> str:
    return str(DUE_WORDS.get(due.what, due.what))


def _until(due: Due) -> str:
    words = {"day": f"{due.day:02}/{due.month:02}"}
    told = (_("trước ngày %(day)s") if due.strict else _("đến hết ngày %(day)s")) % words
    if due.special is None:
        return told
    month, day = due.special
    return told + _("; được gia hạn thì đến hết %(day)s") % {"day": f"{day:02}/{month:02}"}


def _bounds(bounds: Bounds) -> str:
    said = say_bounds(bounds)
    return _("%(said)s (khuyến nghị)") % {"said": said} if bounds.advises else said


def say_bounds(bounds: Bounds) -> str:
    least, most = bounds.at_least, bounds.at_most
    if least is not None and most is not None:
        return _("từ %(least)s đến %(most)s") % {"least": least, "most": most}
    if least is not None:
        return _("ít nhất %(least)s") % {"least": least}
    return _("nhiều nhất %(most)s") % {"most": most} if most is not None else "–"
