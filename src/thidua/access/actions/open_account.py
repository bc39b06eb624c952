from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from thidua.access.actions.give_role import hold
from thidua.access.errors import LoginMissing, LoginTaken, NameMissing
from thidua.access.logins import normalise, usable
from thidua.access.models import Account
from thidua.access.rules import may_open
from thidua.federation.models import Body, Person
from thidua.formats import text
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent, NotYours
from thidua.kernel.events import emit


@transaction.atomic
def open_account(
    *,
    actor: Actor,
    unit_id: int,
    name: str,
    login: str,
    person_id: int | None = None,
    role: str | None = None,
    from_on: dt.date | None = None,
) -> Account:
    """Opens an account at a unit, with a first role when named. It has no PIN yet: see ``make_slips``.

    Raises Absent, NotYours, NameMissing, LoginMissing, LoginTaken, RoleAboveYou.
    """
    unit = _unit(actor, unit_id)
    account = Account(name=checked_name(name), login=checked_login(login), unit=unit, language="vi")
    account.person = _person(person_id, unit)
    account.set_unusable_password()
    account.must_change = True
    _save_new(account)
    record(actor, "account.opened", account, path=unit.path, data={"login": account.login})
    emit("account.opened", account_id=account.pk)
    if role:
        hold(actor=actor, account=account, role=role, unit=unit, from_on=from_on)
    return account


def checked_name(name: str) -> str:
    """The name as it is kept. Raises NameMissing."""
    clean = text.clean(name)
    if not clean:
        raise NameMissing()
    return clean[:120]


def checked_login(login: str) -> str:
    """The login as it is kept: digits of a phone number, or a short name. Raises LoginMissing."""
    name = normalise(login)
    if not usable(name):
        raise LoginMissing(given=login.strip())
    return name


def _unit(actor: Actor, unit_id: int) -> Body:
    unit = fetch(Body, unit_id, actor=actor)
    if not may_open(actor, unit.path):
        raise NotYours()
    return unit


def _person(person_id: int | None, unit: Body) -> Person | None:
    """Only a person of this unit: an account must not borrow somebody else's record."""
    if person_id is None:
        return None
    person = Person.objects.filter(pk=person_id, home=unit).first()
    if person is None:
        raise Absent()
    return person


def _save_new(account: Account) -> None:
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as problem:
        raise LoginTaken(login=account.login) from problem
