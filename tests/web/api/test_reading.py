"""The page that tells people what the API does: every operation, in both languages, open to all."""

from __future__ import annotations

import html
import re

from django.test import Client

from tests.web.api.conftest import BASE
from tests.web.api.test_document import document

PAGE = f"{BASE}/docs"


def seen(client: Client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_every_operation_stands_there_with_what_it_does(db: None) -> None:
    page = seen(Client())
    for address, methods in document()["paths"].items():
        for method, operation in methods.items():
            line = f"<dt>{operation['summary']}</dt><dd><code>{method.upper()} {address}</code>"
            assert line in page, address
            assert f"<h2>{operation['tags'][0]}</h2>" in page


def test_it_leads_to_a_token_and_to_the_document(db: None) -> None:
    client, page = Client(), seen(Client())
    assert f'href="{BASE}/openapi.json"' in page
    token = re.search(r'href="([^"]+)">Tạo mã kết nối', page)
    assert token is not None
    assert client.get(token[1]).status_code == 302  # signs in first
    assert "<script>" not in page
    assert " style=" not in page


def test_in_english(db: None) -> None:
    client = Client()
    client.cookies["ngon-ngu"] = "en"
    page = seen(client)
    told = re.findall(r"<dt>([^<]+)</dt>", page)
    assert "Who I am and where I work" in told
    assert not {one["summary"] for methods in document()["paths"].values() for one in methods.values()} & set(
        told
    )
