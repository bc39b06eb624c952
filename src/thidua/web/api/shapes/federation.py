"""Units and people as the API shows them."""

from __future__ import annotations

import datetime as dt

from ninja import Schema

from thidua.federation.models import Attribute, Body, Person, Placement
from thidua.web.api.answers import shaped


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


class StandingOut(PlacementOut):
    """A line of "quản lý" or of "phụ trách", by name; only the first adds up. ``until_on`` is its last day."""

    id: int
    under: UnitRef
    line_name: str


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
    return shaped(
        UnitOut,
        unit,
        kind=unit.kind.code if unit.kind else "",
        child_count=getattr(unit, "child_count", None),
    )


def attribute_out(one: Attribute) -> AttributeOut:
    return shaped(AttributeOut, one, shown=str(one.shown))


def placement_out(one: Placement) -> PlacementOut:
    return shaped(PlacementOut, one)


def standing_out(one: Placement) -> StandingOut:
    return shaped(StandingOut, one, under=unit_ref(one.under), line_name=one.get_line_display())


def person_out(person: Person) -> PersonOut:
    return shaped(PersonOut, person, unit=unit_ref(person.home))
