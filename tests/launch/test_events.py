"""Launches beside a unit's own: for an example in a bloc, on a great work, by a cluster with tasks; conferences."""

from __future__ import annotations

import io

import pytest
from django.db import IntegrityError, transaction

from tests.launch.cast import Cast, day
from thidua.federation.models import Body, Leadership, Membership
from thidua.kernel.errors import Absent, NotYours
from thidua.kernel.files import FileKindUnknown
from thidua.kernel.waiting import waiting_for
from thidua.launch.actions.attach_to_launch import (
    attach_to_event,
    attach_to_launch,
    detach_from_event,
)
from thidua.launch.actions.give_tasks import Task, finish_task, give_tasks, open_task_again, take_task_back
from thidua.launch.actions.hold_event import hold_event
from thidua.launch.actions.launch_unit import launch_unit
from thidua.launch.actions.plan_event import Said, change_event, drop_event, plan_event
from thidua.launch.errors import InTheFuture
from thidua.launch.event_errors import (
    EventHeld,
    EventUnnamed,
    NotAMember,
    NotTheLeader,
    PilotChosen,
    PilotElsewhere,
    PilotIncomplete,
    TaskDone,
    TaskGiven,
    TaskUnsaid,
)
from thidua.launch.models import LaunchEvent, LaunchRecord, Movement
from thidua.launch.queries.events import events_of, forms_for, pilots_by_bloc, shares_of

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def plan(
    cast: Cast, movement: Movement, unit: str, kind: str, role: str = "officer", **said: object
) -> LaunchEvent:
    return plan_event(
        actor=cast.actor(role, unit),
        cycle_id=movement.cycles.get().pk,
        seat_id=cast.unit(unit).pk,
        kind=kind,
        said=Said(**said),  # type: ignore[arg-type]
    )


def codes(cast: Cast, role: str, unit: str) -> list[str]:
    return [one.code for one in waiting_for(cast.actor(role, unit))]


@pytest.fixture
def cluster(cast: Cast) -> Body:
    """Na Hang leads, Sơn Dương is a member; Giáo dục is none."""
    body = Body.objects.create(
        form=Body.Form.CLUSTER, code="CUM1", name="Cụm các huyện", host=cast.unit("TQ")
    )
    for code in ("NH", "SD"):
        Membership.objects.create(cluster=body, unit=cast.unit(code), year=2017)
    Leadership.objects.create(
        cluster=body, year=2017, leader=cast.unit("NH"), way=Leadership.Way.MEETING, settled_on=day(1, 10)
    )
    return body


@pytest.fixture
def launch(cast: Cast, movement: Movement, cluster: Body) -> LaunchEvent:
    return plan(cast, movement, "NH", "cluster", cluster_id=cluster.pk)


def test_an_example_is_chosen_per_bloc_and_launches_with_its_ceremony(cast: Cast, movement: Movement) -> None:
    event = plan(
        cast, movement, "NH", "pilot", bloc="enterprise", at_id=cast.unit("NH1").pk, planned_on=day(3, 10)
    )
    assert not event.is_held
    assert codes(cast, "officer", "NH").count("launch.hold_event") == 1
    hold_event(
        actor=cast.actor("officer", "NH"),
        event_id=event.pk,
        on=day(3, 10),
        attendance=60,
        held_as="at_the_shift",
    )
    held = LaunchRecord.objects.get(cycle=movement.cycles.get(), unit=cast.unit("NH1"))
    assert (held.held_on, held.pilot, held.attendance, held.held_as) == (day(3, 10), True, 60, "at_the_shift")
    assert "launch.hold_event" not in codes(cast, "officer", "NH")
    officer = cast.actor("officer", "TQ")
    found = pilots_by_bloc(event.cycle, officer, events_of(event.cycle, officer))
    assert {bloc: [str(one.unit) for one in some] for bloc, some in found.items()} == {
        "khối doanh nghiệp": ["CĐCS Công ty TNHH Chè Sơn Trà"]
    }


def test_a_launch_that_stands_is_kept_when_its_union_is_the_example(cast: Cast, movement: Movement) -> None:
    launch_unit(
        actor=cast.actor("grassroots_chair", "NH1"),
        cycle_id=movement.cycles.get().pk,
        unit_id=cast.unit("NH1").pk,
        on=day(3, 1),
    )
    event = plan(cast, movement, "NH", "pilot", bloc="enterprise", at_id=cast.unit("NH1").pk)
    hold_event(actor=cast.actor("officer", "NH"), event_id=event.pk, on=day(3, 10))
    assert LaunchRecord.objects.get(unit=cast.unit("NH1")).held_on == day(3, 1)


def test_a_union_that_calls_its_own_launch_an_example_is_listed_by_its_bloc(
    cast: Cast, movement: Movement
) -> None:
    cycle = movement.cycles.get()
    for code in ("NH2", "GD1"):
        launch_unit(
            actor=cast.actor("grassroots_chair", code),
            cycle_id=cycle.pk,
            unit_id=cast.unit(code).pk,
            on=day(3, 2),
            pilot=True,
        )
    officer = cast.actor("officer", "TQ")
    assert list(pilots_by_bloc(cycle, officer, [])) == ["khối hành chính, sự nghiệp", "khối trường học"]
    assert list(pilots_by_bloc(cycle, cast.actor("officer", "NH"), [])) == ["khối hành chính, sự nghiệp"]


def test_an_example_needs_its_bloc_and_stands_below(cast: Cast, movement: Movement) -> None:
    with pytest.raises(PilotIncomplete):
        plan(cast, movement, "NH", "pilot", at_id=cast.unit("NH1").pk)
    with pytest.raises(PilotIncomplete):
        plan(cast, movement, "NH", "pilot", bloc="school")
    with pytest.raises(PilotElsewhere):
        plan(cast, movement, "NH", "pilot", bloc="enterprise", at_id=cast.unit("SD1").pk)
    with pytest.raises(PilotElsewhere):
        plan(cast, movement, "NH", "pilot", bloc="enterprise", at_id=cast.unit("NH").pk)
    plan(cast, movement, "NH", "pilot", bloc="enterprise", at_id=cast.unit("NH1").pk)
    with pytest.raises(PilotChosen):
        plan(cast, movement, "NH", "pilot", bloc="enterprise", at_id=cast.unit("NH1").pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        LaunchEvent.objects.create(
            cycle=movement.cycles.get(), seat=cast.unit("NH"), kind="pilot", name="không khối"
        )


def test_a_great_work_has_its_name_its_owner_and_whether_it_is_registered(
    cast: Cast, movement: Movement
) -> None:
    with pytest.raises(EventUnnamed):
        plan(cast, movement, "SD", "key_work", name="  ")
    event = plan(
        cast,
        movement,
        "SD",
        "key_work",
        name="Cầu Kim Xuyên",
        work_owner="Sở Giao thông",
        work_rank="province",
        work_registered=True,
        planned_on=day(4, 1),
    )
    assert (event.work_owner, event.get_work_rank_display(), event.work_registered) == (
        "Sở Giao thông",
        "của tỉnh",
        True,
    )
    with pytest.raises(InTheFuture):
        hold_event(actor=cast.actor("officer", "SD"), event_id=event.pk, on=day(3, 21))
    changed = change_event(
        actor=cast.actor("officer", "SD"), event_id=event.pk, said=Said(name="Cầu Kim Xuyên 2"), version=1
    )
    assert (changed.name, changed.work_registered, changed.version) == ("Cầu Kim Xuyên 2", False, 2)


def test_who_sees_an_event(cast: Cast, movement: Movement, launch: LaunchEvent) -> None:
    pilot = plan(cast, movement, "NH", "pilot", bloc="enterprise", at_id=cast.unit("NH1").pk)
    cycle = movement.cycles.get()

    def seen(role: str, unit: str) -> set[int]:
        return {one.pk for one in events_of(cycle, cast.actor(role, unit))}

    assert seen("officer", "TQ") == seen("officer", "NH") == {pilot.pk, launch.pk}
    assert seen("grassroots_chair", "NH1") == {pilot.pk}
    assert seen("grassroots_chair", "NH2") == seen("officer", "SD") == seen("officer", "HG") == set()
    give_tasks(
        actor=cast.actor("officer", "NH"), event_id=launch.pk, tasks=[Task(cast.unit("SD").pk, "Mở lớp")]
    )
    assert seen("officer", "SD") == {launch.pk}
    with pytest.raises(Absent):
        hold_event(actor=cast.actor("officer", "GD"), event_id=launch.pk, on=day(3, 1))
    with pytest.raises(NotYours):
        hold_event(actor=cast.actor("officer", "SD"), event_id=launch.pk, on=day(3, 1))


def test_a_cluster_launches_through_its_leader_of_the_year(
    cast: Cast, movement: Movement, cluster: Body
) -> None:
    with pytest.raises(NotTheLeader) as refused:
        plan(cast, movement, "SD", "cluster", cluster_id=cluster.pk)
    assert "Liên đoàn Lao động huyện Na Hang" in str(refused.value.say())
    with pytest.raises(Absent):
        plan(cast, movement, "NH", "cluster", cluster_id=cast.unit("SD").pk)
    assert plan(cast, movement, "NH", "cluster", cluster_id=cluster.pk).name == "Cụm các huyện"


def test_every_member_gets_its_task_and_says_that_it_is_done(cast: Cast, launch: LaunchEvent) -> None:
    leader, member = cast.actor("officer", "NH"), cast.actor("officer", "SD")
    (task,) = give_tasks(
        actor=leader, event_id=launch.pk, tasks=[Task(cast.unit("SD").pk, "Mở lớp sáng kiến", day(6, 30))]
    )
    shares = {str(one.unit): [each.text for each in one.tasks] for one in shares_of(launch)}
    assert shares == {
        "Liên đoàn Lao động huyện Na Hang": [],
        "Liên đoàn Lao động huyện Sơn Dương": ["Mở lớp sáng kiến"],
    }
    (told,) = [one for one in waiting_for(member) if one.code == "launch.cluster_task"]
    assert (told.title, told.due_on) == ("Làm việc cụm giao: Mở lớp sáng kiến", day(6, 30))
    assert told.url == f"/su-kien/{launch.pk}#viec"
    with pytest.raises(NotYours):
        finish_task(actor=leader, task_id=task.pk)
    with pytest.raises(InTheFuture):
        finish_task(actor=member, task_id=task.pk, done_on=day(3, 21))
    done = finish_task(actor=member, task_id=task.pk, note="32 người dự")
    assert (done.done_on, done.note, done.by) == (day(3, 20), "32 người dự", "officer SD")
    assert "launch.cluster_task" not in codes(cast, "officer", "SD")
    with pytest.raises(TaskDone):
        take_task_back(actor=leader, event_id=launch.pk, task_id=task.pk)
    open_task_again(actor=member, task_id=task.pk)
    take_task_back(actor=leader, event_id=launch.pk, task_id=task.pk)
    assert not launch.tasks.exists()


def test_tasks_are_for_members_said_once_and_all_or_none(cast: Cast, launch: LaunchEvent) -> None:
    leader, sd = cast.actor("officer", "NH"), cast.unit("SD").pk
    with pytest.raises(NotAMember) as refused:
        give_tasks(
            actor=leader, event_id=launch.pk, tasks=[Task(sd, "Việc"), Task(cast.unit("GD").pk, "Việc")]
        )
    assert "Công đoàn ngành Giáo dục" in str(refused.value.say())
    with pytest.raises(TaskUnsaid):
        give_tasks(actor=leader, event_id=launch.pk, tasks=[Task(sd, " ")])
    give_tasks(actor=leader, event_id=launch.pk, tasks=[Task(sd, "Việc")])
    with pytest.raises(TaskGiven):
        give_tasks(actor=leader, event_id=launch.pk, tasks=[Task(sd, "Việc khác"), Task(sd, "Việc")])
    assert launch.tasks.count() == 1


def test_a_closed_movement_asks_for_no_task(cast: Cast, movement: Movement, launch: LaunchEvent) -> None:
    give_tasks(
        actor=cast.actor("officer", "NH"), event_id=launch.pk, tasks=[Task(cast.unit("SD").pk, "Việc")]
    )
    Movement.objects.filter(pk=movement.pk).update(state="closed")
    assert "launch.cluster_task" not in codes(cast, "officer", "SD")


def test_many_photos_are_kept_with_a_launch(cast: Cast, movement: Movement) -> None:
    event = plan(cast, movement, "SD", "key_work", name="Cầu Kim Xuyên")
    officer = cast.actor("officer", "SD")
    for number in range(3):
        content = PNG + bytes([number])
        attach_to_event(
            actor=officer,
            event_id=event.pk,
            name=f"{number}.png",
            stream=io.BytesIO(content),
            size=len(content),
        )
    attach_to_event(actor=officer, event_id=event.pk, name="lai.png", stream=io.BytesIO(PNG + b"\0"), size=29)
    assert event.files.count() == 3
    with pytest.raises(FileKindUnknown):
        attach_to_event(actor=officer, event_id=event.pk, name="a.exe", stream=io.BytesIO(b"MZ"), size=2)
    first = event.files.order_by("pk").first()
    assert first is not None
    with pytest.raises(NotYours):
        detach_from_event(actor=cast.actor("officer", "TQ"), event_id=event.pk, file_id=first.pk)
    detach_from_event(actor=officer, event_id=event.pk, file_id=first.pk)
    assert event.files.count() == 2
    held = launch_unit(
        actor=cast.actor("grassroots_chair", "SD1"),
        cycle_id=movement.cycles.get().pk,
        unit_id=cast.unit("SD1").pk,
        on=day(3, 2),
    )
    attach_to_launch(
        actor=cast.actor("grassroots_chair", "SD1"),
        launch_id=held.pk,
        name="le.png",
        stream=io.BytesIO(PNG),
        size=len(PNG),
    )
    assert [one.name for one in held.files.all()] == ["le.png"]


def test_what_is_planned_may_be_dropped_what_was_held_stays(cast: Cast, movement: Movement) -> None:
    officer = cast.actor("officer", "TQ")
    event = plan(cast, movement, "TQ", "conference", name="Hội nghị khối trường học", bloc="school")
    hold_event(actor=officer, event_id=event.pk, on=day(3, 1))
    with pytest.raises(EventHeld):
        drop_event(actor=officer, event_id=event.pk)
    other = plan(cast, movement, "TQ", "conference", name="Hội thảo")
    drop_event(actor=officer, event_id=other.pk)
    assert list(LaunchEvent.objects.all()) == [event]


def test_forms_that_suit_the_trade_come_first() -> None:
    assert forms_for("school")[0] == ("with_staff_conference", "Cùng hội nghị cán bộ, công chức, viên chức")
    assert forms_for("enterprise")[0] == ("at_the_shift", "Phát động tại tổ, ca, phân xưởng")
    assert {code for code, _name in forms_for("school")} == {code for code, _name in forms_for("")}
