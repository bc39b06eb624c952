from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.access.models import Account, Holding
from thidua.access.queries.actors import coming_or_current
from thidua.access.rules import check_role
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def end_role(*, actor: Actor, holding_id: int, last_day: dt.date | None = None, reason: str = "") -> None:
    """Ends a role after ``last_day``; without a day at once. What others carry for it ends with it.

    Raises Absent, NotYours, RoleAboveYou.
    """
    holding = fetch(Holding, holding_id, actor=actor, verb="end", lock=True, related=("unit", "account"))
    check_role(actor, holding.role, str(holding.unit), holding.unit.path)
    end(actor=actor, holding=holding, last_day=last_day or clock.today() - ONE_DAY, reason=reason)


def end(*, actor: Actor, holding: Holding, last_day: dt.date, reason: str = "") -> None:
    """The caller holds the row. A role that has not begun by then disappears; the audit still tells."""
    if holding.delegated_by_id is None:
        end_delegations(holding.account, last_day=last_day, role=holding.role, unit_id=holding.unit_id)
    told = {"role": holding.role, "unit": holding.unit_id, "until": last_day.isoformat()}
    record(actor, "account.role_ended", holding.account, path=holding.unit.path, reason=reason, data=told)
    emit("account.role_ended", account_id=holding.account_id, holding_id=holding.pk)
    if last_day < holding.from_on:
        holding.delete()
    elif holding.until_on is None or holding.until_on > last_day:
        holding.until_on = last_day
        holding.save(update_fields=["until_on"])


def end_delegations(
    owner: Account, *, last_day: dt.date, role: str | None = None, unit_id: int | None = None
) -> None:
    """Nobody stands in for a role that its owner no longer holds."""
    carried = Holding.objects.filter(coming_or_current(last_day), delegated_by=owner)
    if role is not None:
        carried = carried.filter(role=role, unit_id=unit_id)
    carried.filter(from_on__gt=last_day).delete()
    carried.filter(from_on__lte=last_day).update(until_on=last_day)
