"""Between launching and reporting: registration is opened, some unions register their people, some confirm.

The story says how many; what the pages must show is added up here from the story alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from thidua.config.scenario.founding import chair_name
from thidua.config.scenario.naming import PREFIX, Grassroots
from thidua.config.scenario.stage import Stage
from thidua.federation.actions.found_people import NewPerson, found_people
from thidua.federation.models import Person
from thidua.kernel.clock import standing_on
from thidua.pledge.actions.registrations.keep_lists import confirm_list
from thidua.pledge.actions.registrations.open_scheme import TitleSaid, open_scheme
from thidua.pledge.actions.registrations.register import register
from thidua.pledge.models import Scheme, UnitList
from thidua.pledge.queries.registrations.checking import Line
from thidua.pledge.queries.registrations.coverage import coverage_of

WRITER = "nguyen_duy_khanh"
FIRST_NAME = 5000  # where the invented names of these people begin in the walk of names


def register_people(stage: Stage) -> None:
    """The province opens registration; four unions register, two of them confirm."""
    said = stage.story.read("registrations")
    with standing_on(said["opened_on"]):
        scheme = _open(stage, said)
    number = FIRST_NAME
    for told in said["units"]:
        union = union_named(stage, told["name"])
        with standing_on(said["registered_on"]):
            _register(stage, scheme, union, told, number)
        number += told["people"]
        if told["confirmed"]:
            with standing_on(said["confirmed_on"]):
                _confirm(stage, scheme, union, told["way"])
    people = sum(one["registered"] for one in said["units"])
    stage.tell(f"{people} người của {len(said['units'])} cơ sở đã đăng ký thi đua")


def union_named(stage: Stage, name: str) -> Grassroots:
    return next(one for one in stage.grassroots if one.name == f"{PREFIX}{name}")


def _open(stage: Stage, said: dict[str, Any]) -> Scheme:
    return open_scheme(
        actor=stage.actor(WRITER),
        cycle_id=stage.year.pk,
        starts_on=dt.date(stage.year.year, 1, 1),
        ends_on=dt.date(stage.year.year, 12, 31),
        due_on=said["due_on"],
        upper_due_on=said["upper_due_on"],
        required=said["required"],
        titles=[TitleSaid(series=one) for one in said["titles"]],
    )


def _register(stage: Stage, scheme: Scheme, union: Grassroots, told: dict[str, Any], number: int) -> None:
    unit, chair = stage.unit(union.code), stage.chair_of(union)
    rows = [_person(stage, unit.pk, number + at) for at in range(told["people"])]
    people = found_people(actor=chair, rows=rows)
    titles = {one.series: one.pk for one in scheme.titles.all()}
    lines = list(_lines(unit.pk, people, told, titles))
    register(actor=chair, scheme_id=scheme.pk, lines=lines)


def _person(stage: Stage, home_id: int, number: int) -> NewPerson:
    """A birthday of their own each, so that namesakes are told apart."""
    name = chair_name(stage.story.tree["people"], number)
    born = dt.date(1970, 1, 1) + dt.timedelta(days=number * 37 % 10_000)
    sex = "female" if number % 5 < 3 else "male"
    return NewPerson(home_id, name, sex, born, direct_worker=number % 3 > 0)


def _lines(
    unit_id: int, people: list[Person], told: dict[str, Any], titles: dict[str, int]
) -> Iterator[Line]:
    registered = people[: told["registered"]]
    for place, one in enumerate(registered):
        yield Line(unit_id, "individual", titles["advanced_worker"], one.pk)
        if place < told["soldiers"]:
            yield Line(unit_id, "individual", titles["base_emulation_soldier"], one.pk)
        if place < told["families"]:
            spouse = registered[-1 - place]
            yield Line(unit_id, "family", titles["model_worker_family"], one.pk, spouse.pk)
    for name in told["collectives"]:
        yield Line(unit_id, "collective", titles["advanced_collective"], subject=name)
    for name in told["works"]:
        yield Line(unit_id, "work", subject=name, due_on=dt.date(2017, 9, 2))
    for name in told["topics"]:
        yield Line(unit_id, "topic", subject=name)


def _confirm(stage: Stage, scheme: Scheme, union: Grassroots, way: str) -> None:
    listed = UnitList.objects.get(scheme=scheme, unit=stage.unit(union.code))
    confirm_list(actor=stage.chair_of(union), list_id=listed.pk, way=way)


def expected(stage: Stage) -> Iterator[tuple[str, str, str]]:
    """(what, what it must be, what the house says): people, how many there are, lines; by union and in all.

    By plain arithmetic over the story: a person once however many titles, a line each, and as many people as a
    union states or has on its register.
    """
    said = stage.story.read("registrations")
    scheme = Scheme.objects.select_related("cycle__movement__seat").get(cycle=stage.year)
    people = lines = 0
    for told in said["units"]:
        unit = stage.unit(union_named(stage, told["name"]).code)
        own_lines = told["registered"] + told["soldiers"] + told["families"] + len(told["collectives"])
        people, lines = people + told["registered"], lines + own_lines
        found = coverage_of(scheme, unit)
        yield (
            f"người đăng ký / lượt, {unit}",
            f"{told['registered']} / {own_lines}",
            f"{found.people} / {found.lines}",
        )
    whole = coverage_of(scheme, stage.issuer)
    yield "người đăng ký / lượt, cả tỉnh", f"{people} / {lines}", f"{whole.people} / {whole.lines}"
    yield "số người của các cơ sở", str(_staff(stage, said)), str(whole.base)
    confirmed = sum(one["confirmed"] for one in said["units"])
    yield "cơ sở đã xác nhận danh sách", str(confirmed), str(whole.confirmed)


def _staff(stage: Stage, said: dict[str, Any]) -> int:
    """What every union states, or the people on its register where those are more."""
    listed = {union_named(stage, one["name"]).code: one["people"] for one in said["units"]}
    for one in stage.story.accounts["accounts"]:
        code = stage.accounts[one["code"]].unit.code
        listed[code] = listed.get(code, 0) + 1
    return sum(
        max(int(one.attributes.get("workers", 0)), listed.get(one.code, 0)) for one in stage.grassroots
    )
