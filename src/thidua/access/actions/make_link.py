from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from thidua.access.actions.reset import check_height
from thidua.access.errors import AccountClosed, LinkExpired, LinkLeadsAway, LinkSpent
from thidua.access.models import Account, SignInLink
from thidua.access.queries.contacts import told_to, whom_to_call
from thidua.access.signing_in import digest_of
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent

LASTS = dt.timedelta(days=3)


@transaction.atomic
def make_link(
    *, actor: Actor, account_id: int, goes_to: str, lasts: dt.timedelta = LASTS
) -> tuple[SignInLink, str]:
    """A link that opens one page for one person, once; and its secret, told only now.

    Whoever holds the link can become that person, so it takes the same height as a reset.
    Raises Absent, NotYours, NotNow, AboveYou, LinkLeadsAway.
    """
    account = fetch(Account, account_id, actor=actor, verb="link", related=("unit",))
    check_height(actor=actor, account=account)
    if not goes_to.startswith("/") or not url_has_allowed_host_and_scheme(goes_to, allowed_hosts=None):
        raise LinkLeadsAway(goes_to=goes_to)
    secret = secrets.token_urlsafe(24)
    link = SignInLink.objects.create(
        digest=digest_of(secret),
        account=account,
        goes_to=goes_to[:500],
        made_by_id=actor.account_id,
        expires_at=clock.now() + lasts,
    )
    record(actor, "link.made", account, path=account.unit.path, data={"goes_to": link.goes_to})
    return link, secret


def look_at(secret: str) -> SignInLink:
    """The link behind a secret; uses nothing up. Raises Absent, LinkSpent, LinkExpired, AccountClosed."""
    link = SignInLink.objects.select_related("account__unit").filter(digest=digest_of(secret)).first()
    if link is None:
        raise Absent()
    _refuse_dead(link)
    return link


@transaction.atomic
def use_link(*, secret: str) -> SignInLink:
    """Uses the link up; of two presses at once only one gets in. Raises what ``look_at`` raises."""
    link = (
        SignInLink.objects.select_related("account__unit")
        .select_for_update(of=("self",))
        .filter(digest=digest_of(secret))
        .first()
    )
    if link is None:
        raise Absent()
    _refuse_dead(link)
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    return link


def _refuse_dead(link: SignInLink) -> None:
    if link.used_at is not None:
        raise LinkSpent()
    if link.expires_at < clock.now():
        until = timezone.localtime(link.expires_at)
        raise LinkExpired(until=f"{until:%H:%M %d/%m/%Y}")
    if not link.account.is_active:
        raise AccountClosed(contact=told_to(whom_to_call(link.account)))
