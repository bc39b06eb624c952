"""Signing in by unit: the unit's code and shared PIN open the list of names; then one's own PIN."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.access import devices
from thidua.access.desk.answering import let_in, next_page, private
from thidua.access.desk.forms import PersonForm, UnitDoorForm
from thidua.access.middleware import open_to_all
from thidua.access.models import Account, UnitDoor
from thidua.access.requests import Request
from thidua.access.signing_in import verify, verify_unit
from thidua.access.states import OPEN
from thidua.kernel.desk.answering import refusing, status_of

_DOOR = "door"


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request) -> HttpResponse:
    form = UnitDoorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            unit = verify_unit(
                form.cleaned_data["code"],
                form.cleaned_data["unit_secret"],
                caller=devices.caller_of(request),
            )
            return _opened(request, UnitDoor.objects.get(unit=unit), shared=form.cleaned_data["shared"])
    context = {"title": _("Đăng nhập bằng mã đơn vị"), "form": form, "next": next_page(request)}
    return private(request, "access/unit_door.html", context, status_of(form))


def _opened(request: Request, door: UnitDoor, *, shared: bool) -> HttpResponse:
    """A shared phone remembers the unit; another browser only until it is closed or signed in."""
    request.session[_DOOR] = [door.unit_id, devices.mark_of(door), shared]
    where = urlencode({"next": next_page(request)})
    response = redirect(f"{reverse('access:choose_person')}?{where}")
    if shared:
        devices.write(response, devices.read(request).with_door(door))
    return response


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def choose_person(request: Request) -> HttpResponse:
    people = known_people(request)
    if not people:
        return redirect(f"{reverse('access:sign_in')}?{urlencode({'khac': 1, 'next': next_page(request)})}")
    form = PersonForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        account = next(one for one in people if one.pk == form.cleaned_data["account"])
        with refusing(form):
            caller = devices.caller_of(request)
            verified = verify(account.login, form.cleaned_data["secret"], caller=caller)
            return let_in(request, verified, shared=_is_shared(request))
    context = {
        "title": _("Bạn là ai?"),
        "form": form,
        "next": next_page(request),
        "idled_out": request.left_by is not None or "het-gio" in request.GET,
    }
    return private(request, "access/choose_person.html", context, status_of(form))


def known_people(request: Request) -> list[Account]:
    """Who has signed in on this shared phone, and the people of the unit whose door is open here."""
    device = devices.read(request)
    ids = device.accounts if device.shared else ()
    unit = _open_door(request, device)
    wanted = Q(pk__in=ids) | Q(unit_id=unit)
    return list(Account.objects.filter(wanted, state=OPEN).order_by("sort_key", "pk"))


def _open_door(request: Request, device: devices.Device) -> int:
    """The unit whose shared PIN was given here and is still the same; 0 when none."""
    unit, mark, _shared = request.session.get(_DOOR) or [device.unit, device.door, True]
    door = UnitDoor.objects.filter(unit_id=unit).first() if unit else None
    return unit if door is not None and devices.mark_of(door) == mark else 0


def _is_shared(request: Request) -> bool:
    door = request.session.get(_DOOR)
    return bool(door[2]) if door else devices.read(request).shared
