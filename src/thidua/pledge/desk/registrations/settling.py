"""What becomes of a list and of its lines: confirmed, taken back, returned; accepted, declined, realised."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.formats.errors import CodedError
from thidua.kernel.desk.answering import Request, done, errors_of, refused, signed_in, status_of
from thidua.kernel.door import fetch, verdict
from thidua.kernel.errors import Absent
from thidua.pledge.actions.registrations import settle
from thidua.pledge.actions.registrations.keep_lists import (
    confirm_list,
    open_list,
    return_list,
    take_list_back,
)
from thidua.pledge.desk.registrations.answering import crumbs, held, place, refusing
from thidua.pledge.desk.registrations.forms import (
    ChangeLineForm,
    ConfirmForm,
    RealiseForm,
    ReasonForm,
    scan_of,
)
from thidua.pledge.models import Registration
from thidua.pledge.queries.registrations.coverage import coverage_of
from thidua.pledge.queries.registrations.lists import list_of, not_confirmed_below

_page = require_http_methods(["GET", "HEAD", "POST"])
BESIDE = "xong-%s"  # two forms stand on the page: their boxes bear names of their own
_SHOWN = 12  # units named on the page; the coverage page has all


@_page
@signed_in
def confirm(request: Request, scheme_id: int, unit_id: int) -> HttpResponse:
    """What will be confirmed, in figures, and the word for it."""
    scheme, unit = place(request, scheme_id, unit_id)
    listed = list_of(scheme, unit)
    start = {"way": listed.way if listed else "", "version": listed.version if listed else None}
    form = ConfirmForm(request.POST or None, request.FILES or None, initial=start)
    missing = not_confirmed_below(scheme, unit)
    above = unit.level not in ("grassroots", "part")
    ends_here = above and scheme.cycle.movement.seat_id == unit.pk  # nobody above waits for it
    if not above and not missing:
        del form.fields["reason"]
    if above:
        for name in ("empty", "way"):
            del form.fields[name]
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            said = {name: value for name, value in form.cleaned_data.items() if name != "scan"}
            begun = listed or open_list(actor=request.actor, scheme_id=scheme.pk, unit_id=unit.pk)
            confirm_list(actor=request.actor, list_id=begun.pk, scan=scan_of(form), **said)
            words = _said_done(ends_here, above)
            return done(
                request, words, "pledge:coverage" if above else "pledge:unit_list", scheme.pk, unit.pk
            )
    title = _("Tổng hợp và gửi cấp trên") if above else _("Xác nhận danh sách")
    if ends_here:
        title = _("Tổng hợp đăng ký")
    context = {
        "title": title,
        "kicker": str(unit),
        "crumbs": crumbs(scheme, unit, title),
        "scheme": scheme,
        "unit": unit,
        "figures": coverage_of(scheme, unit),
        "missing": missing[:_SHOWN],
        "more": max(0, len(missing) - _SHOWN),
        "proposed": listed.lines.filter(state="proposed").count() if listed else 0,
        "form": form,
        "errors": errors_of(form) if form.is_bound else [],
        "button": title,
        "back": reverse("pledge:unit_list", args=[scheme.pk, unit.pk]),
    }
    return render(request, "pledge/registrations/confirm.html", context, status=status_of(form))


def _said_done(ends_here: bool, above: bool) -> str:
    if ends_here:
        return _("Đã tổng hợp đăng ký của các đơn vị.")
    return _("Đã tổng hợp và gửi cấp trên.") if above else _("Đã xác nhận danh sách.")


@require_POST
@signed_in
def take_back(request: Request, scheme_id: int, unit_id: int) -> HttpResponse:
    scheme, unit = place(request, scheme_id, unit_id)
    take_list_back(actor=request.actor, list_id=held(scheme, unit).pk)
    return done(request, _("Đã lấy lại danh sách để sửa."), "pledge:unit_list", scheme.pk, unit.pk)


@_page
@signed_in
def give_back(request: Request, scheme_id: int, unit_id: int) -> HttpResponse:
    """The union above returns a list, with a reason."""
    scheme, unit = place(request, scheme_id, unit_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            return_list(
                actor=request.actor, list_id=held(scheme, unit).pk, reason=form.cleaned_data["reason"]
            )
            return done(request, _("Đã trả lại danh sách."), "pledge:coverage", scheme.pk, unit.pk)
    context = {
        "title": _("Trả lại danh sách"),
        "kicker": str(unit),
        "crumbs": crumbs(scheme, unit, _("Trả lại")),
        "form": form,
        "errors": errors_of(form) if form.is_bound else [],
        "button": _("Trả lại danh sách"),
        "back": reverse("pledge:unit_list", args=[scheme.pk, unit.pk]),
    }
    return render(request, "pledge/registrations/form.html", context, status=status_of(form))


@_page
@signed_in
def line(request: Request, registration_id: int) -> HttpResponse:
    """One registration: its words, what became of it, and what may be done with it now."""
    related = (
        "scheme__cycle__movement__seat",
        "unit",
        "title",
        "person",
        "spouse",
        "same_as__scheme__cycle__movement",
        "event",
    )
    one = fetch(Registration, registration_id, actor=request.actor, related=related)
    start = {"content": one.content, "due_on": one.due_on, "note": one.note, "version": one.version}
    form = ChangeLineForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            settle.change_line(actor=request.actor, registration_id=one.pk, **form.cleaned_data)
            return done(request, _("Đã lưu."), "pledge:registration", one.pk)
    done_form = RealiseForm(kind=one.kind, initial={"version": one.version}, auto_id=BESIDE)
    return _line_page(request, one, form, done_form)


def _line_page(
    request: Request, one: Registration, form: ChangeLineForm, done_form: RealiseForm
) -> HttpResponse:
    outcome = getattr(one, "outcome", None)
    context = {
        "title": one.who,
        "kicker": one.title.name if one.title else str(one.get_kind_display()),
        "crumbs": crumbs(one.scheme, one.unit, one.who),
        "line": one,
        "form": form,
        "errors": errors_of(form) if form.is_bound else [],
        "done_form": done_form,
        "outcome": outcome,
        "undertaken": one.kind in (Registration.Kind.WORK, Registration.Kind.TOPIC),
        "may": {
            verb: bool(verdict(one, actor=request.actor, verb=verb))
            for verb in ("change", "accept", "decline", "withdraw", "realise")
        },
    }
    return render(request, "pledge/registrations/line.html", context, status=status_of(form, done_form))


@require_POST
@signed_in
def move(request: Request, registration_id: int, move: str) -> HttpResponse:
    """Accept, decline or withdraw; the last two with a reason."""
    reason = request.POST.get("reason", "")
    try:
        match move:
            case "nhan":
                one = settle.accept(actor=request.actor, registration_id=registration_id)
            case "khong-nhan":
                one = settle.decline(actor=request.actor, registration_id=registration_id, reason=reason)
            case "rut":
                one = settle.withdraw(actor=request.actor, registration_id=registration_id, reason=reason)
            case _:
                raise Absent()
    except CodedError as refusal:
        return refused(request, refusal, "pledge:registration", registration_id)
    words = _("%(who)s: %(state)s.") % {"who": one.who, "state": one.get_state_display()}
    return done(request, words, "pledge:unit_list", one.scheme_id, one.unit_id)


@require_POST
@signed_in
def realise(request: Request, registration_id: int) -> HttpResponse:
    """A work or topic is finished."""
    one = fetch(
        Registration,
        registration_id,
        actor=request.actor,
        related=("scheme__cycle__movement__seat", "unit", "title"),
    )
    form = RealiseForm(request.POST, kind=one.kind, auto_id=BESIDE)
    if form.is_valid():
        with refusing(form):
            settle.realise(actor=request.actor, registration_id=one.pk, **form.cleaned_data)
            return done(request, _("Đã ghi hoàn thành."), "pledge:registration", one.pk)
    start = {"content": one.content, "due_on": one.due_on, "note": one.note, "version": one.version}
    return _line_page(request, one, ChangeLineForm(initial=start), form)
