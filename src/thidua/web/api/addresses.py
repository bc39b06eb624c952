"""``/api/v1``: the same actions and rules as the pages, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from thidua.formats.errors import CodedError
from thidua.kernel.errors import NotSignedIn, Refusal, say
from thidua.kernel.taking_in import mend_all
from thidua.web.api.answers import FieldProblem, refusal_out
from thidua.web.api.endpoints import (
    accounts,
    activities,
    calendar,
    catalogue,
    clusters,
    covenants,
    delivery,
    duties,
    editions,
    events,
    evidence,
    forms,
    gradings,
    ledger,
    marking,
    marking_round,
    me,
    movements,
    papers,
    people,
    progress,
    readings,
    registers,
    registrations,
    reorganisations,
    reporting,
    reviewing,
    rollup,
    stating,
    targets,
    together,
    units,
    waiting,
)
from thidua.web.api.errors import BadlyFormed, ForeignPage
from thidua.web.api.places import places_of
from thidua.web.api.signing import signed


class Readable(JSONRenderer):
    """Vietnamese letters as they are."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


class Typed(Parser):
    """Words as the pages take them in."""

    def parse_body(self, request: HttpRequest) -> Any:
        return mend_all(super().parse_body(request))


class Published(NinjaAPI):
    """The document is made once: it costs half a second, and anybody may ask for it."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._documents: dict[str, Any] = {}

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> Any:
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in self._documents:
            self._documents[prefix] = super().get_openapi_schema(path_prefix=prefix)
        return self._documents[prefix]

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Stable for clients that are made from the document: not the place of our modules."""
        view = operation.view_func
        return f"{view.__module__.rsplit('.', 1)[-1]}_{view.__name__}"


api = Published(
    renderer=Readable(),
    parser=Typed(),
    title="ThiĐua",
    version="1",
    description=(
        "Phong trào thi đua: cùng hành động, cùng quy tắc với các trang. "
        "Gọi bằng Authorization: Bearer <mã truy cập>; X-Desk chọn bàn làm việc (xem /me). "
        "Số luôn chính xác: số nguyên, hoặc tử số và mẫu số."
    ),
    auth=signed,
    urls_namespace="api",
    docs_url=None,  # the usual page loads scripts from outside; ours is reading.py
)

for room in (
    me,
    waiting,
    progress,
    accounts,
    units,
    reorganisations,
    clusters,
    people,
    catalogue,
    movements,
    targets,
    calendar,
    papers,
    readings,
    registers,
    duties,
    covenants,
    delivery,
    events,
    registrations,
    forms,
    reviewing,
    together,
    stating,
    evidence,
    reporting,  # after those with fixed words where it has a report's id
    activities,
    rollup,
    ledger,
    editions,
    marking,
    marking_round,
    gradings,
):
    api.add_router("", room.router)


@api.exception_handler(CodedError)
def refused(request: HttpRequest, refusal: CodedError) -> HttpResponse:
    status = refusal.status if isinstance(refusal, Refusal) else 422
    told = refusal_out(say(refusal), places_of(refusal))
    return api.create_response(request, told.model_dump(), status=status)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return refused(request, NotSignedIn())


@api.exception_handler(HttpError)
def not_read(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework itself turns away: a foreign page, a body that is not JSON."""
    if error.status_code == ForeignPage.status:
        return refused(request, ForeignPage())
    return refused(request, BadlyFormed(problem=str(error)))


@api.exception_handler(ValidationError)
def badly_formed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What the schema refused, in the shape of every other refusal, with the fields."""
    fields = [
        FieldProblem(field=".".join(map(str, one["loc"])), told=one["msg"], code=one["type"])
        for one in error.errors
    ]
    refusal = BadlyFormed(problem=", ".join(one.field for one in fields))
    told = refusal_out(refusal.say(), fields)
    return api.create_response(request, told.model_dump(), status=refusal.status)
