"""Who acts: the grants of an account today, seen from one of its desks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from thidua.access.models import Account, Holding
from thidua.access.roles import ROLES
from thidua.access.states import OPEN
from thidua.kernel import clock
from thidua.kernel.door import NOBODY, Actor, Grant


@dataclass(frozen=True)
class Desk:
    """A place to work from: one's own roles at a unit, or those of the person one stands in for."""

    unit_id: int
    unit_name: str
    path: str
    roles: tuple[str, ...]
    for_id: int = 0  # account of the person whose desk it is; 0 is one's own
    for_name: str = ""

    @property
    def key(self) -> str:
        return f"{self.unit_id}-{self.for_id}"


def on_day(day: dt.date) -> Q:
    """Holdings in force on a day, both ends included."""
    return Q(from_on__lte=day) & (Q(until_on=None) | Q(until_on__gte=day))


def coming_or_current(day: dt.date) -> Q:
    return Q(until_on=None) | Q(until_on__gte=day)


def standing(account: Account, day: dt.date) -> QuerySet[Holding]:
    """What an account holds on a day, with unit and the desk's owner, one query.

    A role at a body outside the tree gives nothing (an empty path would cover every path), nor does one at
    a unit that has ended, nor the desk of someone whose account is closed.
    """
    return (
        Holding.objects.filter(on_day(day), account=account)
        .exclude(unit__path="")
        .filter(Q(unit__ended_on=None) | Q(unit__ended_on__gte=day))
        .filter(Q(delegated_by=None) | Q(delegated_by__state=OPEN))
        .select_related("unit", "delegated_by")
        .order_by("unit__path", "role", "pk")
    )


def desks_of(holdings: Iterable[Holding]) -> tuple[Desk, ...]:
    """One's own desks first, then those one stands in for."""
    grouped: dict[tuple[int, int], list[Holding]] = {}
    for one in holdings:
        grouped.setdefault((one.delegated_by_id or 0, one.unit_id), []).append(one)
    return tuple(
        Desk(
            unit_id=unit_id,
            unit_name=str(held[0].unit),
            path=held[0].unit.path,
            roles=tuple(dict.fromkeys(one.role for one in held)),
            for_id=for_id,
            for_name=held[0].delegated_by.name if held[0].delegated_by else "",
        )
        for (for_id, unit_id), held in sorted(grouped.items(), key=_own_first)
    )


def _own_first(entry: tuple[tuple[int, int], list[Holding]]) -> tuple[bool, int, str]:
    (for_id, _unit), held = entry
    return for_id != 0, for_id, held[0].unit.path


def actor_of(account: Account, *, desk: str = "") -> tuple[Actor, tuple[Desk, ...]]:
    """The actor at the named desk (``Desk.key``), and all desks of the account. One query.

    An unknown or lost desk falls back to the account's own unit, then to the first desk. At one's own desk
    all own roles count; at another's desk only that person's, so that the audit says whose work it was.
    """
    if account.state != OPEN:
        return NOBODY, ()
    holdings = list(standing(account, clock.today()))
    desks = desks_of(holdings)
    here = chosen(desks, desk, account.unit_id)
    if here is None:
        return Actor(account.pk, account.name, account.unit_id, account.unit.path), ()
    grants = tuple(_grant(one) for one in holdings if (one.delegated_by_id or 0) == here.for_id)
    return Actor(account.pk, account.name, here.unit_id, here.path, grants, here.for_name), desks


def chosen(desks: Sequence[Desk], key: str, home: int) -> Desk | None:
    wanted = [desk for desk in desks if desk.key == key]
    at_home = [desk for desk in desks if desk.unit_id == home and not desk.for_id]
    return next(iter([*wanted, *at_home, *desks]), None)


def _grant(holding: Holding) -> Grant:
    role = ROLES[holding.role]
    return Grant(role.code, holding.unit_id, holding.unit.path, role.reach, role.capabilities)
