from __future__ import annotations

from django.db import transaction

from thidua.access.models import Account
from thidua.access.models.account import new_mark
from thidua.access.queries import mine
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch


@transaction.atomic
def end_sessions_elsewhere(*, actor: Actor) -> Account:
    """Ends every session of one's own account; the caller renews the one it stands in."""
    account = mine.account(actor, lock=True)
    end_all(account)
    record(actor, "account.sessions_ended", account, path=account.unit.path)
    return account


@transaction.atomic
def end_sessions(*, actor: Actor, account_id: int, reason: str = "") -> Account:
    """Ends every session of an account of the branch, for a lost phone. Raises Absent, NotYours."""
    account = fetch(Account, account_id, actor=actor, verb="end_sessions", lock=True, related=("unit",))
    end_all(account)
    record(actor, "account.sessions_ended", account, path=account.unit.path, reason=reason)
    return account


def end_all(account: Account) -> None:
    """Every session carries a hash of this mark: with a new one none holds."""
    account.session_mark = new_mark()
    account.save(update_fields=["session_mark", "changed_at"])
