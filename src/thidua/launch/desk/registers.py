"""The clerk's books."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.door import fetch, listing, verdict
from thidua.launch.actions.correct_entry import FIELDS, book_of, correct_entry, strike_entry
from thidua.launch.actions.register_document import open_register, register_document
from thidua.launch.desk.answering import Request, back, refusing, status_of, told, unit_at_hand
from thidua.launch.desk.forms import CorrectEntryForm, EntryForm, StrikeForm
from thidua.launch.errors import AlreadyCameIn
from thidua.launch.models import Register, RegisterEntry
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
        with refusing(form, "their_reference" if incoming else "number"), _offering_again(form):
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


@contextmanager
def _offering_again(form: EntryForm) -> Iterator[None]:
    """A document that seems to have come in already may be entered after all, knowingly."""
    try:
        yield
    except AlreadyCameIn:
        form.ask_again()
        raise


@require_http_methods(["GET", "POST"])
def correct(request: Request, entry_id: int) -> HttpResponse:
    """Puts a line right; what stood there is kept by the audit."""
    book, entry = _line(request, entry_id)
    incoming = book.direction == Register.Direction.INCOMING
    form = CorrectEntryForm(
        request.POST or None,
        incoming=incoming,
        initial={name: getattr(entry, name) for name in FIELDS},
        auto_id="sua-%s",
    )
    if request.method == "POST" and form.is_valid():
        with refusing(form, "number"):
            correct_entry(actor=request.actor, entry_id=entry_id, **form.cleaned_data)
            messages.success(request, _("Đã sửa dòng %(number)s.") % {"number": entry.reference})
            return back("register", book.pk)
    return _line_page(request, book, entry, form, StrikeForm(auto_id="gach-%s"))


@require_POST
def strike(request: Request, entry_id: int) -> HttpResponse:
    """Strikes a line out; it stays in sight."""
    book, entry = _line(request, entry_id)
    form = StrikeForm(request.POST, auto_id="gach-%s")
    if form.is_valid():
        with refusing(form, "reason"):
            strike_entry(actor=request.actor, entry_id=entry_id, reason=form.cleaned_data["reason"])
            messages.success(request, _("Đã gạch dòng %(number)s.") % {"number": entry.reference})
            return back("register", book.pk)
    incoming = book.direction == Register.Direction.INCOMING
    values = {name: getattr(entry, name) for name in FIELDS}
    return _line_page(
        request, book, entry, CorrectEntryForm(incoming=incoming, initial=values, auto_id="sua-%s"), form
    )


def _line(request: Request, entry_id: int) -> tuple[Register, RegisterEntry]:
    book = book_of(request.actor, entry_id)
    return book, RegisterEntry.objects.get(pk=entry_id)


def _line_page(
    request: Request, book: Register, entry: RegisterEntry, form: CorrectEntryForm, strike_form: StrikeForm
) -> HttpResponse:
    context = {
        "title": _("Dòng %(number)s") % {"number": entry.reference},
        "lead": str(book),
        "crumbs": [
            {"label": _("Sổ văn bản"), "url": reverse("launch:registers")},
            {"label": str(book), "url": reverse("launch:register", args=[book.pk])},
            {"label": entry.reference, "url": ""},
        ],
        "book": book,
        "entry": entry,
        "form": form,
        "strike_form": strike_form,
    }
    return render(request, "launch/register_line.html", context, status=status_of(form, strike_form))
