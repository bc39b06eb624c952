"""From indicators to a form: the questions, who is asked, the checks, the ordered components."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TypeVar

from thidua.algebra.checks import (
    NeverFalls,
    PartOfWhole,
    Rule,
    check_answer,
    check_size,
    heads_of,
    rule_from_data,
    rule_to_data,
)
from thidua.algebra.components import Answers, Attributes, Component, components, leaf_value
from thidua.algebra.conditions import ShareMeets
from thidua.algebra.definitions import indicator_from_data, indicator_to_data
from thidua.algebra.elements import Element, Nature, Source, element_from_data
from thidua.algebra.errors import DuplicateDefinition
from thidua.algebra.measures import (
    EachUnit,
    Indicator,
    Share,
    Total,
    UnitCount,
    UnitShare,
    elements_of,
    scope_of,
)
from thidua.algebra.reading import Data, Told, told
from thidua.algebra.strata import Stratum, stratum_from_data
from thidua.algebra.trace import Finding, Severity, finding
from thidua.algebra.values import MISSING, Answer, Missing, Number

Named = TypeVar("Named")


@dataclass(frozen=True, slots=True)
class Question:
    """One element and the strata whose units must answer it (any one of them is enough)."""

    element: Element
    asked_of: tuple[Stratum, ...]

    def asks(self, attributes: Attributes) -> bool:
        """Whether a unit is asked. When its attributes do not tell, it is: a gap is worse than a question."""
        return any(stratum.holds(attributes) is not False for stratum in self.asked_of)

    @property
    def by_hand(self) -> bool:
        """Whether the unit itself types it; otherwise it comes from above, a register or last year."""
        return self.element.source is Source.UNIT

    @property
    def allows_not_applicable(self) -> bool:
        """Whether "không thuộc đối tượng" is offered beside a number (0 always is)."""
        return self.element.may_not_apply


@dataclass(frozen=True)
class FormSpec:
    """A form version: stored, never changed; the place of a component key is its ordinal in a vector.

    What follows from it alone is worked out once: thousands of reports are checked by one form.
    """

    indicators: tuple[Indicator, ...]
    questions: tuple[Question, ...]
    components: tuple[Component, ...]
    rules: tuple[Rule, ...] = ()

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.indicators, self.questions, self.components, self.rules))

    @property
    def keys(self) -> tuple[str, ...]:
        """Component keys by ordinal."""
        return tuple(part.key for part in self.components)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each element is called, by its code: for sentences."""
        return {one.element.code: one.element.name or one.element.code for one in self.questions}

    @cached_property
    def _by_population(self) -> tuple[tuple[Question, tuple[tuple[int, Question], ...]], ...]:
        """A form has few populations and many questions: one question of each, and all with their places."""
        found: dict[tuple[Stratum, ...], list[tuple[int, Question]]] = {}
        for place, one in enumerate(self.questions):
            found.setdefault(one.asked_of, []).append((place, one))
        return tuple((alike[0][1], tuple(alike)) for alike in found.values())

    def questions_for(self, attributes: Attributes, *, by_hand: bool = True) -> tuple[Question, ...]:
        """What a unit with these attributes is asked; with `by_hand=False` also what others state."""
        asked = [one for first, alike in self._by_population if first.asks(attributes) for one in alike]
        if len(self._by_population) > 1:
            asked.sort(key=itemgetter(0))
        return tuple(one for _place, one in asked if one.by_hand or not by_hand)

    def vector(
        self, answers: Answers, attributes: Attributes, exempt: bool = False
    ) -> tuple[int | None, ...]:
        """The scaled integers of one report by ordinal; None where nothing is reported."""
        return tuple(leaf_value(part, answers, attributes, exempt) for part in self.components)

    def to_data(self) -> dict[str, object]:
        """JSON-able form; elements once, indicators by reference to them."""
        elements = {question.element.code: question.element for question in self.questions}
        return {
            "elements": [element.to_data() for element in elements.values()],
            "indicators": [indicator_to_data(indicator, inline=False) for indicator in self.indicators],
            "questions": [
                {"element": one.element.code, "asked_of": [stratum.to_data() for stratum in one.asked_of]}
                for one in self.questions
            ],
            "components": list(self.keys),
            "rules": [rule_to_data(rule) for rule in self.rules],
        }


def form_of(
    indicators: Sequence[Indicator], rules: Iterable[Rule] = (), also: Iterable[Element] = ()
) -> FormSpec:
    """The form that answers all indicators with the fewest questions: an element is asked once for all.

    `also` are elements asked for their own sake (for a check, or for a table). Raises DuplicateDefinition
    when two different elements share a code.
    """
    asked: dict[Element, dict[Stratum, None]] = {}
    for indicator in indicators:
        for element in elements_of(indicator):
            asked.setdefault(element, {})[scope_of(indicator, element)] = None
    for element in also:
        asked.setdefault(element, {})[element.asked_of] = None
    _require_distinct_codes(asked)
    parts = {part.key: part for indicator in indicators for part in components(indicator)}
    questions = tuple(Question(element, tuple(strata)) for element, strata in asked.items())
    return FormSpec(tuple(indicators), questions, tuple(parts.values()), tuple(rules))


def implied_checks(indicators: Iterable[Indicator]) -> tuple[PartOfWhole, ...]:
    """What shares say by themselves: people over people of the same units are a part of a whole.

    Two figures in different units of measure (initiatives over people) may exceed one another.
    """
    found = (_part_of_whole(indicator) for indicator in indicators)
    return tuple(dict.fromkeys(rule for rule in found if rule is not None))


def _part_of_whole(indicator: Indicator) -> PartOfWhole | None:
    match indicator:
        case EachUnit(inner):
            return _part_of_whole(inner)
        case Share(Total(part, of_part), Total(whole, of_whole)) if of_part == of_whole:
            pass
        case UnitShare(ShareMeets(part, whole)) | UnitCount(ShareMeets(part, whole)):
            pass
        case _:
            return None
    alike = part.unit_of_measure == whole.unit_of_measure and part.code != whole.code
    return PartOfWhole(part.code, whole.code) if alike else None


def _require_distinct_codes(elements: Iterable[Element]) -> None:
    seen: set[str] = set()
    for element in elements:
        if element.code in seen:
            raise DuplicateDefinition(kind="element", value=element.code)
        seen.add(element.code)


def form_from_data(data: Data) -> FormSpec:
    """The inverse of FormSpec.to_data; the stored order of components is kept for stored vectors.

    Raises UnknownDefinition.
    """
    form = told(data)
    elements = {one.code: one for one in map(element_from_data, form.at("elements").each())}
    indicators = tuple(indicator_from_data(one, elements) for one in form.at("indicators").each())
    questions = tuple(_question_from_data(one, elements) for one in form.at("questions").each())
    parts = {part.key: part for indicator in indicators for part in components(indicator)}
    ordered = tuple(_named(parts, key, "component") for key in form.at("components").each())
    rules = tuple(map(rule_from_data, form.at("rules", []).each()))
    return FormSpec(indicators, questions, ordered, rules)


def _question_from_data(data: Told, elements: Mapping[str, Element]) -> Question:
    asked_of = tuple(map(stratum_from_data, data.at("asked_of").each()))
    return Question(_named(elements, data.at("element"), "element"), asked_of)


def _named(known: Mapping[str, Named], name: Told, kind: str) -> Named:
    if name.text() not in known:
        raise name.not_a(kind)
    return known[name.text()]


def check(
    form: FormSpec,
    answers: Answers,
    last: Answers | None = None,
    attributes: Attributes | None = None,
    *,
    this_year: Answers | None = None,
) -> list[Finding]:
    """Everything a person should look at before sending, in the order of the form, then of the rules.

    `last` are the answers of the comparable period before, `this_year` those of the period before in the same
    year where that is another one: falling is judged within the year. Without `attributes` every question is
    taken as asked.
    """
    before = last or {}
    asked = form.questions_for(attributes or {}, by_hand=False)
    found = [wrong for one in asked for wrong in _check_question(one, answers.get(one.element.code, MISSING))]
    fallen: list[Finding] = []
    for rule in form.rules:
        if this_year is not None and isinstance(rule, NeverFalls):
            fallen += rule.check(answers, this_year)
        else:
            found += rule.check(answers, before)
    return found + _check_sizes(asked, answers, attributes or {}) + _check_unknown(form, answers) + fallen


def _check_sizes(asked: Iterable[Question], answers: Answers, attributes: Attributes) -> list[Finding]:
    """Figures out of all proportion to the unit: one zero too many, typed at ten at night."""
    elements = [one.element for one in asked]
    stocks = [
        answer.value
        for one in elements
        if one.nature is Nature.STOCK and isinstance(answer := answers.get(one.code), Number)
    ]
    heads = heads_of(attributes, stocks)
    return [found for one in elements for found in check_size(one, answers.get(one.code, MISSING), heads)]


def _check_question(question: Question, answer: Answer) -> list[Finding]:
    if isinstance(answer, Missing):
        required = question.by_hand
        return [finding("check.required", Severity.ERROR, element=question.element.code)] if required else []
    return check_answer(question.element, answer)


def _check_unknown(form: FormSpec, answers: Answers) -> list[Finding]:
    return [
        finding("check.unknown_element", Severity.ERROR, element=code)
        for code in answers
        if code not in form.names
    ]
