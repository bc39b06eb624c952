"""Checks on one report: each answer by itself, and rules between answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from thidua.algebra.elements import LARGEST_EXACT, Element, Nature
from thidua.algebra.reading import Data, told
from thidua.algebra.trace import Finding, Severity, finding
from thidua.algebra.values import Answer, NotApplicable, Number, number_of

Answers: TypeAlias = Mapping[str, Answer]

# Only asked about, never refused: so generous that a true figure hardly ever meets it. Things, or đồng, a head.
_THINGS_A_HEAD, _MONEY_A_HEAD = 20, 20_000_000
_FEW_HEADS = 50


def check_answer(element: Element, answer: Answer) -> list[Finding]:
    """What is wrong with one answer taken alone."""
    code = element.code
    if isinstance(answer, NotApplicable) and not element.may_not_apply:
        return [finding("check.does_not_apply", Severity.WARNING, element=code)]
    if not isinstance(answer, Number):
        return []
    value = answer.value
    if element.nature is Nature.FLAG and value not in {0, 1}:
        return [finding("check.flag", Severity.ERROR, element=code, value=value)]
    if value.numerator < 0:
        return [finding("check.negative", Severity.ERROR, element=code, value=value)]
    return _check_storable(element, value)


def check_size(element: Element, answer: Answer, heads: int | None) -> list[Finding]:
    """Whether a figure is out of all proportion to a unit of so many heads; None: nobody knows how many."""
    if heads is None or not isinstance(answer, Number) or element.nature is Nature.FLAG:
        return []
    most = max(heads, _FEW_HEADS) * (_MONEY_A_HEAD if element.nature is Nature.MONEY else _THINGS_A_HEAD)
    if answer.value.numerator <= most * answer.value.denominator:
        return []
    return [
        finding("check.beyond_size", Severity.WARNING, element=element.code, value=answer.value, heads=heads)
    ]


def heads_of(attributes: Mapping[str, object], stocks: Iterable[Fraction]) -> int | None:
    """How many people a unit has: what is known of it, else the largest stock that it states itself."""
    known = [one for name in ("workers", "members") if isinstance(one := attributes.get(name), int)]
    stated = [int(one) for one in stocks]
    return max(known or stated, default=None)


def _check_storable(element: Element, value: Fraction) -> list[Finding]:
    whole = element.whole(value)
    if whole is None:
        told = {"element": element.code, "value": value, "scale": element.scale}
        return [finding("check.too_many_places", Severity.ERROR, **told)]
    if whole > LARGEST_EXACT:
        return [finding("check.too_large", Severity.ERROR, element=element.code, value=value)]
    return []


def _value(answers: Answers, code: str) -> Fraction | None:
    answer = answers.get(code)
    return None if answer is None else number_of(answer)


@dataclass(frozen=True, slots=True)
class PartOfWhole:
    """Women are part of the members: the part may not be larger than the whole."""

    part: str
    whole: str

    def check(self, answers: Answers, last: Answers) -> list[Finding]:
        part, whole = _value(answers, self.part), _value(answers, self.whole)
        if part and isinstance(answers.get(self.whole), NotApplicable):
            # Such a part leaves the share together with its whole: it would vanish without a word.
            told = {"part": self.part, "part_value": part, "whole": self.whole}
            return [finding("check.part_without_whole", Severity.ERROR, **told)]
        if part is None or whole is None or part <= whole:
            return []
        told = {"part": self.part, "part_value": part, "whole": self.whole, "whole_value": whole}
        return [finding("check.part_above_whole", Severity.ERROR, **told)]


@dataclass(frozen=True, slots=True)
class Identity:
    """Start + plus − minus = end, checked when all of them are stated."""

    start: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]
    end: str

    def check(self, answers: Answers, last: Answers) -> list[Finding]:
        added = [_value(answers, code) for code in (self.start, *self.plus)]
        taken = [_value(answers, code) for code in self.minus]
        stated = _value(answers, self.end)
        known = [value for value in (*added, *taken) if value is not None]
        if stated is None or len(known) < len(added) + len(taken):
            return []
        expected = sum(known[: len(added)], Fraction(0)) - sum(known[len(added) :], Fraction(0))
        if expected == stated:
            return []
        return [finding("check.identity", Severity.ERROR, element=self.end, expected=expected, stated=stated)]


@dataclass(frozen=True, slots=True)
class NeverFalls:
    """A figure counted from the start of the year cannot be smaller than earlier in the same year."""

    element: str

    def check(self, answers: Answers, last: Answers) -> list[Finding]:
        now, before = _value(answers, self.element), _value(last, self.element)
        if now is None or before is None or now >= before:
            return []
        return [
            finding("check.cumulative_fell", Severity.WARNING, element=self.element, value=now, last=before)
        ]


@dataclass(frozen=True, slots=True)
class Plausible:
    """A figure far from last period's is asked about, not refused: outside last/times .. last×times.

    Small figures swing freely: nothing is asked while the difference is at most `slack`.
    """

    element: str
    times: Fraction = Fraction(3)
    slack: int = 10

    def check(self, answers: Answers, last: Answers) -> list[Finding]:
        now, before = _value(answers, self.element), _value(last, self.element)
        if now is None or before is None or abs(now - before) <= self.slack:
            return []
        if before / self.times <= now <= before * self.times:
            return []
        return [finding("check.unlike_last", Severity.WARNING, element=self.element, value=now, last=before)]


Rule: TypeAlias = PartOfWhole | Identity | NeverFalls | Plausible


def rule_to_data(rule: Rule) -> dict[str, object]:
    """JSON-able form: {"rule": "part_of_whole", …}."""
    match rule:
        case PartOfWhole(part, whole):
            return {"rule": "part_of_whole", "part": part, "whole": whole}
        case Identity(start, plus, minus, end):
            return {"rule": "identity", "start": start, "plus": list(plus), "minus": list(minus), "end": end}
        case NeverFalls(element):
            return {"rule": "never_falls", "element": element}
        case Plausible(element, times, slack):
            return {"rule": "plausible", "element": element, "times": str(times), "slack": slack}


def rule_from_data(data: Data) -> Rule:
    """The inverse of rule_to_data. Raises UnknownDefinition."""
    rule = told(data)

    def codes(name: str) -> tuple[str, ...]:
        return tuple(one.text() for one in rule.at(name).each())

    match rule.at("rule").text():
        case "part_of_whole":
            return PartOfWhole(rule.at("part").text(), rule.at("whole").text())
        case "identity":
            return Identity(rule.at("start").text(), codes("plus"), codes("minus"), rule.at("end").text())
        case "never_falls":
            return NeverFalls(rule.at("element").text())
        case "plausible":
            usual = Plausible(rule.at("element").text())
            times, slack = rule.at("times", usual.times), rule.at("slack", usual.slack)
            if times.fraction() < 1:
                raise times.not_a("times")
            return Plausible(usual.element, times.fraction(), slack.whole())
    raise rule.at("rule").not_a("rule")
