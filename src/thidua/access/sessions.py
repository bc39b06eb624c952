"""A browser's session: how it begins and ends, from which desk it acts, when a shared phone signs out."""

from __future__ import annotations

import time

from django.contrib.auth import login as begin_django_session
from django.contrib.auth import logout
from django.http import HttpRequest

from thidua.access.models import Account
from thidua.access.queries.actors import actor_of
from thidua.access.signing_in import BACKEND
from thidua.kernel.actions import record

IDLE_SECONDS = 10 * 60  # on a shared phone
_NOTE_EVERY = 20  # seconds between writes of "seen"; the limit is exact to within this
_SHARED, _SEEN, _DESK, _BY_LINK = "shared", "seen_at", "desk", "by_link"


def begin(request: HttpRequest, account: Account, *, shared: bool = False, by_link: bool = False) -> None:
    """Signs the browser in under a new session key. What another account left in the session is gone."""
    begin_django_session(request, account, backend=BACKEND)
    request.session[_SHARED] = False
    request.session[_BY_LINK] = by_link
    if shared:
        share(request)
    actor, _desks = actor_of(account)
    record(
        actor,
        "account.signed_in",
        account,
        path=account.unit.path,
        data={"by": "link" if by_link else "secret", "shared": shared},
    )


def end(request: HttpRequest) -> None:
    logout(request)


def is_shared(request: HttpRequest) -> bool:
    return bool(request.session.get(_SHARED))


def share(request: HttpRequest) -> None:
    """From now on this session is one of a shared phone: it idles out, and is gone with the browser."""
    request.session[_SHARED] = True
    request.session[_SEEN] = int(time.time())
    request.session.set_expiry(0)


def came_by_link(request: HttpRequest) -> bool:
    return bool(request.session.get(_BY_LINK))


def has_idled(request: HttpRequest) -> bool:
    """Whether a shared phone has lain still for too long. Notes the moment when it has not.

    A page that asks by itself (header ``X-Poll``) is not a person at work.
    """
    if not is_shared(request):
        return False
    now = int(time.time())
    seen = request.session.get(_SEEN, 0)
    if now - seen >= IDLE_SECONDS:
        return True
    if now - seen >= _NOTE_EVERY and "X-Poll" not in request.headers:
        request.session[_SEEN] = now
    return False


def desk_of(request: HttpRequest) -> str:
    return str(request.session.get(_DESK, ""))


def sit_at(request: HttpRequest, desk: str) -> None:
    request.session[_DESK] = desk


def renew(request: HttpRequest, account: Account) -> None:
    """Keeps this session alive after the account's mark or PIN has changed; the key changes too."""
    shared, by_link, desk = is_shared(request), came_by_link(request), desk_of(request)
    expiry = request.session.get("_session_expiry")
    begin_django_session(request, account, backend=BACKEND)
    request.session.update({_SHARED: shared, _BY_LINK: by_link, _DESK: desk, _SEEN: int(time.time())})
    if expiry is not None:
        request.session["_session_expiry"] = expiry
