"""Which unit people are counted at: a group within a grassroots union has no list of its own."""

from __future__ import annotations

from collections.abc import Iterable

from thidua.federation.models import Body

PART = "part"


def counting_unit(unit: Body) -> Body:
    """The unit itself; for a group within a union that union."""
    return unit.parent if unit.level == PART and unit.parent is not None else unit


def counting_units(unit_ids: Iterable[int]) -> dict[int, int]:
    """Each unit → where its people are counted. One query."""
    rows = Body.objects.filter(pk__in=set(unit_ids)).values_list("pk", "kind__level", "parent_id")
    return {pk: parent if level == PART and parent else pk for pk, level, parent in rows}
