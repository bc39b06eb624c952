""" "Vì sao khá?": the reasons of a class in words, from the best class down to the one that was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language, gettext, gettext_noop

from thidua.algebra.grading import Condition, Grade, Graded, Reason, Scheme, Why
from thidua.formats.vi import format_number
from thidua.score.models import GradingRound
from thidua.score.queries.grading.marks import lines_of

WORDS: Final[Mapping[Why, str]] = {
    Why.POINTS_SHORT: gettext_noop("%(grade)s cần từ %(least)s điểm; được %(total)s, còn thiếu %(short)s."),
    Why.CONDITION_FAILED: gettext_noop("Không được xếp %(grade)s vì chưa đạt điều kiện: %(condition)s."),
    Why.CONDITION_OPEN: gettext_noop(
        "Chưa biết có được xếp %(grade)s: chưa trả lời điều kiện «%(condition)s»."
    ),
    Why.CRITERION_LOW: gettext_noop(
        "Không được xếp %(grade)s vì «%(criterion)s» được %(points)s trên %(most)s,"
        " dưới %(percent)s %% số điểm tối đa."
    ),
    Why.REACHED: gettext_noop(
        "Được %(total)s điểm, đủ mức từ %(least)s điểm và đủ các điều kiện: %(grade)s."
    ),
    Why.LAST: gettext_noop("Được %(total)s điểm, không đủ cho loại nào cao hơn: %(grade)s."),
}


@dataclass(frozen=True)
class Said:
    """One reason in words. ``given``: it is the class that the unit has."""

    words: str
    given: bool


def say_grade(scheme: Scheme, code: str) -> str:
    """The class in the reader's language; "" while there is none."""
    found = next((one for one in scheme.grades if one.code == code), None)
    return _name(found) if found else ""


def _name(one: Grade | Condition) -> str:
    return one.name_en if one.name_en and get_language() == "en" else one.name


def say_condition(one: Condition) -> str:
    return _name(one)


def say_why(round_: GradingRound, graded: Graded) -> list[Said]:
    """Every reason; nothing is left out, so that "vì sao không cao hơn?" is answered too."""
    names = {line.code: line.name for line in lines_of(round_)}
    return [_said(round_.rules, names, one) for one in graded.reasons]


def _said(scheme: Scheme, names: Mapping[str, str], one: Reason) -> Said:
    told = {
        name: value if isinstance(value, str) else format_number(value) for name, value in one.params.items()
    }
    told["grade"] = _name(scheme.grade(one.grade))
    if "condition" in told:
        told["condition"] = next(
            (_name(condition) for condition in scheme.conditions if condition.code == told["condition"]), ""
        )
    if "criterion" in told:
        told["criterion"] = names.get(told["criterion"], told["criterion"])
    if one.why is Why.POINTS_SHORT:
        least, total = one.params["least"], one.params["total"]
        assert not isinstance(least, str)
        assert not isinstance(total, str)
        told["short"] = format_number(least - total)
    return Said(gettext(WORDS[one.why]) % told, one.why in (Why.REACHED, Why.LAST))
