"""Computing nodes anew from what stands at and below them, deepest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from thidua.kernel import clock, partitions, paths, prepared
from thidua.rollup.actions.place import MANY, PLACE, bulk_places
from thidua.rollup.models import Agg, Tree
from thidua.rollup.queries import levels, statements

# Rows of sums lie open up to the size of a page: see the migration that says so for parts made before.
PARTS = (("rollup_agg", "toast_tuple_target = 8160"), ("rollup_placed", ""))

FEW = 64  # nodes of a level that are found one by one whatever the tables hold, so that one plan fits all
MANY_NODES = 200  # a level from which on it pays to let a second process compute half of it
# Whole parts are shared out, nothing within them: what is saved on a part is worth the start of a process.
IN_PARTS = (
    "parallel_setup_cost = 20000",
    "parallel_tuple_cost = 0",
    "min_parallel_table_scan_size = '1TB'",
    "min_parallel_index_scan_size = '1TB'",
)


def make_room(period_ids: Iterable[int]) -> None:
    """Makes the partitions of these periods; before any lock of a period is taken, so that two workers that
    do several periods each never wait for one another."""
    for period_id in sorted(period_ids):
        for table, options in PARTS:
            partitions.ensure(table, period_id, options)


def alone_with(period_id: int) -> None:
    """One worker a period: the next one waits here and then sees what this one committed."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('rollup', %s))", [period_id])


def forget(period_id: int, tree: Tree, nodes: Collection[str]) -> None:
    """A node that has nothing below any more is read from its own reports."""
    Agg.objects.filter(period_id=period_id, tree=tree, path__in=nodes).delete()


def take_along(period_id: int, changed: Collection[str]) -> None:
    """Nodes of then that are not ``changed`` have the same reports below them today, and so the same sums."""
    with connection.cursor() as cursor:
        told = {"period": period_id, "changed": list(changed), "now": clock.now()}
        cursor.execute(statements.TAKE_ALONG, told)
        if cursor.rowcount > MANY:
            partitions.look_over("rollup_agg", period_id, PLACE)


def cascade(period_id: int, tree: Tree, nodes: Iterable[str], form_ids: tuple[int, ...]) -> None:
    """Computes the nodes of a tree level by level, deepest first."""
    holding = bulk_places(period_id, tree)
    add_bulk = statements.add_bulk if tree is Tree.THEN else statements.bring_bulk
    with connection.cursor() as cursor:
        # Compiling hundreds of sums costs seconds that a batch never earns back.
        cursor.execute("set local jit = off")
        cursor.execute("set local work_mem = '64MB'")
        for level in _levels(nodes):
            told: dict[str, Any] = {
                "period": period_id,
                "tree": tree.value,
                "nodes": level,
                "now": clock.now(),
            }
            cursor.execute(levels.FORGET_LEVEL, told)
            _recompute(cursor, form_ids, told, with_bulk=bool(holding))
            if holders := sorted(holding & set(level)):
                cursor.execute(add_bulk(form_ids), {**told, "nodes": holders})


def _recompute(
    cursor: CursorWrapper, form_ids: tuple[int, ...], told: dict[str, Any], *, with_bulk: bool
) -> None:
    nodes = told["nodes"]
    if len(nodes) < MANY_NODES:
        statement = levels.recompute_level(form_ids, with_bulk=with_bulk)
        if len(nodes) <= FEW:
            prepared.run(cursor, statement, told, levels.PARAMETERS)
        else:
            cursor.execute(statement, told)
        return
    for setting in IN_PARTS:
        cursor.execute(f"set local {setting}")
    shares = {part: nodes[place :: len(levels.PARTS)] for place, part in enumerate(levels.PARTS)}
    cursor.execute(levels.prepare_level(form_ids, with_bulk=with_bulk), {**told, **shares})
    cursor.execute(levels.WRITE_LEVEL, told)


def _levels(nodes: Iterable[str]) -> list[list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for path in nodes:
        found[paths.depth(path)].append(path)
    return [sorted(found[depth]) for depth in sorted(found, reverse=True)]
