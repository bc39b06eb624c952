from __future__ import annotations

from django.db import transaction

from thidua.access.actions.end_role import ONE_DAY, end
from thidua.access.actions.end_sessions import end_all
from thidua.access.actions.reset import check_height
from thidua.access.models import Account, ApiToken, Holding, SignInLink
from thidua.access.queries.actors import coming_or_current
from thidua.access.states import ACCOUNT
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def close_account(*, actor: Actor, account_id: int, reason: str = "") -> Account:
    """Nobody can sign in with it any more: sessions, links, tokens and roles end at once; nothing is deleted.

    Raises Absent, NotYours, NotNow, AboveYou.
    """
    account = fetch(Account, account_id, actor=actor, verb="close", lock=True, related=("unit",))
    check_height(actor=actor, account=account)
    ACCOUNT.move(account, "close")
    end_all(account)
    _end_everything(actor, account, reason)
    record(actor, "account.closed", account, path=account.unit.path, reason=reason)
    emit("account.closed", account_id=account.pk)
    return account


@transaction.atomic
def reopen_account(*, actor: Actor, account_id: int, reason: str = "") -> Account:
    """Opens it again without roles; a slip gives the new PIN. Raises Absent, NotYours, NotNow."""
    account = fetch(Account, account_id, actor=actor, verb="reopen", lock=True, related=("unit",))
    ACCOUNT.move(account, "reopen")
    record(actor, "account.reopened", account, path=account.unit.path, reason=reason)
    emit("account.reopened", account_id=account.pk)
    return account


def _end_everything(actor: Actor, account: Account, reason: str) -> None:
    now = clock.now()
    SignInLink.objects.filter(account=account, used_at=None).update(used_at=now)
    ApiToken.objects.filter(account=account, ended_at=None).update(ended_at=now)
    held = Holding.objects.filter(coming_or_current(clock.today()), account=account)
    for holding in held.select_related("unit", "account"):
        end(actor=actor, holding=holding, last_day=clock.today() - ONE_DAY, reason=reason)
