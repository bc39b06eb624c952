"""Who calls: a token of an account, or the browser's own session (with its CSRF check)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from thidua.access import sessions, signing_in
from thidua.access.models import Account
from thidua.access.queries.actors import actor_of
from thidua.web.api.errors import DeskUnknown

DESK = "X-Desk"  # ``key`` of a desk in /me; without it an account works from its own unit


class Token(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Account | None:
        account = signing_in.by_token(token)
        if account is not None:
            _know(request, account, request.headers.get(DESK, ""))
        return account


class Session(SessionAuth):
    def authenticate(self, request: HttpRequest, key: str | None) -> Account | None:
        """The middleware knows the actor already; a PIN of a slip opens nothing before it is changed."""
        account = request.user
        if not isinstance(account, Account):
            return None
        if account.must_change and not sessions.came_by_link(request):
            return None
        if DESK in request.headers:
            _know(request, account, request.headers[DESK])
        return account


def _know(request: Any, account: Account, desk: str) -> None:
    """Raises DeskUnknown: a program that names a desk must not act from another one."""
    actor, desks = actor_of(account, desk=desk)
    if desk and desk not in {one.key for one in desks}:
        raise DeskUnknown(desk=desk[:40])
    request.actor, request.desks = actor, desks


signed = [Token(), Session(csrf=True)]
