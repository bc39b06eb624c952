"""What every page of marking does first: who asks, the round with what stands in it, what this person sees."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body
from thidua.kernel.desk.answering import Request, back, done, refused, signed_in, told
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import NotYours
from thidua.kernel.files import keep
from thidua.kernel.models import StoredFile
from thidua.kernel.typed import read_day
from thidua.score.actions.marking.move_round import Noted
from thidua.score.models import MarkedUnit
from thidua.score.queries.marking.looking import At, look_at

__all__ = [
    "At",
    "Request",
    "at_round",
    "at_unit",
    "back",
    "crumbs",
    "day_of",
    "done",
    "noted_of",
    "refused",
    "signed_in",
    "told",
    "unit_of",
]


def at_round(request: Request, round_id: int) -> At:
    """Raises Absent."""
    return look_at(request.actor, round_id)


def at_unit(request: Request, marked_id: int) -> tuple[At, MarkedUnit]:
    """The round of a marked unit, and the unit in it. Raises Absent."""
    marked = fetch(MarkedUnit, marked_id, actor=request.actor)
    at = at_round(request, marked.round_id)
    return at, at.standing.unit(marked_id)


def unit_of(actor: Actor) -> Body:
    """The unit that somebody acts for. Raises NotYours."""
    unit = Body.objects.select_related("kind").filter(pk=actor.unit_id).first() if actor.unit_id else None
    if unit is None:
        raise NotYours()
    return unit


def crumbs(*steps: tuple[str, str]) -> list[dict[str, str]]:
    first = {"label": _("Chấm điểm"), "url": reverse("score:home")}
    return [first, *({"label": label, "url": url} for label, url in steps)]


def noted_of(request: Request) -> Noted:
    """What a form says about a step: day, number, minutes, reason, scan. Raises what ``read_day`` and files raise."""
    day = request.POST.get("done_on", "").strip()
    return Noted(
        done_on=read_day(day) if day else None,
        minutes=request.POST.get("minutes", ""),
        number=request.POST.get("number", ""),
        reason=request.POST.get("reason", ""),
        scan=_scan(request),
    )


def day_of(request: Request, name: str) -> dt.date | None:
    typed = request.POST.get(name, "").strip()
    return read_day(typed) if typed else None


def _scan(request: Request) -> StoredFile | None:
    sent: Any = request.FILES.get("scan")
    if not isinstance(sent, UploadedFile):
        return None
    return keep(sent.name or "scan", sent, sent.size or 0)
