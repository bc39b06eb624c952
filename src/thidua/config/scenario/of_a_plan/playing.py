"""The acts: the units are there, the plan is written or read, goes its way through the office, and is launched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from thidua.access.actions.found_accounts import Founded, found_accounts
from thidua.catalogue.actions.load_kinds import load_kinds
from thidua.config.scenario.files import Story
from thidua.config.scenario.of_a_plan.from_paper import draft_from
from thidua.config.scenario.of_a_plan.stage import PlanStage
from thidua.config.scenario.settling import settle
from thidua.config.scenario.stage import Tell
from thidua.federation.actions.found import NewUnit, found_units
from thidua.kernel.clock import standing_on
from thidua.kernel.door import Actor
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.derive_paper import derive_paper
from thidua.launch.actions.issue_paper import issue_paper
from thidua.launch.actions.launch_movement import launch_movement
from thidua.launch.actions.launch_unit import launch_unit
from thidua.launch.actions.record_step import record_signature, record_step
from thidua.launch.actions.register_document import open_register, register_document
from thidua.launch.actions.save_draft import save_line
from thidua.launch.actions.set_target import add_targets
from thidua.launch.actions.sign_paper import Signature
from thidua.launch.actions.start_paper import start_paper
from thidua.launch.models import Paper
from thidua.launch.states import office_way


def play(told: Story, tell: Tell, paper: Path | None = None) -> PlanStage:
    """``paper`` is the file that the plan is read from; None writes it as the story tells it."""
    stage = PlanStage(told, tell)
    found(stage)
    above = _above(stage)
    said = stage.said
    if paper is None:
        with standing_on(said["issued_on"] - dt.timedelta(days=5)):
            stage.plan = write(stage, said, carries_out=above)
    else:
        with standing_on(told.half_year["received_on"]):
            stage.plan = draft_from(stage, paper)
    issue(stage, stage.issued, said)
    _launch(stage)
    follow(stage, stage.below())
    settle()
    return stage


def found(stage: PlanStage) -> None:
    load_kinds()
    tree = stage.story.tree
    for unit in found_units(actor=stage.founder, rows=list(_rows(tree))):
        stage.units[unit.code] = unit
    accounts = stage.story.accounts
    pin, since = accounts["demo_pin"], tree["as_of"]
    rows = [
        Founded(stage.units[one["unit"]], one["name"], one["phone"], one["role"], pin, None, since)
        for one in accounts["accounts"]
    ]
    made = found_accounts(actor=stage.founder, rows=rows)
    stage.accounts.update(zip([one["code"] for one in accounts["accounts"]], made, strict=True))
    stage.tell(f"{len(stage.units)} đơn vị, {len(stage.accounts)} tài khoản")


def _rows(tree: Mapping[str, Any]) -> Iterator[NewUnit]:
    for one in tree["units"]:
        yield NewUnit(
            one["code"],
            one["name"],
            one["kind"],
            one["under"],
            one.get("short_name", ""),
            from_on=tree["as_of"],
            attributes=one.get("attributes", {}),
        )


def _above(stage: PlanStage) -> Paper | None:
    """The plan of the level above, issued; and what the book of incoming documents has already."""
    for one in stage.story.plan.get("came_in", ()):
        with standing_on(one["dated_on"]):
            clerk, unit = stage.actor(one["by"]), stage.units[one["unit"]]
            year = one["dated_on"].year
            book = open_register(actor=clerk, unit_id=unit.pk, direction="incoming", year=year)
            facts = {key: value for key, value in one.items() if key not in ("unit", "by")}
            register_document(actor=clerk, register_id=book.pk, **facts)
    said = stage.story.plan.get("above")
    if said is None:
        return None
    with standing_on(said["issued_on"] - dt.timedelta(days=3)):
        paper = write(stage, said)
    return issue(stage, paper, said)


def write(stage: PlanStage, said: Mapping[str, Any], carries_out: Paper | None = None) -> Paper:
    """The movement is called and the plan written, line by line, by its writer."""
    writer, seat = stage.actor(said["by"]["writer"]), stage.units[said["unit"]]
    called = said["movement"]
    movement = call_movement(
        actor=writer,
        seat_id=seat.pk,
        issuer_id=stage.units[said["issuer"]].pk if "issuer" in said else None,
        name=called["name"],
        short_name=called.get("short_name", ""),
        from_on=called["from_on"],
        until_on=called["until_on"],
        aims_are_qualitative=said["qualitative"],
    )
    if not said["qualitative"]:
        cycle = movement.cycles.get()
        add_targets(actor=writer, cycle_id=cycle.pk, definitions=stage.story.indicators)
    paper = start_paper(
        actor=writer,
        movement_id=movement.pk,
        seat_id=seat.pk,
        kind=said.get("kind", "plan"),
        title=said["title"],
        year=said["year"],
        place=said["place"],
        carries_out_id=carries_out.pk if carries_out else None,
    )
    for section, lines in said["sections"].items():
        for values in lines:
            save_line(actor=writer, paper_id=paper.pk, section=section, values=values)
    return Paper.objects.get(pk=paper.pk)


def issue(stage: PlanStage, paper: Paper, said: Mapping[str, Any]) -> Paper:
    """The office way was walked on paper; the clerk writes it down, numbers the plan and sends it out."""
    by, on = said["by"], said["issued_on"]
    clerk, chair = stage.actor(by["clerk"]), stage.accounts[by["chair"]]
    with standing_on(on):
        _head(clerk, paper, stage.accounts[by.get("head", by["chair"])].name, on)
        _minutes(clerk, paper, on)
        signature = Signature(capacity="committee", office="chair", name=chair.name, signed_on=on)
        record_signature(actor=clerk, paper_id=paper.pk, signature=signature)
        issue_paper(
            actor=clerk, paper_id=paper.pk, number=said["number"], symbol=said["symbol"], issued_on=on
        )
    paper.refresh_from_db()
    stage.tell(f"{paper}, {paper.issuer}")
    return paper


def _head(actor: Actor, paper: Paper, who: str, on: dt.date) -> None:
    """Where papers go past the head of department first, what was said there is written down."""
    if "submit" in office_way(paper.seat.level).moves:
        record_step(actor=actor, paper_id=paper.pk, kind="head", who=who, done_on=on, verdict="agrees")


def _minutes(actor: Actor, paper: Paper, on: dt.date) -> None:
    """The standing committee met; the minutes say that it agreed."""
    record_step(
        actor=actor,
        paper_id=paper.pk,
        kind="committee_minutes",
        who="Ban Thường vụ",
        done_on=on,
        verdict="agrees",
    )


def _launch(stage: PlanStage) -> None:
    on = stage.story.half_year["launched_on"]
    with standing_on(on):
        chair = stage.actor(stage.said["by"]["chair"])
        launch_movement(actor=chair, movement_id=stage.issued.movement_id, on=on)


def follow(stage: PlanStage, codes: Sequence[str]) -> None:
    """Every one of these units draws its plan from this one, issues it and launches."""
    days = stage.story.half_year["below"]
    for number, code in enumerate(codes, start=1):
        with standing_on(days["issued_on"]):
            _own_plan(stage, code, number, days["issued_on"])
        with standing_on(days["launched_on"]):
            unit = stage.units[code]
            launch_unit(
                actor=stage.actor(code),
                cycle_id=stage.year.pk,
                unit_id=unit.pk,
                on=days["launched_on"],
                place=unit.name,
            )
    stage.tell(f"{len(codes)} đơn vị phát động")


def _own_plan(stage: PlanStage, code: str, number: int, on: dt.date) -> None:
    chair, unit = stage.actor(code), stage.units[code]
    clerk = stage.actor(f"{code}:clerk" if f"{code}:clerk" in stage.accounts else code)
    paper = derive_paper(actor=chair, above_id=stage.issued.pk, unit_id=unit.pk)
    _head(chair, paper, chair.name, on)
    if unit.level != "grassroots":
        _minutes(chair, paper, on)
    signature = Signature(capacity="executive", office="chair", name=chair.name, signed_on=on)
    record_signature(actor=chair, paper_id=paper.pk, signature=signature)
    issue_paper(actor=clerk, paper_id=paper.pk, number=number, issued_on=on)
