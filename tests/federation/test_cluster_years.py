"""A cluster through its years: members, leader, hand-over."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.federation.cast import World
from tests.federation.clusters import Circle, make_circle, waiting
from thidua.audit.models import Entry
from thidua.federation.actions.clusters.begin_year import begin_year
from thidua.federation.actions.clusters.found_cluster import found_cluster
from thidua.federation.actions.clusters.guide import guide_cluster
from thidua.federation.actions.clusters.hand_over import (
    finish_duty,
    hold_summary,
    reopen_duty,
    reopen_year,
)
from thidua.federation.actions.clusters.members import add_member, end_membership, keep_member
from thidua.federation.actions.clusters.settle_leader import settle_leader
from thidua.federation.cluster_errors import (
    AlreadyMember,
    DeputyIsLeader,
    MinutesMissing,
    NotAMember,
    OutsideTheYear,
    WhyMissing,
    YearBegun,
    YearNotBegun,
)
from thidua.federation.errors import DaysCrossed, NotInTheTree, NotYet, SameNameHere, UnitEnded
from thidua.federation.models import Body, ClusterYear, LeaderDuty, Membership
from thidua.federation.queries.clusters import leadership_of, members_of, seat_of, summary_owed
from thidua.kernel import clock
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent, NotNow, NotYours

pytestmark = pytest.mark.django_db

DAY = dt.date(2017, 7, 18)
JANUARY = dt.date(2018, 1, 10)


@pytest.fixture
def circle(world: World) -> Circle:
    return make_circle(world)


def leave(circle: Circle, code: str, on: dt.date = dt.date(2017, 6, 30), why: str = "Sáp nhập") -> Membership:
    told: dict[str, Any] = {"cluster_id": circle.body.pk, "year": 2017, "unit_id": circle.world[code].pk}
    return end_membership(actor=circle.host, left_on=on, why=why, **told)


def add(circle: Circle, code: str, year: int = 2017, joined_on: dt.date | None = None) -> Membership:
    told: dict[str, Any] = {"cluster_id": circle.body.pk, "year": year, "unit_id": circle.world[code].pk}
    return add_member(actor=circle.host, joined_on=joined_on, **told)


def units(circle: Circle, year: int, on: dt.date | None = None) -> list[str]:
    return [one.unit.code for one in members_of(circle.body, year, on)]


def codes(actor: Actor) -> list[str]:
    return [one.code for one in waiting(actor)]


class TestMembers:
    def test_a_cluster_stands_beside_the_tree_with_its_first_year(self, circle: Circle) -> None:
        assert (circle.body.form, circle.body.host, circle.body.path) == (
            Body.Form.CLUSTER,
            circle.world["TQ"],
            "",
        )
        assert ClusterYear.objects.get().state == "running"
        assert units(circle, 2017) == ["GD", "NH", "SD"]
        with pytest.raises(SameNameHere):
            found_cluster(actor=circle.host, host_id=circle.world["TQ"].pk, name="CỤM THI ĐUA SỐ 1")

    def test_equal_provinces_make_a_cluster_under_the_confederation(self, world: World) -> None:
        above = world.actor("officer", "TLD")
        cluster = found_cluster(actor=above, host_id=world["TLD"].pk, name="Cụm các tỉnh biên giới")
        for code in ("TQ", "HG"):
            add_member(actor=above, cluster_id=cluster.pk, year=2017, unit_id=world[code].pk)
        assert {one.unit.level for one in members_of(cluster, 2017)} == {"province"}

    def test_units_of_different_levels_stand_side_by_side(self, circle: Circle) -> None:
        add(circle, "KDN")
        assert {one.unit.level for one in members_of(circle.body, 2017)} == {"upper", "grassroots"}

    def test_a_unit_is_in_once(self, circle: Circle) -> None:
        with pytest.raises(AlreadyMember):
            add(circle, "NH")
        leave(circle, "NH")
        with pytest.raises(AlreadyMember):
            add(circle, "NH")
        assert Membership.objects.filter(unit=circle.world["NH"]).count() == 1

    def test_an_ended_unit_and_a_department_do_not_come_in(self, circle: Circle) -> None:
        Body.objects.filter(code="KDN").update(ended_on=dt.date(2017, 3, 31))
        with pytest.raises(UnitEnded):
            add(circle, "KDN")
        with pytest.raises(NotInTheTree):
            add_member(actor=circle.host, cluster_id=circle.body.pk, year=2017, unit_id=circle.body.pk)

    def test_a_stranger_is_not_taken_in(self, circle: Circle) -> None:
        with pytest.raises(Absent):
            add(circle, "HG")

    def test_leaving_in_mid_year_keeps_the_row_the_day_and_the_reason(self, circle: Circle) -> None:
        with pytest.raises(WhyMissing):
            leave(circle, "GD", why=" ")
        with pytest.raises(OutsideTheYear):
            leave(circle, "GD", on=dt.date(2016, 12, 31))
        left = leave(circle, "GD")
        assert (left.left_on, left.why_left) == (dt.date(2017, 6, 30), "Sáp nhập")
        assert units(circle, 2017) == ["GD", "NH", "SD"]
        assert units(circle, 2017, dt.date(2017, 6, 30)) == ["GD", "NH", "SD"]
        assert units(circle, 2017, dt.date(2017, 7, 1)) == ["NH", "SD"]
        assert Entry.objects.get(did="federation.member_left").reason == "Sáp nhập"

    def test_a_leaving_is_taken_back(self, circle: Circle) -> None:
        leave(circle, "GD")
        told: dict[str, Any] = {"cluster_id": circle.body.pk, "year": 2017, "unit_id": circle.world["GD"].pk}
        keep_member(actor=circle.host, why="Quyết định sáp nhập đã hủy", **told)
        assert units(circle, 2017, DAY) == ["GD", "NH", "SD"]

    def test_nobody_leaves_before_coming(self, circle: Circle) -> None:
        add(circle, "KDN", joined_on=dt.date(2017, 7, 1))
        assert "KDN" not in units(circle, 2017, dt.date(2017, 6, 30))
        with pytest.raises(DaysCrossed):
            leave(circle, "KDN")

    def test_a_unit_that_ended_is_a_member_up_to_its_last_day(self, circle: Circle) -> None:
        Body.objects.filter(code="GD").update(ended_on=dt.date(2017, 5, 31))
        assert "GD" in units(circle, 2017, dt.date(2017, 5, 31))
        assert "GD" not in units(circle, 2017, dt.date(2017, 6, 1))

    def test_a_year_that_has_not_begun_takes_nobody(self, circle: Circle) -> None:
        with pytest.raises(YearNotBegun):
            add(circle, "KDN", year=2018)


class TestNextYear:
    def test_the_members_go_on_and_those_who_left_or_ended_do_not(self, circle: Circle) -> None:
        add(circle, "KDN", joined_on=dt.date(2017, 7, 1))
        leave(circle, "GD")
        Body.objects.filter(code="SD").update(ended_on=dt.date(2017, 10, 31))
        with clock.standing_on(JANUARY):
            begin_year(actor=circle.host, cluster_id=circle.body.pk, year=2018)
            assert units(circle, 2018) == ["KDN", "NH"]
            assert not Membership.objects.filter(year=2018).exclude(joined_on=None).exists()
            with pytest.raises(YearBegun):
                begin_year(actor=circle.host, cluster_id=circle.body.pk, year=2018)

    def test_some_are_left_out(self, circle: Circle) -> None:
        out = frozenset({circle.world["GD"].pk})
        begin_year(actor=circle.host, cluster_id=circle.body.pk, year=2018, leaving_out=out)
        assert units(circle, 2018) == ["NH", "SD"]

    def test_the_outgoing_leader_may_begin_it_and_another_member_not(self, circle: Circle) -> None:
        circle.lead("NH")
        with pytest.raises(NotYours):
            begin_year(actor=circle.chair("SD"), cluster_id=circle.body.pk, year=2018)
        begin_year(actor=circle.chair("NH"), cluster_id=circle.body.pk, year=2018)


class TestLeader:
    def test_by_minutes_of_a_meeting_with_a_deputy(self, circle: Circle) -> None:
        deputy = circle.world["GD"].pk
        led = circle.lead("NH", deputy_id=deputy)
        assert (led.leader.code, led.way, str(led.deputy)) == ("NH", "meeting", "Công đoàn ngành Giáo dục")
        assert seat_of(circle.body, 2017) == circle.world["NH"]

    def test_minutes_are_asked_for(self, circle: Circle) -> None:
        for way in ("meeting", "decision"):
            with pytest.raises(MinutesMissing):
                circle.lead("NH", way=way, minutes=" ")

    def test_a_leader_who_is_no_member(self, circle: Circle) -> None:
        for code in ("KDN", "HG", "TQ"):
            with pytest.raises(NotAMember):
                circle.lead(code)
        with pytest.raises(NotAMember):
            circle.lead("NH", deputy_id=circle.world["KDN"].pk)
        with pytest.raises(DeputyIsLeader):
            circle.lead("NH", deputy_id=circle.world["NH"].pk)
        assert leadership_of(circle.body, 2017) is None

    def test_a_member_that_left_is_not_chosen_afterwards(self, circle: Circle) -> None:
        leave(circle, "GD")
        with pytest.raises(NotAMember):
            circle.lead("GD", settled_on=DAY)
        assert circle.lead("GD", settled_on=dt.date(2017, 3, 1)).leader.code == "GD"

    def test_not_on_a_day_to_come(self, circle: Circle) -> None:
        with pytest.raises(NotYet):
            circle.lead("NH", settled_on=dt.date(2017, 7, 19))

    def test_chosen_anew_with_a_reason_and_the_audit_keeps_who_it_was(self, circle: Circle) -> None:
        circle.lead("NH")
        with pytest.raises(WhyMissing):
            circle.lead("SD")
        circle.lead("SD", why="Na Hang sáp nhập")
        line = Entry.objects.filter(did="federation.leader_settled").latest("pk")
        assert (line.data["before"], line.reason) == ("LĐLĐ huyện Na Hang", "Na Hang sáp nhập")

    def test_the_level_above_decides_alone(self, circle: Circle) -> None:
        circle.lead("NH")
        told: dict[str, Any] = {
            "cluster_id": circle.body.pk,
            "year": 2017,
            "settled_on": DAY,
            "minutes": "QĐ 3",
        }
        with pytest.raises(NotYours):
            settle_leader(
                actor=circle.chair("NH"),
                leader_id=circle.world["SD"].pk,
                way="decision",
                why="Đổi",
                **told,
            )

    def test_a_leader_who_left_is_to_be_replaced(self, circle: Circle) -> None:
        circle.lead("NH")
        assert "federation.choose_leader" not in codes(circle.host)
        leave(circle, "NH")
        assert "federation.choose_leader" in codes(circle.host)


class TestHandOver:
    @pytest.fixture
    def passed(self, circle: Circle) -> Circle:
        """Na Hang led 2017; 2018 has begun, Sơn Dương leads."""
        circle.lead("NH")
        with clock.standing_on(JANUARY):
            due = dt.date(2018, 1, 31)
            begin_year(actor=circle.host, cluster_id=circle.body.pk, year=2018, due_on=due)
            circle.lead("SD", year=2018, settled_on=JANUARY)
        return circle

    def duty(self, what: str) -> LeaderDuty:
        return LeaderDuty.objects.get(what=what)

    def test_the_duties_wait_with_who_led_and_not_with_who_leads(self, passed: Circle) -> None:
        with clock.standing_on(JANUARY):
            told: dict[str, Any] = {one.code: one for one in waiting(passed.chair("NH"))}
            assert set(told) == {"federation.summary", "federation.registrations"}
            summary = told["federation.summary"]
            assert summary.title == "Họp tổng kết năm 2017 của Cụm thi đua số 1"
            assert summary.due_on == dt.date(2018, 1, 31)
            assert told["federation.registrations"].title == (
                "Gửi LĐLĐ tỉnh Tuyên Quang đăng ký năm 2018 của các thành viên Cụm thi đua số 1"
            )
            assert codes(passed.chair("SD")) == []
            assert codes(passed.chair("GD")) == []

    def test_each_leaves_the_home_page_when_it_is_said_done(self, passed: Circle) -> None:
        chair = passed.chair("NH")
        with clock.standing_on(JANUARY):
            finish_duty(
                actor=chair,
                duty_id=self.duty("registrations").pk,
                done_on=JANUARY,
                note="Gửi kèm công văn 02/LĐLĐ",
            )
            assert codes(chair) == ["federation.summary"]
            with pytest.raises(MinutesMissing):
                finish_duty(actor=chair, duty_id=self.duty("summary").pk, done_on=JANUARY)
            finish_duty(actor=chair, duty_id=self.duty("summary").pk, done_on=JANUARY, note="Đã họp 3/3")
            assert codes(chair) == []
        done = self.duty("registrations")
        assert (done.state, done.by, done.note) == ("done", "Chủ tịch NH", "Gửi kèm công văn 02/LĐLĐ")
        # The summary closes the year that was led, once.
        year = ClusterYear.objects.get(year=2017)
        assert (year.state, year.closed_on, year.minutes) == ("closed", JANUARY, "Đã họp 3/3")

    def test_who_leads_now_does_not_say_it_for_who_led(self, passed: Circle) -> None:
        with clock.standing_on(JANUARY), pytest.raises(NotYours):
            finish_duty(
                actor=passed.chair("SD"),
                duty_id=self.duty("summary").pk,
                done_on=JANUARY,
                note="x",
            )

    def test_holding_the_summary_is_doing_the_duty(self, passed: Circle) -> None:
        assert summary_owed(passed.body, 2018)
        with clock.standing_on(JANUARY):
            hold_summary(
                actor=passed.chair("NH"),
                cluster_id=passed.body.pk,
                year=2017,
                held_on=JANUARY,
                minutes="Đủ ba đơn vị dự",
            )
            assert self.duty("summary").state == "done"
            assert not summary_owed(passed.body, 2018)
            with pytest.raises(NotNow):
                hold_summary(
                    actor=passed.chair("NH"),
                    cluster_id=passed.body.pk,
                    year=2017,
                    held_on=JANUARY,
                    minutes="lần nữa",
                )
            reopen_year(actor=passed.host, cluster_id=passed.body.pk, year=2017, why="Biên bản thiếu")
            assert self.duty("summary").state == "waiting"
            assert summary_owed(passed.body, 2018)

    def test_a_summary_held_before_the_new_year_leaves_only_the_registrations(self, circle: Circle) -> None:
        circle.lead("NH")
        with clock.standing_on(dt.date(2017, 12, 20)):
            hold_summary(
                actor=circle.chair("NH"),
                cluster_id=circle.body.pk,
                year=2017,
                held_on=dt.date(2017, 12, 20),
                minutes="Đã họp",
            )
            begin_year(actor=circle.chair("NH"), cluster_id=circle.body.pk, year=2018)
        assert [one.what for one in LeaderDuty.objects.all()] == ["registrations"]
        assert not summary_owed(circle.body, 2018)

    def test_it_was_not_done_after_all(self, passed: Circle) -> None:
        with clock.standing_on(JANUARY):
            told = self.duty("registrations")
            finish_duty(actor=passed.chair("NH"), duty_id=told.pk, done_on=JANUARY)
            reopen_duty(actor=passed.host, duty_id=told.pk, why="Thiếu đăng ký của Giáo dục")
            assert "federation.registrations" in codes(passed.chair("NH"))

    def test_where_the_union_that_led_has_ended_it_waits_with_the_organiser(self, passed: Circle) -> None:
        Body.objects.filter(code="NH").update(ended_on=dt.date(2017, 12, 31))
        with clock.standing_on(JANUARY):
            assert {"federation.summary", "federation.registrations"} <= set(codes(passed.host))

    def test_a_cluster_that_nobody_led_owes_nothing(self, circle: Circle) -> None:
        begin_year(actor=circle.host, cluster_id=circle.body.pk, year=2018)
        assert not LeaderDuty.objects.exists()


def test_the_level_above_guides_and_inspects(circle: Circle) -> None:
    told: dict[str, Any] = {
        "cluster_id": circle.body.pk,
        "year": 2017,
        "held_on": DAY,
        "who": "Ban Chính sách - Pháp luật",
    }
    made = guide_cluster(actor=circle.host, kind="inspected", said="Hồ sơ đủ, chấm đúng hạn.", **told)
    assert (made.kind, made.who) == ("inspected", "Ban Chính sách - Pháp luật")
    with pytest.raises(NotYours):
        guide_cluster(actor=circle.chair("NH"), kind="guided", said="x", **told)


class TestWaiting:
    def test_votes_wait_with_the_chairs_of_members_until_cast(self, circle: Circle) -> None:
        ballot = circle.ask(closes_on=dt.date(2017, 7, 25))
        (told,) = waiting(circle.chair("NH"))
        assert (told.code, told.due_on) == ("federation.vote", dt.date(2017, 7, 25))
        assert codes(circle.world.actor("officer", "NH")) == []
        circle.vote(ballot, "NH", "LĐLĐ huyện Na Hang")
        assert codes(circle.chair("NH")) == []

    def test_a_full_ballot_waits_with_who_counts(self, circle: Circle) -> None:
        circle.lead("SD")
        ballot = circle.ask(about="honour")
        assert codes(circle.host) == []
        for code in ("NH", "SD", "GD"):
            circle.vote(ballot, code)
        assert codes(circle.host) == ["federation.count"]
        assert codes(circle.chair("SD")) == ["federation.count"]
        assert codes(circle.chair("NH")) == []

    def test_any_number_of_ballots_costs_the_same(self, circle: Circle) -> None:
        def asked() -> int:
            with CaptureQueriesContext(connection) as told:
                waiting(circle.chair("NH"))
            return len(told)

        circle.ask(about="other", question="Họp ngày nào")
        one = asked()
        for number in range(5):
            circle.ask(about="other", question=f"Việc {number}")
        assert len(waiting(circle.chair("NH"))) == 6
        assert asked() == one


def test_a_year_is_locked_by_its_summary(circle: Circle) -> None:
    circle.lead("NH")
    hold_summary(
        actor=circle.chair("NH"), cluster_id=circle.body.pk, year=2017, held_on=DAY, minutes="Đã họp"
    )
    with pytest.raises(NotNow):
        add(circle, "KDN")
    with pytest.raises(NotNow):
        circle.ask()
    assert fetch(ClusterYear, ClusterYear.objects.get().pk, actor=circle.chair("NH")).state == "closed"
