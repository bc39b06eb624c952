"""Remembers where reports stand, and says which places are touched when they move."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection

from thidua.kernel import paths
from thidua.kernel.partitions import look_over
from thidua.rollup.models import Tree
from thidua.rollup.queries.statements import NOTES

MANY = 1000  # rows written at once, from which on joins are planned anew
# What statements ask by; of a column that nobody has counted, even the one that is the same in every row, a two
# hundredth is expected to be meant.
PLACE = ("period_id", "tree", "path", "parent_path")

# Only what stands elsewhere than noted: an upsert locks, and so writes, every row that it meets.
_PUT = f"""
insert into rollup_placed (period_id, tree, report_id, node_id, path, parent_path)
select c.period_id, 'then', c.report_id, {paths.own_id_sql("c.path")}, c.path, {paths.parent_sql("c.path")}
from {NOTES} c left join rollup_placed p
    on p.period_id = %(period)s and p.tree = 'then' and p.report_id = c.report_id
where c.period_id = %(period)s and p.path is distinct from c.path and {{which}}
on conflict (period_id, tree, report_id) do update
    set path = excluded.path, parent_path = excluded.parent_path, node_id = excluded.node_id"""  # noqa: S608  columns

_TAKE_AWAY = f"""
delete from rollup_placed p where p.period_id = %(period)s and p.tree = 'then' and {{which}}
and not exists (select 1 from {NOTES} c where c.period_id = %(period)s and c.report_id = p.report_id)"""  # noqa: S608  a name

# A node is inner when something stands below it; a place with a bulk entry counts as inner, too.
_INNER = """
select n.path from (select unnest(%(nodes)s::text[]) collate "C" as path) n
where exists (
    select 1 from rollup_placed p where p.period_id = %(period)s and p.tree = %(tree)s
    and p.path > n.path and p.path < left(n.path, -1) || '/')
or exists (
    select 1 from rollup_placed p join rollup_counted c
        on c.period_id = %(period)s and c.report_id = p.report_id and c.kind = 'bulk'
    where p.period_id = %(period)s and p.tree = %(tree)s and p.path = n.path)"""

_BULK_PLACES = """
select p.path from rollup_counted c join rollup_placed p
    on p.period_id = %(period)s and p.tree = %(tree)s and p.report_id = c.report_id
where c.period_id = %(period)s and c.kind = 'bulk'"""

_ALL_PARENTS = f"""
select distinct parent_path from rollup_placed where period_id = %(period)s and tree = %(tree)s
union {_BULK_PLACES}"""  # noqa: S608  two constants


def place(period_id: int, report_ids: Collection[int]) -> None:
    """Puts these reports where their notes say that they stand."""
    told: dict[str, Any] = {"period": period_id, "ids": list(report_ids)}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_AWAY.format(which="p.report_id = any(%(ids)s)"), told)
        cursor.execute(_PUT.format(which="c.report_id = any(%(ids)s)"), told)


def place_all(period_id: int) -> set[str]:
    """Puts all reports of the period where their notes say; returns every inner node."""
    told = {"period": period_id}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_AWAY.format(which="true"), told)
        cursor.execute(_PUT.format(which="true"), told)
        if cursor.rowcount > MANY:
            look_over("rollup_placed", period_id, PLACE)
    return all_inner(period_id, Tree.THEN)


def all_inner(period_id: int, tree: Tree) -> set[str]:
    """Every node of the tree that has sums of its own."""
    with connection.cursor() as cursor:
        cursor.execute(_ALL_PARENTS, {"period": period_id, "tree": tree.value})
        return upwards(path for (path,) in cursor.fetchall() if path)


def inner(period_id: int, tree: Tree, nodes: Iterable[str]) -> set[str]:
    """Those of the nodes that have sums of their own."""
    with connection.cursor() as cursor:
        cursor.execute(_INNER, {"period": period_id, "tree": tree.value, "nodes": list(nodes)})
        return {path for (path,) in cursor.fetchall()}


def bulk_places(period_id: int, tree: Tree) -> set[str]:
    """The nodes that hold a bulk entry."""
    with connection.cursor() as cursor:
        cursor.execute(_BULK_PLACES, {"period": period_id, "tree": tree.value})
        return {path for (path,) in cursor.fetchall()}


def upwards(found: Iterable[str]) -> set[str]:
    """These places and every node above them."""
    return {node for path in found for node in paths.upwards(path)}
