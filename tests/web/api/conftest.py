from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.cast import Cast
from thidua.access.actions.make_token import make_token

BASE = "/api/v1"


@dataclass
class Caller:
    """A program that acts as an account, by a token."""

    secret: str
    desk: str = ""
    client: Client = field(default_factory=Client)

    def ask(self, method: str, path: str, body: object = None, **query: object) -> HttpResponse:
        headers = {"Authorization": f"Bearer {self.secret}"} | ({"X-Desk": self.desk} if self.desk else {})
        told = {"data": query} if method == "get" else {"data": body or {}, "query_params": query}
        kind = {} if method == "get" else {"content_type": "application/json"}
        answer: HttpResponse = getattr(self.client, method)(f"{BASE}{path}", headers=headers, **told, **kind)
        return answer

    def get(self, path: str, **query: object) -> Any:
        return _well(self.ask("get", path, **query))

    def post(self, path: str, **body: object) -> Any:
        return _well(self.ask("post", path, body))

    def put(self, path: str, **body: object) -> Any:
        return _well(self.ask("put", path, body))

    def patch(self, path: str, **body: object) -> Any:
        return _well(self.ask("patch", path, body))

    def delete(self, path: str) -> Any:
        return _well(self.ask("delete", path))

    def refused(self, method: str, path: str, body: object = None, **query: object) -> tuple[int, Any]:
        """The status and the refusal, which has its shape whatever happened."""
        answer = self.ask(method, path, body, **query)
        return answer.status_code, refusal_of(answer)


def refusal_of(answer: HttpResponse) -> Any:
    told = answer.json()  # type: ignore[attr-defined]
    assert set(told) == {"code", "what", "why", "remedy", "fields"}, told
    assert told["code"], told
    assert told["what"], told
    return told


def _well(answer: HttpResponse) -> Any:
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()  # type: ignore[attr-defined]


Callers = Callable[[str], Caller]


@pytest.fixture(autouse=True)
def _without_static_files(settings: Any) -> None:
    settings.WHITENOISE_AUTOREFRESH = True  # no collected static files are needed here


@pytest.fixture
def caller(cast: Cast) -> Callers:
    """A program of the account with this code."""
    return lambda code: Caller(make_token(actor=cast.actor(code), name="kiểm thử")[1])
