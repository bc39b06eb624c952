"""The published document: open to all, the same as reviewed, exact in its numbers."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.test import Client

from tests.web.api.conftest import BASE

SNAPSHOT = Path(__file__).with_name("openapi.json")
ACCEPT = "THIDUA_ACCEPT_OPENAPI"


def document() -> Any:
    answer = Client().get(f"{BASE}/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for address, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {address}", operation


def test_it_is_what_was_reviewed(db: None) -> None:
    told = json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get(ACCEPT):
        SNAPSHOT.write_text(told, encoding="utf-8")
    assert SNAPSHOT.read_text(encoding="utf-8") == told, (
        f"The API changed. When that is meant: {ACCEPT}=1 python -m pytest {__file__}, "
        "then read the difference of openapi.json and commit it."
    )


def test_every_endpoint_says_what_it_is_and_how_it_refuses(db: None) -> None:
    for name, operation in operations():
        assert operation["summary"], name
        assert operation["tags"], name
        assert operation["security"], name
        assert set(operation["responses"]) == {"200", "401", "403", "404", "409", "422"}, name
        for status in ("401", "403", "404", "409", "422"):
            shape = operation["responses"][status]["content"]["application/json"]["schema"]
            assert shape == {"$ref": "#/components/schemas/RefusalOut"}, name


def test_no_number_is_inexact(db: None) -> None:
    assert [where for where, kind in types_in(document(), "") if kind == "number"] == []


def types_in(told: Any, where: str) -> Iterator[tuple[str, object]]:
    """Every "type" of every schema, with the way to it."""
    if isinstance(told, list):
        for at, one in enumerate(told):
            yield from types_in(one, f"{where}/{at}")
    if isinstance(told, dict):
        if isinstance(told.get("type"), str):
            yield where, told["type"]
        for name, one in told.items():
            yield from types_in(one, f"{where}/{name}")


def test_every_list_is_bounded(db: None) -> None:
    for name, operation in operations():
        for one in operation.get("parameters", ()):
            if one["name"] in ("limit", "size"):
                assert one["schema"]["maximum"] == 200, name
            if one["in"] == "path" and one["schema"]["type"] == "integer":
                assert one["schema"]["minimum"] == 1, name
