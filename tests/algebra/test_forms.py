"""Forms: few questions, asked of the right units; checks; storage."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from tests.algebra.target_cases import definitions
from thidua.algebra.checks import (
    Identity,
    NeverFalls,
    PartOfWhole,
    Plausible,
    Rule,
    rule_from_data,
    rule_to_data,
)
from thidua.algebra.definitions import (
    definitions_from_data,
    indicator_from_data,
    indicator_to_data,
    target_from_data,
    target_to_data,
)
from thidua.algebra.elements import Element, Nature, Time, element_from_data
from thidua.algebra.errors import DuplicateDefinition, UnknownDefinition
from thidua.algebra.forms import check, form_from_data, form_of, implied_checks
from thidua.algebra.indicators import (
    Always,
    DistinctCount,
    EachUnit,
    FlagIs,
    Indicator,
    MeanPerUnit,
    NetChange,
    NumberMeets,
    Share,
    ShareMeets,
    Total,
    UnitCount,
    UnitShare,
)
from thidua.algebra.strata import where
from thidua.algebra.thresholds import AtLeast, LessThan
from thidua.algebra.values import (
    MISSING,
    NOT_APPLICABLE,
    NOT_DUE,
    Answer,
    Number,
    answer_from_data,
    answer_to_data,
)

FILE = definitions("scenarios/tuyen-quang-2017/indicators.yaml")
FORM = form_of([target.indicator for target in FILE.targets.values()], FILE.rules)
A, B = Element("a", asked_of=where({"kind": "grassroots"})), Element("b", scale=2, time=Time.PER_PERIOD)
ALL_KINDS: list[Indicator] = [
    Total(A, where({"min_workers": 10, "founded_from": "2017-01-01"})),
    NetChange(A, B, where({"has_union": True})),
    Share(Total(A, where({"bloc": "enterprise"})), Total(B)),
    UnitShare(FlagIs(A, yes=False), where({"bloc": ["school", "enterprise"]})),
    UnitCount(Always(), where({"max_workers": 50, "founded_to": "2017-12-31"})),
    UnitCount(NumberMeets(B, LessThan(Fraction(1, 3)))),
    MeanPerUnit(Total(A), where({"bloc": "school"})),
    DistinctCount(A),
    EachUnit(UnitShare(ShareMeets(A, B, AtLeast(Fraction(4, 5)))), AtLeast(Fraction(2, 5)), "upper"),
]


@pytest.mark.parametrize(
    ("attributes", "asked"),
    [
        ({"kind": "grassroots", "bloc": "enterprise", "ownership": "state", "has_union": True}, 17),
        ({"kind": "grassroots", "bloc": "enterprise", "ownership": "non_state", "has_union": True}, 17),
        ({"kind": "grassroots", "bloc": "school", "agency": "public_service"}, 13),
        ({"kind": "grassroots", "bloc": "public_sector", "agency": "state_agency"}, 13),
        ({"kind": "grassroots", "bloc": "public_sector", "agency": "party_mass"}, 12),
        ({"kind": "upper"}, 1),
        ({"kind": "province"}, 1),
    ],
)
def test_no_unit_answers_more_than_it_must(attributes: dict[str, object], asked: int) -> None:
    assert len(FORM.questions_for(attributes)) == asked


def test_a_school_is_not_asked_about_enterprises() -> None:
    school = {"kind": "grassroots", "bloc": "school", "agency": "public_service"}
    codes = {question.element.code for question in FORM.questions_for(school, by_hand=False)}
    assert codes.isdisjoint(
        {"worker_conference", "dialogue", "better_agreement", "trained", "insured", "inspections"}
    )
    assert {"staff_conference", "graded_strong", "members_start"} <= codes


def test_a_unit_that_has_not_said_its_bloc_is_asked_rather_than_forgotten() -> None:
    codes = {question.element.code for question in FORM.questions_for({"kind": "grassroots"})}
    assert {"staff_conference", "worker_conference"} <= codes


def test_each_element_is_asked_once() -> None:
    codes = [question.element.code for question in FORM.questions]
    assert len(codes) == len(set(codes)) == len(FILE.elements)


def test_a_form_is_stored_and_read_back_with_the_same_ordinals() -> None:
    again = form_from_data(json.loads(json.dumps(FORM.to_data())))
    assert again == FORM
    assert again.keys == FORM.keys
    assert len(set(FORM.keys)) == len(FORM.keys)


def test_a_vector_follows_the_keys() -> None:
    school = {"kind": "grassroots", "bloc": "school", "agency": "public_service"}
    vector = dict(zip(FORM.keys, FORM.vector({"shelter_fund": Number(5)}, school), strict=True))
    assert vector["sum:shelter_fund@*"] == 5
    assert vector["units@kind=grassroots"] == 1
    assert vector["sum:houses@kind=province,upper"] is None
    assert vector["sum:works@kind=grassroots!"] is None


@pytest.mark.parametrize("indicator", ALL_KINDS, ids=lambda one: type(one).__name__)
def test_every_indicator_is_stored_and_read_back(indicator: Indicator) -> None:
    alone = json.loads(json.dumps(indicator_to_data(indicator)))
    assert indicator_from_data(alone) == indicator
    by_code = json.loads(json.dumps(indicator_to_data(indicator, inline=False)))
    assert indicator_from_data(by_code, {"a": A, "b": B}) == indicator


@pytest.mark.parametrize("code", FILE.targets)
def test_every_target_is_stored_and_read_back(code: str) -> None:
    target = FILE.targets[code]
    assert target_from_data(json.loads(json.dumps(target_to_data(target)))) == target


@pytest.mark.parametrize("answer", [Number(0), Number(Fraction(-7, 3)), MISSING, NOT_APPLICABLE, NOT_DUE])
def test_every_answer_is_stored_and_read_back(answer: Answer) -> None:
    assert answer_from_data(json.loads(json.dumps(answer_to_data(answer)))) == answer


def test_zero_and_the_three_reasons_are_four_different_answers() -> None:
    assert len({Number(0), MISSING, NOT_APPLICABLE, NOT_DUE}) == 4
    assert Number(0) != MISSING


RULES: list[Rule] = [
    PartOfWhole("a", "b"),
    Identity("a", ("b",), ("c", "d"), "e"),
    NeverFalls("a"),
    Plausible("a", Fraction(5, 2), 7),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_every_rule_is_stored_and_read_back(rule: Rule) -> None:
    assert rule_from_data(json.loads(json.dumps(rule_to_data(rule)))) == rule


COUNT = Element("count", scale=1)
FLAG = Element("flag", nature=Nature.FLAG)
OPTIONAL = Element("optional", may_not_apply=True)
SMALL = form_of([], also=[COUNT, FLAG, OPTIONAL])
FULL: dict[str, Answer] = {"count": Number(5), "flag": Number(1), "optional": NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"count": Number(0)}, []),
        ({"count": Number(Fraction(1, 2))}, []),
        ({"count": NOT_DUE}, []),
        ({"count": MISSING}, ["check.required"]),
        ({"count": Number(-1)}, ["check.negative"]),
        ({"count": Number(Fraction(1, 3))}, ["check.too_many_places"]),
        ({"count": Number(2**53)}, ["check.too_large"]),
        ({"count": NOT_APPLICABLE}, ["check.does_not_apply"]),
        ({"flag": Number(2)}, ["check.flag"]),
        ({"elsewhere": Number(1)}, ["check.unknown_element"]),
    ],
)
def test_one_answer_taken_alone(changed: dict[str, Answer], codes: list[str]) -> None:
    assert [found.code for found in check(SMALL, {**FULL, **changed})] == codes


@pytest.mark.parametrize(
    ("now", "before", "asked"),
    [(130, 120, False), (30, 10, False), (31, 10, True), (1, 40, True), (12, 3, False), (0, 10, False)],
)
def test_a_jump_is_asked_about_unless_small(now: int, before: int, asked: bool) -> None:
    found = Plausible("a").check({"a": Number(now)}, {"a": Number(before)})
    assert bool(found) is asked


def test_rules_wait_for_all_their_answers() -> None:
    answers: dict[str, Answer] = {"a": Number(5), "b": MISSING}
    assert [rule.check(answers, {}) for rule in RULES] == [[], [], [], []]


def test_two_elements_with_one_code_are_refused() -> None:
    with pytest.raises(DuplicateDefinition):
        form_of([Total(A), Total(Element("a", "đồng"))])
    with pytest.raises(DuplicateDefinition):
        definitions_from_data({"elements": [{"code": "a"}, {"code": "a"}], "targets": []})


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "median", "element": "a"},
        {"kind": "total", "element": "unknown"},
        {"kind": "unit_share", "condition": {"kind": "mood", "element": "a"}},
        {"kind": "unit_count",
         "condition": {"kind": "number", "element": "a", "threshold": {"comparator": "open"}}},
        {
            "kind": "each_unit",
            "level": "upper",
            "threshold": {"value": 1},
            "indicator": {"kind": "each_unit", "level": "upper", "threshold": {"value": 1},
                          "indicator": {"kind": "total", "element": "a"}},
        },
    ],
)  # fmt: skip
def test_what_is_not_in_the_language_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(UnknownDefinition):
        indicator_from_data(data, {"a": A})


@pytest.mark.parametrize(
    ("field", "value"), [("nature", "mood"), ("time", "sometimes"), ("source", "rumour")]
)
def test_unknown_words_in_an_element_are_refused(field: str, value: str) -> None:
    with pytest.raises(UnknownDefinition):
        element_from_data({"code": "a", field: value})


PEOPLE, STUDIED = Element("people", "người", Nature.STOCK), Element("studied", "người")


@pytest.mark.parametrize(
    "indicator",
    [
        Share(Total(STUDIED), Total(PEOPLE)),
        UnitShare(ShareMeets(STUDIED, PEOPLE, AtLeast(Fraction(4, 5)))),
        EachUnit(Share(Total(STUDIED), Total(PEOPLE)), AtLeast(Fraction(2, 5)), "upper"),
    ],
)
def test_people_over_people_are_a_part_of_a_whole(indicator: Indicator) -> None:
    assert implied_checks([indicator, indicator]) == (PartOfWhole("studied", "people"),)


@pytest.mark.parametrize(
    "indicator",
    [
        Share(Total(Element("ideas", "sáng kiến")), Total(PEOPLE)),  # each may have more than one
        Share(Total(STUDIED, where({"bloc": "school"})), Total(PEOPLE)),
        Total(STUDIED),
        NetChange(PEOPLE, Element("people_end", "người", Nature.STOCK)),
    ],
)
def test_what_is_no_part_is_not_held_to_it(indicator: Indicator) -> None:
    assert implied_checks([indicator]) == ()


def test_the_shares_of_tuyen_quang_need_no_rule_by_hand_where_they_count_people() -> None:
    said = {rule for rule in FILE.rules if isinstance(rule, PartOfWhole)}
    assert set(implied_checks(FORM.indicators)) <= said


def test_a_part_of_what_does_not_apply_is_refused() -> None:
    """It would leave the share together with its whole, and nobody would miss it."""
    rule = PartOfWhole("trained", "newcomers")
    nothing = {"newcomers": NOT_APPLICABLE}
    assert [one.code for one in rule.check({**nothing, "trained": Number(3)}, {})] == [
        "check.part_without_whole"
    ]
    assert rule.check({**nothing, "trained": Number(0)}, {}) == []
    assert rule.check({**nothing, "trained": NOT_APPLICABLE}, {}) == []


@pytest.mark.parametrize(
    ("typed", "attributes", "asked"),
    [
        (99_999_999_999, {"workers": 148}, True),
        (2_961, {"workers": 148}, True),
        (2_960, {"workers": 148}, False),  # twenty a head is still possible
        (1_000, {"workers": 12}, False),  # a small union is measured like one of fifty
        (1_001, {"workers": 12}, True),
        (99_999_999_999, {}, False),  # nobody knows its size: an office above
    ],
)
def test_a_figure_out_of_proportion_is_asked_about(
    typed: int, attributes: dict[str, int], asked: bool
) -> None:
    form = form_of([Total(Element("works", "công trình"))])
    found = check(form, {"works": Number(typed)}, None, attributes)
    assert [one.code for one in found] == (["check.beyond_size"] if asked else [])


def test_the_size_of_a_union_is_what_it_states_when_nothing_else_is_known() -> None:
    form = form_of([Total(Element("workers", "người", Nature.STOCK)), Total(Element("works", "công trình"))])
    found = check(form, {"workers": Number(100), "works": Number(2_001)})
    assert [(one.element, one.code) for one in found] == [("works", "check.beyond_size")]
