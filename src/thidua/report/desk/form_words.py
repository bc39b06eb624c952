"""The form of a year in words: when a figure is of, who states it, what is counted into it, what is checked."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.algebra.checks import Identity, NeverFalls, PartOfWhole, Plausible, Rule
from thidua.algebra.elements import Nature, Source, Time
from thidua.formats.vi import format_number
from thidua.report.models import Activity
from thidua.report.queries.counting import Counted, CountingRule, Whose

TIMES: Mapping[Time, str | Promise] = {
    Time.CUMULATIVE: gettext_lazy("cộng dồn từ đầu năm"),
    Time.PER_PERIOD: gettext_lazy("trong kỳ"),
    Time.MOMENT: gettext_lazy("có đến ngày chốt số"),
}
SOURCES: Mapping[Source, str | Promise] = {
    Source.UNIT: gettext_lazy("đơn vị nhập"),
    Source.ABOVE: gettext_lazy("cấp trên ghi"),
    Source.REGISTER: gettext_lazy("sổ của hệ thống"),
    Source.CARRIED: gettext_lazy("số năm trước"),
}
NATURES: Mapping[Nature, str | Promise] = {
    Nature.FLOW: gettext_lazy("số việc, số người trong thời gian"),
    Nature.STOCK: gettext_lazy("số có đến một ngày"),
    Nature.MONEY: gettext_lazy("số tiền"),
    Nature.FLAG: gettext_lazy("Có / Không"),
}
COUNTED: Mapping[Counted, str | Promise] = {
    Counted.RECORDS: gettext_lazy("số cuộc, số việc"),
    Counted.PARTICIPANTS: gettext_lazy("số người dự"),
    Counted.WOMEN: gettext_lazy("số nữ dự"),
    Counted.AMOUNT: gettext_lazy("số tiền"),
    Counted.HELD: gettext_lazy("có việc hay không"),
}
WHOSE: Mapping[Whose, str | Promise] = {
    Whose.UNIT: gettext_lazy("của đơn vị làm việc đó"),
    Whose.SUBJECTS: gettext_lazy("của từng đơn vị được kiểm tra"),
}
CHECKS: Mapping[str, str | Promise] = {
    "part_of_whole": gettext_lazy("Ô này không lớn hơn ô kia"),
    "identity": gettext_lazy("Đầu kỳ cộng tăng trừ giảm bằng cuối kỳ"),
    "never_falls": gettext_lazy("Số cộng dồn không nhỏ đi trong năm"),
    "plausible": gettext_lazy("Hỏi lại khi khác xa kỳ trước"),
}


def say_counting(rule: CountingRule) -> str:
    """ "số người dự: tuyên truyền, phổ biến; của đơn vị làm việc đó"."""
    kinds = ", ".join(str(Activity.Kind(kind).label) for kind in rule.kinds)
    return _("%(what)s %(whose)s: %(kinds)s") % {
        "what": COUNTED[rule.counted],
        "kinds": kinds,
        "whose": WHOSE[rule.whose],
    }


def say_check(rule: Rule, names: Mapping[str, str]) -> str:
    """A check as a sentence."""

    def name(code: str) -> str:
        return f"«{names.get(code, code)}»"

    match rule:
        case PartOfWhole(part, whole):
            return _("%(part)s không lớn hơn %(whole)s.") % {"part": name(part), "whole": name(whole)}
        case Identity(start, plus, minus, end):
            return _("%(parts)s bằng %(end)s.") % {
                "parts": name(start)
                + "".join(f" + {name(code)}" for code in plus)
                + "".join(f" − {name(code)}" for code in minus),
                "end": name(end),
            }
        case NeverFalls(element):
            return _("%(name)s không nhỏ hơn kỳ trước trong cùng năm.") % {"name": name(element)}
        case Plausible(element, times, slack):
            return _("Hỏi lại khi %(name)s gấp hoặc kém kỳ trước %(times)s lần và lệch hơn %(slack)s.") % {
                "name": name(element),
                "times": format_number(times),
                "slack": slack,
            }
