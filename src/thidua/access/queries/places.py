"""A unit as people write it in a form: by code or by name, within the reach of the actor."""

from __future__ import annotations

from django.db.models import Q

from thidua.access.rules import MANAGE, MEMBERS
from thidua.federation.models import Body
from thidua.formats import text
from thidua.kernel import paths
from thidua.kernel.door import Actor, Reach


def manageable(actor: Actor) -> Q:
    """Units at which this actor may open accounts, as a filter on Body."""
    reach = Q(pk__in=[])
    for grant in actor.grants:
        if MANAGE in grant.capabilities and grant.reach is Reach.SUBTREE:
            reach |= paths.within("path", grant.path) if grant.path else ~Q(path="")
        elif MANAGE in grant.capabilities or MEMBERS in grant.capabilities:
            reach |= Q(path=grant.path)
    return reach


def unit_named(actor: Actor, given: str) -> Body | None:
    """The one unit of this code, or of this name when no other in reach has it; None otherwise."""
    units = Body.objects.filter(manageable(actor)).exclude(path="")
    by_code = units.filter(code__iexact=given.strip()).first()
    if by_code is not None or not given.strip():
        return by_code
    named = list(units.filter(matching_key=text.matching_key(given))[:2])
    return named[0] if len(named) == 1 else None
