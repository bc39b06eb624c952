from __future__ import annotations

import datetime as dt

import pytest

from tests.launch.cast import NEW_MEMBERS, Cast, day
from tests.launch.papers import issued_plan
from thidua.audit.models import Entry
from thidua.federation.models import Body, Placement
from thidua.kernel import clock
from thidua.kernel.errors import Absent, NotNow, NotYours, Stale
from thidua.launch.actions.add_cycle import add_cycle
from thidua.launch.actions.add_period import add_period, change_period
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.change_movement import change_movement
from thidua.launch.actions.close_period import close_period, reopen_period
from thidua.launch.actions.launch_movement import launch_movement
from thidua.launch.actions.launch_unit import correct_launch, launch_unit
from thidua.launch.actions.open_period import open_period
from thidua.launch.actions.set_deadline import set_deadline
from thidua.launch.actions.set_target import add_target, change_target
from thidua.launch.errors import (
    AlreadyLaunched,
    CycleExists,
    DatesOutOfOrder,
    InTheFuture,
    PaperNotIssued,
    PeriodOverlaps,
    ReasonMissing,
    TargetExists,
    TargetsNeedNumbers,
)
from thidua.launch.models import Deadline, LaunchRecord, Movement, Period
from thidua.launch.queries.ladder import branch_of, ladder, late_units


def half_year(cast: Cast, movement: Movement, **changes: object) -> Period:
    told = {
        "kind": Period.Kind.HALF_YEAR,
        "name": "6 tháng đầu năm 2017",
        "measured_from": day(1, 1),
        "ends_on": day(6, 30),
        "cutoff_on": day(5, 31),
        **changes,
    }
    return add_period(actor=cast.actor("officer", "TQ"), cycle_id=movement.cycles.get().pk, **told)  # type: ignore[arg-type]


def test_calling_a_movement_begins_its_first_year(cast: Cast, preparing: Movement) -> None:
    cycle = preparing.cycles.get()
    assert (cycle.year, cycle.starts_on, cycle.ends_on) == (2017, day(1, 1), day(12, 31))
    assert preparing.state == "preparing"
    assert preparing.seat == preparing.issuer == cast.unit("TQ")
    assert Entry.objects.filter(did="launch.movement_called", object_id=preparing.pk).exists()


def test_a_movement_of_ten_years_begins_with_its_first(cast: Cast) -> None:
    movement = call_movement(
        actor=cast.actor("chair", "TQ"),
        seat_id=cast.unit("TQ").pk,
        name="Chung sức xây dựng quê hương",
        from_on=day(3, 1, 2021),
        until_on=day(12, 31, 2030),
        interim_every=5,
    )
    assert movement.cycles.get().ends_on == day(12, 31, 2021)
    add_cycle(actor=cast.actor("officer", "TQ"), movement_id=movement.pk, year=2022)
    assert movement.cycles.get(year=2022).starts_on == day(1, 1, 2022)
    with pytest.raises(CycleExists):
        add_cycle(actor=cast.actor("officer", "TQ"), movement_id=movement.pk, year=2022)


def test_a_cluster_calls_through_the_union_of_its_leader(cast: Cast) -> None:
    cluster = Body.objects.create(code="CUM7", name="Cụm thi đua 7 tỉnh", form=Body.Form.CLUSTER)
    movement = call_movement(
        actor=cast.actor("officer", "TQ"),
        seat_id=cast.unit("TQ").pk,
        issuer_id=cluster.pk,
        name="Thi đua của cụm",
        from_on=day(1, 1),
        until_on=day(12, 31),
    )
    assert (movement.issuer, movement.seat) == (cluster, cast.unit("TQ"))


def test_another_unit_of_the_tree_cannot_be_called_for(cast: Cast) -> None:
    with pytest.raises(Absent):
        call_movement(
            actor=cast.actor("officer", "TQ"),
            seat_id=cast.unit("TQ").pk,
            issuer_id=cast.unit("HG").pk,
            name="x",
            from_on=day(1, 1),
            until_on=day(2, 1),
        )


@pytest.mark.parametrize(
    ("role", "unit", "refusal"),
    [
        ("clerk", "TQ", NotYours),
        ("standing_committee_member", "TQ", NotYours),
        ("member", "TQ", NotYours),
        ("officer", "HG", Absent),
        ("officer", "NH", Absent),
    ],
)
def test_who_may_not_call_for_the_province(
    cast: Cast, role: str, unit: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        call_movement(
            actor=cast.actor(role, unit),
            seat_id=cast.unit("TQ").pk,
            name="x",
            from_on=day(1, 1),
            until_on=day(12, 31),
        )


def test_dates_must_be_in_order(cast: Cast) -> None:
    with pytest.raises(DatesOutOfOrder):
        call_movement(
            actor=cast.actor("officer", "TQ"),
            seat_id=cast.unit("TQ").pk,
            name="x",
            from_on=day(2, 1),
            until_on=day(1, 1),
        )


def test_changing_a_movement_notices_two_people(cast: Cast, movement: Movement) -> None:
    officer = cast.actor("officer", "TQ")
    change_movement(actor=officer, movement_id=movement.pk, changes={"name": "Mới"}, version=1)
    with pytest.raises(Stale):
        change_movement(actor=officer, movement_id=movement.pk, changes={"name": "Cũ"}, version=1)
    movement.refresh_from_db()
    assert movement.name == "Mới"


def test_no_movement_is_launched_before_its_plan_is_issued(cast: Cast, preparing: Movement) -> None:
    with pytest.raises(PaperNotIssued):
        launch_movement(actor=cast.actor("chair", "TQ"), movement_id=preparing.pk, on=day(3, 1))


def test_a_period_opens_closes_and_reopens_with_a_reason(cast: Cast, movement: Movement) -> None:
    period = half_year(cast, movement)
    head = cast.actor("head_of_department", "TQ")
    with pytest.raises(NotNow):
        close_period(actor=head, period_id=period.pk)
    open_period(actor=cast.actor("officer", "TQ"), period_id=period.pk)
    with pytest.raises(NotNow):
        open_period(actor=cast.actor("officer", "TQ"), period_id=period.pk)
    close_period(actor=head, period_id=period.pk)
    with pytest.raises(ReasonMissing):
        reopen_period(actor=head, period_id=period.pk, reason="  ")
    reopen_period(actor=head, period_id=period.pk, reason="Đính chính số của Na Hang")
    period.refresh_from_db()
    assert period.state == "open"
    assert Entry.objects.get(did="launch.period_reopened").reason == "Đính chính số của Na Hang"


def test_an_officer_below_sees_the_period_and_cannot_open_it(cast: Cast, movement: Movement) -> None:
    period = half_year(cast, movement)
    with pytest.raises(NotYours):
        open_period(actor=cast.actor("officer", "NH"), period_id=period.pk)
    with pytest.raises(Absent):
        open_period(actor=cast.actor("officer", "HG"), period_id=period.pk)


def test_period_days_must_be_in_order_and_ordinals_single(cast: Cast, movement: Movement) -> None:
    period = half_year(cast, movement)
    with pytest.raises(PeriodOverlaps):
        half_year(cast, movement)
    with pytest.raises(DatesOutOfOrder):
        half_year(cast, movement, ordinal=2, cutoff_on=day(12, 1, 2016))
    officer = cast.actor("officer", "TQ")
    days = {"measured_from": day(1, 1), "ends_on": day(6, 30), "cutoff_on": day(6, 15)}
    change_period(actor=officer, period_id=period.pk, name="6 tháng", version=1, **days)
    with pytest.raises(Stale):
        change_period(actor=officer, period_id=period.pk, name="6 tháng", version=1, **days)


def test_next_year_takes_over_targets_periods_and_deadlines(cast: Cast) -> None:
    officer = cast.actor("officer", "TQ")
    movement = call_movement(
        actor=officer, seat_id=cast.unit("TQ").pk, name="x", from_on=day(1, 1), until_on=day(12, 31, 2020)
    )
    first = movement.cycles.get()
    period = half_year(cast, movement, cutoff_on=day(5, 31))
    set_deadline(
        actor=officer,
        cycle_id=first.pk,
        what="report",
        level="upper",
        due_on=day(7, 25),
        period_id=period.pk,
    )
    add_target(
        actor=officer,
        cycle_id=first.pk,
        code="new_members",
        name="Đoàn viên mới",
        indicator=NEW_MEMBERS,
        threshold={"comparator": ">=", "value": 2000},
    )
    second = add_cycle(actor=officer, movement_id=movement.pk, year=2018, like=first.pk)
    same = second.periods.get()
    assert (same.name, same.cutoff_on, same.state) == ("6 tháng đầu năm 2018", day(5, 31, 2018), "planned")
    deadline = second.deadlines.get()
    assert (deadline.period, deadline.due_on) == (same, day(7, 25, 2018))
    assert second.targets.get().threshold == {"comparator": ">=", "value": "2000"}


def test_qualitative_aims_take_no_numbers(cast: Cast) -> None:
    officer = cast.actor("officer", "TQ")
    movement = call_movement(
        actor=officer,
        seat_id=cast.unit("TQ").pk,
        name="x",
        from_on=day(1, 1),
        until_on=day(12, 31),
        aims_are_qualitative=True,
    )
    with pytest.raises(TargetsNeedNumbers):
        add_target(
            actor=officer,
            cycle_id=movement.cycles.get().pk,
            code="a",
            name="a",
            indicator=NEW_MEMBERS,
            threshold={"comparator": ">=", "value": 1},
        )


def test_a_target_code_is_single_and_a_change_leaves_its_trail(cast: Cast, targets) -> None:
    officer = cast.actor("officer", "TQ")
    with pytest.raises(TargetExists):
        add_target(
            actor=officer,
            cycle_id=targets.cycle.pk,
            code="new_members",
            name="a",
            indicator=NEW_MEMBERS,
            threshold={"comparator": ">=", "value": 1},
        )
    change_target(actor=officer, target_id=targets.members.pk, threshold={"comparator": ">", "value": 2100})
    entry = Entry.objects.get(did="launch.target_changed")
    assert entry.data["before"]["threshold"] == {"comparator": ">=", "value": "2000"}


class TestLadder:
    @pytest.fixture(autouse=True)
    def _deadlines(self, cast: Cast, movement: Movement) -> None:
        cycle = movement.cycles.get()
        for level, due in (("upper", day(3, 15)), ("grassroots", day(4, 30))):
            set_deadline(
                actor=cast.actor("officer", "TQ"), cycle_id=cycle.pk, what="launch", level=level, due_on=due
            )

    def rungs(self, movement: Movement) -> dict[str, tuple[int, ...]]:
        return {
            rung.level: (rung.must, rung.done, rung.in_time, rung.late)
            for rung in ladder(movement.cycles.get())
        }

    def test_counts_by_level(self, cast: Cast, movement: Movement) -> None:
        cycle = movement.cycles.get()
        launch_unit(
            actor=cast.actor("officer", "NH"), cycle_id=cycle.pk, unit_id=cast.unit("NH").pk, on=day(3, 10)
        )
        launch_unit(
            actor=cast.actor("officer", "SD"), cycle_id=cycle.pk, unit_id=cast.unit("SD").pk, on=day(3, 18)
        )
        launch_unit(
            actor=cast.actor("grassroots_chair", "NH1"),
            cycle_id=cycle.pk,
            unit_id=cast.unit("NH1").pk,
            on=day(3, 20),
        )
        assert self.rungs(movement) == {"upper": (3, 2, 1, 1), "grassroots": (5, 1, 1, 0)}

    def test_the_caller_stands_on_its_own_rung(self, cast: Cast, movement: Movement, targets) -> None:
        cycle = movement.cycles.get()
        for what in ("issue_plan", "launch"):
            set_deadline(
                actor=cast.actor("officer", "TQ"),
                cycle_id=cycle.pk,
                what=what,
                level="province",
                due_on=day(3, 10),
            )
        before = {(one.what, one.level): (one.must, one.done, one.late) for one in ladder(cycle)}
        assert before["issue_plan", "province"] == (1, 0, 1)
        assert before["launch", "province"] == (1, 1, 0)  # it launched the movement itself
        issued_plan(cast, movement)
        after = {(one.what, one.level): (one.must, one.done, one.late) for one in ladder(cycle)}
        assert after["issue_plan", "province"] == (1, 1, 0)

    def test_a_union_counts_its_own_branch(self, cast: Cast, movement: Movement) -> None:
        cycle = movement.cycles.get()
        branch = branch_of(cycle, cast.unit("NH"))
        assert {one.level: one.must for one in ladder(cycle, within=branch)} == {"upper": 1, "grassroots": 2}
        assert branch_of(cycle, cast.unit("NH1")) == branch_of(cycle, cast.unit("TQ")) == cast.unit("TQ").path

    def test_a_union_that_came_into_the_tree_after_the_day_owes_nothing(
        self, cast: Cast, movement: Movement
    ) -> None:
        fresh = cast.add_unit("NH9", "CĐCS Mới", "grassroots", "NH")
        assert self.rungs(movement)["grassroots"][0] == 6
        Placement.objects.create(unit=fresh, under=cast.unit("NH"), from_on=day(5, 1))
        assert self.rungs(movement)["grassroots"][0] == 5

    def test_a_union_founded_after_the_day_owes_nothing(self, cast: Cast, movement: Movement) -> None:
        cast.add_unit("NH9", "CĐCS Mới", "grassroots", "NH", founded_on=day(10, 1))
        assert self.rungs(movement)["grassroots"][0] == 5

    def test_names_of_the_late_are_for_the_unit_and_those_above(self, cast: Cast, movement: Movement) -> None:
        cycle = movement.cycles.get()

        def names(role: str, unit: str) -> list[str]:
            return [one.name for one in late_units(cycle, "launch", actor=cast.actor(role, unit))]

        assert names("officer", "TQ") == [
            "Công đoàn ngành Giáo dục",
            "Liên đoàn Lao động huyện Na Hang",
            "Liên đoàn Lao động huyện Sơn Dương",
        ]
        assert names("officer", "NH") == ["Liên đoàn Lao động huyện Na Hang"]
        assert names("grassroots_chair", "NH1") == []
        assert names("officer", "HG") == []

    def test_queries_do_not_grow(self, cast: Cast, movement: Movement, django_assert_num_queries) -> None:
        cycle = movement.cycles.select_related("movement__seat").get()
        with django_assert_num_queries(2):
            ladder(cycle)
        for number in range(30):
            cast.add_unit(f"X{number}", f"CĐCS Số {number}", "grassroots", "SD")
        with django_assert_num_queries(2):
            ladder(cycle)

    def test_launching_twice_and_in_the_future(self, cast: Cast, movement: Movement) -> None:
        cycle, unit, officer = movement.cycles.get(), cast.unit("NH").pk, cast.actor("officer", "NH")
        with pytest.raises(InTheFuture):
            launch_unit(actor=officer, cycle_id=cycle.pk, unit_id=unit, on=day(3, 21))
        held = launch_unit(actor=officer, cycle_id=cycle.pk, unit_id=unit, on=day(3, 10), place="Hội trường")
        with pytest.raises(AlreadyLaunched):
            launch_unit(actor=officer, cycle_id=cycle.pk, unit_id=unit, on=day(3, 11))
        correct_launch(actor=officer, launch_id=held.pk, on=day(3, 12), attendance=150, reason="Gõ nhầm")
        assert LaunchRecord.objects.get().held_on == day(3, 12)

    def test_one_unit_cannot_record_for_another(self, cast: Cast, movement: Movement) -> None:
        with pytest.raises(Absent):
            launch_unit(
                actor=cast.actor("officer", "SD"),
                cycle_id=movement.cycles.get().pk,
                unit_id=cast.unit("NH").pk,
                on=day(3, 10),
            )


def test_a_deadline_is_taken_away_by_none(cast: Cast, movement: Movement) -> None:
    cycle, officer = movement.cycles.get(), cast.actor("officer", "TQ")
    for due in (day(2, 28), day(3, 1), None):
        set_deadline(actor=officer, cycle_id=cycle.pk, what="issue_plan", level="upper", due_on=due)
        found = list(Deadline.objects.values_list("due_on", flat=True))
        assert found == ([due] if due else [])


def test_the_day_of_the_story_is_the_day_of_the_clock(story_day: dt.date) -> None:
    assert clock.today() == story_day


def test_the_ladder_of_a_movement_that_nobody_has_launched_yet(cast: Cast, preparing: Movement) -> None:
    cycle = preparing.cycles.get()
    set_deadline(
        actor=cast.actor("officer", "TQ"),
        cycle_id=cycle.pk,
        what=Deadline.What.LAUNCH,
        level="province",
        due_on=day(2, 28),
    )
    assert [(one.must, one.done, one.late) for one in ladder(cycle)] == [(1, 0, 1)]
