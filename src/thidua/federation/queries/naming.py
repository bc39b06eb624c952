"""A body as a person writes it in a form: by code or by name, among what that person may see."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.federation.models import Alias, Body
from thidua.federation.queries.matching import loosely, nearness
from thidua.federation.queries.search import search
from thidua.formats import text
from thidua.kernel.door import Actor, listing

AMONG = 400  # "công ty" is in every second name: from the second turn on it is a guess, not worth reading them all


def named_here(written: str, actor: Actor) -> list[Body]:
    """The living bodies that are called so; a code decides alone."""
    seen = listing(Body, actor=actor).filter(ended_on=None).select_related("kind")
    by_code = list(seen.filter(code__iexact=text.clean(written)))
    if by_code:
        return by_code
    key = text.matching_key(written)
    # A union, not an "or": each goes through its own index.
    named = Body.objects.filter(matching_key=key).values("pk")
    shortly = Body.objects.filter(short_name__iexact=text.clean(written)).values("pk")
    also = Alias.objects.filter(matching_key=key, until_on=None).values("body_id")
    return list(seen.filter(pk__in=named.union(shortly, also)).order_by("sort_key", "pk")[:6])


def near_names(written: str, actor: Actor, *, limit: int = 5) -> list[Body]:
    """What might be meant, the nearest name first: bodies that hold all words of what was written, else all
    but one of them, else a single one. The fewer words, the more units of a country hold them."""
    wanted = loosely(written)
    for turn, some in enumerate(_narrowing(wanted.split()[:6])):
        among = AMONG if turn else None
        offered = {body.pk: body for words in some for body in search(" ".join(words), actor, among=among)}
        rated = [(nearness(wanted, loosely(body.name)), body) for body in offered.values()]
        ranked = sorted((one for one in rated if one[0] > 0), key=lambda one: (-one[0], one[1].sort_key))
        if ranked:
            return [body for _near, body in ranked[:limit]]
    return []


def _narrowing(words: list[str]) -> Iterator[list[list[str]]]:
    yield [words]
    if len(words) > 2:
        yield [words[:place] + words[place + 1 :] for place in range(len(words))]
    if len(words) > 1:
        yield [[word] for word in words]
