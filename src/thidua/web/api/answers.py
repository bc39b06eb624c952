"""Shapes that every endpoint shares."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from ninja import Schema
from pydantic import Field

MOST_PER_PAGE = 200
Item = TypeVar("Item")

Limit = Annotated[int, Field(ge=1, le=MOST_PER_PAGE)]
Offset = Annotated[int, Field(ge=0, le=10_000_000)]
Key = Annotated[int, Field(ge=1, lt=2**63)]


class RefusalOut(Schema):
    """A refusal: what is wrong, why, what to do next."""

    code: str
    what: str
    why: str = ""
    remedy: str = ""
    fields: list[dict[str, str]] | None = None


class PageOut(Schema, Generic[Item]):
    """One page of a list and how many there are in all."""

    items: list[Item]
    total: int


# Declared on every endpoint: a client can rely on the shape of a refusal.
REFUSALS = {401: RefusalOut, 403: RefusalOut, 404: RefusalOut, 409: RefusalOut, 422: RefusalOut}
