"""The clerk's books."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.door import fetch, listing, verdict
from thidua.launch.actions.register_document import open_register, register_document
from thidua.launch.desk.answering import Request, back, refusing, status_of, told, unit_at_hand
from thidua.launch.desk.forms import EntryForm
from thidua.launch.models import Register
from thidua.launch.queries.registers import entries, next_number

PER_PAGE = 50


@require_http_methods(["GET", "POST"])
def registers(request: Request) -> HttpResponse:
    """Books of my unit; a new one, or another choice of who gives the numbers."""
    unit = unit_at_hand(request.actor)
    if request.method == "POST":
        year = request.POST.get("year", "")
        direction = request.POST.get("direction", "")
        try:
            book = open_register(
                actor=request.actor,
                unit_id=unit.pk,
                direction=direction if direction in Register.Direction.values else "outgoing",
                year=int(year) if year.isdigit() and len(year) == 4 else clock.today().year,
                automatic=request.POST.get("automatic") == "1",
            )
        except CodedError as refusal:
            told(request, refusal)
            return back("registers")
        return back("register", book.pk)
    context = {
        "title": _("Sổ văn bản"),
        "lead": unit.name,
        "books": listing(Register, actor=request.actor)
        .filter(unit=unit)
        .select_related("unit")
        .order_by("-year", "direction"),
        "directions": Register.Direction.choices,
        "year": clock.today().year,
        "may_open": request.actor.may("launch.issue", unit.path),
    }
    return render(request, "launch/registers.html", context)


@require_http_methods(["GET", "POST"])
def register(request: Request, register_id: int) -> HttpResponse:
    book = fetch(Register, register_id, actor=request.actor, related=("unit",))
    incoming = book.direction == Register.Direction.INCOMING
    form = EntryForm(
        request.POST or None, incoming=incoming, initial={"dated_on": clock.today()}, auto_id="vao-so-%s"
    )
    if request.method == "POST" and form.is_valid():
        with refusing(form, "number"):
            entry = register_document(actor=request.actor, register_id=register_id, **form.cleaned_data)
            messages.success(request, _("Đã vào sổ số %(number)s.") % {"number": entry.reference})
            return back("register", register_id)
    words = request.GET.get("q", "")[:100]
    context = {
        "title": str(book.get_direction_display()).capitalize() + f" {book.year}",
        "lead": book.unit.name,
        "book": book,
        "incoming": incoming,
        "page": Paginator(entries(book, words), PER_PAGE).get_page(request.GET.get("trang")),
        "words": words,
        "form": form,
        "next": next_number(book),
        "may_enter": bool(verdict(book, actor=request.actor, verb="enter")),
    }
    return render(request, "launch/register.html", context, status=status_of(form))
