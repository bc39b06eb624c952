from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from thidua.access.actions.end_sessions import end_all
from thidua.access.errors import JustReset
from thidua.access.models import Account, SignInLink
from thidua.access.queries.accounts import holdings_of
from thidua.access.rules import below_height
from thidua.access.signing_in import forgive
from thidua.access.slips import LASTS, Slip, pin_for, slips_of
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def reset(*, actor: Actor, account_id: int, version: int | None = None, reason: str = "") -> Slip:
    """A new PIN on a slip, in one press: old PIN, sessions and links end, a lock is lifted.

    The person sets a PIN of their own at the next sign-in. ``version`` is what the presser saw: of two
    people who press at once only the first gets a slip, or the second slip would silently void the first.
    Raises Absent, NotYours, NotNow, AboveYou, JustReset.
    """
    account = fetch(Account, account_id, actor=actor, verb="reset", lock=True, related=("unit", "person"))
    check_height(actor=actor, account=account)
    _check_version(account, version)
    pin = give_pin(account)
    end_all(account)
    forgive(account)
    record(actor, "account.reset", account, path=account.unit.path, reason=reason)
    emit("account.reset", account_id=account.pk)
    return slips_of([(account, pin)])[0]


def give_pin(account: Account) -> str:
    """Sets a first PIN; the caller holds the row. Links made before are spent."""
    pin = pin_for(account)
    account.set_password(pin)
    account.must_change = True
    account.slip_made_at = clock.now()
    account.slip_until = account.slip_made_at + LASTS
    account.version += 1
    account.save()
    SignInLink.objects.filter(account=account, used_at=None).update(used_at=account.slip_made_at)
    return pin


def check_height(*, actor: Actor, account: Account) -> None:
    """Raises AboveYou when the account holds a role above the actor."""
    given = below_height(actor, account, holdings_of([account])[account.pk])
    if given.refusal is not None:
        raise given.refusal


def _check_version(account: Account, version: int | None) -> None:
    if version is None or version == account.version or account.slip_made_at is None:
        return
    at = timezone.localtime(account.slip_made_at)
    raise JustReset(name=account.name, at=f"{at:%H:%M} ngày {at.day}/{at.month}")
