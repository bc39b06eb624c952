"""Where reports stand on the tree of today: at who carries on the past of their unit, or among what has ended.

A unit that ended keeps its last place; where those above it went on in others, that place is below these. So
what ended within a merged district is told at the district that lives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection

from thidua.federation.queries.succession import PLACES_TODAY, PlaceToday, places_today
from thidua.kernel import paths
from thidua.kernel.partitions import look_over
from thidua.report.models import Report
from thidua.rollup.actions.place import MANY, PLACE, upwards
from thidua.rollup.models import Placed, Tree

RESTATED = (Tree.TODAY, Tree.ENDED)

_ELSEWHERE = """
select exists (select 1 from report_report r join federation_body b on b.id = r.unit_id
    where r.period_id = %(period)s and r.path <> '' and (b.path <> r.path or b.ended_on is not null)
    and (%(ids)s::bigint[] is null or r.id = any(%(ids)s::bigint[])))"""

_PUT = f"""
insert into rollup_placed (period_id, tree, report_id, node_id, path, parent_path, came_from)
select s.period_id, case when s.ended then 'ended' else 'today' end, s.id,
    {paths.own_id_sql("s.path")}, s.path, {paths.parent_sql("s.path")},
    case when s.ended or s.path <> s.stamped then s.stamped end
from (
    select r.period_id, r.id, r.path as stamped, coalesce(nullif(t.path, ''), r.path) as path,
        coalesce(t.ended or t.path = '', true) as ended
    from report_report r left join ({PLACES_TODAY}) t on t.unit_id = r.unit_id
    where r.period_id = %(period)s and r.path <> ''
        and (%(ids)s::bigint[] is null or r.id = any(%(ids)s::bigint[]))
) s"""  # noqa: S608  a constant

_PUT_LAST = f"""
update rollup_placed p set path = m.new, parent_path = {paths.parent_sql("m.new")}
from unnest(%(old)s::text[], %(new)s::text[]) as m(old, new)
where p.period_id = %(period)s and p.tree = 'ended' and p.path = m.old"""  # noqa: S608  columns

# Bulk parts follow from the sums of then: those of touched nodes are brought anew to where they stand today.
_BOOKS = """
select distinct t.tree, t.path from report_report r
join rollup_placed p on p.period_id = %(period)s and p.tree = 'then' and p.report_id = r.id
join rollup_placed t on t.period_id = %(period)s and t.tree <> 'then' and t.report_id = r.id
where r.period_id = %(period)s and r.kind = 'bulk' and p.path = any(%(nodes)s)"""


_LEFT_AND_COME_TO = """
select distinct tree, path from rollup_placed
where period_id = %(period)s and came_from is not null and tree <> 'then'
union
select distinct 'today', came_from from rollup_placed where period_id = %(period)s and came_from is not null"""


def stands_elsewhere(period_id: int, report_ids: Collection[int] | None = None) -> bool:
    """Whether one of the reports (None: of the period) has another place today than it was stamped with."""
    ids = None if report_ids is None else list(report_ids)
    if ids == []:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_ELSEWHERE, {"period": period_id, "ids": ids})
        return bool(cursor.fetchone()[0])


def forget_today(period_id: int) -> None:
    Placed.objects.filter(period_id=period_id, tree__in=RESTATED).delete()


def place_all_today(period_id: int) -> dict[Tree, set[str]]:
    """Notes the places of all reports of the period on the tree of today; returns the nodes of each tree whose
    reports are not those of then: all of what has ended, and of today those above a place left or come to."""
    forget_today(period_id)
    _put(period_id, None, None)
    with connection.cursor() as cursor:
        cursor.execute(_LEFT_AND_COME_TO, {"period": period_id})
        found = cursor.fetchall()
    return {tree: upwards(path for held, path in found if held == tree) for tree in RESTATED}


def place_today(
    period_id: int, report_ids: Collection[int], touched_then: Collection[str]
) -> dict[Tree, set[str]]:
    """Notes the places of these reports; returns every node at or above an old or a new place, by tree.

    ``touched_then`` are the nodes of the tree of then whose sums changed: their bulk parts do, too.
    """
    found = _places_of(period_id, report_ids)
    Placed.objects.filter(period_id=period_id, tree__in=RESTATED, report_id__in=report_ids).delete()
    units = set(Report.objects.filter(pk__in=report_ids).values_list("unit_id", flat=True))
    _put(period_id, list(report_ids), sorted(units))
    found |= _places_of(period_id, report_ids) | _books_below(period_id, touched_then)
    return {tree: upwards(path for held, path in found if held == tree) for tree in RESTATED}


def _put(period_id: int, report_ids: list[int] | None, unit_ids: list[int] | None) -> None:
    told: dict[str, Any] = {"period": period_id, "ids": report_ids, "units": unit_ids}
    with connection.cursor() as cursor:
        cursor.execute(_PUT, told)
        if cursor.rowcount > MANY:
            look_over("rollup_placed", period_id, PLACE)
    ended = Placed.objects.filter(period_id=period_id, tree=Tree.ENDED)
    if report_ids is not None:
        ended = ended.filter(report_id__in=report_ids)
    moved = last_places(ended.values_list("path", flat=True).distinct())
    if moved:
        with connection.cursor() as cursor:
            told = {"period": period_id, "old": list(moved), "new": list(moved.values())}
            cursor.execute(_PUT_LAST, told)


def last_places(ended: Iterable[str]) -> dict[str, str]:
    """The paths of ended units that must be told elsewhere, because those above them went on in others."""
    known = list(ended)
    if not known:
        return {}
    today = places_today({unit_id for path in known for unit_id in paths.ids(path)[:-1]})
    told = {path: _last_place(path, today) for path in known}
    return {path: last for path, last in told.items() if last != path}


def _last_place(path: str, today: dict[int, PlaceToday]) -> str:
    steps = paths.ids(path)
    for position in range(len(steps) - 1, 0, -1):
        above = today.get(steps[position - 1])
        if above is not None and not above.ended:
            return above.path + "".join(f"{step}{paths.SEPARATOR}" for step in steps[position:])
    return path


def _places_of(period_id: int, report_ids: Collection[int]) -> set[tuple[str, str]]:
    held = Placed.objects.filter(period_id=period_id, tree__in=RESTATED, report_id__in=report_ids)
    return set(held.values_list("tree", "path"))


def _books_below(period_id: int, nodes: Collection[str]) -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_BOOKS, {"period": period_id, "nodes": list(nodes)})
        return set(cursor.fetchall())
