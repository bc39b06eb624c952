"""The catalogue of indicators: every one reads, is found by what people type, and makes every gold target."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from thidua.algebra.components import components
from thidua.algebra.definitions import Definitions, definitions_from_data, indicator_to_data
from thidua.algebra.forms import form_of
from thidua.algebra.indicators import EachUnit, Indicator, UnitShare
from thidua.algebra.measures import elements_of, scope_of
from thidua.algebra.strata import where
from thidua.algebra.thresholds import AtLeast, Judged, read_threshold
from thidua.catalogue.audience import say_question, say_stratum
from thidua.catalogue.loading import shipped
from thidua.catalogue.queries.indicators import (
    THEMES,
    Narrowing,
    Offered,
    elements,
    find,
    narrow,
    offered,
)
from thidua.federation.models import Attribute
from thidua.formats.yaml_text import read_yaml

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
CODES = [one.code for one in shipped()["indicators"]]
EIGHTY: Judged = read_threshold(">=", 80, "%")  # type: ignore[assignment]
FORTY: Judged = read_threshold(">=", 40, "%")  # type: ignore[assignment]


def made(code: str, year: int = 2017, inner: Judged | None = None, **narrowed: Any) -> Indicator:
    one = offered(code)
    usual = EIGHTY if one.inner else None
    return one.make(year=year, narrowed=where(narrowed), inner=inner or usual)


@cache
def scenario(name: str) -> Definitions:
    return definitions_from_data(read_yaml((SCENARIOS / name / "indicators.yaml").read_text("utf-8")))


@pytest.mark.parametrize("code", CODES)
def test_every_indicator_reads(code: str) -> None:
    indicator = made(code)
    assert components(indicator)
    assert "cycle_year" not in str(indicator_to_data(indicator))
    one = offered(code)
    assert one.theme in THEMES
    assert set(one.blocs) <= set(Attribute.CHOICES[Attribute.Name.BLOC])
    assert one.settles in ("continuous", "year_end")
    ratio = isinstance(indicator, UnitShare | EachUnit) or indicator_to_data(indicator)["kind"] == "share"
    assert (one.unit_of_measure == "%") is ratio
    # A bloc is offered only where the figures do not say it already.
    if Narrowing.BLOC in one.choose:
        assert all("bloc" not in element.asked_of.to_data() for element in elements_of(indicator))


def test_all_of_them_make_one_form() -> None:
    """A figure is one question, whatever number of targets needs it."""
    form = form_of([made(code) for code in CODES])
    asked = [question.element.code for question in form.questions]
    assert len(asked) == len(set(asked))
    assert set(elements()) == set(asked), "a figure that no indicator needs"


@pytest.mark.parametrize("name", ["tuyen-quang-2017", "long-bien-2021", "cum-bien-gioi-2015"])
def test_figures_are_those_of_the_scenarios(name: str) -> None:
    """Same code, same figure: forms of one year and the next stay comparable."""
    for code, element in scenario(name).elements.items():
        known = elements()[code]
        assert known.unit_of_measure == element.unit_of_measure, code
        assert (known.nature, known.time, known.source) == (element.nature, element.time, element.source), (
            code
        )
        assert known.asked_of & element.asked_of == element.asked_of, code
        assert known.may_not_apply == element.may_not_apply, code


# What the person at the page says beside the catalogue's indicator: strata, and what each unit must reach.
GOLD: dict[str, dict[str, tuple[str, dict[str, Any]]]] = {
    "tuyen-quang-2017": {
        "t01": ("briefed_share", {"bloc": ["public_sector", "school"]}),
        "t02": ("briefed_share", {"bloc": "enterprise"}),
        "t03": ("net_members", {}),
        "t04": ("new_unions", {"min_workers": 10}),
        "t05": ("recruitment_share", {"bloc": "enterprise"}),
        "t06": ("full_time_trained_share", {}),
        "t07": ("new_committee_trained_share", {}),
        "t08": ("strong_unions_share", {}),
        "t09": ("weak_unions_count", {}),
        "t10": ("party_introduced_mean", {}),
        "t11": ("cultured_families_share", {}),
        "t12": ("women_titled_share", {}),
        "t13": ("shelter_fund_money", {}),
        "t14": ("shelter_houses", {}),
        "t15": ("works_mean", {}),
        "t16": ("staff_conference_share", {}),
        "t17": ("worker_conference_share", {"ownership": "state"}),
        "t18": ("worker_conference_share", {"ownership": "non_state", "has_union": True}),
        "t19": ("dialogue_share", {"ownership": "state"}),
        "t20": ("dialogue_share", {"ownership": "non_state", "has_union": True}),
        "t21": ("better_agreement_share", {"has_union": True}),
        "t22": ("units_training_enough", {"ownership": "state"}),
        "t23": ("units_training_enough", {"ownership": "non_state", "has_union": True}),
        "t24": ("trained_share", {}),
        "t25": ("insured_share", {}),
        "t26": ("inspected_count", {}),
        "t27": ("each_upper_inspects", {}),
    },
    "long-bien-2021": {"registration": ("registered_share", {"kind": "grassroots"})},
    "cum-bien-gioi-2015": {
        "no_discipline": ("disciplined_total", {"kind": "province"}),
        "base_fighter_share": ("base_fighters_share", {"kind": "province"}),
        "advanced_worker_share": ("advanced_workers_share", {"kind": "province"}),
    },
}


@pytest.mark.parametrize(
    ("name", "target"), [(name, target) for name, targets in GOLD.items() for target in targets]
)
def test_every_gold_target_comes_from_the_catalogue(name: str, target: str) -> None:
    """Same sums, same questions, same people asked: a stored vector of one fits the other."""
    gold = scenario(name).targets[target]
    code, narrowed = GOLD[name][target]
    own = made(code, inner=FORTY if target == "t27" else None, **narrowed)
    assert type(own) is type(gold.indicator)
    assert [one.key for one in components(own)] == [one.key for one in components(gold.indicator)]
    if isinstance(own, EachUnit) and isinstance(gold.indicator, EachUnit):
        assert (own.level, own.threshold) == (gold.indicator.level, gold.indicator.threshold)
    assert [(one.code, scope_of(own, one)) for one in elements_of(own)] == [
        (one.code, scope_of(gold.indicator, one)) for one in elements_of(gold.indicator)
    ]
    one = offered(code)
    assert (one.unit_of_measure, one.settles, one.joint) == (
        gold.unit_of_measure,
        gold.settles.value,
        gold.joint,
    )
    assert _choosable(one, narrowed)


def _choosable(one: Offered, narrowed: dict[str, Any]) -> bool:
    """The page offers what the gold target needs."""
    asked = {"kind": "level", "min_workers": "workers"}
    return {asked.get(name, name) for name in narrowed} <= set(one.choose)


def test_every_gold_target_is_there() -> None:
    assert {name: set(scenario(name).targets) for name in GOLD} == {
        name: set(targets) for name, targets in GOLD.items()
    }


def test_new_unions_are_those_of_the_year() -> None:
    assert "2026-01-01" in str(indicator_to_data(made("new_unions", 2026)))
    assert "2026-12-31" in str(indicator_to_data(made("new_unions", 2026)))


def test_a_figure_that_the_year_asks_already_stays_as_it_is() -> None:
    of_the_year = scenario("cum-bien-gioi-2015").elements
    indicator = offered("advanced_workers_share").make(year=2015, known=of_the_year)
    assert elements_of(indicator)[1] == of_the_year["staff"]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("MAI AM", {"shelter_fund_money", "shelter_houses"}),
        ("đối thoại", {"dialogue_share"}),
        ("hai giỏi", {"women_titled_share"}),
        ("CBCCVC", {"staff_conference_share"}),
        ("bhxh", {"insured_share"}),
        ("khong co gi nhu vay", set()),
    ],
)
def test_it_is_found_by_what_people_type(words: str, codes: set[str]) -> None:
    assert {one.code for _theme, found in find(words) for one in found} == codes


def test_without_words_everything_is_there_by_theme() -> None:
    themes = find()
    assert [str(theme) for theme, _found in themes] == [str(one) for one in THEMES.values()]
    assert sorted(one.code for _theme, found in themes for one in found) == sorted(CODES)


@pytest.mark.parametrize(
    ("stratum", "said"),
    [
        ({}, "mọi đơn vị"),
        ({"kind": "grassroots", "bloc": "enterprise"}, "công đoàn cơ sở, khối doanh nghiệp"),
        ({"bloc": ["public_sector", "school"]}, "khối hành chính, sự nghiệp hoặc trường học"),
        ({"ownership": "non_state", "has_union": True}, "khu vực ngoài nhà nước, đã có công đoàn"),
        (
            {"min_workers": 10, "founded_from": "2017-01-01", "founded_to": "2017-12-31"},
            "từ 10 lao động trở lên, thành lập trong năm 2017",
        ),
        ({"founded_from": "2017-03-01"}, "thành lập từ 01/03/2017"),
    ],
)
def test_of_whom_in_words(stratum: dict[str, Any], said: str) -> None:
    assert say_stratum(where(stratum)) == said


def test_questions_in_words() -> None:
    form = form_of(
        [made("recruitment_share", bloc="enterprise"), made("net_members"), made("dialogue_share")]
    )
    told = {one.element.code: say_question(one) for one in form.questions}
    assert told["members"].how == "số tại ngày chốt; đơn vị tự nhập"
    assert told["members_start"].how == "số tại ngày chốt; lấy số cuối năm trước, đơn vị không phải nhập"
    assert not told["members_start"].by_hand
    assert told["workers"].of_whom == "công đoàn cơ sở, khối doanh nghiệp"
    assert told["dialogue"].how == "trả lời Có hoặc Không; đơn vị tự nhập"


@pytest.mark.parametrize("code", CODES)
def test_narrowing_by_nothing_changes_nothing(code: str) -> None:
    assert narrow(made(code), where({})) == made(code)


def test_each_unit_is_narrowed_inside() -> None:
    each = narrow(made("each_upper_inspects"), where({"ownership": "state"}))
    assert isinstance(each, EachUnit)
    assert isinstance(each.threshold, AtLeast)
    assert "ownership=state" in str([one.key for one in components(each)])
