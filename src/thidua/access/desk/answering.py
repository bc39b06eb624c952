"""How the screens of this room answer: back to where one was going, kept by no cache."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from thidua.access import devices, kept, sessions
from thidua.access.models import Account
from thidua.access.requests import Request
from thidua.kernel.errors import NotSignedIn

YEAR_OF_SECONDS = 365 * 24 * 3600


def next_page(request: Request) -> str:
    """Where the person was going, only within this site; else home."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    inside = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if inside else "/"


def let_in(request: Request, account: Account, *, shared: bool) -> HttpResponse:
    """Begins the session and goes on: to a form that was kept, or where the person was going."""
    going = next_page(request)
    sessions.begin(request, account, shared=shared)
    waiting = kept.waiting(request, account)
    response = redirect(f"{reverse('access:kept')}?{urlencode({'next': going})}" if waiting else going)
    devices.write(response, devices.read(request).with_account(account.pk, shared=shared))
    speak(response, account.language)
    return response


def speak(response: HttpResponse, language: str) -> None:
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR_OF_SECONDS, samesite="Lax", httponly=True
        )


def private(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that no cache may keep.

    Its address stays within the site by the referrer policy of the whole house, "same-origin". A stricter one
    would make browsers send forms with ``Origin: null``, which the CSRF check rightly refuses.
    """
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def own(request: Request) -> Account:
    if not isinstance(request.user, Account):
        raise NotSignedIn()
    return request.user


def number(given: object) -> int:
    """A key from a form; 0 finds nothing."""
    told = str(given or "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0
