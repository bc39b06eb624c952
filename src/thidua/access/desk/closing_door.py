"""Closing a unit's door: its code and shared PIN no longer open the list of names."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.access.actions.set_unit_secret import close_unit_door
from thidua.access.desk.answering import private
from thidua.access.models import Account, UnitDoor
from thidua.access.requests import Request
from thidua.access.rules import unit_to_manage
from thidua.access.states import OPEN
from thidua.kernel.desk.answering import done


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, unit_id: int) -> HttpResponse:
    """What will change, and for whom; one press closes. A second press finds it closed and says so."""
    unit = unit_to_manage(request.actor, unit_id)
    door = UnitDoor.objects.filter(unit=unit).first()
    if door is None:
        return done(
            request, _("%(unit)s không có mã chung nào đang dùng.") % {"unit": unit}, "access:accounts"
        )
    if request.method == "POST":
        close_unit_door(actor=request.actor, unit_id=unit_id)
        return done(request, _("Đã đóng mã chung của %(unit)s.") % {"unit": unit}, "access:accounts")
    context = {
        "title": _("Đóng mã chung của đơn vị"),
        "lead": str(unit),
        "unit": unit,
        "door": door,
        "people": Account.objects.filter(unit=unit, state=OPEN).count(),
    }
    return private(request, "access/close_door.html", context)
