from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from thidua.access.errors import DatesReversed, RoleHeldAlready, RoleNeedsPlace
from thidua.access.models import Account, Holding
from thidua.access.roles import ROLES
from thidua.access.rules import check_role
from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.events import emit


@transaction.atomic
def give_role(
    *,
    actor: Actor,
    account_id: int,
    role: str,
    unit_id: int,
    from_on: dt.date | None = None,
    until_on: dt.date | None = None,
    reason: str = "",
) -> Holding:
    """Gives a role at a unit from a day (today when not said) until a day (open when not said).

    Raises Absent, NotYours, RoleAboveYou, RoleNeedsPlace, RoleHeldAlready, DatesReversed.
    """
    account = fetch(Account, account_id, actor=actor, verb="give_role", lock=True, related=("unit",))
    unit = Body.objects.filter(pk=unit_id).first()
    if unit is None or role not in ROLES:
        raise Absent()
    return hold(
        actor=actor,
        account=account,
        role=role,
        unit=unit,
        from_on=from_on,
        until_on=until_on,
        reason=reason,
    )


def hold(
    *,
    actor: Actor,
    account: Account,
    role: str,
    unit: Body,
    from_on: dt.date | None = None,
    until_on: dt.date | None = None,
    reason: str = "",
) -> Holding:
    """The part shared with opening and handing over; the caller holds the account's row."""
    if not unit.path:
        raise RoleNeedsPlace(unit=str(unit))
    check_role(actor, role, str(unit), unit.path)
    start = from_on or clock.today()
    check_dates(start, until_on)
    refuse_second(account, role, unit, start, until_on)
    holding = Holding.objects.create(
        account=account, role=role, unit=unit, from_on=start, until_on=until_on, reason=reason[:300]
    )
    told = {"role": role, "unit": unit.pk, "from": start.isoformat()}
    record(actor, "account.role_given", account, path=unit.path, reason=reason, data=told)
    emit("account.role_given", account_id=account.pk, holding_id=holding.pk)
    return holding


def check_dates(from_on: dt.date, until_on: dt.date | None) -> None:
    if until_on is not None and until_on < from_on:
        raise DatesReversed(from_on=f"{from_on:%d/%m/%Y}", until_on=f"{until_on:%d/%m/%Y}")


def refuse_second(
    account: Account,
    role: str,
    unit: Body,
    from_on: dt.date,
    until_on: dt.date | None,
    *,
    delegated_by: Account | None = None,
) -> None:
    """The same role from the same source twice at once would end only half when one is ended."""
    overlap = Q(until_on=None) | Q(until_on__gte=from_on)
    if until_on is not None:
        overlap &= Q(from_on__lte=until_on)
    twin = Holding.objects.filter(overlap, account=account, role=role, unit=unit, delegated_by=delegated_by)
    if twin.exists():
        raise RoleHeldAlready(name=account.name)
