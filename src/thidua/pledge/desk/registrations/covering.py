"""Who has registered: a branch as a whole, by unit, bloc, title, sex and direct worker."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thidua.federation.models import Attribute, Body
from thidua.kernel.desk.answering import Request, signed_in
from thidua.kernel.door import Relation, verdict
from thidua.pledge.desk.registrations.answering import crumbs, place, sheet
from thidua.pledge.models import Registration, Scheme
from thidua.pledge.queries.registrations.choosing import schemes_for
from thidua.pledge.queries.registrations.coverage import TitleLine, below, by_title, overview
from thidua.pledge.queries.registrations.lists import list_of
from thidua.pledge.queries.registrations.written import coverage_sheet
from thidua.pledge.rules import CONFIRM, OPEN_SCHEME, REGISTER
from thidua.pledge.states import UNIT_LIST

PER_PAGE = 50
EVERYTHING = 10_000
# The drawn state whose shape stands for a list's state; the word is the list's own.
MARKS = {
    "": "waiting",
    "open": "draft",
    "confirmed": "confirmed",
    "returned": "returned",
    "consolidated": "done",
}


@require_GET
@signed_in
def coverage(request: Request, scheme_id: int, unit_id: int) -> HttpResponse:
    """How far registration has come below a unit; who has not confirmed stands first."""
    scheme, unit = place(request, scheme_id, unit_id)
    told = overview(scheme, unit)
    waiting = request.GET.get("xem") == "chua-xac-nhan"
    number = _number(request.GET.get("trang"))
    rows, total = below(scheme, unit, first=(number - 1) * PER_PAGE, most=PER_PAGE, waiting=waiting)
    page = Paginator(range(total), PER_PAGE).get_page(number)
    listed = list_of(scheme, unit)
    context = {
        "title": _("Tỷ lệ đăng ký thi đua"),
        "kicker": str(unit),
        "crumbs": crumbs(scheme, unit),
        "scheme": scheme,
        "schemes": schemes_for(request.actor, unit),
        "unit": unit,
        "whole": told.whole,
        "blocs": _blocs(told.blocs),
        "titles": [(_name(one), one) for one in by_title(scheme, unit)],
        "rows": [(row, MARKS[row.state], _state(row.state)) for row in rows],
        "page": page,
        "waiting": waiting,
        "ends_here": scheme.cycle.movement.seat_id == unit.pk,
        "query": "xem=chua-xac-nhan" if waiting else "",
        "listed": listed,
        "mark": MARKS[listed.state if listed else ""],
        "state": _state(listed.state if listed else ""),
        "may": _may(request, scheme, unit),
    }
    return render(request, "pledge/registrations/coverage.html", context)


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and 0 < int(typed) < 10_000 else 1


def _may(request: Request, scheme: Scheme, unit: Body) -> dict[str, bool]:
    actor = request.actor
    return {
        "change": bool(verdict(scheme, actor=actor, verb="change")),
        "settings": actor.may(OPEN_SCHEME, scheme.cycle.movement.seat.path, Relation.OWN),
        "write": actor.may(REGISTER, unit.path),
        "confirm": actor.may(CONFIRM, unit.path, Relation.OWN),
    }


def _blocs(blocs: Any) -> list[tuple[str, Any]]:
    names = Attribute.CHOICES[Attribute.Name.BLOC]
    return [
        (str(names.get(code, "") or _("chưa rõ khối")), one)
        for code, one in sorted(blocs.items(), key=lambda pair: [*names, ""].index(pair[0]))
    ]


def _name(one: TitleLine) -> str:
    return one.name or str(Registration.Kind(one.kind).label)


def _state(state: str) -> str:
    return str(UNIT_LIST.states[state]) if state else _("chưa lập danh sách")


@require_GET
@signed_in
def coverage_file(request: Request, scheme_id: int, unit_id: int) -> HttpResponse:
    """The same as Excel, every unit below."""
    scheme, unit = place(request, scheme_id, unit_id)
    rows, _total = below(scheme, unit, most=EVERYTHING)
    return sheet(coverage_sheet(overview(scheme, unit), rows), f"ty-le-dang-ky-{scheme.cycle.year}.xlsx")
