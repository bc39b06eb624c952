"""People of a unit: personal data, seen by those who keep lists of people."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router
from pydantic import Field

from thidua.federation.actions.add_person import add_person
from thidua.federation.models import Body
from thidua.federation.queries.search import search_people
from thidua.kernel.door import fetch
from thidua.web.api.answers import Asked, Key, Limit, Offset, PageOut, Told, answers, asking, page
from thidua.web.api.shapes.federation import PersonOut, person_out

router = Router(tags=[gettext_noop("Người")])


class NewPersonIn(Told):
    name: Annotated[str, Field(min_length=1, max_length=120)]
    sex: Literal["female", "male", ""] = ""
    born_on: dt.date | None = None
    phone: Annotated[str, Field(max_length=20)] = ""
    direct_worker: bool | None = None


@router.get(
    "/units/{unit_id}/people", response=answers(PageOut[PersonOut]), summary=gettext_noop("Danh sách người")
)
def people(
    request: HttpRequest,
    *,
    unit_id: Key,
    q: Asked = "",
    branch: bool = False,
    limit: Limit = 50,
    offset: Offset = 0,
) -> PageOut[PersonOut]:
    """People of the unit, with ``branch`` also of those below it; ``q`` is a name or a phone number."""
    actor = asking(request)
    unit = fetch(Body, unit_id, actor=actor, verb="see_people")
    found = search_people(q, actor, within=unit)
    return page(found if branch else found.filter(home=unit), limit, offset, person_out)


@router.post("/units/{unit_id}/people", response=answers(PersonOut), summary=gettext_noop("Thêm người"))
def add(request: HttpRequest, unit_id: Key, told: NewPersonIn) -> PersonOut:
    return person_out(add_person(actor=asking(request), home_id=unit_id, **told.model_dump()))
