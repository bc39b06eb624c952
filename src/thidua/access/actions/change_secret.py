from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.access.actions.end_sessions import end_all
from thidua.access.errors import CurrentSecretWrong, WeakSecret
from thidua.access.models import Account
from thidua.access.pins import check_secret
from thidua.access.queries import mine
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.events import emit


@transaction.atomic
def change_secret(*, actor: Actor, current: str | None, new: str) -> Account:
    """Sets one's own PIN or password; sessions elsewhere end. The caller renews its own session.

    ``current`` None is for who has just signed in with the PIN of a slip; who came by a link has not typed
    it and must.
    Raises NotSignedIn, CurrentSecretWrong, WeakSecret.
    """
    account = mine.account(actor, lock=True)
    known = account.must_change if current is None else account.check_password(current)
    if not known:
        raise CurrentSecretWrong()
    _check(account, new)
    account.set_password(new)
    account.must_change = False
    account.slip_until = None
    account.version += 1
    account.save()
    end_all(account)
    record(actor, "account.secret_changed", account, path=account.unit.path)
    emit("account.secret_changed", account_id=account.pk)
    return account


def _check(account: Account, new: str) -> None:
    """The PIN of a slip went through other hands: it cannot stay as one's own."""
    if account.check_password(new):
        raise WeakSecret(problem=_("trùng với mã đang dùng, mà người khác có thể đã thấy trên phiếu"))
    person = account.person
    check_secret(
        new,
        login=account.login,
        phone=person.phone if person else "",
        born_on=person.born_on if person else None,
    )
