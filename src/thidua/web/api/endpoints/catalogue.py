"""The catalogue: what exists in law and custom, each with source and confidence."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from thidua.catalogue.queries import items as catalogue
from thidua.catalogue.queries.items import Entry
from thidua.catalogue.rules import must_read
from thidua.web.api.answers import Asked, Code, Limit, Offset, PageOut, answers, asking
from thidua.web.api.figures import plain

router = Router(tags=[gettext_noop("Danh mục")])


class KindOut(Schema):
    kind: str
    count: int


class SourceOut(Schema):
    document: str
    dated_on: dt.date | None
    article: str


class ItemOut(Schema):
    """``value`` is what a rule uses: the verified figure or a confirmed one; ``proposed`` waits to be
    confirmed and decides nothing. ``usable`` says whether a rule may use the item today."""

    kind: str
    code: str
    name: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    source: SourceOut
    confidence: str
    confidence_name: str
    usable: bool
    value: Any
    proposed: Any
    confirmed_by: str
    note: str
    facts: dict[str, Any]


@router.get("/catalogue", response=answers(list[KindOut]), summary=gettext_noop("Các danh mục"))
def kinds(request: HttpRequest) -> list[KindOut]:
    must_read(asking(request))
    return [KindOut(kind=kind, count=count) for kind, count in catalogue.kinds().items()]


@router.get(
    "/catalogue/items", response=answers(PageOut[ItemOut]), summary=gettext_noop("Tìm trong mọi danh mục")
)
def find_items(
    request: HttpRequest, q: Asked = "", on: dt.date | None = None, limit: Limit = 50, offset: Offset = 0
) -> PageOut[ItemOut]:
    must_read(asking(request))
    found = catalogue.search(q, on)
    shown = catalogue.entries(found[offset : offset + limit])
    return PageOut(items=[item_out(one) for one in shown], total=len(found))


@router.get(
    "/catalogue/{kind}", response=answers(PageOut[ItemOut]), summary=gettext_noop("Mục của một danh mục")
)
def of_kind(
    request: HttpRequest, kind: Code, on: dt.date | None = None, limit: Limit = 50, offset: Offset = 0
) -> PageOut[ItemOut]:
    """Items in force on a day, today when not said."""
    must_read(asking(request))
    found = catalogue.items(kind, on)
    shown = catalogue.entries(found[offset : offset + limit])
    return PageOut(items=[item_out(one) for one in shown], total=len(found))


@router.get("/catalogue/{kind}/{code}", response=answers(ItemOut), summary=gettext_noop("Một mục, với nguồn"))
def one_item(request: HttpRequest, kind: Code, code: Code) -> ItemOut:
    must_read(asking(request))
    return item_out(catalogue.entries([catalogue.item(kind, code)])[0])


def item_out(entry: Entry) -> ItemOut:
    item = entry.item
    return ItemOut(
        kind=item.kind,
        code=item.code,
        name=item.name,
        valid_from=item.valid_from,
        valid_to=item.valid_to,
        source=SourceOut(
            document=item.source.document, dated_on=item.source.dated_on, article=item.source.article
        ),
        confidence=item.confidence.value,
        confidence_name=str(item.confidence.label),
        usable=entry.usable,
        value=plain(entry.value),
        proposed=plain(item.proposed),
        confirmed_by=entry.confirmation.by if entry.confirmation else "",
        note=item.note,
        facts=plain(item.facts),
    )
