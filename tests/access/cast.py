"""The people of these tests: a small branch of the tree, with a stranger province beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.test import Client

from thidua.access.models import Account, Holding
from thidua.access.queries.actors import actor_of
from thidua.access.roles import ROLES
from thidua.federation.models import Body
from thidua.kernel.door import Actor, Grant

TODAY = dt.date(2017, 7, 18)
PIN = "240519"
_numbers = count(100)


def unit(name: str, parent: Body | None = None) -> Body:
    made = Body.objects.create(code=f"M{next(_numbers)}", name=name, parent=parent)
    made.path = f"{parent.path if parent else ''}{made.pk}."
    made.seat = made.path
    made.save(update_fields=["path", "seat"])
    return made


@dataclass(frozen=True)
class Places:
    """Where an object may stand, seen from ``own``."""

    parent: Body
    own: Body
    child: Body
    below: Body
    sibling: Body
    stranger: Body

    def items(self) -> list[tuple[str, Body]]:
        names = ("own", "child", "below", "parent", "sibling", "stranger")
        return [(name, getattr(self, name)) for name in names]


def make_places() -> Places:
    country = unit("Tổng Liên đoàn")
    parent = unit("LĐLĐ tỉnh Sông Lô", country)
    own = unit("LĐLĐ huyện Nà Mường", parent)
    child = unit("Công đoàn xã Tân An", own)
    return Places(
        parent=parent,
        own=own,
        child=child,
        below=unit("CĐCS Trường tiểu học Tân An", child),
        sibling=unit("LĐLĐ huyện Khau Cả", parent),
        stranger=unit("LĐLĐ tỉnh Biển Đông", country),
    )


def account(name: str, at: Body, role: str = "", *, login: str = "", pin: str = PIN, **more: Any) -> Account:
    made = Account(name=name, unit=at, login=login or f"09{next(_numbers):08}", **more)
    made.set_password(pin)
    made.save()
    if role:
        hold(made, role, at)
    return made


def hold(holder: Account, role: str, at: Body, **more: Any) -> Holding:
    return Holding.objects.create(
        account=holder, role=role, unit=at, **{"from_on": dt.date(2017, 1, 1), **more}
    )


def actor(of: Account, desk: str = "") -> Actor:
    """As the next request would make it."""
    fresh = Account.objects.select_related("unit").get(pk=of.pk)
    return actor_of(fresh, desk=desk)[0]


def actor_at(at: Body, role: str) -> Actor:
    """Somebody who holds one role at one unit, without an account."""
    held = ROLES[role]
    grant = Grant(role, at.pk, at.path, held.reach, held.capabilities)
    return Actor(account_id=None, name=str(held.name), unit_id=at.pk, unit_path=at.path, grants=(grant,))


def browser(of: Account | None = None) -> Client:
    client = Client()
    if of is not None:
        client.force_login(of)
    return client
