"""Who calls: a token of an account, or the browser's own session (with its CSRF check)."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from thidua.access import signing_in
from thidua.access.models import Account
from thidua.access.queries.actors import actor_of


class Token(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Account | None:
        account = signing_in.by_token(token)
        if account is not None:
            request.actor, _desks = actor_of(account)  # type: ignore[attr-defined]
        return account


class Session(SessionAuth):
    def authenticate(self, request: HttpRequest, key: str | None) -> Account | None:
        return request.user if isinstance(request.user, Account) else None


signed = [Token(), Session(csrf=True)]
