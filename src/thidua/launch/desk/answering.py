"""How the screens of this room answer: as every page does, about the unit at hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from thidua.access.requests import Request
from thidua.federation.models import Body
from thidua.kernel.desk import answering
from thidua.kernel.desk.answering import errors_of, refusing, status_of, told
from thidua.kernel.door import Actor
from thidua.kernel.errors import NotSignedIn, NotYours
from thidua.kernel.files import keep
from thidua.kernel.models import StoredFile

__all__ = ["Request", "back", "errors_of", "refusing", "scan_of", "status_of", "told", "unit_at_hand"]


def unit_at_hand(actor: Actor) -> Body:
    """The unit that the person acts for now. Raises NotSignedIn, NotYours."""
    if actor.account_id is None:
        raise NotSignedIn()
    if actor.unit_id is None:
        raise NotYours()
    unit = Body.objects.select_related("kind").filter(pk=actor.unit_id).first()
    if unit is None:
        raise NotYours()
    return unit


def back(name: str, *args: Any, anchor: str = "") -> HttpResponse:
    """To a page of this room."""
    return answering.back(f"launch:{name}", *args, anchor=anchor)


def scan_of(form: forms.Form) -> StoredFile | None:
    """The uploaded scan, checked and kept; None when there is none."""
    sent = form.cleaned_data.get("scan")
    if not isinstance(sent, UploadedFile):
        return None
    return keep(sent.name or "scan", sent, sent.size or 0)
