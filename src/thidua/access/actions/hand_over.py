from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from thidua.access.actions.end_role import ONE_DAY, end, end_delegations
from thidua.access.actions.give_role import hold
from thidua.access.errors import HandOverEmpty, HandOverToSelf
from thidua.access.models import Account, Holding
from thidua.access.queries.actors import coming_or_current
from thidua.access.rules import check_role
from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@dataclass(frozen=True)
class _Term:
    """What is left of a role on the day of the hand-over, noted before the role is ended."""

    role: str
    unit: Body
    from_on: dt.date
    until_on: dt.date | None


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    from_id: int,
    to_id: int,
    on: dt.date | None = None,
    reason: str = "",
) -> list[Holding]:
    """Moves every open role of one account to another from a day on; nothing is open in between.

    What the first carries for others is not moved: it ends, its owners decide anew. All or nothing: one
    role that the actor may not give refuses the whole. Raises HandOverToSelf, HandOverEmpty, RoleAboveYou.
    """
    if from_id == to_id:
        raise HandOverToSelf()
    day = on or clock.today()
    giver, taker = _both(actor, from_id, to_id)
    held = list(_open_roles(giver, day))
    own = [one for one in held if one.delegated_by_id is None]
    if not own:
        raise HandOverEmpty(name=giver.name, on=f"{day:%d/%m/%Y}")
    for one in own:
        check_role(actor, one.role, str(one.unit), one.unit.path)
    terms = [_Term(one.role, one.unit, max(day, one.from_on), one.until_on) for one in own]
    for one in held:
        end(actor=actor, holding=one, last_day=day - ONE_DAY, reason=reason)
    end_delegations(giver, last_day=day - ONE_DAY)
    given = [_take_up(actor, term, taker, reason) for term in terms if not _has(taker, term)]
    told = {"to": taker.pk, "on": day.isoformat(), "roles": len(given)}
    record(actor, "account.handed_over", giver, path=giver.unit.path, reason=reason, data=told)
    emit("account.handed_over", account_id=giver.pk, to_id=taker.pk)
    return given


def _both(actor: Actor, from_id: int, to_id: int) -> tuple[Account, Account]:
    """Both rows, taken in the order of their ids: two hand-overs crossing each other do not lock up."""
    found = {
        pk: fetch(Account, pk, actor=actor, verb="view" if pk == from_id else "give_role", lock=True)
        for pk in sorted((from_id, to_id))
    }
    return found[from_id], found[to_id]


def _open_roles(account: Account, day: dt.date) -> QuerySet[Holding]:
    return (
        Holding.objects.filter(coming_or_current(day), account=account)
        .select_related("unit", "account")
        .select_for_update(of=("self",))
        .order_by("pk")
    )


def _has(taker: Account, term: _Term) -> bool:
    """The taker already holds the same role without an end."""
    return Holding.objects.filter(
        account=taker,
        role=term.role,
        unit=term.unit,
        from_on__lte=term.from_on,
        until_on=None,
        delegated_by=None,
    ).exists()


def _take_up(actor: Actor, term: _Term, taker: Account, reason: str) -> Holding:
    return hold(
        actor=actor,
        account=taker,
        role=term.role,
        unit=term.unit,
        from_on=term.from_on,
        until_on=term.until_on,
        reason=reason,
    )
