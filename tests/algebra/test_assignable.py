"""What can be handed to a unit at all: no share above the whole, no part of a person, nothing beyond exact sums."""

from __future__ import annotations

from fractions import Fraction

import pytest

from thidua.algebra.assignable import check_assignable
from thidua.algebra.conditions import FlagIs
from thidua.algebra.elements import LARGEST_EXACT, Element, Nature
from thidua.algebra.indicators import EachUnit, MeanPerUnit, NetChange, Total, UnitCount, UnitShare, share
from thidua.algebra.thresholds import AtLeast, AtMost, ExactlyZero, MoreThan, Open, Threshold

PEOPLE = Element("members", "đoàn viên")
TONNES = Element("rubbish", "tấn", scale=1)
WEAK = FlagIs(Element("weak", nature=Nature.FLAG), True)
SHARE, COUNT = share(PEOPLE, Element("workers")), Total(PEOPLE)
OF_UNITS = UnitShare(WEAK)
ZERO = AtLeast(Fraction(0))


def at_least(value: str) -> Threshold:
    return AtLeast(Fraction(value))


@pytest.mark.parametrize(
    ("indicator", "value", "parent", "code"),
    [
        (SHARE, "1", "0.85", None),
        (SHARE, "1.5", "0.85", "assigned.above_whole"),
        (SHARE, "0.8555", "0.85", None),
        (SHARE, "1.5", "1.05", None),  # paid against planned: the target itself is beyond the whole
        (OF_UNITS, "1.01", "1", "assigned.above_whole"),
        (EachUnit(SHARE, AtLeast(Fraction(1, 2)), "grassroots"), "2", "0.9", "assigned.above_whole"),
        (COUNT, "12", "100", None),
        (COUNT, "1.5", "100", "assigned.too_many_places"),
        (COUNT, "1.5", "1.5", None),  # what the target says itself goes on as it is
        (Total(TONNES), "1.5", "9", None),
        (Total(TONNES), "1.55", "9", "assigned.too_many_places"),
        (UnitCount(WEAK), "2.5", "3", "assigned.too_many_places"),
        (NetChange(PEOPLE, PEOPLE), "0.5", "9", "assigned.too_many_places"),
        (MeanPerUnit(COUNT), "2.5", "3", None),
        (COUNT, str(LARGEST_EXACT), "1", None),
        (COUNT, str(LARGEST_EXACT + 1), "1", "assigned.too_large"),
        (Total(TONNES), str(LARGEST_EXACT // 10 + 1), "1", "assigned.too_large"),
        (COUNT, "-1", "1", "assigned.negative"),
    ],
)
def test_what_can_be_assigned(indicator: object, value: str, parent: str, code: str | None) -> None:
    told = check_assignable(indicator, at_least(value), at_least(parent))
    assert (told.code if told else None) == code


def test_a_ceiling_and_what_is_left_open() -> None:
    assert check_assignable(COUNT, Open(), ZERO) is None
    assert check_assignable(COUNT, ExactlyZero(), AtMost(Fraction(3))) is None
    assert check_assignable(SHARE, AtMost(Fraction(2)), Open()) is not None
    assert check_assignable(SHARE, MoreThan(Fraction(17, 20)), MoreThan(Fraction(17, 20))) is None
