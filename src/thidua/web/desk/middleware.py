"""The language of a request, and refusals turned into pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeAlias, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import urlencode

from thidua.access import kept
from thidua.access.requests import Request
from thidua.formats.errors import CodedError
from thidua.kernel.errors import NotByAddress, NotSignedIn, Refusal, Said, say
from thidua.launch.models import Period
from thidua.web.desk.here import here

log = logging.getLogger(__name__)
GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponse]


def choose_language(get_response: GetResponse) -> GetResponse:
    """Vietnamese unless this browser chose otherwise: a browser's own setting says little on a shared phone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        known = dict(settings.LANGUAGES)
        with translation.override(wanted if wanted in known else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            return get_response(request)

    return middleware


def stand_somewhere(get_response: GetResponse) -> GetResponse:
    """Tells the rooms below which period is at hand, when they ask."""

    def middleware(plain: HttpRequest) -> HttpResponse:
        request = cast("Request", plain)
        request.shows_period = None
        request.period_at_hand = lambda: _key(here(request).period)
        return get_response(request)

    return middleware


def _key(period: Period | None) -> int | None:
    return period.pk if period is not None else None


class AnswerRefusals:
    """A refusal that no view caught becomes a page (or a fragment, or JSON) that says what to do next."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == NotByAddress.status and request.method == "GET" and not response.content:
            return _answer(request, NotByAddress().say(), response.status_code)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, CodedError):
            return None
        if isinstance(exception, NotSignedIn) and request.method == "GET" and not _is_part(request):
            return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
        status = exception.status if isinstance(exception, Refusal) else 422
        return _answer(request, say(exception), status)


answer_refusals = AnswerRefusals


def _is_part(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _answer(request: HttpRequest, said: Said, status: int) -> HttpResponse:
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": said.as_data()}, status=status)
    template = "desk/refusal_part.html" if _is_part(request) else "desk/refusal.html"
    context = {"said": said, "status": status, **_way_back(request)}
    return render(request, template, context, status=status)


def _way_back(request: HttpRequest) -> dict[str, object]:
    """Of a form that was refused as a whole: the page where it stood, and what was typed, to be copied from here."""
    if request.method != "POST" or not kept.came_from_here(request):
        return {}
    return {"page": kept.page_of(request), "typed": kept.typed_in(request)}
