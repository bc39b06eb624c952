"""The tree: search first, branches that open when asked for."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thidua.federation.models import Body
from thidua.federation.queries.search import search
from thidua.federation.queries.tree import branch_page, tops
from thidua.kernel.desk.answering import Request, signed_in
from thidua.kernel.door import fetch

PER_BRANCH = 50


@require_GET
@signed_in
def tree(request: Request) -> HttpResponse:
    typed = request.GET.get("q", "")[:100]
    found = search(typed, request.actor, limit=50) if typed else []
    context = {
        "title": _("Cây tổ chức"),
        "lead": _("Gõ tên hoặc mã để tìm; mở từng nhánh để xem đơn vị trực thuộc."),
        "typed": typed,
        "found": found,
        "tops": [] if typed else _opened(request),
    }
    return render(request, "federation/tree.html", context)


def _opened(request: Request) -> list[dict[str, object]]:
    """The highest units in sight; a lone one stands open."""
    highest = tops(request.actor)
    lone = len(highest) == 1
    return [{"unit": unit, "page": _page(unit, 1) if lone else None} for unit in highest]


def _page(unit: Body, number: object) -> object:
    return branch_page(unit, number, PER_BRANCH)


@require_GET
@signed_in
def branch(request: Request, pk: int) -> HttpResponse:
    """The units directly under one, for the place where the branch was opened."""
    unit = fetch(Body, pk, actor=request.actor)
    page = _page(unit, request.GET.get("trang", 1))
    return render(request, "federation/_branch.html", {"unit": unit, "page": page})
