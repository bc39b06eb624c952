"""A grade from marks: the best class whose points are reached and whose conditions are met.

Which classes there are, from how many points, and what else must hold is data of the office's guidance. Every answer
says why it is not better: how many points are short, or which condition held the unit back. A condition that nobody
has answered is neither met nor failed: it leaves the grade open.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from thidua.algebra.errors import GradesDisagree, UnknownDefinition
from thidua.algebra.reading import Told, told


class ConditionKind(StrEnum):
    ANSWER = "answer"  # people say yes or no
    EACH_AT_LEAST = "each_at_least"  # no criterion below so many per cent of its most


@dataclass(frozen=True)
class Grade:
    """A class. ``least`` points, inclusive; None for the last, which takes what no other takes."""

    code: str
    name: str
    least: Fraction | None
    name_en: str = ""


@dataclass(frozen=True)
class Condition:
    """What must hold beside the points for the class ``grade``; ``percent`` of ``EACH_AT_LEAST``."""

    code: str
    grade: str
    name: str
    kind: ConditionKind = ConditionKind.ANSWER
    percent: Fraction | None = None
    name_en: str = ""


@dataclass(frozen=True)
class Scheme:
    """Classes from the best down, their conditions, and which classes a figure of the reports counts."""

    grades: tuple[Grade, ...]
    conditions: tuple[Condition, ...] = ()
    figures: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def grade(self, code: str) -> Grade:
        return next(one for one in self.grades if one.code == code)

    @property
    def asked(self) -> tuple[Condition, ...]:
        """Conditions that people answer."""
        return tuple(one for one in self.conditions if one.kind is ConditionKind.ANSWER)


@dataclass(frozen=True)
class Marked:
    """The points of one criterion and the most that it can give."""

    code: str
    name: str
    points: Fraction
    most: Fraction


class Why(StrEnum):
    POINTS_SHORT = "points_short"
    CONDITION_FAILED = "condition_failed"
    CONDITION_OPEN = "condition_open"
    CRITERION_LOW = "criterion_low"
    REACHED = "reached"
    LAST = "last"


# Which parameters each reason has; the sentences are made above.
REASONS: Final[Mapping[Why, frozenset[str]]] = {
    Why.POINTS_SHORT: frozenset({"total", "least"}),
    Why.CONDITION_FAILED: frozenset({"condition"}),
    Why.CONDITION_OPEN: frozenset({"condition"}),
    Why.CRITERION_LOW: frozenset({"condition", "criterion", "points", "most", "percent"}),
    Why.REACHED: frozenset({"total", "least"}),
    Why.LAST: frozenset({"total"}),
}


@dataclass(frozen=True)
class Reason:
    """Why the class ``grade`` is not given, or is."""

    grade: str
    why: Why
    params: Mapping[str, Fraction | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Graded:
    """``grade`` is None while an answer that decides is missing; ``reasons`` from the best class down."""

    grade: Grade | None
    reasons: tuple[Reason, ...]

    @property
    def open(self) -> tuple[Reason, ...]:
        return tuple(one for one in self.reasons if one.why is Why.CONDITION_OPEN)


def grade(
    scheme: Scheme, total: Fraction | Decimal, marks: Sequence[Marked], answers: Mapping[str, bool | None]
) -> Graded:
    """The class that points and answers give.

    >>> scheme = Scheme((Grade("strong", "Vững mạnh", Fraction(85)), Grade("fair", "Khá", None)),
    ...                 (Condition("clean", "strong", "Không ai bị kỷ luật"),))
    >>> [grade(scheme, Fraction(points), (), {"clean": clean}).grade.name
    ...  for points, clean in ((85, True), (Fraction(8499, 100), True), (90, False))]
    ['Vững mạnh', 'Khá', 'Khá']
    >>> grade(scheme, Fraction(90), (), {}).grade is None
    True
    """
    points = Fraction(total)
    reasons: list[Reason] = []
    for one in scheme.grades:
        if one.least is not None and points < one.least:
            reasons.append(Reason(one.code, Why.POINTS_SHORT, {"total": points, "least": one.least}))
            continue
        against = [
            reason
            for condition in scheme.conditions
            if condition.grade == one.code
            for reason in _against(condition, marks, answers)
        ]
        failed = [reason for reason in against if reason.why is not Why.CONDITION_OPEN]
        reasons += failed or against
        if failed:
            continue  # whatever the open answers will be, this class is out of reach
        if against:
            return Graded(None, tuple(reasons))
        reasons.append(_given(one, points))
        return Graded(one, tuple(reasons))
    return Graded(None, tuple(reasons))


def _given(one: Grade, points: Fraction) -> Reason:
    if one.least is None:
        return Reason(one.code, Why.LAST, {"total": points})
    return Reason(one.code, Why.REACHED, {"total": points, "least": one.least})


def _against(
    condition: Condition, marks: Sequence[Marked], answers: Mapping[str, bool | None]
) -> list[Reason]:
    if condition.kind is ConditionKind.EACH_AT_LEAST:
        return [_low(condition, one) for one in marks if _is_low(condition, one)]
    answer = answers.get(condition.code)
    if answer is None:
        return [Reason(condition.grade, Why.CONDITION_OPEN, {"condition": condition.code})]
    return [] if answer else [Reason(condition.grade, Why.CONDITION_FAILED, {"condition": condition.code})]


def _is_low(condition: Condition, one: Marked) -> bool:
    assert condition.percent is not None  # the reader of schemes asks for it
    return one.points * 100 < one.most * condition.percent


def _low(condition: Condition, one: Marked) -> Reason:
    assert condition.percent is not None
    told_of: dict[str, Fraction | str] = {
        "condition": condition.code,
        "criterion": one.code,
        "points": one.points,
        "most": one.most,
        "percent": condition.percent,
    }
    return Reason(condition.grade, Why.CRITERION_LOW, told_of)


def read_scheme(data: object) -> Scheme:
    """A scheme from its data. Raises UnknownDefinition, GradesDisagree; each names the place."""
    given = told(data) if isinstance(data, Told) else Told(data)
    grades = tuple(_grade(one) for one in given.at("grades").each())
    _in_order(grades)
    codes = {one.code for one in grades}
    conditions = tuple(_condition(one, codes) for one in given.at("conditions", ()).each())
    seen: set[str] = set()
    for one in conditions:
        if one.code in seen:
            raise GradesDisagree(place="conditions", problem=one.code)
        seen.add(one.code)
    figures = {
        name: frozenset(_known(one, codes) for one in listed.each())
        for name, listed in given.at("figures", {}).members().items()
    }
    return Scheme(grades, conditions, figures)


def _grade(one: Told) -> Grade:
    least = one.at("from").fraction() if one.members().get("from") is not None else None
    return Grade(one.at("code").text(), one.at("name").text(), least, one.at("name_en", "").text())


def _in_order(grades: Sequence[Grade]) -> None:
    """From the best down, each from fewer points than the one above; only the last is without."""
    if not grades:
        raise UnknownDefinition(kind="grades", value=None, place="grades")
    for place, one in enumerate(grades):
        last = place == len(grades) - 1
        if (one.least is None) is not last or one.code in {other.code for other in grades[:place]}:
            raise GradesDisagree(place=f"grades[{place}]", problem=one.name)
        above = grades[place - 1].least if place else None
        if one.least is not None and above is not None and one.least >= above:
            raise GradesDisagree(place=f"grades[{place}]", problem=one.name)


def _condition(one: Told, codes: Collection[str]) -> Condition:
    kind = one.at("kind", ConditionKind.ANSWER.value).one_of(ConditionKind)
    percent = one.at("percent").fraction() if kind is ConditionKind.EACH_AT_LEAST else None
    return Condition(
        one.at("code").text(),
        _known(one.at("grade"), codes),
        one.at("name").text(),
        kind,
        percent,
        one.at("name_en", "").text(),
    )


def _known(one: Told, codes: Collection[str]) -> str:
    if one.text() not in codes:
        raise GradesDisagree(place=one.place, problem=one.text())
    return one.text()
