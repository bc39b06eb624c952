"""The cluster of mountain districts: members and leader of the year, its launch, and what each member is given."""

from __future__ import annotations

from thidua.config.scenario.ten_years.stage import PROVINCE, TenYears
from thidua.federation.actions.clusters.found_cluster import found_cluster
from thidua.federation.actions.clusters.members import add_member
from thidua.federation.actions.clusters.settle_leader import settle_leader
from thidua.kernel.clock import standing_on
from thidua.launch.actions.give_tasks import Task, finish_task, give_tasks
from thidua.launch.actions.hold_event import hold_event
from thidua.launch.actions.plan_event import Said, plan_event
from thidua.launch.models import LaunchEvent


def found_and_lead(stage: TenYears) -> None:
    """The province organises the cluster; its members meet and choose who leads."""
    said = stage.told["cluster"]
    with standing_on(said["settled_on"]):
        writer = stage.actor("writer")
        stage.units[said["code"]] = found_cluster(
            actor=writer,
            host_id=stage.units[PROVINCE].pk,
            name=said["name"],
            code=said["code"],
            year=said["year"],
        )
        cluster = stage.units[said["code"]]
        for code in said["members"]:
            add_member(actor=writer, cluster_id=cluster.pk, year=said["year"], unit_id=stage.units[code].pk)
        settle_leader(
            actor=writer,
            cluster_id=cluster.pk,
            year=said["year"],
            leader_id=stage.units[said["leader"]].pk,
            deputy_id=stage.units[said["deputy"]].pk,
            way="meeting",
            settled_on=said["settled_on"],
            minutes="Các thành viên họp, nhất trí cử cụm trưởng, cụm phó của năm.",
        )


def launch_together(stage: TenYears) -> None:
    """The leader's union holds the launch and gives every member something to do; each says it is done."""
    said = stage.told["cluster"]
    launch, leader = said["launch"], said["leader"]
    with standing_on(launch["held_on"]):
        event = plan_event(
            actor=stage.actor(leader),
            cycle_id=stage.cycles[said["year"]].pk,
            seat_id=stage.units[leader].pk,
            kind=LaunchEvent.Kind.CLUSTER,
            said=Said(
                name=launch["name"],
                cluster_id=stage.units[said["code"]].pk,
                planned_on=launch["planned_on"],
                held_as="own_ceremony",
            ),
        )
        hold_event(
            actor=stage.actor(leader),
            event_id=event.pk,
            on=launch["held_on"],
            place=launch["place"],
            attendance=launch["attendance"],
            guests=launch["guests"],
        )
        given = give_tasks(
            actor=stage.actor(leader),
            event_id=event.pk,
            tasks=[Task(stage.units[one["unit"]].pk, one["text"], one["due_on"]) for one in said["tasks"]],
        )
    for one, task in zip(said["tasks"], given, strict=True):
        if "done_on" in one:
            with standing_on(one["done_on"]):
                finish_task(actor=stage.actor(one["unit"]), task_id=task.pk, note="Đã xong, có ảnh.")
    stage.tell(f"{said['name']}: {len(given)} việc giao cho thành viên")
