"""Checking who someone is: login and PIN, a unit's code, an API token. Wrong tries are counted and locked.

Moments of locking are real time, never the pinned day of a demonstration. The reasons for keys, limits and
equal answers are in docs/adr/0003-signing-in.md.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from thidua.access.errors import (
    AccountClosed,
    AddressLocked,
    Locked,
    SecretWrong,
    SlipExpired,
    WrongSecret,
    WrongUnitSecret,
)
from thidua.access.logins import normalise
from thidua.access.models import Account, ApiToken, Attempts, UnitDoor
from thidua.access.pins import LONGEST_PASSWORD
from thidua.access.queries.contacts import told_to, whom_to_call
from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.errors import Refusal

# After so many wrong tries in a row: how long nobody gets in from there. Beyond the last: every third try.
LOCKS = {5: dt.timedelta(minutes=5), 8: dt.timedelta(hours=1), 11: dt.timedelta(hours=24)}
ADDRESS_LIMIT = 200  # an office of hundreds shares one address; wrong tries within the hour
ADDRESS_WINDOW = dt.timedelta(hours=1)
ADDRESS_LOCK = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Caller:
    """Where a try comes from. ``device`` names a browser in which ``known`` accounts have signed in."""

    address: str = ""
    device: str = ""
    known: frozenset[int] = frozenset()

    def trusted_for(self, account: Account | None) -> bool:
        return account is not None and bool(self.device) and account.pk in self.known


NOWHERE = Caller()


class Backend(BaseBackend):
    """For Django's ``authenticate``: the account, or None. Screens call ``verify`` and show its reason."""

    def authenticate(
        self,
        request: HttpRequest | None,
        login: str | None = None,
        secret: str | None = None,
        caller: Caller = NOWHERE,
        **_others: object,
    ) -> Account | None:
        if login is None or secret is None:
            return None
        try:
            return verify(login, secret, caller=caller)
        except Refusal:
            return None

    def get_user(self, user_id: int) -> Account | None:
        account = Account.objects.select_related("unit").filter(pk=user_id).first()
        return account if account is not None and account.is_active else None


BACKEND = f"{Backend.__module__}.{Backend.__qualname__}"


def verify(login: str, secret: str, *, caller: Caller = NOWHERE) -> Account:
    """The open account of ``login`` whose PIN or password is ``secret``.

    Raises WrongSecret, Locked, AddressLocked, AccountClosed, SlipExpired. Takes as long for an unknown
    login as for a known one. Tries from a browser that this account has used are counted apart, so that a
    stranger who guesses cannot lock out its owner. Not to be called inside a transaction that a refusal
    would roll back: the count must stay.
    """
    name = normalise(login)
    account = Account.objects.select_related("unit").filter(login=name).first()
    trusted = caller.trusted_for(account)
    if not trusted:
        _refuse_locked_address(caller.address)
    contact = told_to(whom_to_call(account) if trusted and account else None)
    key = _key("account", name, caller.device if trusted else "")
    _counted(
        key,
        lambda: _check(secret, account.password if account else None),
        lambda left: WrongSecret(left=left, contact=contact),
        contact,
        caller.address,
    )
    assert account is not None
    return _usable(account, contact)


def confirm(account: Account, secret: str, *, caller: Caller = NOWHERE) -> None:
    """That whoever sits there knows the secret of the account that is signed in; see ``proving``.

    Wrong tries are counted with those of signing in: a phone left open gives no more guesses than the front door.
    Raises SecretWrong, Locked, AddressLocked. Not to be called inside a transaction.
    """
    trusted = caller.trusted_for(account)
    if not trusted:
        _refuse_locked_address(caller.address)
    contact = told_to(whom_to_call(account) if trusted else None)
    _counted(
        _key("account", account.login, caller.device if trusted else ""),
        lambda: _check(secret, account.password),
        lambda left: SecretWrong(left=left, contact=contact),
        contact,
        caller.address,
    )


def verify_unit(code: str, secret: str, *, caller: Caller = NOWHERE) -> Body:
    """The unit of ``code`` whose shared PIN is ``secret``. Raises WrongUnitSecret, Locked, AddressLocked."""
    name = code.strip().casefold()
    _refuse_locked_address(caller.address)
    door = UnitDoor.objects.select_related("unit").filter(unit__code__iexact=name).first()
    _counted(
        _key("unit", name, ""),
        lambda: _check(secret, door.secret if door else None),
        lambda left: WrongUnitSecret(left=left),
        told_to(None),
        caller.address,
    )
    assert door is not None
    return door.unit


def by_token(secret: str) -> Account | None:
    """The open account of a live API token; notes its use at most once a minute."""
    token = (
        ApiToken.objects.select_related("account__unit")
        .filter(digest=digest_of(secret), ended_at=None, account__state="open")
        .first()
    )
    if token is None:
        return None
    now = clock.now()
    if token.used_at is None or now - token.used_at > dt.timedelta(minutes=1):
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return token.account


def digest_of(secret: str) -> str:
    """For random secrets of 256 bits a plain hash is enough; PINs are hashed slowly instead."""
    return hashlib.sha256(secret.encode()).hexdigest()


def forgive(account: Account) -> None:
    """Forgets the wrong tries of strangers at this account's login: a new slip opens the door at once."""
    Attempts.objects.filter(key=_key("account", account.login, "")).delete()


def _usable(account: Account, contact: str) -> Account:
    """Told only to who has just given the right PIN."""
    if not account.is_active:
        raise AccountClosed(contact=contact)
    if account.must_change and account.slip_until and account.slip_until < clock.now():
        raise SlipExpired(until=f"{timezone.localtime(account.slip_until):%d/%m/%Y}", contact=contact)
    return account


def _check(secret: str, encoded: str | None) -> bool:
    """Hashes once whether or not there is something to compare with."""
    if len(secret) > LONGEST_PASSWORD or encoded is None:
        make_password(secret[:LONGEST_PASSWORD])
        return False
    return check_password(secret, encoded)


def _counted(
    key: str, check: Callable[[], bool], wrong: Callable[[int], Refusal], contact: str, address: str
) -> None:
    """Runs the check with the count of this key in hand, one at a time; raises after the count is kept."""
    with _taken(key) as row:
        now = timezone.now()
        if row.locked_until and row.locked_until > now:
            refusal: Refusal | None = _locked(row, contact)
        elif check():
            Attempts.objects.filter(pk=row.pk).delete()
            refusal = None
        else:
            refusal = _count_one_more(row, now, wrong, contact)
            _count_address(address, now)
    if refusal is not None:
        raise refusal


@contextmanager
def _taken(key: str) -> Iterator[Attempts]:
    """The row of a key, locked: tries sent side by side are checked one after the other."""
    Attempts.objects.bulk_create([Attempts(key=key)], ignore_conflicts=True)
    with transaction.atomic():
        row = Attempts.objects.select_for_update().filter(key=key).first()
        if row is None:  # a right try beside us has just cleared it
            Attempts.objects.bulk_create([Attempts(key=key)], ignore_conflicts=True)
            row = Attempts.objects.select_for_update().get(key=key)
        yield row


def _count_one_more(
    row: Attempts, now: dt.datetime, wrong: Callable[[int], Refusal], contact: str
) -> Refusal:
    row.failures += 1
    row.last_at = now
    lock = lock_after(row.failures)
    row.locked_until = now + lock if lock else None
    row.save()
    return _locked(row, contact) if lock else wrong(tries_left(row.failures))


def lock_after(failures: int) -> dt.timedelta | None:
    """How long the door closes after this many wrong tries in a row; None when it stays open."""
    last = max(LOCKS)
    if failures > last and (failures - last) % 3 == 0:
        return LOCKS[last]
    return LOCKS.get(failures)


def tries_left(failures: int) -> int:
    left = 1
    while lock_after(failures + left) is None:
        left += 1
    return left


def _locked(row: Attempts, contact: str) -> Locked:
    assert row.locked_until is not None
    return Locked(until=told_moment(row.locked_until), failures=row.failures, contact=contact)


def told_moment(moment: dt.datetime) -> str:
    """ "08:15 ngày 18/7", rounded up to the next minute so that the promise holds."""
    local = timezone.localtime(moment + dt.timedelta(seconds=59))
    return f"{local:%H:%M} ngày {local.day}/{local.month}"


def _key(kind: str, name: str, device: str) -> str:
    return hashlib.sha256(f"{kind}\0{name}\0{device}".encode()).hexdigest()


def _count_address(address: str, now: dt.datetime) -> None:
    """One statement without waiting: colleagues behind the same address do not queue for each other."""
    if not address:
        return
    key = _key("address", address, "")
    Attempts.objects.bulk_create([Attempts(key=key)], ignore_conflicts=True)
    Attempts.objects.filter(key=key, last_at__lt=now - ADDRESS_WINDOW).update(failures=0, last_at=now)
    Attempts.objects.filter(key=key).update(failures=F("failures") + 1)
    Attempts.objects.filter(key=key, failures__gte=ADDRESS_LIMIT).update(
        failures=0, locked_until=now + ADDRESS_LOCK
    )


def _refuse_locked_address(address: str) -> None:
    locked = (
        Attempts.objects.filter(key=_key("address", address, ""), locked_until__gt=timezone.now())
        .values_list("locked_until", flat=True)
        .first()
        if address
        else None
    )
    if locked:
        raise AddressLocked(until=told_moment(locked))
