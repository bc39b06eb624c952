"""Opening registration for a year, and its titles, days and conditions."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.catalogue.queries.items import item
from thidua.formats.errors import CodedError
from thidua.kernel.desk.answering import Request, done, errors_of, refused, signed_in, status_of
from thidua.kernel.door import fetch, verdict
from thidua.launch.models import Cycle
from thidua.pledge.actions.registrations.open_scheme import (
    TitleSaid,
    change_scheme,
    demand_registration,
    move_scheme,
    offer_title,
    open_scheme,
)
from thidua.pledge.desk.registrations.answering import crumbs, refusing
from thidua.pledge.desk.registrations.deciding import DECIDES
from thidua.pledge.desk.registrations.forms import SchemeForm, TitleForm
from thidua.pledge.models import Scheme
from thidua.pledge.queries.registrations.choosing import titles_in_plans
from thidua.pledge.queries.registrations.titles import real_titles, series_of
from thidua.pledge.rules import scheme_for

_page = require_http_methods(["GET", "HEAD", "POST"])
BESIDE = "them-%s"  # two forms stand on the page: their boxes bear names of their own
_USUAL = ("advanced_worker", "base_emulation_soldier", "advanced_collective")


@_page
@signed_in
def begin(request: Request, cycle_id: int) -> HttpResponse:
    """The titles that the plan names are ticked; the catalogue offers the rest."""
    cycle = fetch(Cycle, cycle_id, actor=request.actor, related=("movement__seat",))
    form = SchemeForm(request.POST or None, initial=_days(cycle))
    offered, ticked = _offered(cycle)
    if request.method == "POST":
        ticked = set(request.POST.getlist("danh-hieu"))
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            said = {name: value for name, value in form.cleaned_data.items() if name != "version"}
            titles = [told for key, _name, told in offered if key in ticked]
            made = open_scheme(actor=request.actor, cycle_id=cycle.pk, titles=titles, **said)
            seat = cycle.movement.seat_id
            return done(
                request, _("Đã mở đăng ký; các đơn vị bên dưới thấy ngay."), "pledge:coverage", made.pk, seat
            )
    context = {
        "title": _("Mở đăng ký thi đua"),
        "kicker": str(cycle),
        "crumbs": [{"label": _("Đăng ký thi đua"), "url": reverse("pledge:registrations")}],
        "form": form,
        "errors": errors_of(form) if form.is_bound else [],
        "offered": [(key, name, key in ticked) for key, name, _told in offered],
    }
    return render(request, "pledge/registrations/begin.html", context, status=status_of(form))


def _days(cycle: Cycle) -> dict[str, Any]:
    return {"calendar": "year", "base": "staff", "starts_on": cycle.starts_on, "ends_on": cycle.ends_on}


def _offered(cycle: Cycle) -> tuple[list[tuple[str, str, TitleSaid]], set[str]]:
    """(key, name, title) to tick, and the keys that the plan names; the usual ones where it names none."""
    known = {series_of(one): one for one in real_titles(cycle.starts_on, cycle.ends_on)}
    own: list[tuple[str, str, TitleSaid]] = []
    ticked: set[str] = set()
    for one in titles_in_plans(cycle):
        series = series_of(item("titles", one.code)) if one.code else ""
        key = series or f"+{one.name}"
        ticked.add(key)
        if series not in known:
            recipient = one.recipient or "individual"
            own.append((key, one.name, TitleSaid(name=one.name, series=series, recipient=recipient)))
    listed = [(series, one.name, TitleSaid(series=series)) for series, one in known.items()]
    return [*own, *listed], ticked or {one for one in _USUAL if one in known}


@_page
@signed_in
def settings(request: Request, scheme_id: int) -> HttpResponse:
    """Titles, days and conditions; what stands is read by everybody below."""
    scheme = scheme_for(request.actor, scheme_id)
    start = {name: getattr(scheme, name) for name in SchemeForm.base_fields}
    form = SchemeForm(request.POST or None, initial=start)
    del form.fields["calendar"]
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            change_scheme(actor=request.actor, scheme_id=scheme.pk, **form.cleaned_data)
            return done(request, _("Đã lưu."), "pledge:scheme", scheme.pk)
    return _settings_page(request, scheme, form, TitleForm(auto_id=BESIDE))


def _settings_page(request: Request, scheme: Scheme, form: SchemeForm, title_form: TitleForm) -> HttpResponse:
    seat = scheme.cycle.movement.seat
    titles = list(scheme.titles.all())
    context = {
        "title": _("Thể lệ đăng ký"),
        "kicker": f"{scheme.cycle.movement}, {scheme.year_said}",
        "crumbs": crumbs(scheme, seat, _("Thể lệ")),
        "scheme": scheme,
        "form": form,
        "errors": errors_of(form) if form.is_bound else [],
        "title_form": title_form,
        "titles": [(one, DECIDES.get(one.decides, "")) for one in titles],
        "may": {
            verb: bool(verdict(scheme, actor=request.actor, verb=verb))
            for verb in ("change", "close", "reopen")
        },
    }
    return render(request, "pledge/registrations/scheme.html", context, status=status_of(form, title_form))


@require_POST
@signed_in
def add_title(request: Request, scheme_id: int) -> HttpResponse:
    """Adds a title; a usual name finds it in the catalogue."""
    scheme = scheme_for(request.actor, scheme_id)
    form = TitleForm(request.POST, auto_id=BESIDE)
    if form.is_valid():
        with refusing(form):
            said = TitleSaid(name=form.cleaned_data["name"], recipient=form.cleaned_data["recipient"])
            made = offer_title(actor=request.actor, scheme_id=scheme.pk, said=said)
            words = _("Đã thêm danh hiệu «%(title)s».") % {"title": made.name}
            if not made.is_statutory:
                words += " " + _("Không phải danh hiệu của Luật Thi đua, khen thưởng; giữ nguyên và ghi chú.")
            return done(request, words, "pledge:scheme", scheme.pk)
    start = {name: getattr(scheme, name) for name in SchemeForm.base_fields}
    own = SchemeForm(initial=start)
    del own.fields["calendar"]
    return _settings_page(request, scheme, own, form)


@require_POST
@signed_in
def demand(request: Request, scheme_id: int, title_id: int) -> HttpResponse:
    """Whether this title is considered without registration."""
    said = {"co": True, "khong": False}.get(request.POST.get("bat-buoc", ""))
    try:
        demand_registration(actor=request.actor, scheme_id=scheme_id, title_id=title_id, required=said)
    except CodedError as refusal:
        return refused(request, refusal, "pledge:scheme", scheme_id)
    return done(request, _("Đã lưu."), "pledge:scheme", scheme_id)


@require_POST
@signed_in
def move(request: Request, scheme_id: int, move: str) -> HttpResponse:
    """Closes registration, or opens it again."""
    verb = {"khoa": "close", "mo-lai": "reopen"}.get(move, "")
    try:
        made = move_scheme(actor=request.actor, scheme_id=scheme_id, move=verb)
    except CodedError as refusal:
        return refused(request, refusal, "pledge:scheme", scheme_id)
    return done(request, str(made.get_state_display()).capitalize() + ".", "pledge:scheme", scheme_id)
