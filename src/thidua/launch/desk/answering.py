"""How the screens of this room answer: who is here, and refusals shown where they belong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from thidua.access.requests import Request
from thidua.federation.models import Body
from thidua.formats.errors import CodedError
from thidua.kernel.door import Actor
from thidua.kernel.errors import NotSignedIn, NotYours, Refusal, say
from thidua.kernel.files import keep
from thidua.kernel.models import StoredFile

__all__ = ["Request", "back", "refusing", "scan_of", "status_of", "told", "unit_at_hand"]


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


@contextmanager
def refusing(form: forms.Form | forms.ModelForm, field: str | None = None) -> Iterator[None]:
    """A refusal of the action inside becomes an error at the field, or above the form."""
    try:
        yield
    except CodedError as refusal:
        form.refused_with = refusal  # type: ignore[union-attr]
        form.add_error(field if field in form.fields else None, str(say(refusal)))


def status_of(*filled: forms.Form | forms.ModelForm) -> int:
    """200, or why the first refused form was not taken."""
    for form in filled:
        refusal = getattr(form, "refused_with", None)
        if isinstance(refusal, Refusal):
            return refusal.status
        if form.is_bound and form.errors:
            return 422
    return 200


def told(request: Request, refusal: CodedError) -> None:
    """Says a refusal at the top of the next page, for a button that has no fields."""
    messages.error(request, str(say(refusal)))


def back(name: str, *args: Any, anchor: str = "") -> HttpResponse:
    where = reverse(f"launch:{name}", args=args)
    return redirect(f"{where}#{anchor}" if anchor else where)


def scan_of(form: forms.Form) -> StoredFile | None:
    """The uploaded scan, checked and kept; None when there is none."""
    sent = form.cleaned_data.get("scan")
    if not isinstance(sent, UploadedFile):
        return None
    return keep(sent.name or "scan", sent.file, sent.size or 0)  # type: ignore[arg-type]
