"""Whom to call when one cannot get in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.access.logins import phone, spaced
from thidua.access.models import Account, Holding
from thidua.access.queries.actors import on_day
from thidua.access.roles import ROLES
from thidua.access.states import OPEN
from thidua.kernel import clock, paths

_MANAGING = tuple(role.code for role in ROLES.values() if "access.accounts" in role.capabilities)
# Whom one would rather disturb for a forgotten PIN.
_FIRST = ("officer", "head_of_department", "administrator", "chair")


@dataclass(frozen=True)
class Contact:
    """The nearest unit above that manages accounts, with a person's name and phone when known."""

    unit: str
    name: str = ""
    phone: str = ""

    def __str__(self) -> str:
        person = " ".join(part for part in (self.name, self.phone) if part)
        return f"{self.unit} ({person})" if person else self.unit


def whom_to_call(account: Account) -> Contact | None:
    """The nearest manager of accounts at or above the account's unit. One query, not the account itself."""
    return contacts_of([account]).get(account.pk)


def contacts_of(accounts: Iterable[Account]) -> dict[int, Contact]:
    """The same for many accounts (with ``unit`` loaded), in one query."""
    wanted = list(accounts)
    above = {path for account in wanted for path in paths.upwards(account.unit.path)}
    managers = (
        Holding.objects.filter(on_day(clock.today()), role__in=_MANAGING, delegated_by=None)
        .filter(unit__path__in=above, account__state=OPEN)
        .select_related("unit", "account__person")
        .order_by("unit__path", "role", "pk")
    )
    by_path: dict[str, list[Holding]] = {}
    for one in managers:
        by_path.setdefault(one.unit.path, []).append(one)
    found = ((account.pk, _nearest(account, by_path)) for account in wanted)
    return {pk: contact for pk, contact in found if contact is not None}


def _nearest(account: Account, by_path: dict[str, list[Holding]]) -> Contact | None:
    for path in reversed(paths.upwards(account.unit.path)):
        others = [one for one in by_path.get(path, []) if one.account_id != account.pk]
        if others:
            best = min(others, key=_preference)
            return Contact(str(best.unit), best.account.name, spaced(_phone(best.account) or best.unit.phone))
    return None


def _preference(holding: Holding) -> tuple[bool, int]:
    role = _FIRST.index(holding.role) if holding.role in _FIRST else len(_FIRST)
    return not _phone(holding.account), role


def _phone(account: Account) -> str:
    return phone(account.login) or (phone(account.person.phone) if account.person else "")


def told_to(contact: Contact | None) -> str:
    """For a refusal; strangers to this browser are not told who belongs where."""
    return str(contact) if contact else _("công đoàn cấp trên (số điện thoại in ở cuối phiếu tài khoản)")
