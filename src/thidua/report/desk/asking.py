"""What every page of this room does first."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeAlias, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body
from thidua.formats.errors import CodedError
from thidua.kernel.door import NOBODY, Actor
from thidua.kernel.errors import NotSignedIn, say

View: TypeAlias = Callable[..., HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    return cast("Actor", getattr(request, "actor", NOBODY))


def signed_in(view: View) -> View:
    """Raises NotSignedIn, which becomes the way to the sign-in page and back."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        if actor_of(request) == NOBODY:
            raise NotSignedIn()
        return view(request, *arguments, **named)

    return guarded


def done(request: HttpRequest, words: str, to: str, **named: Any) -> HttpResponse:
    """Says what was done, on the page that comes next."""
    messages.success(request, words)
    answer: HttpResponse = redirect(to, **named)
    return answer


def refused(request: HttpRequest, refusal: CodedError, to: str, **named: Any) -> HttpResponse:
    """Says what was refused on the page that comes next; nothing was typed there that could be lost."""
    messages.error(request, str(say(refusal)))
    answer: HttpResponse = redirect(to, **named)
    return answer


def unit_of(actor: Actor) -> Body | None:
    """The unit that somebody acts for."""
    return None if actor.unit_id is None else Body.objects.filter(pk=actor.unit_id).first()


def crumbs(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The way here: reports first, then the given label and address pairs."""
    first = {"label": _("Báo cáo"), "url": reverse("report:mine")}
    return [first, *({"label": label, "url": url} for label, url in steps)]
