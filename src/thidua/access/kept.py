"""Forms that came too late: what was typed is kept for half an hour and offered again after sign-in."""

from __future__ import annotations

import datetime as dt
import json
import re
import secrets
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from thidua.access.models import Account, KeptForm
from thidua.access.signing_in import digest_of

LASTS = dt.timedelta(minutes=30)
LARGEST = 300_000  # characters of one form; a grid of 70 units × 30 indicators fits
MOST_FORMS = 5
MOST_SEEN = 40  # values of a form that are shown again
_SESSION_KEY = "kept_key"
_BY_ITSELF = "kept_by_itself"  # the latest form that a page sent without a press
_SECRET_NAME = re.compile(r"pass|pin|secret|token|otp|mat_?khau|ma_?so_?bi_?mat", re.IGNORECASE)


def keep(request: HttpRequest, *, account_id: int | None) -> KeptForm | None:
    """Keeps the posted form for this browser; None when it holds nothing, too much, or is no form.

    ``account_id`` is who had been signed in, when known: only they are offered it, on any phone.
    """
    if request.method != "POST" or not _is_form(request):
        return None
    names = list(request.POST)
    fields = [[name, value] for name in names if not _is_secret(name) for value in request.POST.getlist(name)]
    if not fields or len(json.dumps(fields, ensure_ascii=False)) > LARGEST:
        return None
    forget_old()
    holder, path, page = _holder(request), _goes_to(request)[:500], page_of(request)[:500]
    _drop_saved_by_itself(request, path, page)
    form = KeptForm.objects.create(
        holder=holder,
        account_id=account_id,
        path=path,
        page=page,
        fields=fields,
        left_out=sorted([*(name for name in names if _is_secret(name, csrf=False)), *request.FILES]),
    )
    if "X-Form-Action" in request.headers:
        request.session[_BY_ITSELF] = form.pk
    _drop_beyond_most(holder)
    return form


def seen_of(fields: Iterable[Sequence[str]]) -> list[str]:
    """What a person would recognise of the (name, value) pairs of a form: no secrets, nothing a page sends along."""
    unseen = ("version", "next", "csrfmiddlewaretoken")
    told = [
        value.strip()
        for name, value in fields
        if name not in unseen and not _is_secret(name) and value.strip()
    ]
    return told[:MOST_SEEN]


def typed_in(request: HttpRequest) -> list[str]:
    """What was typed into the form that this request sends; nothing when it sends none."""
    if request.method != "POST" or not _is_form(request):
        return []
    return seen_of((name, value) for name, values in request.POST.lists() for value in map(str, values))


def waiting(request: HttpRequest, account: Account) -> list[KeptForm]:
    """What ``account`` may go on with, latest first: their own, and what this browser kept for nobody."""
    alive = KeptForm.objects.filter(made_at__gt=timezone.now() - LASTS)
    return list(alive.filter(_whose(request, account)).order_by("-pk"))


def forget(request: HttpRequest, account: Account, pk: int) -> None:
    KeptForm.objects.filter(_whose(request, account), pk=pk).delete()


def _whose(request: HttpRequest, account: Account) -> Q:
    key = request.session.get(_SESSION_KEY)
    return Q(account=account) | Q(account=None, holder=digest_of(key) if key else "")


def forget_old() -> int:
    gone, _each = KeptForm.objects.filter(made_at__lt=timezone.now() - LASTS).delete()
    return gone


def page_of(request: HttpRequest) -> str:
    """The page that the form stood on, as a path of this site."""
    told = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    parts = urlsplit(told)
    if parts.netloc != request.get_host() or not parts.path.startswith("/"):
        return request.get_full_path()
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _goes_to(request: HttpRequest) -> str:
    """Where the form goes when a person presses its button; a page that saves itself names it in a header."""
    told = request.headers.get("X-Form-Action", "")
    return told if re.match(r"/(?![/\\])", told) else request.get_full_path()


def came_from_here(request: HttpRequest) -> bool:
    """Whether the browser itself says that the form stood on our own page: only such forms are kept
    when the CSRF check fails, or another site could plant a text under a person's name."""
    told = request.headers.get("Origin") or request.headers.get("Referer", "")
    return bool(told) and urlsplit(told).netloc == request.get_host()


def _is_form(request: HttpRequest) -> bool:
    return request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data")


def _is_secret(name: str, *, csrf: bool = True) -> bool:
    if name == "csrfmiddlewaretoken":
        return csrf
    return bool(_SECRET_NAME.search(name))


def _holder(request: HttpRequest) -> str:
    key = request.session.get(_SESSION_KEY)
    if not key:
        key = request.session[_SESSION_KEY] = secrets.token_urlsafe(24)
    return digest_of(key)


def _drop_saved_by_itself(request: HttpRequest, path: str, page: str) -> None:
    """A page that saves by itself posts again and again: only the latest is worth coming back to."""
    KeptForm.objects.filter(pk=request.session.get(_BY_ITSELF) or 0, path=path, page=page).delete()


def _drop_beyond_most(holder: str) -> None:
    older = KeptForm.objects.filter(holder=holder).order_by("-pk").values_list("pk", flat=True)[MOST_FORMS:]
    KeptForm.objects.filter(pk__in=list(older)).delete()


def is_about_signing_in(request: HttpRequest) -> bool:
    """Nothing of a sign-in form is worth keeping."""
    return request.path_info.startswith(("/dang-", "/vao/"))
