"""Situations from real offices, with their numbers: they must come out so."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from thidua.algebra.assignment import SplitRule, cut_assignment, ledger, merge_assignments, split
from thidua.algebra.bulk import bulk
from thidua.algebra.checks import Identity, NeverFalls, PartOfWhole
from thidua.algebra.counting import count_families, count_once
from thidua.algebra.elements import Element, Nature, Time
from thidua.algebra.errors import OverlappingPeriods
from thidua.algebra.forms import check, form_of
from thidua.algebra.indicators import NetChange, Total, components, evaluate, leaf_sums, roll_up, share
from thidua.algebra.judging import Position, State, TargetRule, judge
from thidua.algebra.periods import Period, PeriodKind, Reading, combine_over_time
from thidua.algebra.thresholds import AtLeast
from thidua.algebra.values import Answer, Number

START = Element("members_start", "đoàn viên", Nature.STOCK, time=Time.MOMENT)
END = Element("members", "đoàn viên", Nature.STOCK, time=Time.MOMENT)
ADMITTED, MOVED_IN, LEFT, MOVED_OUT = (
    Element(code) for code in ("admitted", "moved_in", "left", "moved_out")
)
NET = NetChange(START, END)
HALF = Period(
    date(2016, 12, 1),
    date(2017, 5, 31),
    date(2017, 6, 10),
    date(2017, 5, 31),
    "6 tháng",
    PeriodKind.HALF_YEAR,
)
YEAR = Period(
    date(2016, 12, 1), date(2017, 11, 30), date(2017, 12, 10), date(2017, 11, 30), "năm", PeriodKind.YEAR
)
MOVES = Identity("members_start", ("admitted", "moved_in"), ("left", "moved_out"), "members")


def _report(**figures: int) -> dict[str, Answer]:
    return {code: Number(figure) for code, figure in figures.items()}


AT_HALF = _report(members_start=412, admitted=60, moved_in=7, left=25, moved_out=4, members=450)
AT_YEAR = _report(members_start=412, admitted=95, moved_in=7, left=40, moved_out=6, members=468)


def _net(*reports: dict[str, Answer]) -> Fraction | None:
    node = roll_up(leaf_sums(components(NET), report, {}) for report in reports)
    return evaluate(NET, node.sums, node.counts).value


def test_story_1_the_year_is_56_not_94() -> None:
    form = form_of([NET], [MOVES], also=[ADMITTED, MOVED_IN, LEFT, MOVED_OUT])
    assert check(form, AT_HALF) == check(form, AT_YEAR, AT_HALF) == []
    assert (_net(AT_HALF), _net(AT_YEAR)) == (38, 56)
    readings = [Reading(HALF, Fraction(450)), Reading(YEAR, Fraction(468))]
    assert combine_over_time(END, readings) == combine_over_time(END, readings[::-1]) == 468
    cumulative = [Reading(HALF, Fraction(60)), Reading(YEAR, Fraction(95))]
    assert combine_over_time(ADMITTED, cumulative) == 95


def test_story_1_half_year_and_year_are_never_added() -> None:
    per_period = Element("admitted", time=Time.PER_PERIOD)
    with pytest.raises(OverlappingPeriods) as refused:
        combine_over_time(per_period, [Reading(YEAR, Fraction(95)), Reading(HALF, Fraction(60))])
    assert refused.value.params == {"element": "admitted", "first": "6 tháng", "second": "năm"}


def test_story_1_transfers_inside_the_province_cancel() -> None:
    leaving = _report(members_start=412, members=405)
    receiving = _report(members_start=88, members=95)
    assert _net(leaving, receiving) == 0


def test_story_1_an_identity_that_does_not_hold_is_told_with_what_was_expected() -> None:
    form = form_of([NET], [MOVES], also=[ADMITTED, MOVED_IN, LEFT, MOVED_OUT])
    wrong = {**AT_HALF, "members": Number(451)}
    (found,) = check(form, wrong)
    assert (found.code, found.element) == ("check.identity", "members")
    assert found.params == {"element": "members", "expected": 450, "stated": 451}


def test_story_1_a_figure_from_the_start_of_the_year_does_not_fall() -> None:
    form = form_of([NET], [NeverFalls("admitted")], also=[ADMITTED])
    now = _report(members_start=412, members=468, admitted=35)
    assert [found.code for found in check(form, now, AT_HALF)] == ["check.cumulative_fell"]


def test_story_2_a_bulk_entry_shrinks_as_units_report() -> None:
    units: dict[str, int | None] = {f"cs{number}": None for number in range(60)}
    units |= {f"cs{number}": 19 for number in range(21)} | {"cs21": 11}
    before = bulk(1030, units)
    assert (before.direct, before.attributed, before.total, before.reporting, before.units) == (
        410,
        620,
        1030,
        22,
        60,
    )
    after = bulk(1030, {**units, "cs22": 15})
    assert (after.attributed, after.direct + after.attributed, after.reporting, after.units) == (
        605,
        1030,
        23,
        60,
    )
    assert before.findings == after.findings == ()


def test_story_2_a_node_holds_its_bulk_entry_even_before_any_direct_report() -> None:
    admitted = Total(ADMITTED)
    key = components(admitted)[0].key
    silent = roll_up([leaf_sums(components(admitted), {}, {})] * 60)
    one = leaf_sums(components(admitted), _report(admitted=15), {})
    for node, direct, reported in ((silent, 0, 0), (silent + one, 15, 1)):
        with_bulk = node.with_bulk(key, bulk(1030, {"reported": direct}).attributed)
        measured = evaluate(admitted, with_bulk.sums, with_bulk.counts, with_bulk.bulk)
        assert (measured.value, measured.completeness.reported) == (1030, reported)
        assert "base.bulk" in [child.code for child in measured.trace.children]


def test_story_2_more_reported_than_in_the_books_is_raised() -> None:
    over = bulk(1030, {"a": 1000, "b": 50})
    assert (over.attributed, over.total) == (0, 1050)
    (found,) = over.findings
    assert (found.code, found.params) == (
        "bulk.direct_exceeds_total",
        {"direct": 1050, "total": 1030, "over": 20},
    )


def test_story_5_assignments() -> None:
    given: dict[str, int | None] = {"a": 120, "b": 95, "c": 130, "d": 1805}
    first = ledger(2000, given)
    assert (first.assigned_sum, first.reserve, first.gap, first.below) == (2150, 150, 0, False)
    cut = cut_assignment(given, "a", 80)
    after = ledger(2000, cut)
    assert (after.assigned_sum, after.below, after.findings) == (2110, False, ())
    merged = merge_assignments(cut, ["b", "c"], into="bc")
    assert merged == {"a": 80, "d": 1805, "bc": 225}
    assert ledger(2000, merged).assigned_sum == 2110


def test_story_5_never_silently_below() -> None:
    told = ledger(2000, {"a": 1000, "b": 999, "c": None})
    assert (told.below, told.gap, told.reserve, told.not_assigned) == (True, 1, 0, ("c",))
    assert [found.code for found in told.findings] == ["ledger.below", "ledger.child_not_assigned"]
    assert told.findings[0].params == {"assigned": 1999, "parent": 2000, "short": 1}


def test_story_5_a_union_founded_in_october_is_not_assigned_not_late() -> None:
    new = _report(members_start=0, members=20)
    node = leaf_sums(components(NET), new, {})
    target = TargetRule("t03", NET, AtLeast(Fraction(10)))
    measured = evaluate(NET, node.sums, node.counts)
    assert (
        judge(target, measured, position=Position(closing=False), assigned=False).state is State.NOT_ASSIGNED
    )


def test_story_6_an_estimate_stays_beside() -> None:
    node = leaf_sums(components(NET), AT_HALF, {})
    measured = evaluate(NET, node.sums, node.counts)
    target = TargetRule("t03", NET, AtLeast(Fraction(50)))
    plain = judge(target, measured, position=Position(closing=False))
    with_estimate = judge(target, measured, position=Position(closing=False), estimate=Fraction(60))
    assert with_estimate.state is plain.state is State.NOT_ACHIEVED
    assert with_estimate.gap == plain.gap == -12
    assert with_estimate.estimate == 60


def test_story_14_people_are_counted_once() -> None:
    registrations = [(f"person {number % 97}", f"title {number // 97}") for number in range(141)]
    people = count_once(person for person, _ in registrations)
    assert (len(registrations), people) == (141, 97)
    registered = share(Element("registered"), Element("staff"))
    node = leaf_sums(components(registered), _report(registered=people, staff=120), {})
    assert evaluate(registered, node.sums, node.counts).value == Fraction(97, 120)


def test_story_14_registrations_typed_as_people_are_caught() -> None:
    registered = share(Element("registered"), Element("staff"))
    form = form_of([registered], [PartOfWhole("registered", "staff")])
    assert [found.code for found in check(form, _report(registered=141, staff=120))] == [
        "check.part_above_whole"
    ]


def test_story_14_two_spouses_are_one_family() -> None:
    assert count_families([("An", "nhà 1"), ("Bình", "nhà 1"), ("Chi", None), ("Dũng", None)]) == 3


def test_the_province_splits_its_target_with_a_reserve() -> None:
    heads: dict[str, int | None] = {"Sơn Dương": 156, "Na Hang": 74, "Giáo dục": 46}
    parts = split(2000, heads, SplitRule.BY_HEADCOUNT, reserve=60)
    assert sum(parts.values()) == 2060
    assert ledger(2000, dict(parts)).reserve == 60
