"""One box: units, people, movements, targets, papers and what papers say, within what this person may see,
marks or no marks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from thidua.access.requests import Request
from thidua.federation.queries.search import search as search_units
from thidua.federation.queries.search import search_people
from thidua.formats import text
from thidua.kernel.door import listing
from thidua.launch.models import Movement, Paper
from thidua.launch.queries.finding import lines_saying, targets_saying

LONGEST = 100
PARTS = ("units", "people", "movements", "papers", "targets", "lines")
PAPERS_READ = 300  # papers of a person's line are few; they are folded here, in Python


def search(request: Request) -> HttpResponse:
    actor = request.actor
    typed = text.clean(request.GET.get("q", ""))[:LONGEST]
    context: dict[str, Any] = {"title": _("Tìm"), "typed": typed}
    if typed:
        context |= {
            "units": search_units(typed, actor, limit=10),
            "people": list(search_people(typed, actor)[:10]),
            "movements": _holding(typed, listing(Movement, actor=actor).order_by("-from_on")[:100]),
            "papers": _holding(
                typed, listing(Paper, actor=actor).select_related("issuer").order_by("-pk")[:PAPERS_READ]
            ),
        }
        context |= {"targets": targets_saying(typed, actor), "lines": lines_saying(typed, actor)}
        context["nothing"] = not any(context[part] for part in PARTS)
    return render(request, "desk/search.html", context)


def _holding(typed: str, rows: Iterable[Movement | Paper]) -> list[Movement | Paper]:
    words = text.fold(typed).split()
    named = (
        (row, text.fold(f"{row} {getattr(row, 'title', '')} {getattr(row, 'name', '')}")) for row in rows
    )
    return [row for row, folded in named if all(word in folded for word in words)][:10]
