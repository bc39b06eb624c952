"""What every page about registrations does first."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body
from thidua.kernel.desk import answering
from thidua.kernel.desk.answering import Request
from thidua.kernel.door import fetch
from thidua.kernel.errors import Absent
from thidua.pledge.models import Scheme, UnitList
from thidua.pledge.queries.registrations.lists import list_of
from thidua.pledge.rules import must_belong, scheme_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# At which field a refusal is shown.
_FIELDS: dict[str, tuple[str, ...]] = {
    "pledge.title_missing": ("title",),
    "pledge.title_of_others": ("title",),
    "pledge.title_of_women": ("title",),
    "pledge.title_there": ("name", "title"),
    "pledge.title_unknown": ("name", "title"),
    "pledge.recipient_missing": ("subject", "person"),
    "pledge.already_registered": ("subject", "person", "title"),
    "pledge.spouse_is_same": ("spouse_name",),
    "pledge.reason_missing": ("reason",),
    "pledge.lists_below_missing": ("reason",),
    "pledge.members_missing": ("reason",),
    "federation.not_yet": ("done_on",),
    "pledge.list_empty": ("empty",),
    "pledge.scheme_there": ("calendar",),
    "pledge.scheme_days_crossed": ("ends_on",),
    "pledge.day_to_come": ("on", "signed_on", "held_on"),
    "pledge.decision_there": ("number",),
    "pledge.decision_incomplete": ("number",),
    "pledge.not_registered": ("unregistered",),
    "kernel.intake_columns_missing": ("pasted", "file"),
    "kernel.intake_nothing_to_read": ("pasted", "file"),
    "documents.sheet_unreadable": ("file",),
    "documents.sheet_too_large": ("file",),
    "documents.sheet_empty": ("file",),
    "kernel.file_too_large": ("file", "scan"),
    "kernel.file_kind_unknown": ("file", "scan"),
}
refusing = partial(answering.refusing, at=_FIELDS)


def place(request: Request, scheme_id: int, unit_id: int) -> tuple[Scheme, Body]:
    """The scheme and a unit whose registrations this person may read. Raises Absent, OutsideScheme."""
    scheme = scheme_for(request.actor, scheme_id)
    unit = fetch(Body, unit_id, actor=request.actor, related=("kind", "parent"))
    if not request.actor.may("pledge.view", unit.path):
        raise Absent()
    must_belong(scheme, unit)
    return scheme, unit


def held(scheme: Scheme, unit: Body) -> UnitList:
    """The list of a unit; Absent while nobody has begun it."""
    listed = list_of(scheme, unit)
    if listed is None:
        raise Absent()
    return listed


def crumbs(scheme: Scheme, unit: Body, last: str = "") -> list[dict[str, str]]:
    """From registrations to the unit, and the page below it."""
    told = [
        {"label": _("Đăng ký thi đua"), "url": reverse("pledge:registrations")},
        {"label": str(unit), "url": reverse("pledge:coverage", args=[scheme.pk, unit.pk])},
    ]
    return [*told, {"label": last, "url": ""}] if last else told


def sheet(content: bytes, name: str, kind: str = XLSX) -> HttpResponse:
    """A file to keep, never to be opened in the page."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
