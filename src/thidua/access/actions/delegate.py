from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.access.actions.end_role import ONE_DAY, end
from thidua.access.actions.give_role import check_dates, refuse_second
from thidua.access.errors import DelegationNotPossible, DelegationTooLong, ReasonMissing
from thidua.access.models import Account, Holding
from thidua.access.queries import mine
from thidua.access.queries.accounts import colleagues
from thidua.access.queries.actors import on_day
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, Relation
from thidua.kernel.events import emit

LONGEST = 366  # days; whoever is away for longer is replaced by a hand-over


@transaction.atomic
def delegate(
    *,
    actor: Actor,
    account_id: int,
    holding_id: int,
    from_on: dt.date,
    until_on: dt.date,
    reason: str,
) -> Holding:
    """Lets a colleague carry one of my own roles for a time; everything they do then names me in the audit.

    The roles that somebody carries for another cannot be handed on. Raises DelegationNotPossible,
    DelegationTooLong, DatesReversed, ReasonMissing, RoleHeldAlready.
    """
    me = mine.account(actor, lock=True)
    holding = _own_role(actor, me, holding_id)
    colleague = colleagues(me).select_for_update(of=("self",)).filter(pk=account_id).first()
    if colleague is None:
        raise DelegationNotPossible()
    _check(from_on, until_on, reason)
    last = min(until_on, holding.until_on) if holding.until_on else until_on
    check_dates(from_on, last)
    refuse_second(colleague, holding.role, holding.unit, from_on, last, delegated_by=me)
    given = Holding.objects.create(
        account=colleague,
        role=holding.role,
        unit=holding.unit,
        from_on=from_on,
        until_on=last,
        delegated_by=me,
        reason=reason.strip()[:300],
    )
    _tell(actor, given)
    return given


@transaction.atomic
def end_delegation(*, actor: Actor, holding_id: int) -> None:
    """The owner takes the desk back at once. Raises Absent."""
    given = mine.delegation(actor, holding_id)
    end(actor=actor, holding=given, last_day=clock.today() - ONE_DAY)


def _own_role(actor: Actor, me: Account, holding_id: int) -> Holding:
    found = Holding.objects.filter(on_day(clock.today()), pk=holding_id, account=me, delegated_by=None)
    holding = found.select_related("unit").first()
    if holding is None or actor.acts_for:
        raise DelegationNotPossible()
    if not actor.may("access.delegate", holding.unit.path, Relation.WITHIN):
        raise DelegationNotPossible()
    return holding


def _check(from_on: dt.date, until_on: dt.date, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing()
    check_dates(from_on, until_on)
    if until_on < clock.today() or (until_on - from_on).days >= LONGEST:
        raise DelegationTooLong(until_on=f"{until_on:%d/%m/%Y}", days=LONGEST)


def _tell(actor: Actor, given: Holding) -> None:
    told = {
        "role": given.role,
        "unit": given.unit_id,
        "to": given.account_id,
        "from": given.from_on.isoformat(),
        "until": given.until_on.isoformat() if given.until_on else None,
    }
    record(actor, "account.delegated", given.account, path=given.unit.path, reason=given.reason, data=told)
    emit("account.delegated", account_id=given.account_id, holding_id=given.pk)
