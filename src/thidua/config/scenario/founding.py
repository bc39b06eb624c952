"""Act one: the province is there, with its people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from thidua.access.actions.found_accounts import Founded, found_accounts
from thidua.catalogue.actions.load_kinds import load_kinds
from thidua.config.scenario.stage import Stage
from thidua.federation.actions.add_hosted import add_department, add_partner
from thidua.federation.actions.add_person import add_person
from thidua.federation.actions.found import NewUnit, found_units
from thidua.federation.actions.give_post import give_post
from thidua.federation.models import Person

FIRST_PHONE_OF_OFFICES = 952_000_000
FIRST_PHONE_OF_OTHERS = 951_000_000  # 0951… belongs to nobody, like the 0950… of the cast


def found(stage: Stage) -> None:
    load_kinds()
    _units(stage)
    _neighbours(stage)
    people = _people(stage)
    _accounts(stage, people)
    stage.tell(f"{len(stage.units)} đơn vị, {len(stage.accounts)} tài khoản")


def _units(stage: Stage) -> None:
    tree = stage.story.tree
    as_of: dt.date = tree["as_of"]
    rows = [*_upper_levels(tree, as_of), *_grassroots(stage, as_of)]
    for unit in found_units(actor=stage.founder, rows=rows):
        stage.units[unit.code] = unit


def _upper_levels(tree: dict[str, Any], as_of: dt.date) -> Iterator[NewUnit]:
    province = tree["province"]
    top = province["under"]
    yield NewUnit(top["code"], top["name"], top["kind"], "", top["short_name"], from_on=as_of)
    for one, under in [
        (province, top["code"]),
        *((upper, province["code"]) for upper in tree["upper_unions"]),
    ]:
        yield NewUnit(one["code"], one["name"], one["kind"], under, one["short_name"], from_on=as_of)


def _grassroots(stage: Stage, as_of: dt.date) -> Iterator[NewUnit]:
    province = stage.story.tree["province"]["code"]
    direct = {one["code"]: one for one in stage.story.tree["direct_grassroots"]}
    assert stage.tellings  # fills the attributes from the figures that units will report
    for one in stage.grassroots:
        begins = max(one.founded_on, as_of)
        yield NewUnit(
            code=one.code,
            name=one.name,
            kind="grassroots_union",
            parent_code=province if one.code in direct else one.upper,
            short_name=direct[one.code]["short_name"] if one.code in direct else "",
            founded_on=one.founded_on,
            from_on=begins,
            attributes=one.attributes,
        )


def _neighbours(stage: Stage) -> None:
    tree = stage.story.tree
    province = stage.unit(tree["province"]["code"])
    for one in tree["departments"]:
        stage.units[one["code"]] = add_department(
            actor=stage.founder,
            host_id=province.pk,
            name=one["name"],
            code=one["code"],
            short_name=one["short_name"],
        )
    for one in tree["partners"]:
        stage.units[one["code"]] = add_partner(
            actor=stage.founder, host_id=province.pk, name=one["name"], code=one["code"]
        )


def _people(stage: Stage) -> dict[str, Person]:
    """The persons of the cast, with the posts that they hold."""
    people = {}
    for one in stage.story.accounts["accounts"]:
        unit = stage.unit(_unit_code(stage, one))
        person = add_person(
            actor=stage.founder,
            home_id=unit.pk,
            name=one["name"],
            sex=one["sex"],
            phone=one["phone"],
            direct_worker=one.get("direct_worker"),
        )
        people[one["code"]] = person
        if post := one.get("post"):
            give_post(
                actor=stage.founder,
                person_id=person.pk,
                unit_id=unit.pk,
                office=post["office"],
                full_time=post["full_time"],
                from_on=stage.story.tree["as_of"],
            )
    return people


def _unit_code(stage: Stage, one: dict[str, Any]) -> str:
    if "unit" in one:
        return str(one["unit"])
    wanted = f"CĐCS {one['unit_name']}"
    return next(unit.code for unit in stage.grassroots if unit.upper == one["under"] and unit.name == wanted)


def _accounts(stage: Stage, people: dict[str, Person]) -> None:
    """The cast, and a chair for every other grassroots union; one PIN, for the demonstration only."""
    pin, since = stage.story.accounts["demo_pin"], stage.story.tree["as_of"]
    cast = stage.story.accounts["accounts"]
    rows, codes, taken = [], [], set()
    for one in cast:
        unit = stage.unit(_unit_code(stage, one))
        taken.add(unit.code)
        codes.append(one["code"])
        person_id = people[one["code"]].pk
        rows.append(Founded(unit, one["name"], one["phone"], one["role"], pin, person_id, since))
    for number, telling in enumerate(stage.grassroots):
        if telling.code not in taken:
            codes.append(telling.code)
            login = f"0{FIRST_PHONE_OF_OTHERS + number}"
            name = chair_name(stage.story.tree["people"], number)
            rows.append(Founded(stage.unit(telling.code), name, login, "grassroots_chair", pin, None, since))
    for place, upper in enumerate(stage.story.tree["upper_unions"]):
        for shift, role in enumerate(("chair", "clerk")):
            codes.append(f"{upper['code']}:{role}")
            login = f"0{FIRST_PHONE_OF_OFFICES + 2 * place + shift}"
            name = chair_name(stage.story.tree["people"], 3000 + 2 * place + shift)
            rows.append(Founded(stage.unit(upper["code"]), name, login, role, pin, None, since))
    made = found_accounts(actor=stage.founder, rows=rows)
    stage.accounts.update(zip(codes, made, strict=True))


def chair_name(people: dict[str, Any], number: int) -> str:
    """An invented name: family, middle and given name walk their lists at different paces."""
    families = [family for family in people["families"].values() for _ in range(family["share"])]
    family = families[number * 37 % len(families)]
    sex = "female" if number % 5 < 3 else "male"
    given = people[f"{sex}_given"]
    middle = family[f"{sex}_middle"]
    return f"{family['names'][number % len(family['names'])]} {middle[number % len(middle)]} {given[number * 7 % len(given)]}"
