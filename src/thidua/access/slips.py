"""What stands on a printed slip. Made in the moment of printing: a PIN is never stored readable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from thidua.access.logins import spaced
from thidua.access.models import Account
from thidua.access.pins import first_pin
from thidua.access.queries.contacts import Contact, contacts_of

LASTS = dt.timedelta(days=30)


@dataclass(frozen=True)
class Slip:
    """For one person: shown once, then known only to who holds the paper."""

    account_id: int
    name: str
    unit: str
    unit_code: str
    login: str
    pin: str
    until: dt.datetime
    contact: Contact | None


def pin_for(account: Account) -> str:
    person = account.person
    return first_pin(
        login=account.login,
        phone=person.phone if person else "",
        born_on=person.born_on if person else None,
    )


def slips_of(made: Iterable[tuple[Account, str]]) -> list[Slip]:
    """Slips of accounts (``unit`` loaded) with their new PINs; one query for all contacts."""
    pairs = list(made)
    contacts = contacts_of(account for account, _pin in pairs)
    return [_slip(account, pin, contacts.get(account.pk)) for account, pin in pairs]


def _slip(account: Account, pin: str, contact: Contact | None) -> Slip:
    assert account.slip_until is not None
    return Slip(
        account_id=account.pk,
        name=account.name,
        unit=str(account.unit),
        unit_code=account.unit.code,
        login=spaced(account.login),
        pin=pin,
        until=account.slip_until,
        contact=contact,
    )
