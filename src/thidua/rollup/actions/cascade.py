"""Computing nodes anew from what is noted at them and the sums below them, deepest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from thidua.kernel import clock, partitions, paths, prepared
from thidua.rollup.actions.place import MANY, PLACE, bulk_places
from thidua.rollup.models import Agg, Tree
from thidua.rollup.queries import levels, statements

# Rows of sums lie open up to the size of a page: see the migration that says so for parts made before.
# Notes are replaced once a report and change, where they lie when the page has room.
PARTS = (
    ("rollup_agg", "toast_tuple_target = 8160"),
    ("rollup_placed", ""),
    ("rollup_counted", "toast_tuple_target = 8160, fillfactor = 85"),
)

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


def make_ready(cursor: CursorWrapper) -> None:
    """Compiling hundreds of sums costs seconds that a batch never earns back; a period fits into memory."""
    cursor.execute("set local jit = off; set local work_mem = '64MB'")


def forget(period_id: int, tree: Tree, nodes: Collection[str]) -> None:
    """A node that has nothing below any more is read from its own reports."""
    Agg.objects.filter(period_id=period_id, tree=tree, path__in=nodes).delete()


def without_rows(period_id: int, tree: Tree, nodes: Collection[str]) -> set[str]:
    """Those of the nodes that were leaves until now."""
    told: dict[str, Any] = {"period": period_id, "tree": tree.value, "nodes": list(nodes)}
    with connection.cursor() as cursor:
        cursor.execute(levels.HAVE_ROWS, told)
        return set(nodes) - {path for (path,) in cursor.fetchall()}


def look_over_sums(period_id: int) -> None:
    """After much was written: whoever reads a node with its children must not look through all of them, as
    PostgreSQL plans it while it takes the part for empty."""
    partitions.look_over("rollup_agg", period_id, (*PLACE, "bloc"))


def take_along(period_id: int, changed: Collection[str]) -> None:
    """Nodes of then that are not ``changed`` have the same reports below them today, and so the same sums."""
    with connection.cursor() as cursor:
        told: dict[str, Any] = {"period": period_id, "changed": list(changed), "now": clock.now()}
        cursor.execute(statements.TAKE_ALONG, told)
        if cursor.rowcount > MANY:
            look_over_sums(period_id)


def cascade(
    period_id: int,
    tree: Tree,
    nodes: Iterable[str],
    form_ids: tuple[int, ...],
    blocs: Mapping[str, Collection[str]] | None = None,
) -> None:
    """Computes the nodes of a tree level by level, deepest first.

    ``blocs``: in which of them something changed at or below a node; the others of it stay as they are. Of a node
    that is not in it, and without it of every node, all are computed.
    """
    if wanted := list(nodes):
        _Cascade(period_id, tree, form_ids, blocs or {}).run(wanted)


class _Cascade:
    """One pass over a tree of a period."""

    def __init__(
        self,
        period_id: int,
        tree: Tree,
        form_ids: tuple[int, ...],
        blocs: Mapping[str, Collection[str]],
    ) -> None:
        self.form_ids = form_ids
        self.blocs = blocs
        self.told: dict[str, Any] = {"period": period_id, "tree": tree.value, "now": clock.now()}
        self.holding = bulk_places(period_id, tree)
        self.add_bulk = statements.add_bulk if tree is Tree.THEN else statements.bring_bulk

    def run(self, nodes: Iterable[str]) -> None:
        with connection.cursor() as cursor:
            make_ready(cursor)
            for level in _levels(nodes):
                self._level(cursor, level)

    def _level(self, cursor: CursorWrapper, nodes: list[str]) -> None:
        told = {**self.told, "nodes": nodes}
        if len(nodes) <= FEW:
            self._some_rows(cursor, told)
        else:
            self._all_rows(cursor, told)
        if holders := sorted(self.holding & set(nodes)):
            cursor.execute(self.add_bulk(self.form_ids), {**told, "nodes": holders})

    def _some_rows(self, cursor: CursorWrapper, told: dict[str, Any]) -> None:
        scope: list[tuple[str, str | None]] = []
        for node in told["nodes"]:
            blocs = self.blocs.get(node)
            scope += [(node, bloc) for bloc in {*blocs, Agg.EVERY_BLOC}] if blocs else [(node, None)]
        statement = levels.recompute_level(self.form_ids, with_bulk=bool(self.holding))
        at_blocs = {"at": [node for node, _bloc in scope], "blocs": [bloc for _node, bloc in scope]}
        prepared.run(cursor, statement, {**told, **at_blocs}, levels.PARAMETERS)

    def _all_rows(self, cursor: CursorWrapper, told: dict[str, Any]) -> None:
        nodes, with_bulk = told["nodes"], bool(self.holding)
        cursor.execute(levels.FORGET_LEVEL, told)
        if len(nodes) < MANY_NODES:
            cursor.execute(levels.compute_level(self.form_ids, with_bulk=with_bulk), told)
            return
        for setting in IN_PARTS:
            cursor.execute(f"set local {setting}")
        shares = {part: nodes[place :: len(levels.PARTS)] for place, part in enumerate(levels.PARTS)}
        cursor.execute(levels.prepare_level(self.form_ids, with_bulk=with_bulk), {**told, **shares})
        cursor.execute(levels.WRITE_LEVEL, told)


def _levels(nodes: Iterable[str]) -> list[list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for path in nodes:
        found[paths.depth(path)].append(path)
    return [sorted(found[depth]) for depth in sorted(found, reverse=True)]
