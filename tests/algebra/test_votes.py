"""Counting votes: it tells, and decides nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from thidua.algebra.votes import tally

UNITS = ("Na Hang", "Sơn Dương", "Giáo dục")


def test_one_alone_in_front() -> None:
    told = tally(UNITS, [["Na Hang"], ["Na Hang"], ["Giáo dục"]], roll=5)
    assert told.counts == (("Na Hang", 2), ("Sơn Dương", 0), ("Giáo dục", 1))
    assert told.alone_in_front == "Na Hang"
    assert (told.turnout, told.share_of_roll("Na Hang")) == (Fraction(3, 5), Fraction(2, 5))
    assert not told.passed_half("Na Hang")  # two of those who voted are two of five


def test_a_tie_is_told_and_not_broken() -> None:
    told = tally(UNITS, [["Na Hang"], ["Giáo dục"], []], roll=3)
    assert told.in_front == ("Na Hang", "Giáo dục")
    assert told.tied
    assert told.alone_in_front is None
    assert told.blank == 1


def test_half_is_not_more_than_half() -> None:
    assert not tally(UNITS, [["Na Hang"]] * 2, roll=4).passed_half("Na Hang")
    assert tally(UNITS, [["Na Hang"]] * 3, roll=5).passed_half("Na Hang")


def test_nobody_voted() -> None:
    told = tally(UNITS, [], roll=3)
    assert (told.turnout, told.in_front, told.alone_in_front, told.tied) == (0, (), None, False)
    assert tally(UNITS, [], roll=0).turnout is None


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="no choice"):
        tally(UNITS, [["Hà Giang"]], roll=3)
    with pytest.raises(ValueError, match="more votes than voters"):
        tally(UNITS, [["Na Hang"]] * 4, roll=3)


@given(some.lists(some.sets(some.sampled_from(UNITS)), max_size=30))
def test_the_order_of_the_votes_tells_nothing(votes: list[set[str]]) -> None:
    told = tally(UNITS, votes, roll=30)
    assert told == tally(UNITS, reversed(votes), roll=30)
    assert sum(count for _unit, count in told.counts) == sum(map(len, votes))
    assert told.cast == len(votes)
