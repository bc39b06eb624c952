"""Activity records: what a unit did on a day; figures of reports are counted from them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import File, Router
from ninja.files import UploadedFile
from pydantic import Field

from thidua.federation.models import Body
from thidua.kernel.door import fetch, listing
from thidua.report.actions.attach_to_activity import attach_to_activity, detach_from_activity
from thidua.report.actions.keep_activity import (
    Told as Activities,
)
from thidua.report.actions.keep_activity import (
    add_activity,
    change_activity,
    remove_activity,
)
from thidua.report.models import Activity
from thidua.web.api.answers import (
    MOST_PER_PAGE,
    Count,
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
from thidua.web.api.shapes.report import ActivityOut, activity_out

router = Router(tags=[gettext_noop("Hoạt động")])
FILE = File(...)
Kind = Literal[
    "briefing",
    "training",
    "dialogue",
    "conference",
    "visit",
    "house",
    "fund",
    "inspection",
    "contest",
    "other",
]


class ActivityIn(Told):
    """``subject_ids``: whom it was about, e.g. the unions inspected. ``amount`` in đồng. ``programme``: a code of
    the catalogue's named movements, e.g. workers_month."""

    kind: Kind
    held_on: dt.date
    title: Annotated[str, Field(min_length=1, max_length=300)]
    place: Annotated[str, Field(max_length=200)] = ""
    programme: Annotated[str, Field(max_length=60)] = ""
    participants: Count | None = None
    women: Count | None = None
    amount: Annotated[int, Field(ge=0, lt=2**53)] | None = None
    subject_ids: Annotated[list[Key], Field(max_length=MOST_PER_PAGE)] = []

    def told(self) -> Activities:
        facts = self.model_dump(exclude={"subject_ids", "version"})
        return Activities(**facts, subjects=frozenset(self.subject_ids))


class ActivityChangeIn(ActivityIn):
    version: Version | None = None


@router.get(
    "/units/{unit_id}/activities",
    response=answers(PageOut[ActivityOut]),
    summary=gettext_noop("Hoạt động của đơn vị"),
)
def activities(
    request: HttpRequest,
    *,
    unit_id: Key,
    kind: Kind | None = None,
    from_on: dt.date | None = None,
    until_on: dt.date | None = None,
    programme: str | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> PageOut[ActivityOut]:
    """The latest first; ``until_on`` is the last day, inclusive."""
    actor = asking(request)
    unit = fetch(Body, unit_id, actor=actor)
    found = listing(Activity, actor=actor).filter(unit=unit, removed_at=None)
    wanted = {"kind": kind, "programme": programme, "held_on__gte": from_on, "held_on__lte": until_on}
    found = found.filter(**{name: value for name, value in wanted.items() if value is not None})
    shown = found.select_related("unit").prefetch_related("subjects", "files").order_by("-held_on", "-pk")
    return page(shown, limit, offset, activity_out)


@router.post(
    "/units/{unit_id}/activities", response=answers(ActivityOut), summary=gettext_noop("Ghi một hoạt động")
)
def add(request: HttpRequest, unit_id: Key, told: ActivityIn) -> ActivityOut:
    return activity_out(add_activity(actor=asking(request), unit_id=unit_id, told=told.told()))


@router.put(
    "/activities/{activity_id}", response=answers(ActivityOut), summary=gettext_noop("Sửa một hoạt động")
)
def change(request: HttpRequest, activity_id: Key, told: ActivityChangeIn) -> ActivityOut:
    found = change_activity(
        actor=asking(request), activity_id=activity_id, told=told.told(), version=told.version
    )
    return activity_out(found)


@router.delete(
    "/activities/{activity_id}", response=answers(ActivityOut), summary=gettext_noop("Bỏ một hoạt động")
)
def remove(request: HttpRequest, activity_id: Key, reason: Line = "") -> ActivityOut:
    """It is left out of every count; the trail keeps it."""
    return activity_out(remove_activity(actor=asking(request), activity_id=activity_id, reason=reason))


@router.post(
    "/activities/{activity_id}/files",
    response=answers(ActivityOut),
    summary=gettext_noop("Gửi ảnh, giấy tờ của hoạt động"),
)
def add_file(request: HttpRequest, activity_id: Key, file: UploadedFile = FILE) -> ActivityOut:
    """A photo, PDF, Word or Excel file of at most 25 MB, as multipart/form-data; the same file again is kept once."""
    actor = asking(request)
    attach_to_activity(
        actor=actor,
        activity_id=activity_id,
        name=file.name or "",
        stream=file,
        size=file.size or 0,
    )
    return activity_out(fetch(Activity, activity_id, actor=actor, related=("unit",)))


@router.delete(
    "/activities/{activity_id}/files/{file_id}",
    response=answers(ActivityOut),
    summary=gettext_noop("Bỏ tệp của hoạt động"),
)
def remove_file(request: HttpRequest, activity_id: Key, file_id: Key) -> ActivityOut:
    actor = asking(request)
    detach_from_activity(actor=actor, activity_id=activity_id, file_id=file_id)
    return activity_out(fetch(Activity, activity_id, actor=actor, related=("unit",)))
