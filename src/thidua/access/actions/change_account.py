from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction

from thidua.access.actions.open_account import checked_login, checked_name
from thidua.access.actions.reset import check_height
from thidua.access.errors import LoginTaken
from thidua.access.models import Account
from thidua.access.queries import mine
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch


@transaction.atomic
def change_account(
    *, actor: Actor, account_id: int, name: str, login: str, version: int | None = None
) -> Account:
    """Corrects the name or the phone number that someone signs in with.

    Raises Absent, NotYours, NotNow, AboveYou, NameMissing, LoginMissing, LoginTaken, Stale.
    """
    account = fetch(Account, account_id, actor=actor, verb="change", lock=True, related=("unit",))
    check_height(actor=actor, account=account)
    check_version(account, version)
    before = {"name": account.name, "login": account.login}
    account.name, account.login = checked_name(name), checked_login(login)
    account.version += 1
    _save(account)
    told = {"before": before, "after": {"name": account.name, "login": account.login}}
    record(actor, "account.changed", account, path=account.unit.path, data=told)
    return account


@transaction.atomic
def choose_language(*, actor: Actor, language: str) -> Account:
    """One's own choice, kept with the account so that it follows to other phones."""
    account = mine.account(actor, lock=True)
    if language in dict(settings.LANGUAGES):
        account.language = language
        account.save(update_fields=["language", "changed_at"])
        record(actor, "account.language_chosen", account, path=account.unit.path, data={"to": language})
    return account


def _save(account: Account) -> None:
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as problem:
        raise LoginTaken(login=account.login) from problem
