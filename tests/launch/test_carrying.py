"""What units were assigned goes on where they merge, and comes back when the merger is undone."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.launch.cast import NEW_MEMBERS, Cast, day
from tests.launch.papers import issue, start
from thidua.algebra.assignment import strictest
from thidua.algebra.thresholds import (
    AtLeast,
    AtMost,
    ExactlyZero,
    LessThan,
    MoreThan,
    Open,
    Threshold,
    implies,
    threshold_from_data,
)
from thidua.kernel.door import system
from thidua.kernel.errors import Absent, NotYours
from thidua.launch.actions.assign import Change, fill_annex
from thidua.launch.actions.carry_assignments import carry_assignments, uncarry_assignments
from thidua.launch.actions.issue_paper import withdraw_paper
from thidua.launch.actions.set_target import add_target
from thidua.launch.errors import DecisionFollowed
from thidua.launch.models import Assignment, Movement, Paper, Target

MERGER = "Quyết định 47/QĐ-LĐLĐ ngày 28/7/2017"
ON = day(8, 1)
HOUSE = system("sắp xếp tổ chức")


def decide(cast: Cast, movement: Movement, number: int, **cells: dict[Target, str]) -> Paper:
    """An issued decision: by unit, what is typed for each target."""
    decision = start(cast, movement, kind="assignment_decision")
    told = [
        Change(target.pk, cast.unit(code).pk, typed)
        for code, row in cells.items()
        for target, typed in row.items()
    ]
    fill_annex(actor=cast.actor("officer", "TQ"), decision_id=decision.pk, changes=told)
    if any(column.findings for column in _columns(decision)):
        from thidua.launch.actions.assign import accept_shortfall

        for column in _columns(decision):
            if column.findings and column.ledger is not None:
                accept_shortfall(
                    actor=cast.actor("officer", "TQ"),
                    decision_id=decision.pk,
                    target_id=column.target.pk,
                    reason="Phần còn lại giao sau",
                )
    return issue(cast, decision, number=number)


def _columns(decision: Paper) -> Any:
    from thidua.launch.queries.annex import annex_of

    return annex_of(Paper.objects.get(pk=decision.pk)).columns


def told(cast: Cast, to: str, *units: str, actor: Any = HOUSE) -> dict[str, Any]:
    return {
        "actor": actor,
        "from_unit_ids": [cast.unit(code).pk for code in units],
        "to_unit_id": cast.unit(to).pk,
        "on": ON,
        "source": MERGER,
    }


def standing(cast: Cast, target: Target, code: str) -> Threshold | str | None:
    row = Assignment.objects.filter(target=target, unit=cast.unit(code), current=True).first()
    if row is None:
        return None
    return threshold_from_data(row.threshold) if row.threshold is not None else "không giao"


@pytest.fixture
def merged(cast: Cast) -> str:
    """A union that begins where two others end."""
    cast.add_unit("YB", "Liên đoàn Lao động huyện Yên Bình", "upper", "TQ", founded_on=ON)
    return "YB"


class TestMerging:
    """Story 5: units with 95 and 130 merge and have 225."""

    def test_into_a_new_unit(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace, merged: str
    ) -> None:
        decide(
            cast,
            movement,
            20,
            NH={targets.members: "95", targets.insured: "86", targets.weak: "0"},
            SD={targets.members: "130", targets.insured: "87,5", targets.weak: "0"},
            GD={targets.members: "1.800"},
        )
        assert carry_assignments(**told(cast, merged, "NH", "SD")) == 3
        assert standing(cast, targets.members, merged) == AtLeast(Fraction(225))
        assert standing(cast, targets.insured, merged) == AtLeast(Fraction(875, 1000))
        assert standing(cast, targets.weak, merged) == ExactlyZero()
        row = Assignment.objects.get(target=targets.members, unit=cast.unit(merged))
        assert (row.number, row.from_on, row.cited, row.answer) == (1, ON, MERGER, "assigned")
        assert sorted(row.carried_from) == sorted([cast.unit("NH").pk, cast.unit("SD").pk])

    def test_the_units_that_end_keep_what_they_are_judged_by(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace, merged: str
    ) -> None:
        decide(cast, movement, 20, NH={targets.members: "95"}, SD={targets.members: "130"})
        carry_assignments(**told(cast, merged, "NH", "SD"))
        assert standing(cast, targets.members, "NH") == AtLeast(Fraction(95))
        assert standing(cast, targets.members, "SD") == AtLeast(Fraction(130))

    def test_into_a_living_unit(self, cast: Cast, movement: Movement, targets: SimpleNamespace) -> None:
        decide(cast, movement, 20, NH={targets.members: "95"}, SD={targets.members: "130"})
        assert carry_assignments(**told(cast, "SD", "NH", "SD")) == 1
        rows = Assignment.objects.filter(target=targets.members, unit=cast.unit("SD")).order_by("number")
        assert [(row.threshold["value"], row.current) for row in rows] == [("130", False), ("225", True)]

    def test_a_rate_that_is_no_stricter_changes_nothing(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace
    ) -> None:
        decide(cast, movement, 20, NH={targets.insured: "85"}, SD={targets.insured: "90"})
        assert carry_assignments(**told(cast, "SD", "NH")) == 0
        assert Assignment.objects.filter(unit=cast.unit("SD")).count() == 1

    def test_what_was_not_assigned_and_what_was_exempt(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace, merged: str
    ) -> None:
        decide(cast, movement, 20, NH={targets.members: "95", targets.weak: "–"}, SD={targets.weak: "–"})
        carry_assignments(**told(cast, merged, "NH", "SD"))
        assert standing(cast, targets.members, merged) == AtLeast(Fraction(95))
        assert standing(cast, targets.weak, merged) == "không giao"
        assert standing(cast, targets.insured, merged) is None

    def test_a_strict_part_of_a_sum_needs_one_more(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace, merged: str
    ) -> None:
        for code, limit in (
            ("NH", {"comparator": ">", "value": "10"}),
            ("SD", {"comparator": ">=", "value": "5"}),
        ):
            Assignment.objects.create(
                target=targets.members, unit=cast.unit(code), threshold=limit, from_on=day(2, 1)
            )
        carry_assignments(**told(cast, merged, "NH", "SD"))
        assert standing(cast, targets.members, merged) == AtLeast(Fraction(16))

    def test_two_mergers_of_one_day_one_after_the_other(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace, merged: str
    ) -> None:
        decide(cast, movement, 20, NH={targets.members: "95"}, SD={targets.members: "130"})
        assert carry_assignments(**told(cast, merged, "NH")) == 1
        assert carry_assignments(**told(cast, merged, "SD")) == 1
        assert standing(cast, targets.members, merged) == AtLeast(Fraction(225))

    def test_told_twice_it_carries_once(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace, merged: str
    ) -> None:
        decide(cast, movement, 20, NH={targets.members: "95"}, SD={targets.members: "130"})
        assert carry_assignments(**told(cast, merged, "NH", "SD")) == 1
        assert carry_assignments(**told(cast, merged, "NH", "SD")) == 0
        assert standing(cast, targets.members, merged) == AtLeast(Fraction(225))

    def test_a_year_that_is_over_stays_as_it_was(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace, merged: str
    ) -> None:
        decide(cast, movement, 20, NH={targets.members: "95"})
        later = {**told(cast, merged, "NH"), "on": day(1, 1, 2018)}
        assert carry_assignments(**later) == 0

    def test_it_costs_the_same_for_any_number_of_targets(
        self,
        cast: Cast,
        movement: Movement,
        targets: SimpleNamespace,
        merged: str,
        django_assert_max_num_queries: Callable[..., Any],
    ) -> None:
        for number in range(12):
            add_target(
                actor=cast.actor("officer", "TQ"),
                cycle_id=targets.cycle.pk,
                code=f"more-{number}",
                name=f"Thêm {number}",
                indicator=NEW_MEMBERS,
                threshold={"comparator": ">=", "value": 1},
            )
        for target in Target.objects.filter(cycle=targets.cycle):
            for code in ("NH", "SD"):
                Assignment.objects.create(
                    target=target,
                    unit=cast.unit(code),
                    threshold={"comparator": ">=", "value": "1"},
                    from_on=day(2, 1),
                )
        with django_assert_max_num_queries(11):  # with the points of the transaction
            assert carry_assignments(**told(cast, merged, "NH", "SD")) == 15


class TestUndoing:
    def test_the_unit_that_began_is_not_assigned_again(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace, merged: str
    ) -> None:
        decide(cast, movement, 20, NH={targets.members: "95"}, SD={targets.members: "130"})
        carry_assignments(**told(cast, merged, "NH", "SD"))
        assert uncarry_assignments(**told(cast, merged, "NH", "SD")) == 1
        assert standing(cast, targets.members, merged) is None
        row = Assignment.objects.get(unit=cast.unit(merged))
        assert (row.current, row.withdrawn_on) == (False, ON)

    def test_a_living_unit_has_its_own_again_and_may_merge_once_more(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace
    ) -> None:
        decide(cast, movement, 20, NH={targets.members: "95"}, SD={targets.members: "130"})
        carry_assignments(**told(cast, "SD", "NH"))
        uncarry_assignments(**told(cast, "SD", "NH"))
        assert standing(cast, targets.members, "SD") == AtLeast(Fraction(130))
        carry_assignments(**told(cast, "SD", "NH"))
        assert standing(cast, targets.members, "SD") == AtLeast(Fraction(225))

    def test_nothing_to_undo_is_nothing_done(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace
    ) -> None:
        assert uncarry_assignments(**told(cast, "SD", "NH")) == 0

    def test_a_decision_that_followed_stands_in_the_way(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace
    ) -> None:
        decide(cast, movement, 20, NH={targets.members: "95"}, SD={targets.members: "130"})
        carry_assignments(**told(cast, "SD", "NH"))
        decide(cast, movement, 31, SD={targets.members: "200"})
        with pytest.raises(DecisionFollowed) as refused:
            uncarry_assignments(**told(cast, "SD", "NH"))
        assert "31/QĐ-LĐLĐ" in str(refused.value.params["later"])
        assert standing(cast, targets.members, "SD") == AtLeast(Fraction(200))

    def test_a_decision_whose_figures_went_on_is_not_withdrawn(
        self, cast: Cast, movement: Movement, targets: SimpleNamespace, merged: str
    ) -> None:
        decision = decide(cast, movement, 20, NH={targets.members: "95"}, SD={targets.members: "130"})
        carry_assignments(**told(cast, merged, "NH", "SD"))
        with pytest.raises(DecisionFollowed) as refused:
            withdraw_paper(actor=cast.actor("chair", "TQ"), paper_id=decision.pk, reason="Ghi nhầm")
        assert MERGER in str(refused.value.params["later"])
        uncarry_assignments(**told(cast, merged, "NH", "SD"))
        withdraw_paper(actor=cast.actor("chair", "TQ"), paper_id=decision.pk, reason="Ghi nhầm")
        assert standing(cast, targets.members, "NH") is None


@pytest.mark.parametrize("act", [carry_assignments, uncarry_assignments])
def test_who_may(cast: Cast, movement: Movement, targets: SimpleNamespace, act: Callable[..., int]) -> None:
    """The house, and who assigns at the unit above; nobody below, no stranger."""
    assert act(**told(cast, "SD", "NH", actor=cast.actor("officer", "TQ"))) == 0
    for role, code in (("officer", "SD"), ("grassroots_chair", "NH1"), ("officer", "HG"), ("member", "NH1")):
        with pytest.raises(NotYours):
            act(**told(cast, "SD", "NH", actor=cast.actor(role, code)))
    with pytest.raises(Absent):
        act(**{**told(cast, "SD", "NH"), "to_unit_id": 10**9})


LIMITS = st.one_of(
    st.builds(
        lambda kind, value: kind(Fraction(value, 4)), st.sampled_from([AtLeast, MoreThan]), st.integers(0, 9)
    )
)
CEILINGS = st.one_of(
    st.builds(
        lambda kind, value: kind(Fraction(value, 4)), st.sampled_from([AtMost, LessThan]), st.integers(0, 9)
    ),
    st.just(ExactlyZero()),
)


@given(st.one_of(st.lists(LIMITS, min_size=1, max_size=6), st.lists(CEILINGS, min_size=1, max_size=6)))
def test_the_strictest_asks_at_least_what_each_asks(limits: list[Threshold]) -> None:
    chosen = strictest(limits)
    assert chosen in limits
    assert all(implies(chosen, one) for one in limits)
    assert strictest([*limits, Open()]) == chosen
    other = strictest(limits[::-1])
    assert implies(other, chosen) and implies(chosen, other)


def test_open_stays_open_among_its_like() -> None:
    assert strictest([Open(), Open()]) == Open()
