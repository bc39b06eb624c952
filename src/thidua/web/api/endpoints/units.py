"""Units: search, children, one, its dated facts; adding, renaming, placing."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router
from pydantic import Field, StrictBool, StrictInt, StrictStr

from thidua.federation.actions.add_hosted import add_department, add_partner
from thidua.federation.actions.add_unit import add_unit
from thidua.federation.actions.place_unit import place_unit
from thidua.federation.actions.rename_unit import rename_unit
from thidua.federation.actions.set_attribute import set_attribute
from thidua.federation.models import Attribute, Body
from thidua.federation.queries import tree
from thidua.federation.queries.search import search
from thidua.kernel.door import fetch, listing
from thidua.web.api.answers import (
    Asked,
    Code,
    DoneOut,
    Key,
    Limit,
    Line,
    Offset,
    PageOut,
    Told,
    Version,
    answers,
    asking,
    page,
)
from thidua.web.api.shapes.federation import (
    AttributeOut,
    PlacementOut,
    StandingOut,
    UnitFullOut,
    UnitOut,
    attribute_out,
    placement_out,
    standing_out,
    unit_out,
    unit_ref,
)

router = Router(tags=[gettext_noop("Đơn vị")])
Name = Annotated[str, Field(min_length=1, max_length=255)]


class NewUnitIn(Told):
    """A unit directly under another; without ``code`` the next free one is given."""

    under_id: Key
    kind: Code
    name: Name
    code: Annotated[str, Field(max_length=40)] = ""
    short_name: Annotated[str, Field(max_length=120)] = ""
    phone: Annotated[str, Field(max_length=20)] = ""
    founded_on: dt.date | None = None
    from_on: dt.date | None = None
    source: Line = ""


class NewBesideIn(Told):
    """A department of a unit, or a partner outside the union that it works with."""

    form: Literal["department", "partner"]
    name: Name
    code: Annotated[str, Field(max_length=40)] = ""
    short_name: Annotated[str, Field(max_length=120)] = ""
    phone: Annotated[str, Field(max_length=20)] = ""


class RenameIn(Told):
    name: Name
    from_on: dt.date
    short_name: Annotated[str, Field(max_length=120)] | None = None
    source: Line = ""
    version: Version | None = None


class PlaceIn(Told):
    """``correcting`` replaces lines that begin later."""

    under_id: Key
    from_on: dt.date
    source: Line = ""
    correcting: bool = False
    version: Version | None = None


class AttributeIn(Told):
    """``value`` none: from that day the fact is unknown."""

    value: StrictBool | StrictInt | StrictStr | None
    from_on: dt.date
    source: Line = ""
    correcting: bool = False
    version: Version | None = None


@router.get(
    "/units", response=answers(list[UnitOut]), summary=gettext_noop("Tìm đơn vị, hoặc nơi cây bắt đầu")
)
def find_units(request: HttpRequest, q: Asked = "", limit: Limit = 20) -> list[UnitOut]:
    """Units whose name, code or other name holds every word, marks aside. Without ``q``: the highest
    units that one may see."""
    actor = asking(request)
    found = search(q, actor, limit=limit) if q.strip() else tree.tops(actor)
    return [unit_out(one) for one in found]


@router.post("/units", response=answers(UnitOut), summary=gettext_noop("Thêm đơn vị trực thuộc"))
def add(request: HttpRequest, told: NewUnitIn) -> UnitOut:
    return unit_out(add_unit(actor=asking(request), **told.model_dump()))


@router.get("/units/{unit_id}", response=answers(UnitFullOut), summary=gettext_noop("Một đơn vị"))
def one_unit(request: HttpRequest, unit_id: Key) -> UnitFullOut:
    unit = fetch(Body, unit_id, actor=asking(request), related=("kind",))
    return UnitFullOut(
        **unit_out(unit).model_dump(),
        phone=unit.phone,
        above=[unit_ref(one) for one in tree.ancestors(unit)],
        below=tree.branch_counts(unit) if unit.path else {},
        attributes=[attribute_out(one) for one in facts(unit).filter(until_on=None)],
    )


@router.get(
    "/units/{unit_id}/children", response=answers(PageOut[UnitOut]), summary=gettext_noop("Đơn vị trực thuộc")
)
def children(request: HttpRequest, unit_id: Key, limit: Limit = 50, offset: Offset = 0) -> PageOut[UnitOut]:
    """Living units directly under one that one may see, in Vietnamese order."""
    actor = asking(request)
    unit = fetch(Body, unit_id, actor=actor)
    seen = tree.children(unit).filter(pk__in=listing(Body, actor=actor).values("pk"))
    return page(seen, limit, offset, unit_out)


@router.get(
    "/units/{unit_id}/beside",
    response=answers(list[UnitOut]),
    summary=gettext_noop("Ban, phòng và cơ quan phối hợp"),
)
def beside(request: HttpRequest, unit_id: Key) -> list[UnitOut]:
    """Living departments of a unit and its partners outside the union (``form``), in Vietnamese order."""
    unit = fetch(Body, unit_id, actor=asking(request))
    hosted = unit.hosted.filter(ended_on=None).select_related("kind")
    return [unit_out(one) for one in hosted.order_by("form", "sort_key", "pk")]


@router.post(
    "/units/{unit_id}/beside",
    response=answers(UnitOut),
    summary=gettext_noop("Thêm ban, phòng hoặc cơ quan phối hợp"),
)
def add_beside(request: HttpRequest, unit_id: Key, told: NewBesideIn) -> UnitOut:
    adding = add_department if told.form == "department" else add_partner
    given = told.model_dump(exclude={"form"})
    return unit_out(adding(actor=asking(request), host_id=unit_id, **given))


@router.get(
    "/units/{unit_id}/placements",
    response=answers(list[StandingOut]),
    summary=gettext_noop("Ai quản lý, ai phụ trách đơn vị"),
)
def placements(request: HttpRequest, unit_id: Key) -> list[StandingOut]:
    """Lines of "quản lý" and of "phụ trách" with their days, the latest first."""
    unit = fetch(Body, unit_id, actor=asking(request))
    lines = unit.placements.select_related("under").order_by("-from_on", "-pk")
    return [standing_out(one) for one in lines]


@router.get(
    "/units/{unit_id}/attributes",
    response=answers(list[AttributeOut]),
    summary=gettext_noop("Thông tin theo thời gian"),
)
def attributes(request: HttpRequest, unit_id: Key) -> list[AttributeOut]:
    unit = fetch(Body, unit_id, actor=asking(request))
    return [attribute_out(one) for one in facts(unit)]


@router.put(
    "/units/{unit_id}/attributes/{name}",
    response=answers(DoneOut),
    summary=gettext_noop("Ghi thông tin từ một ngày"),
)
def put_attribute(request: HttpRequest, unit_id: Key, name: Code, told: AttributeIn) -> DoneOut:
    set_attribute(actor=asking(request), unit_id=unit_id, name=name, **told.model_dump())
    return DoneOut()


@router.post("/units/{unit_id}/rename", response=answers(UnitOut), summary=gettext_noop("Đổi tên"))
def rename(request: HttpRequest, unit_id: Key, told: RenameIn) -> UnitOut:
    return unit_out(rename_unit(actor=asking(request), unit_id=unit_id, **told.model_dump()))


@router.post(
    "/units/{unit_id}/place", response=answers(PlacementOut), summary=gettext_noop("Chuyển về cấp trên khác")
)
def place(request: HttpRequest, unit_id: Key, told: PlaceIn) -> PlacementOut:
    return placement_out(place_unit(actor=asking(request), unit_id=unit_id, **told.model_dump()))


def facts(unit: Body) -> QuerySet[Attribute]:
    return unit.attributes.order_by("name", "from_on")
