"""Shapes that every endpoint shares: who asks, pages of a list, refusals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar, cast

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Schema
from pydantic import ConfigDict, Field

from thidua.access.requests import Request
from thidua.kernel.door import Actor
from thidua.kernel.errors import Said

MOST_PER_PAGE = 200
Item = TypeVar("Item")
Row = TypeVar("Row")
Shape = TypeVar("Shape", bound=Schema)

Limit = Annotated[int, Field(ge=1, le=MOST_PER_PAGE)]
Offset = Annotated[int, Field(ge=0, le=10_000_000)]
PageNumber = Annotated[int, Field(ge=1, le=100_000)]
Key = Annotated[int, Field(ge=1, lt=2**63)]
Version = Annotated[int, Field(ge=0, lt=2**31)]
Count = Annotated[int, Field(ge=0, lt=2**31)]
Code = Annotated[str, Field(min_length=1, max_length=60)]
Line = Annotated[str, Field(max_length=300)]
Words = Annotated[str, Field(max_length=20_000)]
Asked = Annotated[str, Field(max_length=100)]  # what is typed into a search


class Told(Schema):
    """What a caller sends. A field that nobody knows is refused: a misspelt one would be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class FieldProblem(Schema):
    """One place of what was sent, and what is wrong with it."""

    field: str
    told: str
    code: str = ""
    severity: str = "error"


class RefusalOut(Schema):
    """A refusal: what is wrong, why, what to do next; with the places, where it has some."""

    code: str
    what: str
    why: str = ""
    remedy: str = ""
    fields: list[FieldProblem] = []


class PageOut(Schema, Generic[Item]):
    """One page of a list and how many there are in all."""

    items: list[Item]
    total: int


class DoneOut(Schema):
    """It is done; there is nothing more to show. ``count`` is how many things changed."""

    count: int = 1


# Declared on every endpoint: a client can rely on the shape of a refusal.
REFUSALS: dict[int, Any] = dict.fromkeys((401, 403, 404, 409, 422), RefusalOut)


def answers(shape: Any) -> dict[int, Any]:
    """The declared answers of an endpoint: its own shape, and refusals."""
    return {200: shape, **REFUSALS}


def refusal_out(said: Said, fields: Sequence[FieldProblem] = ()) -> RefusalOut:
    return RefusalOut(code=said.code, what=said.what, why=said.why, remedy=said.remedy, fields=list(fields))


def asking(request: HttpRequest) -> Actor:
    """Who asks; set by signing in."""
    return cast("Request", request).actor


def shaped(shape: type[Shape], thing: object, **more: Any) -> Shape:
    """A thing as the API shows it: a field reads the attribute of its name unless ``more`` gives it.

    Every field stands once, in its shape. (Resolvers of the schema would be asked again on the way out, of
    the shape instead of the thing.)
    """
    read = {name: getattr(thing, name) for name in shape.model_fields if name not in more}
    return shape(**read, **more)


def page(
    rows: QuerySet[Any] | Sequence[Row], limit: int, offset: int, shape: Callable[[Any], Item]
) -> PageOut[Item]:
    """One page of rows, each in its shape: two queries, or none when the rows are there already."""
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    return PageOut(items=[shape(row) for row in rows[offset : offset + limit]], total=total)
