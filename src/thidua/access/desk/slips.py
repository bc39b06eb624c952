"""Secrets told once: slips with first PINs, a unit's shared PIN, a link for Zalo."""

from __future__ import annotations

from typing import Any

import segno
from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.access.actions.make_link import make_link
from thidua.access.actions.make_slips import make_slips
from thidua.access.actions.reset import reset as give_new_pin
from thidua.access.actions.set_unit_secret import set_unit_secret
from thidua.access.desk.answering import next_page, number, private
from thidua.access.queries import accounts
from thidua.access.requests import Request
from thidua.access.slips import Slip


@require_POST
def make(request: Request) -> HttpResponse:
    """The answer to the press is the printed page itself: its PINs are stored nowhere."""
    ids = [number(one) for one in request.POST.getlist("account")]
    return _printed(request, make_slips(actor=request.actor, account_ids=ids))


@require_POST
def reset(request: Request, pk: int) -> HttpResponse:
    version = number(request.POST.get("version")) or None
    slip = give_new_pin(
        actor=request.actor, account_id=pk, version=version, reason=request.POST.get("reason", "")
    )
    return _printed(request, [slip])


def _printed(request: Request, slips: list[Slip]) -> HttpResponse:
    path = reverse("access:sign_in")
    address = request.build_absolute_uri(path)
    context: dict[str, Any] = {
        "title": _("Phiếu tài khoản"),
        "slips": slips,
        "place": request.get_host(),  # shorter to type; the square code holds the whole address
        "path": path,
        "qr": qr(address),
    }
    return private(request, "access/slips.html", context)


@require_POST
def link(request: Request, pk: int) -> HttpResponse:
    account = accounts.one(pk, actor=request.actor)
    made, secret = make_link(actor=request.actor, account_id=pk, goes_to=next_page(request))
    address = request.build_absolute_uri(reverse("access:link", args=[secret]))
    context = {
        "title": _("Liên kết cho %(name)s") % {"name": account.name},
        "account": account,
        "link": made,
        "address": address,
        "qr": qr(address),
    }
    return private(request, "access/link_made.html", context)


@require_POST
def unit_secret(request: Request, unit_id: int) -> HttpResponse:
    door, pin = set_unit_secret(actor=request.actor, unit_id=unit_id)
    address = request.build_absolute_uri(reverse("access:unit_door"))
    context = {
        "title": _("Mã chung của đơn vị"),
        "unit": door.unit,
        "pin": pin,
        "address": address,
        "qr": qr(address),
    }
    return private(request, "access/unit_secret.html", context)


def qr(address: str) -> SafeString:
    """A QR code as SVG without style, ids or script, so that the strict content policy lets it through."""
    drawn = segno.make(address, error="m", micro=False)
    return mark_safe(  # segno's own drawing; the address is not printed in it
        drawn.svg_inline(scale=3, border=2, omitsize=False, svgclass="qr", lineclass=None)
    )
