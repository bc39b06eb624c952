"""Definitions of another shape are refused with their place, whatever was sent."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.algebra.target_cases import definitions
from thidua.algebra.checks import rule_from_data
from thidua.algebra.definitions import (
    definitions_from_data,
    indicator_from_data,
    target_from_data,
    target_to_data,
)
from thidua.algebra.elements import element_from_data
from thidua.algebra.errors import ThresholdMisread, UnknownComparator, UnknownDefinition
from thidua.algebra.forms import form_from_data, form_of
from thidua.algebra.reading import Told
from thidua.algebra.strata import stratum_from_data, where
from thidua.algebra.thresholds import threshold_from_data

FILE = definitions("scenarios/tuyen-quang-2017/indicators.yaml")
TARGETS = [json.loads(json.dumps(target_to_data(target))) for target in FILE.targets.values()]
FORM = json.loads(json.dumps(form_of([one.indicator for one in FILE.targets.values()], FILE.rules).to_data()))


@pytest.mark.parametrize(
    ("data", "place", "kind"),
    [
        ({}, "elements", "missing"),
        ({"elements": {}, "targets": []}, "elements", "list"),
        ({"elements": ["đoàn viên"], "targets": []}, "elements[0]", "mapping"),
        ({"elements": [{"code": ["a"]}], "targets": []}, "elements[0].code", "text"),
        ({"elements": [{"code": "a", "scale": 1.5}], "targets": []}, "elements[0].scale", "number"),
        ({"elements": [{"code": "a", "scale": -1}], "targets": []}, "elements[0].scale", "scale"),
        ({"elements": [{"code": "a", "nature": ["flow"]}], "targets": []}, "elements[0].nature", "nature"),
        ({"elements": [{"code": "a", "may_not_apply": "có"}], "targets": []},
         "elements[0].may_not_apply", "flag"),
        ({"elements": [], "targets": [{"code": "1", "indicator": {"kind": "total"}}]},
         "targets[0].indicator.element", "missing"),
        ({"elements": [], "targets": [], "rules": [{"rule": "identity", "start": "a", "plus": "b"}]},
         "rules[0].plus", "list"),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_named_with_its_place(data: dict[str, Any], place: str, kind: str) -> None:
    with pytest.raises(UnknownDefinition) as refused:
        definitions_from_data(data)
    assert (refused.value.params["place"], refused.value.params["kind"]) == (place, kind)


@pytest.mark.parametrize(
    "wanted",
    [
        {"min_workers": "đông"},
        {"founded_from": "năm ngoái"},
        {"bloc": {"in": "school"}},
        {"bloc": [["school"]]},
        {"bloc": None},
    ],
)
def test_a_condition_that_could_never_be_compared_is_refused(wanted: dict[str, Any]) -> None:
    with pytest.raises(UnknownDefinition):
        stratum_from_data(wanted)


def test_a_stratum_read_from_a_file_is_the_one_written_in_code() -> None:
    wanted = {"bloc": ["school", "enterprise"], "has_union": True, "min_workers": 10}
    assert stratum_from_data({**wanted, "founded_to": date(2017, 12, 31)}) == where(
        {**wanted, "founded_to": "2017-12-31"}
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [(3, 3), ("-17/20", Fraction(-17, 20)), ("0.85", Fraction(17, 20)), (Decimal("1.5"), Fraction(3, 2))],
)
def test_exact_numbers(written: object, read: Fraction | int) -> None:
    assert Told(written).fraction() == read


@pytest.mark.parametrize("written", [True, 0.5, "1e999999999", "1/0", "", " 3", "٣", Decimal("NaN"), None])
def test_what_is_not_an_exact_number(written: object) -> None:
    with pytest.raises(UnknownDefinition):
        Told(written).fraction()


@pytest.mark.parametrize("value", ["nhiều", "1e999999999", True, [85]])
def test_a_threshold_that_is_no_number_is_misread(value: object) -> None:
    with pytest.raises(ThresholdMisread):
        threshold_from_data({"comparator": ">=", "value": value})


def test_a_rule_that_divides_by_nothing_is_refused() -> None:
    with pytest.raises(UnknownDefinition):
        rule_from_data({"rule": "plausible", "element": "a", "times": 0})


_scraps = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("total"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@given(st.data())
def test_one_scrap_in_a_good_definition_is_read_or_refused_never_a_crash(data: st.DataObject) -> None:
    whole: Any = json.loads(json.dumps(data.draw(st.sampled_from([*TARGETS, FORM]))))
    spoilt: Any = whole
    while True:
        keys = list(spoilt) if isinstance(spoilt, dict) else list(range(len(spoilt)))
        key = data.draw(st.sampled_from(keys))
        below = spoilt[key]
        if not isinstance(below, dict | list) or not below or data.draw(st.booleans()):
            break
        spoilt = below
    spoilt[key] = data.draw(_scraps)
    with suppress(UnknownDefinition, UnknownComparator, ThresholdMisread):
        form_from_data(whole) if "questions" in whole else target_from_data(whole)


@pytest.mark.parametrize(
    "read", [element_from_data, indicator_from_data, rule_from_data, threshold_from_data]
)
@given(_scraps)
def test_no_scrap_is_a_definition_by_accident(read: Any, scrap: Any) -> None:
    with pytest.raises((UnknownDefinition, ThresholdMisread)):
        read(scrap)
