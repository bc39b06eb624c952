"""Photos and papers of launches: sent, opened, taken off. Each file is kept or refused by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thidua.formats.errors import CodedError
from thidua.kernel.door import fetch
from thidua.kernel.errors import Absent, say
from thidua.kernel.files import open_stored
from thidua.kernel.models import StoredFile
from thidua.launch.actions.attach_to_launch import (
    attach_to_event,
    attach_to_launch,
    detach_from_event,
    detach_from_launch,
)
from thidua.launch.desk.answering import Request, back, told
from thidua.launch.models import LaunchEvent, LaunchRecord

Keep = Callable[..., StoredFile]


def keep_files(request: Request, keep: Keep, **which: int) -> int:
    """How many of the files sent were kept; one that is too large takes nothing else with it."""
    kept = 0
    for given in request.FILES.getlist("files"):
        try:
            keep(actor=request.actor, name=given.name or "", stream=given, size=given.size or 0, **which)
            kept += 1
        except CodedError as refusal:
            messages.error(request, str(say(refusal)))
    return kept


@require_POST
def add_to_event(request: Request, event_id: int) -> HttpResponse:
    _said(request, keep_files(request, attach_to_event, event_id=event_id))
    return back("event", event_id, anchor="tep")


@require_POST
def add_to_launch(request: Request, launch_id: int) -> HttpResponse:
    held = fetch(LaunchRecord, launch_id, actor=request.actor, verb="change")
    _said(request, keep_files(request, attach_to_launch, launch_id=launch_id))
    return back("launch_unit", held.cycle_id)


@require_GET
def of_event(request: Request, event_id: int, file_id: int) -> FileResponse:
    return _sent(fetch(LaunchEvent, event_id, actor=request.actor), file_id)


@require_GET
def of_launch(request: Request, launch_id: int, file_id: int) -> FileResponse:
    return _sent(fetch(LaunchRecord, launch_id, actor=request.actor), file_id)


@require_POST
def remove_from_event(request: Request, event_id: int, file_id: int) -> HttpResponse:
    _remove(request, detach_from_event, event_id=event_id, file_id=file_id)
    return back("event", event_id, anchor="tep")


@require_POST
def remove_from_launch(request: Request, launch_id: int, file_id: int) -> HttpResponse:
    held = fetch(LaunchRecord, launch_id, actor=request.actor)
    _remove(request, detach_from_launch, launch_id=launch_id, file_id=file_id)
    return back("launch_unit", held.cycle_id)


def _said(request: Request, kept: int) -> None:
    if kept:
        messages.success(request, _("Đã giữ %(count)s tệp.") % {"count": kept})


def _remove(request: Request, remove: Callable[..., None], **which: Any) -> None:
    try:
        remove(actor=request.actor, **which)
        messages.success(request, _("Đã bỏ tệp."))
    except CodedError as refusal:
        told(request, refusal)


def _sent(held: LaunchEvent | LaunchRecord, file_id: int) -> FileResponse:
    """The file itself, to those who may see the launch. Never shown inside a page of ours."""
    one = held.files.filter(pk=file_id).first()
    if one is None:
        raise Absent()
    answer = FileResponse(open_stored(one), content_type=one.kind, as_attachment=True, filename=one.name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
