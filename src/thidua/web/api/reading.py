"""The document of the API as a page that people read: what can be done, how to call it, how to get a token."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thidua.web.api.addresses import api

_METHODS = ("get", "post", "put", "patch", "delete")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Open to all, as the document itself is. No script: the list is made here."""
    document: Mapping[str, Any] = api.get_openapi_schema()
    subjects: dict[str, list[dict[str, str]]] = {}
    for subject, operation in _operations(document):
        subjects.setdefault(subject, []).append(operation)
    context = {
        "title": _("API của ThiĐua"),
        "subjects": [
            {"name": _(name), "operations": found, "place": number}
            for number, (name, found) in enumerate(subjects.items(), start=1)
        ],
        "count": sum(map(len, subjects.values())),
        "document": f"/{api.get_root_path({}).strip('/')}/openapi.json",
    }
    return render(request, "api/reading.html", context)


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    for address, methods in document["paths"].items():
        for method in _METHODS:
            if method in methods:
                told = methods[method]
                summary = told["summary"]
                does = {"method": method.upper(), "address": address, "does": _(summary)}
                yield told["tags"][0], does
