"""What a browser remembers about itself: a signed cookie that names it and who has signed in there.

It opens nothing by itself. It keeps a stranger's wrong tries apart from those of the owner, tells the owner
whom to call, and lets a shared phone offer its names again.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from thidua.access.models import UnitDoor
from thidua.access.signing_in import Caller, digest_of

COOKIE = "thiet-bi"
LASTS = 180 * 24 * 3600  # seconds
MOST_ACCOUNTS = 12
_SALT = "thidua.access.device"


@dataclass(frozen=True)
class Device:
    """``accounts``: who signed in here, latest first. ``unit``/``door``: the unit whose shared PIN was given
    here, and a mark of that PIN, so that a new PIN closes the door again."""

    key: str = ""
    accounts: tuple[int, ...] = ()
    shared: bool = False
    unit: int = 0
    door: str = ""

    def with_account(self, pk: int, *, shared: bool) -> Device:
        others = tuple(one for one in self.accounts if one != pk)
        return replace(
            self,
            key=self.key or secrets.token_urlsafe(12),
            accounts=(pk, *others)[:MOST_ACCOUNTS],
            shared=shared,
        )

    def with_door(self, door: UnitDoor) -> Device:
        return replace(
            self,
            key=self.key or secrets.token_urlsafe(12),
            unit=door.unit_id,
            door=mark_of(door),
        )


def mark_of(door: UnitDoor) -> str:
    return digest_of(door.secret)[:12]


def read(request: HttpRequest) -> Device:
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=LASTS)
        return Device(told["d"], tuple(told["a"]), told["s"], told["u"], told["o"])
    except (signing.BadSignature, KeyError, TypeError):
        return Device()


def write(response: HttpResponse, device: Device) -> None:
    told = {"d": device.key, "a": device.accounts, "s": device.shared, "u": device.unit, "o": device.door}
    response.set_cookie(
        COOKIE,
        signing.dumps(told, salt=_SALT, compress=True),
        max_age=LASTS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def caller_of(request: HttpRequest) -> Caller:
    device = read(request)
    return Caller(address_of(request), device.key, frozenset(device.accounts))


def address_of(request: HttpRequest) -> str:
    """The caller's network address; behind our own TLS proxy, the one that the proxy has added last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_TLS else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
