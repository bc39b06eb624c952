"""Act one: the province with its departments, unions and people."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.access.actions.found_accounts import Founded, found_accounts
from thidua.catalogue.actions.load_kinds import load_kinds
from thidua.config.scenario.founding import chair_name
from thidua.config.scenario.ten_years.stage import PROVINCE, TenYears
from thidua.federation.actions.add_hosted import add_department
from thidua.federation.actions.found import NewUnit, found_units

FIRST_PHONE = 954_000_000  # 0954… belongs to nobody in this story

OTHERS = 4  # of every union so many work there and are no members


def found(stage: TenYears) -> None:
    load_kinds()
    for unit in found_units(actor=stage.founder, rows=list(_rows(stage))):
        stage.units[unit.code] = unit
    for one in stage.story.tree["departments"]:
        stage.units[one["code"]] = add_department(
            actor=stage.founder,
            host_id=stage.units[PROVINCE].pk,
            name=one["name"],
            code=one["code"],
            short_name=one["short_name"],
        )
    _accounts(stage)
    stage.tell(f"{len(stage.units)} đơn vị và ban, {len(stage.accounts)} tài khoản")


def _rows(stage: TenYears) -> Iterator[NewUnit]:
    tree = stage.story.tree
    as_of = tree["as_of"]
    top, province = tree["confederation"], tree["province"]
    yield NewUnit(top["code"], top["name"], "confederation", "", top["short_name"], from_on=as_of)
    yield NewUnit(
        province["code"],
        province["name"],
        "provincial_federation",
        top["code"],
        province["short_name"],
        from_on=as_of,
    )
    for one in tree["districts"]:
        name, short = f"Liên đoàn Lao động {one['place']}", f"LĐLĐ {one['place']}"
        size = _members(stage, one["code"])
        yield NewUnit(
            one["code"], name, "district_federation", PROVINCE, short, from_on=as_of, attributes=size
        )
    for one in tree["sectors"]:
        size = _members(stage, one["code"])
        yield NewUnit(one["code"], one["name"], one["kind"], PROVINCE, from_on=as_of, attributes=size)
    for upper in stage.unions.uppers:
        for one in stage.unions.below(upper):
            facts = {**one.facts, "has_union": True, "members": one.members, "workers": one.members + OTHERS}
            yield NewUnit(one.code, one.name, "grassroots_union", upper, from_on=as_of, attributes=facts)


def _members(stage: TenYears, upper: str) -> dict[str, int]:
    """What the yearly decision is split by."""
    return {"members": sum(one.members for one in stage.unions.below(upper))}


def _accounts(stage: TenYears) -> None:
    """The cast; a chair and a clerk at every upper union, a chair at every grassroots union."""
    accounts, people = stage.story.accounts, stage.story.tree["people"]
    pin, since = accounts["demo_pin"], stage.story.tree["as_of"]
    rows = {
        one["code"]: Founded(
            stage.units[one["unit"]], one["name"], one["phone"], one["role"], pin, None, since
        )
        for one in accounts["accounts"]
    }
    wanted = [(upper, upper, "chair") for upper in stage.unions.uppers]
    wanted += [(f"{upper}:clerk", upper, "clerk") for upper in stage.unions.uppers]
    wanted += [(one.code, one.code, "grassroots_chair") for one in stage.unions.all]
    for number, (code, unit, role) in enumerate(wanted):
        login, name = f"0{FIRST_PHONE + number}", chair_name(people, number)
        rows.setdefault(code, Founded(stage.units[unit], name, login, role, pin, None, since))
    made = found_accounts(actor=stage.founder, rows=list(rows.values()))
    stage.accounts.update(zip(rows, made, strict=True))
