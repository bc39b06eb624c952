"""A unit records its launch after the caller has launched and its own plan is out."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.launch.cast import Cast, day
from tests.launch.desk import SignIn, opened, text
from tests.launch.papers import issued_plan, start
from thidua.kernel.errors import Absent
from thidua.launch.actions.launch_movement import launch_movement
from thidua.launch.actions.launch_unit import launch_unit
from thidua.launch.errors import NotLaunchedAbove, OwnPlanNotIssued
from thidua.launch.models import LaunchRecord, Movement, Paper


def record(cast: Cast, movement: Movement, role: str, unit: str) -> LaunchRecord:
    return launch_unit(
        actor=cast.actor(role, unit),
        cycle_id=movement.cycles.get().pk,
        unit_id=cast.unit(unit).pk,
        on=day(3, 10),
    )


@pytest.fixture
def out(cast: Cast, preparing: Movement) -> Movement:
    """The plan is out, the day of launching has not come."""
    preparing.aims_are_qualitative = True
    preparing.save()
    issued_plan(cast, preparing)
    return preparing


@pytest.fixture
def launched(cast: Cast, out: Movement) -> Movement:
    return launch_movement(actor=cast.actor("chair", "TQ"), movement_id=out.pk, on=day(3, 1))


def test_a_movement_in_preparation_is_not_there_for_the_unit(cast: Cast, preparing: Movement) -> None:
    with pytest.raises(Absent):
        record(cast, preparing, "grassroots_chair", "NH1")


def test_between_the_plan_and_the_day_the_unit_waits(cast: Cast, out: Movement) -> None:
    with pytest.raises(NotLaunchedAbove) as refused:
        record(cast, out, "grassroots_chair", "NH1")
    assert "LĐLĐ tỉnh Tuyên Quang chưa phát động" in str(refused.value.say())


def test_a_union_that_was_asked_for_a_plan_issues_it_first(cast: Cast, launched: Movement) -> None:
    with pytest.raises(OwnPlanNotIssued):
        record(cast, launched, "officer", "NH")
    Paper.objects.update(asks_levels=[])
    assert record(cast, launched, "officer", "NH").held_on == day(3, 10)


@pytest.mark.parametrize(
    ("state", "allowed"),
    [("draft", False), ("to_sign", False), ("signed", False), ("issued", True), ("withdrawn", True)],
)
def test_a_small_union_that_began_a_plan_issues_it_first(
    cast: Cast, launched: Movement, state: str, allowed: bool
) -> None:
    own = start(cast, launched, "NH1")
    Paper.objects.filter(pk=own.pk).update(state=state)
    if allowed:
        assert record(cast, launched, "grassroots_chair", "NH1").unit == cast.unit("NH1")
    else:
        with pytest.raises(OwnPlanNotIssued):
            record(cast, launched, "grassroots_chair", "NH1")


def test_a_small_union_without_a_plan_of_its_own_launches(cast: Cast, launched: Movement) -> None:
    assert record(cast, launched, "grassroots_chair", "NH1").held_on == day(3, 10)


@pytest.mark.usefixtures("addresses")
def test_the_page_says_why_not_yet_and_keeps_what_was_typed(
    cast: Cast, launched: Movement, sign_in: SignIn
) -> None:
    client, cycle = sign_in("officer", "NH"), launched.cycles.get()
    assert "kế hoạch của Liên đoàn Lao động huyện Na Hang chưa ban hành" in opened(
        client, "launch_unit", cycle.pk
    )
    told = {"on": "10/03/2017", "place": "Hội trường huyện"}
    answer = client.post(reverse("launch:launch_unit", args=[cycle.pk]), told)
    assert answer.status_code == 409
    assert "Hội trường huyện" in text(answer)
    assert not LaunchRecord.objects.exists()
