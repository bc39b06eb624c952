"""A body as a person writes it in a form: by code or by name, among what that person may see."""

from __future__ import annotations

from django.db.models import Q

from thidua.federation.models import Alias, Body
from thidua.federation.queries.matching import loosely, nearness
from thidua.federation.queries.search import search
from thidua.formats import text
from thidua.kernel.door import Actor, listing


def named_here(written: str, actor: Actor) -> list[Body]:
    """The living bodies that are called so; a code decides alone."""
    seen = listing(Body, actor=actor).filter(ended_on=None).select_related("kind")
    by_code = list(seen.filter(code__iexact=text.clean(written)))
    if by_code:
        return by_code
    key = text.matching_key(written)
    also = Alias.objects.filter(matching_key=key, until_on=None).values("body_id")
    named = Q(matching_key=key) | Q(short_name__iexact=text.clean(written)) | Q(pk__in=also)
    return list(seen.filter(named).order_by("sort_key", "pk")[:6])


def near_names(written: str, actor: Actor, *, limit: int = 5) -> list[Body]:
    """What might be meant: bodies that share a word with what was written, the nearest name first."""
    wanted = loosely(written)
    offered: dict[int, tuple[float, Body]] = {}
    for word in wanted.split()[:6]:
        for body in search(word, actor):
            offered[body.pk] = (nearness(wanted, loosely(body.name)), body)
    ranked = sorted(offered.values(), key=lambda one: (-one[0], one[1].sort_key))
    return [body for near, body in ranked if near > 0][:limit]
