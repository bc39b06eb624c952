"""Thresholds: strict and inclusive are different, a bare number is a floor, and what may be handed down."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from thidua.algebra.assignment import check_handed_down
from thidua.algebra.errors import ThresholdMisread, UnknownComparator
from thidua.algebra.thresholds import (
    AtLeast,
    AtMost,
    ExactlyZero,
    LessThan,
    MoreThan,
    Open,
    Threshold,
    implies,
    is_floor,
    read_threshold,
    threshold_from_data,
    threshold_to_data,
)

values = st.integers(0, 12).map(lambda n: Fraction(n, 4))
judged = st.one_of(
    values.map(AtLeast),
    values.map(MoreThan),
    values.map(AtMost),
    values.map(LessThan),
    st.just(ExactlyZero()),
)
thresholds = st.one_of(judged, st.just(Open()))


@pytest.mark.parametrize(
    ("comparator", "value", "unit", "read"),
    [
        (None, 2000, "đoàn viên", AtLeast(Fraction(2000))),
        ("", 100, "%", AtLeast(Fraction(1))),
        ("=", 90, "%", AtLeast(Fraction(9, 10))),
        (">=", "85,5".replace(",", "."), "%", AtLeast(Fraction(171, 200))),
        (">", 85, "%", MoreThan(Fraction(17, 20))),
        ("<=", 5, "", AtMost(Fraction(5))),
        ("<", Decimal("0.5"), "%", LessThan(Fraction(1, 200))),
        ("=0", None, "", ExactlyZero()),
        ("=0", 0, "", ExactlyZero()),
        ("=", 0, "công đoàn cơ sở", ExactlyZero()),
        ("open", None, "%", Open()),
    ],
)
def test_reading(comparator: str | None, value: int | str | None, unit: str, read: Threshold) -> None:
    assert read_threshold(comparator, value, unit) == read


@pytest.mark.parametrize(("comparator", "value"), [(">=", None), ("=0", 5), ("open", 80), (None, None)])
def test_misread(comparator: str | None, value: int | None) -> None:
    with pytest.raises(ThresholdMisread):
        read_threshold(comparator, value)


def test_unknown_comparators_and_floats_are_refused() -> None:
    with pytest.raises(UnknownComparator):
        read_threshold("≈", 5)
    with pytest.raises(ThresholdMisread):
        threshold_from_data({"comparator": ">=", "value": 85.5, "unit": "%"})


@given(thresholds)
def test_stored_and_read_back(threshold: Threshold) -> None:
    assert threshold_from_data(threshold_to_data(threshold)) == threshold


def test_being_equal_is_enough_only_when_inclusive() -> None:
    at = Fraction(17850, 21000)
    assert AtLeast(Fraction(17, 20)).met_by(at)
    assert not MoreThan(Fraction(17, 20)).met_by(at)
    assert AtMost(at).met_by(at)
    assert not LessThan(at).met_by(at)


@given(judged, judged)
def test_handing_down_is_exactly_implication(child: Threshold, parent: Threshold) -> None:
    """Whatever meets the child's threshold meets the parent's: over all values, sampled densely."""
    assert not isinstance(child, Open)
    assert not isinstance(parent, Open)
    sampled = [Fraction(n, 8) for n in range(40)] + [Fraction(1000)]
    assume(any(map(child.met_by, sampled)) and is_floor(child) == is_floor(parent))
    assert implies(child, parent) is all(parent.met_by(value) for value in sampled if child.met_by(value))


@pytest.mark.parametrize(
    ("parent", "child", "allowed"),
    [
        (AtLeast(Fraction(4, 5)), AtLeast(Fraction(4, 5)), True),
        (AtLeast(Fraction(4, 5)), MoreThan(Fraction(4, 5)), True),
        (MoreThan(Fraction(4, 5)), AtLeast(Fraction(4, 5)), False),
        (MoreThan(Fraction(4, 5)), AtLeast(Fraction(81, 100)), True),
        (AtLeast(Fraction(4, 5)), AtLeast(Fraction(3, 4)), False),
        (ExactlyZero(), AtMost(Fraction(1)), False),
        (ExactlyZero(), ExactlyZero(), True),
        (AtMost(Fraction(5)), AtMost(Fraction(3)), True),
        (AtMost(Fraction(5)), LessThan(Fraction(5)), True),
        (LessThan(Fraction(5)), AtMost(Fraction(5)), False),
        (AtMost(Fraction(5)), ExactlyZero(), True),
        (AtMost(Fraction(5)), AtLeast(Fraction(5)), False),
        (Open(), AtLeast(Fraction(1)), True),
        (AtLeast(Fraction(1)), Open(), False),
    ],
)
def test_what_may_be_handed_down(parent: Threshold, child: Threshold, allowed: bool) -> None:
    found = check_handed_down(parent, child)
    assert (found is None) is allowed
    if found:
        assert found.params == {"child": threshold_to_data(child), "parent": threshold_to_data(parent)}
