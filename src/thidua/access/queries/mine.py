"""One's own things: the second small door, open to nobody else."""

from __future__ import annotations

from django.db.models import QuerySet

from thidua.access.models import Account, ApiToken, Holding
from thidua.access.queries.actors import coming_or_current
from thidua.kernel import clock
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent, NotSignedIn


def account(actor: Actor, *, lock: bool = False) -> Account:
    """The actor's own account, whatever their roles. Raises NotSignedIn."""
    found = Account.objects.select_related("unit", "person")
    if lock:
        found = found.select_for_update(of=("self",))
    own = found.filter(pk=actor.account_id).first() if actor.account_id else None
    if own is None:
        raise NotSignedIn()
    return own


def _me(actor: Actor) -> int:
    """0 for strangers and the house itself, who own nothing; never None, which would mean "of nobody"."""
    return actor.account_id or 0


def holdings(actor: Actor) -> QuerySet[Holding]:
    """What I hold and shall hold, with unit and whose desk it is."""
    return (
        Holding.objects.filter(coming_or_current(clock.today()), account_id=_me(actor))
        .select_related("unit", "delegated_by")
        .order_by("unit__sort_key", "from_on", "pk")
    )


def delegations(actor: Actor) -> QuerySet[Holding]:
    """My roles that others carry for me, now or later."""
    return (
        Holding.objects.filter(coming_or_current(clock.today()), delegated_by_id=_me(actor))
        .select_related("unit", "account")
        .order_by("from_on", "pk")
    )


def delegation(actor: Actor, pk: int) -> Holding:
    """A role of mine that somebody carries, locked. Raises NotSignedIn, Absent."""
    found = delegations(actor).select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise Absent()
    return found


def tokens(actor: Actor) -> QuerySet[ApiToken]:
    """Live tokens, latest first."""
    return ApiToken.objects.filter(account_id=_me(actor), ended_at=None).order_by("-pk")


def token(actor: Actor, pk: int) -> ApiToken:
    """A live token of mine, locked. Raises NotSignedIn, Absent."""
    found = tokens(actor).select_for_update().filter(pk=pk).first()
    if found is None:
        raise Absent()
    return found
