"""The year 2025 of two provinces: a half-year under the districts, two reorganisations, a quarter under communes.

Played by the people of the story through the actions of the product, like every scenario.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from thidua.access.actions.found_accounts import Founded
from thidua.catalogue.actions.load_kinds import load_kinds
from thidua.config.scenario.after_districts import checking, reorganising
from thidua.config.scenario.after_districts.stage import Stage2025, officer_at
from thidua.config.scenario.after_districts.unions import Union
from thidua.config.scenario.files import Story
from thidua.config.scenario.founding import chair_name
from thidua.config.scenario.settling import settle
from thidua.federation.actions.found import NewUnit, found_units
from thidua.kernel.clock import standing_on
from thidua.launch.actions.add_period import add_period
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.close_period import close_period
from thidua.launch.actions.open_period import open_period
from thidua.launch.actions.set_target import add_targets
from thidua.launch.models import Period
from thidua.report.actions.review import accept_many
from thidua.report.actions.save_draft import save_draft
from thidua.report.actions.send import send
from thidua.report.models import Report

FIRST_PHONE = 951_500_000  # 0951… belongs to nobody


class NotAccepted(ValueError):
    """A report of the story that the level above could not accept."""


def play(told: Story, tell: Callable[[str], None]) -> Stage2025:
    stage = Stage2025(told, tell)
    found(stage)
    call(stage)
    period(stage, "half_year", stage.unions.all, lambda one: one.half_year)
    reorganising.end_districts(stage)
    july = stage.unions.below(stage.said["july"]["from"], ends=False)[: stage.said["july"]["reporting"]]
    period(stage, "july", july, lambda one: {**one.half_year, "admitted": 0})
    reorganising.hand_over_to_communes(stage)
    going_on = [one for one in stage.unions.all if not one.ends]
    period(stage, "third_quarter", going_on, lambda one: one.later)
    checking.note_before_correction(stage)
    reorganising.correct(stage)
    return stage


def found(stage: Stage2025) -> None:
    load_kinds()
    tree = stage.story.tree
    for unit in found_units(actor=stage.founder, rows=list(_rows(stage, tree))):
        stage.units[unit.code] = unit
    accounts = stage.story.accounts
    pin, since = accounts["demo_pin"], tree["as_of"]
    rows = [
        (
            one["code"],
            Founded(stage.units[one["unit"]], one["name"], one["phone"], one["role"], pin, None, since),
        )
        for one in accounts["accounts"]
    ]
    for number, union in enumerate(stage.unions.all):
        name, login = chair_name(tree["people"], number), f"0{FIRST_PHONE + number}"
        chair = Founded(stage.units[union.code], name, login, "grassroots_chair", pin, None, since)
        rows.append((union.code, chair))
    stage.open_accounts(rows)
    stage.seat_officers((stage.units[one["code"]] for one in [*tree["districts"], *tree["sectors"]]), since)
    stage.tell(f"{len(stage.units)} đơn vị, {len(stage.accounts)} tài khoản")


def _rows(stage: Stage2025, tree: Mapping[str, Any]) -> Iterator[NewUnit]:
    as_of: dt.date = tree["as_of"]
    top = tree["confederation"]
    yield NewUnit(top["code"], top["name"], top["kind"], "", top["short_name"], from_on=as_of)
    for one in tree["provinces"]:
        yield NewUnit(one["code"], one["name"], one["kind"], top["code"], one["short_name"], from_on=as_of)
    for one in tree["districts"]:
        name = f"Liên đoàn Lao động {one['district']}"
        short = f"LĐLĐ {one['district']}"
        yield NewUnit(one["code"], name, "district_federation", one["of"], short, from_on=as_of)
    for one in tree["sectors"]:
        yield NewUnit(one["code"], one["name"], one["kind"], one["of"], from_on=as_of)
    for union in stage.unions.all:
        yield NewUnit(
            union.code,
            union.name,
            "grassroots_union",
            union.upper,
            from_on=as_of,
            attributes=union.attributes,
        )


def call(stage: Stage2025) -> None:
    """The confederation calls the movement of the year with its targets and periods."""
    said = stage.said["movement"]
    with standing_on(stage.story.tree["as_of"]):
        officer = stage.actor("tld_officer")
        movement = call_movement(
            actor=officer,
            seat_id=stage.unit("TLD").pk,
            name=said["name"],
            short_name=said["short_name"],
            from_on=dt.date(said["year"], 1, 1),
            until_on=dt.date(said["year"], 12, 31),
        )
        stage.cycle = movement.cycles.get()
        add_targets(actor=officer, cycle_id=stage.year.pk, definitions=stage.story.indicators)
        for one in stage.said["periods"]:
            facts = {key: value for key, value in one.items() if key != "code"}
            stage.periods[one["code"]] = add_period(actor=officer, cycle_id=stage.year.pk, **facts)


def period(
    stage: Stage2025, code: str, unions: Iterable[Union], stated: Callable[[Union], Mapping[str, int]]
) -> None:
    """A period opens, these unions report, the level above accepts; closed when the story says so."""
    days, wanted = stage.said[code], list(unions)
    made = stage.periods[code]
    with standing_on(days["opened_on"]):
        open_period(actor=stage.actor("tld_officer"), period_id=made.pk)
        settle()
    with standing_on(days["reported_on"]):
        own = Report.objects.filter(period=made, kind=Report.Kind.OWN).select_related("unit")
        heads = {one.unit.code: one for one in own}
        for union in wanted:
            _state(stage, heads[union.code], stated(union))
        _accept(stage, made)
        settle()
    if "closed_on" in days:
        with standing_on(days["closed_on"]):
            close_period(actor=stage.actor("tld_chair"), period_id=made.pk)
            settle()
    stage.tell(f"{made}: {len(wanted)} báo cáo")


def _accept(stage: Stage2025, made: Period) -> None:
    """Each level accepts what was sent to it."""
    waiting = Report.objects.filter(period=made, state="sent").values_list("unit__parent", "pk")
    by_parent: dict[int | None, list[int]] = {}
    for parent_id, report_id in waiting:
        by_parent.setdefault(parent_id, []).append(report_id)
    for parent_id, reports in by_parent.items():
        outcomes = accept_many(actor=stage.actor(officer_at(parent_id)), reports=dict.fromkeys(reports))
        refused = [one.refusal for one in outcomes if one.refusal]
        if refused:
            raise NotAccepted(f"{made}: {refused[0]}")


def _state(stage: Stage2025, report: Report, figures: Mapping[str, int]) -> None:
    chair = stage.actor(report.unit.code)
    changes = {code: str(value) for code, value in figures.items()}
    saved = save_draft(actor=chair, report_id=report.pk, changes=changes)
    send(actor=chair, report_id=report.pk, version=saved.report.version, checked=True)
