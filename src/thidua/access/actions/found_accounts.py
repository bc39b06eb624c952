from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from thidua.access.actions.open_account import checked_login, checked_name
from thidua.access.models import Account, Holding
from thidua.access.rules import check_role
from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor


@dataclass(frozen=True)
class Founded:
    """One account to be opened with its role; without a secret it waits for a slip."""

    unit: Body
    name: str
    login: str
    role: str
    secret: str = ""
    person_id: int | None = None
    from_on: dt.date | None = None


@transaction.atomic
def found_accounts(*, actor: Actor, rows: Iterable[Founded]) -> list[Account]:
    """Opens many accounts with their roles in few queries, for the loading of a story.

    Equal secrets are hashed once: thousands of demonstration accounts share one. Raises RoleAboveYou,
    LoginMissing, NameMissing; a login that exists twice is a database error, since a story knows its people.
    """
    wanted = list(rows)
    for row in wanted:
        check_role(actor, row.role, str(row.unit), row.unit.path)
    hashes = {secret: make_password(secret or None) for secret in {row.secret for row in wanted}}
    accounts = Account.objects.bulk_create([_account(row, hashes) for row in wanted], batch_size=1000)
    Holding.objects.bulk_create(
        [
            Holding(account=account, role=row.role, unit=row.unit, from_on=row.from_on or clock.today())
            for account, row in zip(accounts, wanted, strict=True)
        ],
        batch_size=1000,
    )
    if accounts:
        record(actor, "account.founded", accounts[0], data={"count": len(accounts)})
    return accounts


def _account(row: Founded, hashes: dict[str, str]) -> Account:
    account = Account(
        name=checked_name(row.name),
        login=checked_login(row.login),
        unit=row.unit,
        person_id=row.person_id,
        password=hashes[row.secret],
        must_change=not row.secret,
    )
    account.set_keys()
    return account
