"""``/api/v1``: the same actions and rules as the pages, for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from thidua.formats.errors import CodedError
from thidua.kernel.errors import Refusal, say
from thidua.web.api.signing import signed

api = NinjaAPI(
    title="ThiĐua",
    version="1",
    description="Phong trào thi đua: cùng hành động, cùng quy tắc với các trang.",
    auth=signed,
    urls_namespace="api",
    docs_url=None,  # the interactive page loads scripts from outside; the document itself is enough
)


@api.exception_handler(CodedError)
def refused(request: HttpRequest, refusal: CodedError) -> HttpResponse:
    status = refusal.status if isinstance(refusal, Refusal) else 422
    return api.create_response(request, say(refusal).as_data(), status=status)


@api.exception_handler(ValidationError)
def badly_formed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What the schema refused, in the shape of every other refusal, with the fields."""
    fields = [{"field": ".".join(map(str, one["loc"])), "told": one["msg"]} for one in error.errors]
    said = {
        "code": "api.badly_formed",
        "what": str(_("Dữ liệu gửi lên không đúng dạng.")),
        "why": ", ".join(one["field"] for one in fields),
        "remedy": str(_("Hãy so với /api/v1/openapi.json rồi gửi lại.")),
        "fields": fields,
    }
    return api.create_response(request, said, status=422)
