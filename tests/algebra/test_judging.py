"""Judging: the order of reasons, floors and ceilings in time, forecasts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from thidua.algebra.elements import Element, Nature
from thidua.algebra.errors import JudgedChildByChild, SumsMissing
from thidua.algebra.indicators import (
    Additive,
    Completeness,
    EachUnit,
    FlagIs,
    MeanPerUnit,
    Measured,
    Total,
    UnitShare,
    components,
    evaluate,
    leaf_sums,
    roll_up,
    share,
)
from thidua.algebra.judging import Position, Settles, State, TargetRule, forecast, judge, position_of
from thidua.algebra.periods import Period, PeriodKind
from thidua.algebra.thresholds import AtLeast, AtMost, ExactlyZero, LessThan, MoreThan, Open, Threshold
from thidua.algebra.values import Answer, Number

FUND = Total(Element("fund", "đồng", Nature.MONEY))
CLOSING, HALF_WAY = Position(closing=True), Position(closing=False)


def _measured(indicator: Additive, *reports: dict[str, Answer]) -> Measured:
    node = roll_up(leaf_sums(components(indicator), report, {}) for report in reports)
    return evaluate(indicator, node.sums, node.counts)


def _fund(*figures: int | None) -> Measured:
    return _measured(FUND, *({} if one is None else {"fund": Number(one)} for one in figures))


def _target(threshold: Threshold, settles: Settles = Settles.CONTINUOUS) -> TargetRule:
    return TargetRule("t", FUND, threshold, settles)


def test_the_first_reason_is_told() -> None:
    yearly = _target(Open(), Settles.YEAR_END)
    assert judge(yearly, _fund(None), position=HALF_WAY, assigned=False).state is State.NOT_ASSIGNED
    assert judge(yearly, _fund(None), position=HALF_WAY).state is State.OPEN
    floor = _target(AtLeast(Fraction(1)), Settles.YEAR_END)
    assert judge(floor, _fund(None), position=HALF_WAY).state is State.NOT_DUE
    assert judge(floor, _fund(None), position=CLOSING).state is State.NOT_REPORTED


@pytest.mark.parametrize(
    ("threshold", "figures", "position", "state"),
    [
        (AtMost(Fraction(5)), (2, 3), CLOSING, State.ACHIEVED),
        (AtMost(Fraction(5)), (2, 4), HALF_WAY, State.NOT_ACHIEVED),
        (AtMost(Fraction(5)), (2, None), CLOSING, State.NOT_DUE),
        (AtMost(Fraction(5)), (2, None), Position(closing=True, past_due=True), State.NOT_REPORTED),
        (AtMost(Fraction(5)), (2, 3), HALF_WAY, State.NOT_DUE),
        (LessThan(Fraction(5)), (2, 3), CLOSING, State.NOT_ACHIEVED),
        (ExactlyZero(), (0, 0), CLOSING, State.ACHIEVED),
        (ExactlyZero(), (0, 1), HALF_WAY, State.NOT_ACHIEVED),
        (ExactlyZero(), (1, None), CLOSING, State.NOT_ACHIEVED),
        (MoreThan(Fraction(5)), (5, 0), CLOSING, State.NOT_ACHIEVED),
        (MoreThan(Fraction(5)), (5, 1), CLOSING, State.ACHIEVED),
        (AtLeast(Fraction(5)), (5, None), HALF_WAY, State.ACHIEVED),
        (AtLeast(Fraction(5)), (6, None), HALF_WAY, State.EXCEEDED),
    ],
)
def test_floors_may_be_reached_early_and_ceilings_only_at_the_end(
    threshold: Threshold, figures: tuple[int | None, ...], position: Position, state: State
) -> None:
    assert judge(_target(threshold), _fund(*figures), position=position).state is state


def test_the_gap_is_exact_and_signed() -> None:
    below = judge(_target(AtLeast(Fraction(7, 3))), _fund(2), position=CLOSING)
    assert (below.gap, below.still_needed) == (Fraction(-1, 3), 1)
    over = judge(_target(AtLeast(Fraction(10))), _fund(12), position=CLOSING)
    assert (over.gap, over.still_needed) == (2, None)


def test_a_unit_is_judged_by_its_own_assignment() -> None:
    target = _target(AtLeast(Fraction(700)))
    own = judge(target, _fund(8), position=CLOSING, threshold=AtLeast(Fraction(8)))
    assert (own.state, own.gap) == (State.ACHIEVED, 0)


def test_accepted_reports_decide_even_when_all_are_sent() -> None:
    sent = _fund(0, 0)
    assert judge(_target(ExactlyZero()), sent, position=CLOSING).state is State.ACHIEVED
    accepted = judge(_target(ExactlyZero()), sent, position=CLOSING, completeness=Completeness(1, 2))
    assert accepted.state is State.NOT_DUE


HALF = Period(
    date(2017, 1, 1), date(2017, 6, 30), date(2017, 7, 20), date(2017, 6, 30), kind=PeriodKind.HALF_YEAR
)
YEAR_ENDS = date(2017, 12, 31)


def test_a_forecast_is_linear_and_exact() -> None:
    target = _target(AtLeast(Fraction(700)))
    assert forecast(target, _fund(362), HALF, YEAR_ENDS) == Fraction(362 * 365, 181)
    mean = MeanPerUnit(Total(Element("introduced")))
    measured = _measured(mean, {"introduced": Number(1)}, {})
    assert forecast(TargetRule("m", mean, AtLeast(Fraction(1))), measured, HALF, YEAR_ENDS) == Fraction(
        365, 362
    )
    at_end = Period(date(2017, 1, 1), YEAR_ENDS, date(2018, 1, 5), YEAR_ENDS)
    assert forecast(target, _fund(362), at_end, YEAR_ENDS) == 362


@pytest.mark.parametrize(
    "target",
    [
        _target(AtLeast(Fraction(1)), Settles.YEAR_END),
        TargetRule("s", share(Element("a"), Element("b")), AtLeast(Fraction(1))),
        TargetRule("u", UnitShare(FlagIs(Element("a"))), AtLeast(Fraction(1))),
        TargetRule("k", Total(Element("a", nature=Nature.STOCK)), AtLeast(Fraction(1))),
    ],
    ids=lambda target: target.code,
)
def test_no_forecast_for_what_does_not_grow_day_by_day(target: TargetRule) -> None:
    assert forecast(target, _fund(10), HALF, YEAR_ENDS) is None


def test_no_forecast_without_a_figure_or_from_a_part_of_the_year() -> None:
    target = _target(AtLeast(Fraction(1)))
    round_two = Period(
        date(2017, 7, 1), date(2017, 9, 30), date(2017, 10, 5), date(2017, 9, 30), cumulative=False
    )
    assert forecast(target, _fund(None), HALF, YEAR_ENDS) is None
    assert forecast(target, _fund(10), round_two, YEAR_ENDS) is None


def test_the_position_of_a_period() -> None:
    assert position_of(HALF, YEAR_ENDS, date(2017, 7, 20)) == Position(closing=False, past_due=False)
    assert position_of(HALF, YEAR_ENDS, date(2017, 7, 21)) == Position(closing=False, past_due=True)
    year = Period(date(2017, 1, 1), date(2017, 11, 30), date(2017, 12, 15), YEAR_ENDS)
    assert position_of(year, YEAR_ENDS, date(2017, 12, 1)) == Position(closing=True, past_due=False)


def test_an_indicator_about_each_unit_is_not_read_from_one_total() -> None:
    each = EachUnit(FUND, AtLeast(Fraction(1)), "upper")
    with pytest.raises(JudgedChildByChild):
        evaluate(each, {}, {})


def test_sums_of_another_form_are_refused() -> None:
    with pytest.raises(SumsMissing):
        evaluate(FUND, {"sum:other@*": 5}, {})


def test_money_still_needed_is_told_as_the_gap_not_as_a_count() -> None:
    target = TargetRule("t13", FUND, AtLeast(Fraction(700)), unit_of_measure="đồng")
    judged = judge(target, _fund(500), position=CLOSING)
    assert (judged.gap, judged.still_needed) == (-200, None)
