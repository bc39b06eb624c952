"""The ground of the algebra: strata, elements, periods, splitting, traces."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.algebra.target_cases import all_cases
from thidua.algebra.assignment import SplitRule, cut_assignment, ledger, merge_assignments, split
from thidua.algebra.bulk import bulk
from thidua.algebra.elements import LARGEST_EXACT, Combining, Element, Nature, Time, element_from_data
from thidua.algebra.errors import (
    AmountNotSplittable,
    NotAssigned,
    NothingToCombine,
    NothingToSplitBy,
    PeriodDatesOutOfOrder,
    TooLarge,
    TooManyPlaces,
    TraceMisused,
    UnknownDefinition,
)
from thidua.algebra.periods import Period, PeriodKind, Reading, combine_over_time, period_from_data
from thidua.algebra.strata import EVERYBODY, where
from thidua.algebra.trace import (
    FINDING_CODES,
    TRACE_CODES,
    Severity,
    finding,
    step,
    trace_from_data,
    trace_to_data,
)


@pytest.mark.parametrize(
    ("wanted", "attributes", "holds"),
    [
        ({}, {}, True),
        ({"bloc": "enterprise"}, {"bloc": "enterprise"}, True),
        ({"bloc": "enterprise"}, {"bloc": "school"}, False),
        ({"bloc": "enterprise"}, {}, None),
        ({"bloc": "enterprise"}, {"bloc": None}, None),
        ({"bloc": ["enterprise", "school"]}, {"bloc": "school"}, True),
        ({"bloc": "enterprise", "ownership": "state"}, {"bloc": "school"}, False),
        ({"bloc": "enterprise", "ownership": "state"}, {"bloc": "enterprise"}, None),
        ({"has_union": True}, {"has_union": False}, False),
        ({"has_union": True}, {"has_union": True}, True),
        ({"min_workers": 10}, {"workers": 10}, True),
        ({"min_workers": 10}, {"workers": 9}, False),
        ({"min_workers": 10}, {}, None),
        ({"max_workers": 10}, {"workers": 11}, False),
        ({"founded_from": "2017-01-01"}, {"founded": date(2017, 1, 1)}, True),
        ({"founded_from": "2017-01-01"}, {"founded": "2016-12-31"}, False),
        ({"founded_to": date(2017, 12, 31)}, {"founded": date(2018, 1, 1)}, False),
    ],
)
def test_strata(wanted: dict[str, object], attributes: dict[str, object], holds: bool | None) -> None:
    stratum = where(wanted)  # type: ignore[arg-type]
    assert stratum.holds(attributes) is holds
    assert where(json.loads(json.dumps(stratum.to_data()))) == stratum


def test_strata_narrow_each_other() -> None:
    assert where({"bloc": "school"}) & EVERYBODY == where({"bloc": "school"})
    both = where({"bloc": "school"}) & where({"kind": "grassroots"})
    assert both == where({"kind": "grassroots", "bloc": "school"})
    nobody = where({"bloc": "school"}) & where({"bloc": "enterprise"})
    assert nobody.holds({"bloc": "school"}) is False
    assert both.key == "bloc=school&kind=grassroots"


@given(st.integers(0, 6), st.integers(-(10**9), 10**9))
def test_scaled_figures_come_back(scale: int, stored: int) -> None:
    element = Element("a", scale=scale)
    assert element.scaled(element.unscaled(stored)) == stored


def test_what_cannot_be_stored_exactly_is_refused() -> None:
    with pytest.raises(TooManyPlaces):
        Element("a", scale=2).scaled(Fraction(1, 3))
    assert Element("a").scaled(Fraction(LARGEST_EXACT)) == int(float(LARGEST_EXACT))
    with pytest.raises(TooLarge):
        Element("a", scale=1).scaled(Fraction(LARGEST_EXACT))


@pytest.mark.parametrize(
    ("nature", "time", "combining"),
    [
        ("stock", None, Combining.LAST),
        ("flag", None, Combining.LAST),
        ("flow", None, Combining.LAST),
        ("money", "per_period", Combining.SUM),
    ],
)
def test_how_an_element_combines_over_time(nature: str, time: str | None, combining: Combining) -> None:
    data = {"code": "a", "nature": nature} | ({"time": time} if time else {})
    element = element_from_data(data)
    assert element.combining is combining
    assert element_from_data(json.loads(json.dumps(element.to_data()))) == element
    assert element.nature is Nature(nature)


def _round(first: int, last: int) -> Period:
    days = (date(2017, first, 1), date(2017, last, 28), date(2017, last, 28), date(2017, last, 28))
    return Period(*days, label=f"{first}-{last}", kind=PeriodKind.ROUND, cumulative=False)


def test_rounds_that_do_not_overlap_add_up() -> None:
    flow = Element("a", time=Time.PER_PERIOD)
    readings = [Reading(_round(7, 12), Fraction(3)), Reading(_round(1, 6), Fraction(4))]
    assert combine_over_time(flow, readings) == 7
    assert combine_over_time(Element("a"), readings) == 3
    with pytest.raises(NothingToCombine):
        combine_over_time(flow, [])


def test_periods() -> None:
    half = Period(date(2017, 1, 1), date(2017, 6, 30), date(2017, 7, 20), date(2017, 6, 30), "6 tháng")
    assert half.days == 181
    assert period_from_data(json.loads(json.dumps(half.to_data()))) == half
    with pytest.raises(PeriodDatesOutOfOrder):
        Period(date(2017, 1, 1), date(2017, 6, 30), date(2017, 6, 20), date(2017, 6, 30))
    with pytest.raises(UnknownDefinition):
        period_from_data({**half.to_data(), "kind": "week"})


weights = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.integers(0, 500), min_size=1, max_size=9
)


@given(st.integers(0, 10**6), weights, st.integers(0, 1000), st.randoms())
def test_a_split_is_whole_and_fair_and_does_not_depend_on_order(
    amount: int, given_weights: dict[str, int], reserve: int, chance: object
) -> None:
    total = sum(given_weights.values())
    if total == 0:
        with pytest.raises(NothingToSplitBy):
            split(amount, given_weights, SplitRule.BY_HEADCOUNT)
        return
    parts = split(amount, given_weights, SplitRule.BY_HEADCOUNT, reserve=reserve)
    assert sum(parts.values()) == amount + reserve
    for child, part in parts.items():
        assert abs(part - Fraction((amount + reserve) * given_weights[child], total)) < 1
    shuffled = list(given_weights.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert split(amount, dict(shuffled), SplitRule.BY_LAST_YEAR, reserve=reserve) == parts


def test_splits_by_rule() -> None:
    heads: dict[str, int | None] = {"a": 1, "b": 1, "c": 1}
    assert split(100, heads, SplitRule.EQUAL) == {"a": 34, "b": 33, "c": 33}
    assert split(700_000_000, {"a": 2, "b": 1}, SplitRule.BY_LAST_YEAR, step=100_000) == {
        "a": 466_700_000,
        "b": 233_300_000,
    }
    assert split(10, {"a": 9, "b": 0}, SplitRule.BY_HAND) == {"a": 9, "b": 0}
    assert split(5, {"big": 3, "small": 0}, SplitRule.BY_HEADCOUNT) == {"big": 5, "small": 0}


def test_splits_that_cannot_be_made_are_refused() -> None:
    with pytest.raises(NothingToSplitBy) as refused:
        split(10, {"a": 5, "b": None}, SplitRule.BY_HEADCOUNT)
    assert refused.value.params["children"] == ["b"]
    with pytest.raises(NothingToSplitBy):
        split(10, {}, SplitRule.EQUAL)
    with pytest.raises(AmountNotSplittable):
        split(-1, {"a": 1}, SplitRule.EQUAL)
    with pytest.raises(AmountNotSplittable):
        split(150, {"a": 1}, SplitRule.EQUAL, step=100)


def test_merging_and_cutting_respect_what_is_not_assigned() -> None:
    children: dict[str, int | None] = {"a": 5, "b": None, "c": None}
    assert merge_assignments(children, ["a", "b"], into="ab") == {"c": None, "ab": 5}
    assert merge_assignments(children, ["b", "c"], into="bc") == {"a": 5, "bc": None}
    assert merge_assignments(children, ["a", "b"], into="a") == {"c": None, "a": 5}
    assert merge_assignments({"a": 5, "b": 7}, ["a"], into="b") == {"b": 12}
    with pytest.raises(NotAssigned):
        cut_assignment(children, "b", 3)
    with pytest.raises(NotAssigned):
        merge_assignments(children, ["a", "x"], into="ax")
    with pytest.raises(AmountNotSplittable):
        cut_assignment(children, "a", -1)


@given(
    st.integers(0, 10**6), st.dictionaries(st.text(max_size=2), st.one_of(st.none(), st.integers(0, 10**5)))
)
def test_a_ledger_is_either_covered_or_says_so(parent: int, children: dict[str, int | None]) -> None:
    told = ledger(parent, children)
    assert told.assigned_sum + told.gap - told.reserve == parent
    assert min(told.gap, told.reserve) == 0
    assert told.below is any(found.code == "ledger.below" for found in told.findings)


@given(
    st.integers(0, 10**6), st.dictionaries(st.text(max_size=2), st.one_of(st.none(), st.integers(0, 10**5)))
)
def test_bulk_never_counts_twice(books: int, direct: dict[str, int | None]) -> None:
    told = bulk(books, direct)
    assert told.total == told.direct + told.attributed == max(books, told.direct)
    assert bool(told.findings) is (told.direct > books)


@pytest.mark.parametrize("case", all_cases()[::7], ids=str)
def test_traces_are_stored_and_read_back(case: object) -> None:
    trace = case.judgement().trace  # type: ignore[attr-defined]
    assert trace_from_data(json.loads(json.dumps(trace_to_data(trace)))) == trace


def test_undeclared_steps_are_refused() -> None:
    with pytest.raises(TraceMisused):
        step("measure.total", amount=5)
    with pytest.raises(TraceMisused):
        step("measure.magic")
    with pytest.raises(TraceMisused):
        finding("check.required", Severity.ERROR)
    assert not TRACE_CODES.keys() & FINDING_CODES.keys()
