"""Units and people as the API shows them."""

from __future__ import annotations

import datetime as dt

from ninja import Schema

from thidua.federation.models import Attribute, Body, Person, Placement


class UnitRef(Schema):
    """A unit by its name, wherever another thing speaks of it."""

    id: int
    code: str
    name: str


class UnitOut(Schema):
    id: int
    code: str
    name: str
    short_name: str
    form: str
    kind: str
    level: str
    parent_id: int | None
    path: str
    founded_on: dt.date | None
    ended_on: dt.date | None
    version: int
    child_count: int | None


class AttributeOut(Schema):
    """A dated fact; ``until_on`` is its last day, none while it holds."""

    name: str
    value: str | int | bool
    shown: str
    from_on: dt.date
    until_on: dt.date | None
    source: str


class PlacementOut(Schema):
    under_id: int
    line: str
    from_on: dt.date
    until_on: dt.date | None
    source: str


class UnitFullOut(UnitOut):
    """``above`` is the chain from the root; ``below`` counts living units by level."""

    phone: str
    above: list[UnitRef]
    below: dict[str, int]
    attributes: list[AttributeOut]


class PersonOut(Schema):
    id: int
    name: str
    sex: str
    born_on: dt.date | None
    phone: str
    direct_worker: bool | None
    left_on: dt.date | None
    unit: UnitRef
    version: int


def unit_ref(unit: Body) -> UnitRef:
    return UnitRef(id=unit.pk, code=unit.code, name=str(unit))


def unit_out(unit: Body) -> UnitOut:
    return UnitOut(
        id=unit.pk,
        code=unit.code,
        name=unit.name,
        short_name=unit.short_name,
        form=unit.form,
        kind=unit.kind.code if unit.kind else "",
        level=unit.level,
        parent_id=unit.parent_id,
        path=unit.path,
        founded_on=unit.founded_on,
        ended_on=unit.ended_on,
        version=unit.version,
        child_count=getattr(unit, "child_count", None),
    )


def attribute_out(one: Attribute) -> AttributeOut:
    return AttributeOut(
        name=one.name,
        value=one.value,
        shown=str(one.shown),
        from_on=one.from_on,
        until_on=one.until_on,
        source=one.source,
    )


def placement_out(one: Placement) -> PlacementOut:
    return PlacementOut(
        under_id=one.under_id,
        line=one.line,
        from_on=one.from_on,
        until_on=one.until_on,
        source=one.source,
    )


def person_out(person: Person) -> PersonOut:
    return PersonOut(
        id=person.pk,
        name=person.name,
        sex=person.sex,
        born_on=person.born_on,
        phone=person.phone,
        direct_worker=person.direct_worker,
        left_on=person.left_on,
        unit=unit_ref(person.home),
        version=person.version,
    )
