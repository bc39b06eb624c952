"""A person at the screen and a program at the API, both by the addresses that `docs/coverage.md` names.

Tests write the address as the table does (`/van-ban/<int:paper_id>`, `GET /papers/{paper_id}`), with its keys
as arguments: `tests/docs/test_coverage.py` compares the two.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.http import HttpResponse
from django.test import Client

from tests.cast import Cast
from thidua.access.actions.make_token import make_token

_BASE = "/api/v1"
_INVISIBLE = re.compile(r"<(script|svg|template|datalist)\b.*?</\1>", re.DOTALL)


@dataclass
class Desk:
    """One account, signed in by browser and by token."""

    browser: Client
    secret: str

    def see(self, screen: str, *, status: int = 200, **keys: object) -> str:
        """What a person reads in the main part of the page, in one line."""
        address, query = _filled(screen, r"<\w+:(\w+)>", keys)
        answer = self.browser.get(address, query)
        assert answer.status_code == status, (address, answer.status_code, read(answer)[:2000])
        return read(answer)

    def do(self, screen: str, data: dict[str, Any], *, status: int = 302, **keys: object) -> str:
        """Sends a form; a page that follows a success is read too."""
        address, _query = _filled(screen, r"<\w+:(\w+)>", keys)
        answer = self.browser.post(address, data)
        assert answer.status_code == status, (address, answer.status_code, read(answer)[:2000])
        return read(self.browser.get(answer.url)) if status == 302 else read(answer)  # type: ignore[attr-defined]

    def ask(self, endpoint: str, body: object = None, *, status: int = 200, **keys: object) -> Any:
        """Calls ``GET /papers/{paper_id}``; what is no key of the address goes into the query."""
        method, _space, path = endpoint.partition(" ")
        address, query = _filled(path, r"{(\w+)}", keys)
        told: dict[str, Any] = {"data": query} if method == "GET" else {"data": body or {}}
        if method != "GET":
            told["content_type"] = "application/json"
        call = getattr(self.browser_of_program(), method.lower())
        answer = call(_BASE + address, headers={"Authorization": f"Bearer {self.secret}"}, **told)
        assert answer.status_code == status, (endpoint, answer.status_code, answer.content.decode()[:2000])
        return answer.json()

    @staticmethod
    def browser_of_program() -> Client:
        """Without the cookies of the person."""
        return Client()


Desks: TypeAlias = Callable[[str], Desk]


def desk_of(cast: Cast, code: str) -> Desk:
    return Desk(cast.client(code), make_token(actor=cast.actor(code), name="kiểm thử")[1])


def read(answer: HttpResponse) -> str:
    """The words of the main part; values that stand in boxes are words too."""
    page = answer.content.decode()
    main = re.search(r"<main\b.*?</main>", page, re.DOTALL)
    shown = _INVISIBLE.sub(" ", main[0] if main else page)
    shown = re.sub(r"<input\b[^>]*\bvalue=\"([^\"]*)\"[^>]*>", r" \1 ", shown)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def _filled(pattern: str, hole: str, keys: dict[str, object]) -> tuple[str, dict[str, object]]:
    """The address, and what is left for the query."""
    names = re.findall(hole, pattern)
    missing = [name for name in names if name not in keys]
    assert not missing, f"{pattern} needs {missing}"
    address = re.sub(hole, lambda found: str(keys[found[1]]), pattern)
    return address, {name: value for name, value in keys.items() if name not in names}
