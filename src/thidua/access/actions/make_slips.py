from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from thidua.access.actions.reset import give_pin
from thidua.access.errors import SlipsAlreadyUsed, TooManySlips
from thidua.access.models import Account
from thidua.access.queries.accounts import holdings_of
from thidua.access.rules import below_height
from thidua.access.slips import Slip, slips_of
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, listing
from thidua.kernel.events import emit

MOST = 60  # ten A4 pages; each PIN is hashed slowly on purpose


@transaction.atomic
def make_slips(*, actor: Actor, account_ids: Sequence[int]) -> list[Slip]:
    """First PINs for those who have not set one of their own yet, for printing now.

    Printing again makes new PINs, and slips printed before no longer work. Accounts already in use, or out
    of the actor's reach or height, are left alone. Raises TooManySlips, SlipsAlreadyUsed.
    """
    if len(account_ids) > MOST:
        raise TooManySlips(most=MOST, count=len(account_ids))
    accounts = _not_yet_used(actor, account_ids)
    if not accounts:
        raise SlipsAlreadyUsed()
    made = [(account, give_pin(account)) for account in accounts]
    for account in accounts:
        record(actor, "account.slip_made", account, path=account.unit.path)
        emit("account.slip_made", account_id=account.pk)
    return slips_of(made)


def _not_yet_used(actor: Actor, ids: Sequence[int]) -> list[Account]:
    found = (
        listing(Account, actor=actor, verb="reset")
        .filter(pk__in=ids, must_change=True, last_login=None)
        .select_related("unit", "person")
        .select_for_update(of=("self",))
        .order_by("unit__sort_key", "sort_key", "pk")
    )
    accounts = list(found)
    held = holdings_of(accounts)
    return [one for one in accounts if below_height(actor, one, held[one.pk])]
