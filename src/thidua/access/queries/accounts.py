"""Accounts of a branch, as lists and pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from thidua.access.logins import phone
from thidua.access.models import Account, Holding
from thidua.access.queries.actors import coming_or_current
from thidua.access.states import OPEN
from thidua.formats import text
from thidua.kernel import clock, paths
from thidua.kernel.door import Actor, fetch, listing


def search(
    *,
    actor: Actor,
    words: str = "",
    within: str = "",
    with_closed: bool = False,
    only_unused: bool = False,
) -> QuerySet[Account]:
    """Accounts that the actor may see: by name without marks, phone, login, or unit; in order of given name.

    ``within`` narrows to the branch at a path, ``only_unused`` to those who have never come in.
    """
    found = listing(Account, actor=actor).select_related("unit", "person")
    if not with_closed:
        found = found.filter(state=OPEN)
    if only_unused:
        found = found.filter(must_change=True, last_login=None)
    if within:
        found = found.filter(paths.within("unit__path", within))
    for word in [phone(words)] if phone(words) else text.fold(words).split():
        found = found.filter(_word(word))
    return found.order_by("sort_key", "pk")


def _word(word: str) -> Q:
    return Q(folded__contains=word) | Q(login__startswith=word) | Q(unit__folded__contains=word)


def holdings_of(accounts: Iterable[Account]) -> dict[int, list[Holding]]:
    """Current and coming roles by account, one query for all."""
    held: dict[int, list[Holding]] = defaultdict(list)
    found = (
        Holding.objects.filter(coming_or_current(clock.today()), account__in=list(accounts))
        .select_related("unit", "delegated_by")
        .order_by("from_on", "pk")
    )
    for one in found:
        held[one.account_id].append(one)
    return held


def colleagues(account: Account) -> QuerySet[Account]:
    """To whom someone may delegate or hand over: other open accounts of the unit and below."""
    return (
        Account.objects.filter(paths.within("unit__path", account.unit.path), state=OPEN)
        .exclude(pk=account.pk)
        .select_related("unit")
        .order_by("sort_key", "pk")
    )


def of_unit(unit_id: int) -> QuerySet[Account]:
    """Open accounts of one unit, for the choice of a person after the unit's shared PIN."""
    return Account.objects.filter(unit_id=unit_id, state=OPEN).order_by("sort_key", "pk")


def one(pk: object, *, actor: Actor) -> Account:
    return fetch(Account, pk, actor=actor, related=("unit", "person"))
