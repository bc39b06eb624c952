"""The story's generator gives a thousand reports whose sums are the story's, the same every time."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.config.scenario.figures import Telling, tellings
from thidua.config.scenario.files import Story, UnknownScenario, story
from thidua.config.scenario.naming import grassroots_of
from thidua.config.scenario.spreading import CannotSpread, some, spread

COUNTED = {
    "t10": "introduced",
    "t13": "shelter_fund",
    "t15": "works",
    "t16": "staff_conference",
    "t21": "better_agreement",
}
PARTS = (("briefed", "workers"), ("trained", "workers"), ("insured", "workers"), ("members", "workers"),
         ("women", "workers"), ("new_committee_trained", "new_committee"))  # fmt: skip


@pytest.fixture(scope="module")
def tuyen_quang() -> Story:
    return story("tuyen-quang-2017")


@pytest.fixture(scope="module")
def told(tuyen_quang: Story) -> list[Telling]:
    units = grassroots_of(tuyen_quang.tree, tuyen_quang.half_year)
    return tellings(tuyen_quang.tree, tuyen_quang.half_year, units)


def test_every_unit_of_the_tree_is_there_once(tuyen_quang: Story, told: list[Telling]) -> None:
    uppers = tuyen_quang.tree["upper_unions"]
    assert Counter(one.unit.upper for one in told) == {one["code"]: one["grassroots"] for one in uppers} | {
        "TQ-DUK": 1
    }
    assert len({one.unit.name for one in told}) == len({one.unit.code for one in told}) == 1089


def test_reports_stand_as_the_story_says(tuyen_quang: Story, told: list[Telling]) -> None:
    for upper, said in tuyen_quang.half_year["reports"].items():
        states = Counter(one.progress for one in told if one.unit.upper == upper)
        sent = states["sent"] + states["accepted"]
        assert (sent, states["accepted"]) == (said["sent"], said["of_which_accepted"]), upper
        assert (states["returned"], states["draft"], states["waiting"]) == (
            said["returned"], said["draft"], said["waiting"]), upper  # fmt: skip


@pytest.mark.parametrize(("target", "element"), COUNTED.items())
def test_counts_add_up_in_every_branch(
    tuyen_quang: Story, told: list[Telling], target: str, element: str
) -> None:
    for upper, wanted in tuyen_quang.half_year["achieved"][target]["by_unit"].items():
        given_ = [one.answers.get(element, 0) for one in told if one.counts and one.unit.upper == upper]
        assert sum(map(int, given_)) == wanted, upper


def test_exactly_85_percent_stays_exactly_85_percent(told: list[Telling]) -> None:
    units = [one for one in told if one.counts and one.unit.is_enterprise]
    members, workers = (sum(one.number(element) for one in units) for element in ("members", "workers"))
    assert Fraction(members, workers) == Fraction(85, 100)


def test_net_increase_is_the_story_s(tuyen_quang: Story, told: list[Telling]) -> None:
    for upper, wanted in tuyen_quang.half_year["achieved"]["t03"]["by_unit"].items():
        units = [one for one in told if one.counts and one.unit.upper == upper]
        assert sum(one.number("members") - one.was for one in units) == wanted, upper


def test_no_part_is_larger_than_its_whole(told: list[Telling]) -> None:
    wrong = [
        (one.unit.code, part)
        for one in told
        for part, whole in PARTS
        if part in one.answers and one.number(part) > one.number(whole)
    ]
    assert wrong == []


def test_the_same_story_is_told_the_same_way(tuyen_quang: Story, told: list[Telling]) -> None:
    units = grassroots_of(tuyen_quang.tree, tuyen_quang.half_year)
    again = tellings(tuyen_quang.tree, tuyen_quang.half_year, units)
    assert [(one.progress, one.answers, one.was) for one in again] == [
        (one.progress, one.answers, one.was) for one in told
    ]


def test_an_unknown_scenario_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownScenario) as refused:
        story("../etc")
    assert "tuyen-quang-2017" in str(refused.value)


weights = st.lists(st.integers(0, 5000), min_size=1, max_size=40)


@given(st.integers(0, 100_000), weights)
def test_parts_are_whole_and_add_up(total: int, by: list[int]) -> None:
    parts = spread(total, by)
    assert sum(parts) == total
    assert all(part >= 0 for part in parts)


@given(weights, st.fractions(0, 1))
def test_no_part_passes_its_cap(caps: list[int], share: Fraction) -> None:
    total = int(sum(caps) * share)
    assert all(part <= cap for part, cap in zip(spread(total, caps, caps), caps, strict=True))
    with pytest.raises(CannotSpread):
        spread(sum(caps) + 1, caps, caps)


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 5))
def test_some_are_chosen_evenly(count: int, of: int, shift: int) -> None:
    if count > of:
        with pytest.raises(CannotSpread):
            some(count, of, shift)
    else:
        assert len(some(count, of, shift)) == count
