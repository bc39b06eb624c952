from __future__ import annotations

import secrets

from django.db import transaction

from thidua.access.errors import NameMissing, TooManyTokens
from thidua.access.models import ApiToken
from thidua.access.queries import mine
from thidua.access.signing_in import digest_of
from thidua.formats import text
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch

MOST = 5
PREFIX = "td_"  # so that a scanner for leaked secrets recognises one


@transaction.atomic
def make_token(*, actor: Actor, name: str) -> tuple[ApiToken, str]:
    """A token for a program acting as me, and its secret, told only now. Raises TooManyTokens."""
    account = mine.account(actor, lock=True)
    count = mine.tokens(actor).count()
    if count >= MOST:
        raise TooManyTokens(count=count, most=MOST)
    if not (clean := text.clean(name)):
        raise NameMissing()
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(account=account, name=clean[:100], digest=digest_of(secret))
    record(actor, "token.made", token, path=account.unit.path, data={"name": token.name})
    return token, secret


@transaction.atomic
def end_my_token(*, actor: Actor, token_id: int) -> ApiToken:
    """Raises Absent for what is not mine or has ended."""
    return _end(actor, mine.token(actor, token_id))


@transaction.atomic
def end_token(*, actor: Actor, token_id: int, reason: str = "") -> ApiToken:
    """An administrator ends a token of the branch. Raises Absent, NotYours."""
    token = fetch(ApiToken, token_id, actor=actor, verb="end", lock=True, related=("account__unit",))
    return _end(actor, token, reason)


def _end(actor: Actor, token: ApiToken, reason: str = "") -> ApiToken:
    if token.ended_at is None:
        token.ended_at = clock.now()
        token.save(update_fields=["ended_at"])
        record(actor, "token.ended", token, path=token.account.unit.path, reason=reason)
    return token
