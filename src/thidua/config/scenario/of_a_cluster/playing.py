"""The acts of the year: the cluster, its launch text, each province's own plan, two rounds of reports."""

from __future__ import annotations

import datetime as dt

from thidua.config.scenario.files import Story
from thidua.config.scenario.of_a_cluster import circle, marking, promising
from thidua.config.scenario.of_a_cluster.stage import ClusterStage
from thidua.config.scenario.of_a_plan import playing as of_a_plan
from thidua.config.scenario.settling import settle
from thidua.config.scenario.stage import Tell
from thidua.federation.actions.clusters.guide import guide_cluster
from thidua.kernel.clock import standing_on
from thidua.launch.actions.add_period import add_period
from thidua.launch.actions.finish_duty import finish_duty
from thidua.launch.actions.launch_movement import launch_movement
from thidua.launch.actions.open_period import open_period
from thidua.launch.actions.set_deadline import set_deadline
from thidua.launch.queries.duties import duties_of
from thidua.report.actions.plan_form import set_form_plan
from thidua.report.actions.review import accept
from thidua.report.actions.save_draft import save_draft
from thidua.report.actions.send import send
from thidua.report.models import Report


def play(told: Story, tell: Tell) -> ClusterStage:
    stage = ClusterStage(told, tell)
    of_a_plan.found(stage)
    _circle(stage)
    _launch(stage)
    promising.promise(stage)
    of_a_plan.follow(stage, stage.members)
    _do_tasks(stage)
    for one in told.half_year["periods"]:
        _report(stage, one["code"], one["opened_on"], one["reported_on"])
    marking.mark(stage)
    settle()
    return stage


def _circle(stage: ClusterStage) -> None:
    told = stage.told
    stage.units[told["code"]] = cluster = circle.found(told, stage.units, stage.actor)
    circle.first_regulation(told, cluster, stage.actor)
    circle.close_and_begin(told, cluster, stage.actor)
    circle.elect(told, cluster, stage.units, stage.actor)
    circle.hand_over(told, cluster, stage.actor, told["registrations_sent_on"])
    circle.revise(told, cluster, stage.actor)
    said = told["guided"]
    with standing_on(said["held_on"]):
        guide_cluster(
            actor=stage.actor(told["host"]),
            cluster_id=cluster.pk,
            year=told["year"],
            kind="guided",
            held_on=said["held_on"],
            who=said["who"],
            said=said["said"],
        )
    stage.tell(f"{cluster}: cụm trưởng {stage.units[told['leader']]}")


def _launch(stage: ClusterStage) -> None:
    """The text of the cluster, sealed by its leader's union; the calendar; the launch."""
    said = stage.said
    with standing_on(said["issued_on"] - dt.timedelta(days=5)):
        stage.plan = of_a_plan.write(stage, said)
        _calendar(stage)
    of_a_plan.issue(stage, stage.issued, said)
    on = stage.story.half_year["launched_on"]
    with standing_on(on):
        chair = stage.actor(said["by"]["chair"])
        launch_movement(actor=chair, movement_id=stage.issued.movement_id, on=on)


def _calendar(stage: ClusterStage) -> None:
    writer, cycle = stage.actor(stage.said["by"]["writer"]), stage.year
    set_form_plan(actor=writer, cycle_id=cycle.pk, rules=stage.story.indicators["rules"])
    for one in stage.story.half_year["periods"]:
        days = {
            name: value
            for name, value in one.items()
            if name not in ("code", "opened_on", "due_on", "reported_on")
        }
        made = stage.periods[one["code"]] = add_period(actor=writer, cycle_id=cycle.pk, **days)
        set_deadline(
            actor=writer,
            cycle_id=cycle.pk,
            what="report",
            level="province",
            due_on=one["due_on"],
            period_id=made.pk,
        )
    launched = stage.story.half_year["below"]["launched_on"]
    set_deadline(actor=writer, cycle_id=cycle.pk, what="launch", level="province", due_on=launched)


def _do_tasks(stage: ClusterStage) -> None:
    """What the text gives each member to do is done, and said to be done, by its day."""
    for code in stage.members:
        unit = stage.units[code]
        for one in duties_of(unit):
            assert one.duty.due_on is not None
            with standing_on(one.duty.due_on):
                finish_duty(actor=stage.actor(code), duty_id=one.duty.pk, unit_id=unit.pk)


def _report(stage: ClusterStage, code: str, opened_on: dt.date, reported_on: dt.date) -> None:
    """Each province reports for itself; the confederation accepts, as over every province."""
    period = stage.periods[code]
    with standing_on(opened_on):
        open_period(actor=stage.actor(stage.said["by"]["writer"]), period_id=period.pk)
        settle()
    with standing_on(reported_on):
        for report in Report.objects.filter(period=period, kind=Report.Kind.OWN).select_related("unit"):
            figures = stage.story.half_year["figures"][code][report.unit.code]
            chair = stage.actor(report.unit.code)
            typed = {name: str(value) for name, value in figures.items()}
            saved = save_draft(actor=chair, report_id=report.pk, changes=typed)
            sent = send(actor=chair, report_id=report.pk, version=saved.report.version, checked=True)
            accept(actor=stage.actor(stage.told["host"]), report_id=sent.pk)
        settle()
