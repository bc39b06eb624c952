"""The list of one unit: read, filtered, taken away as a file."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thidua.kernel.desk.answering import Request, signed_in
from thidua.kernel.door import Relation, verdict
from thidua.pledge.desk.registrations.answering import DOCX, crumbs, held, place, sheet
from thidua.pledge.desk.registrations.covering import MARKS
from thidua.pledge.models import Registration, UnitList
from thidua.pledge.queries.registrations.choosing import schemes_for
from thidua.pledge.queries.registrations.counting import counting_unit
from thidua.pledge.queries.registrations.coverage import by_title, coverage_of
from thidua.pledge.queries.registrations.groups import by_group, of_group
from thidua.pledge.queries.registrations.lists import lines_of, list_of, taken_off
from thidua.pledge.queries.registrations.written import list_document, list_sheet
from thidua.pledge.rules import CONFIRM, REGISTER
from thidua.pledge.states import EDITABLE, UNIT_LIST

PER_PAGE = 50


@require_GET
@signed_in
def unit_list(request: Request, scheme_id: int, unit_id: int) -> HttpResponse:
    """Who registers what here, and what comes next: tick, paste, confirm."""
    scheme, unit = place(request, scheme_id, unit_id)
    union = counting_unit(unit)
    in_group = union is not unit
    listed = list_of(scheme, union)
    title, typed = _number(request.GET.get("danh-hieu")), request.GET.get("q", "").strip()[:100]
    off = request.GET.get("xem") == "da-bo"
    found = Registration.objects.none()
    if listed is not None:
        found = taken_off(listed) if off else lines_of(listed, title=title, typed=typed)
        found = of_group(found, unit) if in_group else found
    actor = request.actor
    open_now = scheme.state == "open" and (listed is None or listed.state in EDITABLE)
    context = {
        "title": _("Danh sách đăng ký"),
        "kicker": f"{unit}, {scheme.year_said}",
        "crumbs": crumbs(scheme, unit, _("Danh sách đăng ký")),
        "scheme": scheme,
        "schemes": schemes_for(actor, unit),
        "unit": unit,
        "listed": listed,
        "state": str(UNIT_LIST.states[listed.state]) if listed else _("chưa lập danh sách"),
        "mark": MARKS[listed.state if listed else ""],
        "in_group": in_group,
        "union": union,
        "figures": None if in_group else coverage_of(scheme, unit),
        "groups": by_group(scheme, unit),
        "titles": [one for one in by_title(scheme, unit) if one.title_id is not None],
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("trang")),
        "chosen": title,
        "typed": typed,
        "off": off,
        "query": urlencode({"danh-hieu": title or "", "q": typed, **({"xem": "da-bo"} if off else {})}),
        "may": {
            "write": open_now and actor.may(REGISTER, unit.path),
            "confirm": open_now
            and not in_group
            and (actor.may(CONFIRM, unit.path, Relation.OWN) or _above(request, listed)),
            "take_back": listed is not None and bool(verdict(listed, actor=actor, verb="take_back")),
            "return": listed is not None and bool(verdict(listed, actor=actor, verb="return")),
            "decide": listed is not None and bool(verdict(listed, actor=actor, verb="decide")),
        },
    }
    return render(request, "pledge/registrations/list.html", context)


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 19 else None


def _above(request: Request, listed: UnitList | None) -> bool:
    return listed is not None and bool(verdict(listed, actor=request.actor, verb="confirm"))


@require_GET
@signed_in
def excel(request: Request, scheme_id: int, unit_id: int) -> HttpResponse:
    """The list as Excel, in the columns that may be sent in again."""
    scheme, unit = place(request, scheme_id, unit_id)
    content = list_sheet(lines_of(held(scheme, unit)).select_related("unit", "title__scheme"))
    return sheet(content, f"dang-ky-{unit.code}-{scheme.cycle.year}.xlsx")


@require_GET
@signed_in
def word(request: Request, scheme_id: int, unit_id: int) -> HttpResponse:
    """The list as Word, to print and sign."""
    scheme, unit = place(request, scheme_id, unit_id)
    listed = held(scheme, unit)
    listed.unit = unit
    return sheet(list_document(listed, scheme), f"dang-ky-{unit.code}-{scheme.cycle.year}.docx", DOCX)
