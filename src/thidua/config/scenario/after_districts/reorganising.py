"""The acts that change the tree: 1 July, 22 August (taken back once), and a correction in October."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from thidua.config.scenario.after_districts.stage import Stage2025
from thidua.config.scenario.after_districts.unions import Union, place_of
from thidua.config.scenario.settling import settle
from thidua.federation.actions.add_working_group import add_working_group
from thidua.federation.actions.found import NewUnit, found_units
from thidua.federation.actions.reorganise.add_steps import NewStep, add_steps
from thidua.federation.actions.reorganise.carry_out import carry_out
from thidua.federation.actions.reorganise.draft import draft_reorganisation
from thidua.federation.actions.reorganise.undo import undo
from thidua.federation.models import Reorganisation, Step
from thidua.kernel.clock import standing_on

Verb = Step.Verb


def end_districts(stage: Stage2025) -> None:
    """1 July: districts end, their unions go to interim working groups or end; Hà Giang joins Tuyên Quang."""
    said = stage.said["first"]
    with standing_on(said["day"]):
        _working_groups(stage, said)
        stage.done["first"] = _reorganise(stage, said, said["day"], list(_first_steps(stage)))


def hand_over_to_communes(stage: Stage2025) -> None:
    """22 August: from the working groups to wards and communes; taken back the next day, and done again."""
    said = stage.said["second"]
    with standing_on(said["day"]):
        _communes(stage, said["day"])
        stage.paths["before"] = stage.all_paths()
        first_try = _reorganise(stage, said, said["day"], list(_second_steps(stage)))
        stage.paths["after"] = stage.all_paths()
    with standing_on(said["undone_on"]):
        undo(actor=stage.actor("tld_admin"), reorganisation_id=first_try.pk, reason="Bàn giao lại từ đầu")
        settle()
        stage.paths["undone"] = stage.all_paths()
        stage.done["second"] = _reorganise(stage, said, said["day"], list(_second_steps(stage)))


def correct(stage: Stage2025) -> None:
    """October: two unions were in the wrong ward from the first day on."""
    said = stage.said["correction"]
    with standing_on(said["done_on"]):
        wrong = [stage.units[one.code].pk for one in misplaced(stage)]
        right = stage.communes[said["to"]]
        steps = [NewStep(Verb.MOVE, unit_id=pk, into_id=right, told={"correcting": True}) for pk in wrong]
        told = {**said, "name": "Đính chính nơi bàn giao"}
        stage.done["correction"] = _reorganise(stage, told, stage.said["second"]["day"], steps)


def misplaced(stage: Stage2025) -> list[Union]:
    """The unions that were put in the wrong ward: the first of those that should have gone to the right one."""
    said = stage.said["correction"]
    (district,) = (one for one in stage.story.tree["districts"] if one["code"] == said["of"])
    rightly = [union for union, commune in shared_out(stage, district) if commune == said["to"]]
    return rightly[: said["unions"]]


def _reorganise(
    stage: Stage2025, said: Mapping[str, Any], from_on: dt.date, steps: list[NewStep]
) -> Reorganisation:
    admin = stage.actor("tld_admin")
    made = draft_reorganisation(
        actor=admin, seat_id=stage.units["TLD"].pk, name=said["name"], from_on=from_on, source=said["source"]
    )
    add_steps(actor=admin, reorganisation_id=made.pk, steps=steps)
    carry_out(actor=admin, reorganisation_id=made.pk)
    settle()
    stage.tell(f"{made}: {len(steps)} bước")
    return made


def _working_groups(stage: Stage2025, said: Mapping[str, Any]) -> None:
    for one in stage.story.tree["districts"]:
        group = add_working_group(
            actor=stage.founder,
            under_id=stage.units["TQ"].pk,
            name=said["working_group"].format(place=place_of(one["district"])),
            from_on=said["day"],
            source=said["source"],
        )
        stage.groups[one["code"]] = group.pk
        stage.seat_officers([group], said["day"])


def _first_steps(stage: Stage2025) -> Iterator[NewStep]:
    tree, unit = stage.story.tree, stage.units
    for one in tree["districts"]:
        for union in stage.unions.below(one["code"]):
            if union.ends:
                yield NewStep(Verb.END, unit_id=unit[union.code].pk)
            else:
                yield NewStep(Verb.MOVE, unit_id=unit[union.code].pk, into_id=stage.groups[one["code"]])
        yield NewStep(Verb.END, unit_id=unit[one["code"]].pk)
    for one in tree["sectors"]:
        if one.get("ends"):
            yield from (
                NewStep(Verb.END, unit_id=unit[union.code].pk) for union in stage.unions.below(one["code"])
            )
            yield NewStep(Verb.END, unit_id=unit[one["code"]].pk)
        elif "into" in one:
            yield NewStep(Verb.MERGE, unit_id=unit[one["code"]].pk, into_id=unit[one["into"]].pk)
        else:
            yield NewStep(Verb.CHANGE_KIND, unit_id=unit[one["code"]].pk, told={"kind": one["becomes"]})
    yield NewStep(Verb.MERGE, unit_id=unit["HG"].pk, into_id=unit["TQ"].pk)


def _communes(stage: Stage2025, on: dt.date) -> None:
    names = [name for one in stage.story.tree["districts"] for name in one["communes"]]
    rows = [
        NewUnit(
            code=f"TQ-X{number:02d}",
            name=f"Công đoàn {name}",
            kind="commune_union",
            parent_code="TQ",
            founded_on=on,
            from_on=on,
            source=stage.said["second"]["source"],
        )
        for number, name in enumerate(names, start=1)
    ]
    made = found_units(actor=stage.founder, rows=rows)
    stage.seat_officers(made, on)
    stage.communes = {name: unit.pk for name, unit in zip(names, made, strict=True)}


def _second_steps(stage: Stage2025) -> Iterator[NewStep]:
    wrong = {union.code for union in misplaced(stage)}
    for one in stage.story.tree["districts"]:
        for union, commune in shared_out(stage, one):
            into = stage.said["correction"]["from"] if union.code in wrong else commune
            yield NewStep(Verb.MOVE, unit_id=stage.units[union.code].pk, into_id=stage.communes[into])
        yield NewStep(Verb.END, unit_id=stage.groups[one["code"]])


def shared_out(stage: Stage2025, district: Mapping[str, Any]) -> Iterable[tuple[Union, str]]:
    """Which commune each union of a district rightly goes to."""
    communes = district["communes"]
    going_on = stage.unions.below(district["code"], ends=False)
    return [(union, communes[place % len(communes)]) for place, union in enumerate(going_on)]
