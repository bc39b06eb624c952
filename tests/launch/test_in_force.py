"""What stands for the units below: sums, floors and gaps are plain arithmetic; every step is remembered."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.launch.cast import Cast, day
from tests.launch.test_carrying import HOUSE, MERGER, decide
from thidua.algebra.thresholds import AtLeast
from thidua.launch.actions.answer_assignment import ask_change
from thidua.launch.actions.carry_assignments import carry_assignments
from thidua.launch.actions.issue_paper import withdraw_paper
from thidua.launch.actions.keep_baselines import keep_baselines
from thidua.launch.models import Assignment, Movement, Target
from thidua.launch.queries.in_force import Promise, in_force, moves_of
from thidua.launch.queries.years import years_of

UNITS = ("NH", "SD", "GD", "DU")
ANSWERS = st.sampled_from(["assigned", "taken", "asks_change"])
# Nothing at all, exempt, or an amount with an answer.
CELLS = st.one_of(st.none(), st.just("exempt"), st.tuples(st.integers(0, 3000), ANSWERS))
FAST = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def give(cast: Cast, target: Target, cells: list[Any], stored: Callable[[int], dict[str, str]]) -> None:
    Assignment.objects.all().delete()
    for code, cell in zip(UNITS, cells, strict=True):
        if cell is not None:
            Assignment.objects.create(
                target=target,
                unit=cast.unit(code),
                threshold=None if cell == "exempt" else stored(cell[0]),
                answer="exempt" if cell == "exempt" else cell[1],
                from_on=day(2, 1),
            )


@FAST
@given(need=st.integers(1, 9000), strict=st.booleans(), cells=st.lists(CELLS, min_size=4, max_size=4))
def test_sums_and_gaps_are_plain_arithmetic(
    cast: Cast, targets: SimpleNamespace, need: int, strict: bool, cells: list[Any]
) -> None:
    target = targets.members
    target.threshold = {"comparator": ">" if strict else ">=", "value": str(need)}
    target.save()
    give(cast, target, cells, lambda value: {"comparator": ">=", "value": str(value)})
    told = in_force(cast.unit("TQ"), target)
    amounts = [cell for cell in cells if isinstance(cell, tuple)]
    least = need + 1 if strict else need
    total = sum(value for value, _answer in amounts)
    assert told.assigned_sum == total
    assert told.taken_sum == sum(value for value, answer in amounts if answer == "taken")
    assert (told.reserve, told.short) == (max(0, total - least), max(0, least - total))
    assert told.counts[Promise.NOT_ASSIGNED] == cells.count(None)
    assert told.counts[Promise.EXEMPT] == cells.count("exempt")
    assert sum(told.counts.values()) == len(UNITS)


@FAST
@given(cells=st.lists(st.one_of(st.none(), st.tuples(st.integers(0, 100), ANSWERS)), min_size=4, max_size=4))
def test_a_rate_is_weaker_exactly_when_it_is_less(
    cast: Cast, targets: SimpleNamespace, cells: list[Any]
) -> None:
    give(cast, targets.insured, cells, lambda value: {"comparator": ">=", "value": f"{value}/100"})
    told = in_force(cast.unit("TQ"), targets.insured)
    below = {
        cast.unit(code).pk
        for code, cell in zip(UNITS, cells, strict=True)
        if cell is not None and cell[0] < 85
    }
    assert told.weaker == below
    assert (told.assigned_sum, told.short, told.reserve) == (None, 0, 0)


def test_it_costs_the_same_for_any_number_of_units(
    cast: Cast, targets: SimpleNamespace, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(60):
        unit = cast.add_unit(f"U{number}", f"LĐLĐ huyện {number:02}", "upper", "TQ")
        Assignment.objects.create(
            target=targets.members,
            unit=unit,
            threshold={"comparator": ">=", "value": "10"},
            from_on=day(2, 1),
        )
    with django_assert_max_num_queries(3):
        assert in_force(cast.unit("TQ"), targets.members).assigned_sum == 600


def test_the_statement_of_a_shortfall_stands_while_it_is_short(
    cast: Cast, movement: Movement, targets: SimpleNamespace
) -> None:
    decide(cast, movement, 20, NH={targets.members: "1.500"})
    told = in_force(cast.unit("TQ"), targets.members)
    assert told.short == 500
    assert told.column.shortfall is not None
    assert told.column.shortfall.reason == "Phần còn lại giao sau"
    decide(cast, movement, 21, SD={targets.members: "600"})
    told = in_force(cast.unit("TQ"), targets.members)
    assert (told.short, told.reserve, told.column.shortfall) == (0, 100, None)


class TestHistory:
    def totals(self, cast: Cast, target: Target) -> list[int | None]:
        return [one.total for one in moves_of(cast.unit("TQ"), target)]

    def test_every_decision_with_what_it_changed(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace
    ) -> None:
        """2.150; a cut from 120 to 80 leaves 2.110."""
        decide(
            cast,
            movement,
            20,
            NH={targets.members: "120"},
            SD={targets.members: "1.230"},
            GD={targets.members: "800"},
        )
        decide(cast, movement, 31, NH={targets.members: "80"})
        newest, first = moves_of(cast.unit("TQ"), targets.members)
        assert [(one.unit.code, one.before, one.after) for one in newest.changes] == [
            ("NH", AtLeast(Fraction(120)), AtLeast(Fraction(80)))
        ]
        assert (first.total, newest.total) == (2150, 2110)
        assert newest.decision is not None
        assert newest.decision.number == 31

    def test_what_was_withdrawn_is_told_and_counts_for_nothing(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace
    ) -> None:
        decide(cast, movement, 20, NH={targets.members: "2.000"})
        change = decide(cast, movement, 31, NH={targets.members: "2.500"})
        withdraw_paper(actor=cast.actor("chair", "TQ"), paper_id=change.pk, reason="Ghi nhầm")
        newest, first = moves_of(cast.unit("TQ"), targets.members)
        assert newest.withdrawn_on is not None
        assert (first.total, newest.total) == (2000, 2000)

    def test_a_merger_moves_and_does_not_add(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace
    ) -> None:
        decide(cast, movement, 20, NH={targets.members: "95"}, SD={targets.members: "130"})
        carry_assignments(
            actor=HOUSE,
            from_unit_ids=[cast.unit("NH").pk],
            to_unit_id=cast.unit("SD").pk,
            on=day(8, 1),
            source=MERGER,
        )
        gone = cast.unit("NH")
        gone.ended_on = day(7, 31)
        gone.save()
        newest, first = moves_of(cast.unit("TQ"), targets.members)
        assert (newest.source, newest.total, first.total) == (MERGER, 225, 225)
        assert [one.code for one in newest.changes[0].merged] == ["NH"]
        assert in_force(cast.unit("TQ"), targets.members).assigned_sum == 225

    def test_a_request_is_no_reason_of_the_decision(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace
    ) -> None:
        decide(cast, movement, 20, NH={targets.members: "95"})
        row = Assignment.objects.get(unit=cast.unit("NH"), current=True)
        ask_change(actor=cast.actor("officer", "NH"), assignment_id=row.pk, reason="Giải thể")
        assert moves_of(cast.unit("TQ"), targets.members)[0].changes[0].reason == ""
        child = next(
            one for one in in_force(cast.unit("TQ"), targets.members).children if one.unit.code == "NH"
        )
        assert (child.promise, child.said, child.took_on) == (Promise.ASKS_CHANGE, "Giải thể", None)


class TestYears:
    def told(self, cast: Cast, target: Target, reached: int | None = None) -> list[tuple[Any, ...]]:
        target = Target.objects.select_related("cycle").get(pk=target.pk)
        rows = years_of(
            cast.unit("TQ"),
            target,
            assigned=AtLeast(Fraction(2000)),
            reached=None if reached is None else Fraction(reached),
        )
        return [(one.year, one.reached, one.grown) for one in rows]

    def keep(self, cast: Cast, **years: int) -> None:
        for year, value in years.items():
            keep_baselines(
                actor=cast.actor("officer", "TQ"),
                year=int(year.removeprefix("y")),
                rows=[(cast.unit("TQ").pk, "new_members", value)],
            )

    def test_one_year_alone(self, cast: Cast, targets: SimpleNamespace) -> None:
        assert self.told(cast, targets.members) == [(2017, None, None)]

    def test_results_of_earlier_years_and_what_this_one_grew_from(
        self, cast: Cast, targets: SimpleNamespace
    ) -> None:
        self.keep(cast, y2015=1600, y2016=1750)
        assert self.told(cast, targets.members, 1800) == [
            (2015, 1600, None),
            (2016, 1750, 150),
            (2017, 1800, 50),
        ]

    def test_a_gap_between_years_is_not_bridged(self, cast: Cast, targets: SimpleNamespace) -> None:
        self.keep(cast, y2014=1600, y2016=1750)
        assert [grown for _year, _reached, grown in self.told(cast, targets.members, 1800)] == [
            None,
            None,
            50,
        ]

    def test_a_share_is_made_of_both_its_figures(self, cast: Cast, targets: SimpleNamespace) -> None:
        rows = [(cast.unit("TQ").pk, "insured", 80), (cast.unit("TQ").pk, "workers", 100)]
        keep_baselines(actor=cast.actor("officer", "TQ"), year=2016, rows=rows)
        assert self.told(cast, targets.insured)[0] == (2016, Fraction(4, 5), None)


@pytest.mark.parametrize("code", UNITS)
def test_a_unit_that_ended_is_in_nobodys_sum(cast: Cast, targets: SimpleNamespace, code: str) -> None:
    give(cast, targets.members, [(500, "taken")] * 4, lambda value: {"comparator": ">=", "value": str(value)})
    gone = cast.unit(code)
    gone.ended_on = day(3, 1)
    gone.save()
    assert in_force(cast.unit("TQ"), targets.members).assigned_sum == 1500
