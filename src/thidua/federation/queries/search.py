"""Looking for units and people the way people type: without marks, part of the name, any word first."""

from __future__ import annotations

from typing import TypeVar, cast

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from thidua.federation.models import Alias, Body, Person, UnitKind
from thidua.federation.models.search_key import search_key
from thidua.formats import text
from thidua.kernel import paths
from thidua.kernel.door import Actor, listing

M = TypeVar("M", bound=Model)
SHOWN = 20


def search(
    typed: str, actor: Actor, *, within: Body | None = None, limit: int = SHOWN, among: int | None = None
) -> list[Body]:
    """Units that this actor may see and whose name, short name, code or other name holds every typed word
    (the words may be begun only), of one branch when it is named. Whose code or name is just that comes
    first, then the actor's own branch, the higher levels, and names that begin as typed.

    ``among``: only so many that hold the words are looked at, whichever they are, where half a country may.
    """
    folded = search_key(typed)
    if not folded:
        return []
    seen = listing(Body, actor=actor).filter(ended_on=None)
    if within is not None:
        seen = seen.filter(paths.strictly_below("path", within.path), form=Body.Form.UNIT)
    also_called = having_words(Alias.objects.all(), folded).values("body_id")
    # A union, not an "or": each half goes through its own word index.
    named = having_words(Body.objects.all(), folded).values("pk")[:among]
    found = seen.filter(pk__in=named.union(also_called))
    own = paths.within("seat", actor.unit_path) if actor.unit_path else Q()
    written = text.clean(typed)

    def ranked(units: QuerySet[Body]) -> QuerySet[Body]:
        return units.annotate(
            exact=_first(Q(code__iexact=written) | Q(matching_key=text.matching_key(written)[:255])),
            nearness=_first(own) if own else Value(0, IntegerField()),
            height=_height(),
            begins=_first(Q(folded__startswith=folded)),
        ).order_by("exact", "nearness", "height", "begins", "sort_key", "pk")

    # Half the units of a country may hold a word: only those that are shown are read with all their columns.
    chosen = ranked(found).values("pk")[:limit]
    return list(ranked(Body.objects.filter(pk__in=chosen)).select_related("kind", "parent"))


def search_people(
    typed: str, actor: Actor, *, within: Body | None = None, ended: bool = False
) -> QuerySet[Person]:
    """People that this actor may see, by name in either order, without marks; everyone when nothing is
    typed. A phone number finds its owner too."""
    people = listing(Person, actor=actor).select_related("home")
    if within is not None:
        people = people.filter(paths.within("home__path", within.path))
    if not ended:
        people = people.filter(left_on=None)
    folded = search_key(typed)
    if folded.replace(" ", "").isdigit():
        people = people.filter(phone__startswith=folded.replace(" ", ""))
    elif folded:
        people = having_words(people, folded)
    return people.order_by("sort_key", "pk")


def having_words(rows: QuerySet[M], folded: str) -> QuerySet[M]:
    """Rows whose ``folded`` column holds every word, the words maybe only begun; uses the word index."""
    told = " & ".join(f"{word}:*" for word in folded.split())
    wanted = SearchQuery(told, config="simple", search_type="raw")
    return cast(
        "QuerySet[M]", rows.annotate(words=SearchVector("folded", config="simple")).filter(words=wanted)
    )


def _height() -> Case:
    """Levels from the confederation down; what has none (departments, partners) comes last."""
    steps = (When(kind__level=level, then=Value(at)) for at, level in enumerate(UnitKind.ORDER))
    return Case(*steps, default=Value(len(UnitKind.ORDER)), output_field=IntegerField())


def _first(condition: Q) -> Case:
    return Case(When(condition, then=Value(0)), default=Value(1), output_field=IntegerField())
