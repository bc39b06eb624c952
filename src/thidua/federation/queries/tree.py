"""Today's tree: children with their counts, the chain above, the nearest units of a level."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.door import Actor, listing

IN_THE_TREE = Q(form__in=(Body.Form.UNIT, Body.Form.WORKING_GROUP))
LIVING = Q(ended_on=None)


def children(unit: Body, *, ended: bool = False) -> QuerySet[Body]:
    """Units directly under one, in Vietnamese order, each with ``child_count``; one query when read.

    Ended units are asked for by themselves.
    """
    standing = ~LIVING if ended else LIVING
    return with_counts(Body.objects.filter(IN_THE_TREE, standing, parent=unit))


def branch_page(unit: Body, number: object, per_page: int) -> Page[Any]:
    """A page of the units directly under one, each with ``child_count``; two queries.

    Only the units of the page are counted below: beside an OFFSET the database would count below all those
    that it skips, too, and 5,000 stand under the largest.
    """
    standing = Body.objects.filter(IN_THE_TREE, LIVING, parent=unit).order_by("sort_key", "pk")
    page: Page[Any] = Paginator(standing, per_page).get_page(str(number))
    shown = standing.values("pk")[max(page.start_index() - 1, 0) : page.end_index()]
    page.object_list = with_counts(Body.objects.filter(pk__in=shown))
    return page


def with_counts(units: QuerySet[Body]) -> QuerySet[Body]:
    """Adds ``child_count``: living units directly under each."""
    below = Body.objects.filter(IN_THE_TREE, LIVING, parent=OuterRef("pk")).order_by()
    counted = below.values("parent").annotate(n=Count("pk")).values("n")
    return (
        units.select_related("kind")
        .annotate(child_count=Coalesce(Subquery(counted), 0))
        .order_by("sort_key", "pk")
    )


def ancestors(unit: Body) -> list[Body]:
    """The chain above, root first, without the unit itself; one query."""
    above = paths.upwards(unit.seat)
    if unit.path:
        above = above[:-1]
    found = Body.objects.filter(path__in=above).select_related("kind")
    return sorted(found, key=lambda one: len(one.path))


def branch_counts(unit: Body) -> dict[str, int]:
    """How many living units of each level stand below a unit; one query."""
    below = Body.objects.filter(paths.strictly_below("path", unit.path), LIVING, IN_THE_TREE)
    rows = below.order_by().values_list("kind__level").annotate(n=Count("pk"))
    return {level or "": n for level, n in rows}


def direct_children(unit: Body, level: str | None = None) -> QuerySet[Body]:
    """Living units that answer directly to one, of whatever level: a grassroots union directly under the
    province reports beside the districts. ``level`` narrows to one level."""
    found = Body.objects.filter(IN_THE_TREE, LIVING, parent=unit).select_related("kind")
    if level is not None:
        found = found.filter(kind__level=level)
    return found.order_by("sort_key", "pk")


def of_level(level: str, *, within: str) -> QuerySet[Body]:
    """Living units of a level in the branch at path ``within``."""
    found = Body.objects.filter(paths.within("path", within), LIVING, kind__level=level)
    return found.select_related("kind").order_by("sort_key", "pk")


def hosted(unit: Body, form: str) -> QuerySet[Body]:
    """Departments or partners that a unit keeps."""
    return Body.objects.filter(LIVING, host=unit, form=form).order_by("sort_key", "pk")


def tops(actor: Actor) -> list[Body]:
    """Where this actor's view of the tree begins: the highest units that a role or the own unit opens."""
    held = {grant.path for grant in actor.grants if grant.path} | {actor.unit_path} - {""}
    highest = {one for one in held if not any(one != other and one.startswith(other) for other in held)}
    found = listing(Body, actor=actor).filter(path__in=highest) if highest else _roots(actor)
    return list(with_counts(found))


def _roots(actor: Actor) -> QuerySet[Body]:
    return listing(Body, actor=actor).filter(LIVING, parent=None).exclude(path="")
