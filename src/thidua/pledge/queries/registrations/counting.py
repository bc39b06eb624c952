"""Which unit people are counted at: a group within a grassroots union has no list of its own, nor has a group within
that group."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

from thidua.federation.models import Body, UnitKind
from thidua.kernel import paths

PART = UnitKind.Level.PART

# Asked by itself and handed on: inside a larger statement the planner takes the recursion for a hundred times what it
# is, and spends seconds on preparing for it.
_LIVING = """
with recursive living(home_id, unit_id) as (
    select unit_id, unit_id from unnest(%(units)s::bigint[]) as wanted(unit_id)
    union all
    select part.id, living.unit_id from living join federation_body part on part.parent_id = living.home_id
      join federation_unitkind kind on kind.id = part.kind_id and kind.level = 'part'
)
select home_id, unit_id from living
"""


def counting_unit(unit: Body) -> Body:
    """The unit itself; for a group, however deep, the union that it is a part of."""
    while unit.level == PART and unit.parent is not None:
        unit = unit.parent
    return unit


def counting_units(unit_ids: Iterable[int]) -> dict[int, int]:
    """Each unit → where its people are counted. One query; two when some of them are groups."""
    rows = list(Body.objects.filter(pk__in=set(unit_ids)).values_list("pk", "kind__level", "path"))
    above = {one for _pk, level, path in rows if level == PART for one in paths.ids(path)}
    groups = set(Body.objects.filter(pk__in=above, kind__level=PART).values_list("pk", flat=True))
    return {
        pk: next((one for one in reversed(paths.ids(path)) if one not in groups), pk) if level == PART else pk
        for pk, level, path in rows
    }


def homes_within(unit_ids: Iterable[int], database: BaseDatabaseWrapper) -> dict[int, int]:
    """Home of people → the unit of ``unit_ids`` where they are counted: itself, its groups, the groups within those.
    One query."""
    with database.cursor() as cursor:
        cursor.execute(_LIVING, {"units": list(unit_ids)})
        return dict(cursor.fetchall())


def groups_within(unit: Body) -> list[int]:
    """The groups of a unit and the groups within those. One query; three when it has some."""
    below = Body.objects.filter(paths.strictly_below("path", unit.path), kind__level=PART)
    groups = list(below.values_list("pk", flat=True))
    return [pk for pk, at in counting_units(groups).items() if at == unit.pk] if groups else []
