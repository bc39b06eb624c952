"""The SQL that computes nodes of one depth anew, from their reports and the rows of the nodes below.

Three steps, each over fewer rows than the one before:

1. reports are grouped by node, bloc and *what they count for* (sent, accepted, roster): each figure is added
   once, not once a line, and a group knows for which lines its sums hold;
2. each group stands for its bloc and for all blocs together; beside them stand the rows of the children;
3. these are added up to one row a node and bloc.

Only positions and form ids enter the text; all else is passed: ``period``, ``tree``, ``nodes`` (paths), ``now``.
"""

from __future__ import annotations

from functools import lru_cache

from thidua.kernel import paths
from thidua.rollup.models import Agg
from thidua.rollup.queries.layout import Layout, layout_of
from thidua.rollup.queries.statements import (
    ARRAYS,
    BULK_ARRAYS,
    COUNTS,
    COUNTS_FOR,
    SUMS,
    array,
    array_kind,
    figure,
    held_by,
    noted_heads,
)

LEVEL = "rollup_level"  # rows on their way into the table, within one transaction
PARTS = ("first", "second")  # parameters of ``prepare_level``: shares of the nodes
PARAMETERS = {
    "nodes": "text[]",
    "at": "text[]",
    "blocs": "text[]",
    "now": "timestamptz",
}  # of ``recompute_level``

FORGET_LEVEL = """
delete from rollup_agg
where period_id = %(period)s and tree = %(tree)s and path = any(%(nodes)s::text[])"""

HAVE_ROWS = """
select path from rollup_agg
where period_id = %(period)s and tree = %(tree)s and bloc = '' and path = any(%(nodes)s::text[])"""

# Of the rows in ``scope`` (path, bloc); a bloc of null is all of the node.
_HEADS_OF_SCOPE = """
        where exists (
            select 1 from scope s where s.path = h.node and (s.bloc is null or s.bloc = each.bloc))"""
_CHILDREN_OF_SCOPE = """scope s join rollup_agg c
            on c.parent_path = s.path and (s.bloc is null or s.bloc = c.bloc)"""


def _insert(rows: str) -> str:
    return f"""
    insert into rollup_agg (period_id, tree, node_id, path, parent_path, bloc, {SUMS}, computed_at)
    select %(period)s, %(tree)s, {paths.own_id_sql("node")}, node, {paths.parent_sql("node")}, bloc, {SUMS}, %(now)s
    from {rows}"""  # noqa: S608  only names


WRITE_LEVEL = f"{_insert(LEVEL)}; drop table {LEVEL}"


@lru_cache(maxsize=32)
def recompute_level(layout_key: tuple[int, ...], *, with_bulk: bool) -> str:
    """Brings the rows of a few ``nodes``, all of one depth, up to date. Bulk parts of the nodes' own are not in them
    yet: see ``statements.add_bulk``.

    ``at`` and ``blocs`` say in pairs which rows may have changed; a bloc of null: all of the node.
    """
    columns = [*ARRAYS, *BULK_ARRAYS, *COUNTS]
    sums = _level_sums(
        layout_of(layout_key).noted(),
        with_bulk,
        "%(nodes)s",
        of_heads=_HEADS_OF_SCOPE,
        of_children=_CHILDREN_OF_SCOPE,
    )
    return f"""
    with scope as (
        select path, bloc from unnest(%(at)s::text[], %(blocs)s::text[]) as scope(path, bloc)
    ),
    fresh as materialized ({sums}),
    gone as (
        delete from rollup_agg a using scope s
        where a.period_id = %(period)s and a.tree = %(tree)s and a.path = s.path and (s.bloc is null or s.bloc = a.bloc)
            and not exists (select 1 from fresh f where f.node = a.path and f.bloc = a.bloc)
    )
    {_insert("fresh")}
    on conflict (period_id, tree, path, bloc) do update set
        {", ".join(f"{name} = excluded.{name}" for name in (*columns, "computed_at"))}
    where ({", ".join(f"rollup_agg.{name}" for name in columns)})
        is distinct from ({", ".join(f"excluded.{name}" for name in columns)})"""  # noqa: S608  only names


@lru_cache(maxsize=32)
def compute_level(layout_key: tuple[int, ...], *, with_bulk: bool) -> str:
    """Writes all rows of ``nodes`` that have none."""
    return _insert(f"({_level_sums(layout_of(layout_key).noted(), with_bulk, '%(nodes)s')}) level")


@lru_cache(maxsize=32)
def prepare_level(layout_key: tuple[int, ...], *, with_bulk: bool) -> str:
    """Computes the same into a table of its own, the nodes of each of ``PARTS`` by another process.

    PostgreSQL lets no process help where rows of a table are written that others see. A group stays within one
    process: carrying the states of hundreds of sums from one to the other and joining them costs as much as
    adding up.
    """
    layout = layout_of(layout_key).noted()
    sums = {part: _level_sums(layout, with_bulk, f"%({part})s") for part in PARTS}
    shares = [f"select * from ({computed}) {part}" for part, computed in sums.items()]  # noqa: S608  our own names
    # A row of sums lies open, as in the table itself.
    return (
        f"create temp table {LEVEL} with (toast_tuple_target = 8160) on commit drop as "
        + " union all ".join(shares)
    )


def _level_sums(
    layout: Layout, with_bulk: bool, nodes: str, *, of_heads: str = "", of_children: str = ""
) -> str:
    """``of_heads`` and ``of_children`` narrow what is added up to some blocs."""
    own = ", ".join((*ARRAYS, *(f"null::{array_kind(name)}[] as {name}" for name in BULK_ARRAYS), *COUNTS))
    below = ", ".join(f"c.{name}" for name in (*ARRAYS, *BULK_ARRAYS, *COUNTS))
    children = of_children or f"unnest({nodes}::text[]) n(path) join rollup_agg c on c.parent_path = n.path"
    arrays = ", ".join(f"{_summed(layout, name, with_bulk)} as {name}" for name in (*ARRAYS, *BULK_ARRAYS))
    return f"""
    select node, bloc, {arrays}, {", ".join(f"sum({name})::int as {name}" for name in COUNTS)}
    from (
        select h.node, each.bloc, {own}
        from ({_grouped_heads(layout, nodes)}) h
        cross join lateral (values (h.bloc), ('{Agg.EVERY_BLOC}')) as each(bloc) {of_heads}
        union all
        select c.parent_path, c.bloc, {below} from {children}
        where c.period_id = %(period)s and c.tree = %(tree)s
    ) part group by node, bloc"""  # noqa: S608  only names, positions and form ids


def _grouped_heads(layout: Layout, nodes: str) -> str:
    """Sums of reports by node, bloc and what they count for; a line that a group does not count on has no array."""

    def told(name: str, line: str, total: str) -> str:
        def one(position: int) -> str:
            counts = f"h.roster_{line}" if position in layout.roster else f"h.{line}"
            return f"case when {counts} then {total.format(figure(layout, position, 'h', 'vals'))} else 0 end"

        return (
            f"case when h.{line} or h.roster_{line} then {array(one, layout, array_kind(name))} end as {name}"
        )

    arrays = (
        told("sent", "sent", "coalesce(sum({}), 0)"),
        told("sent_n", "sent", "count({})"),
        told("accepted", "accepted", "coalesce(sum({}), 0)"),
        told("accepted_n", "accepted", "count({})"),
    )
    return f"""
    select h.node, h.bloc, {", ".join(arrays)},
        count(*) filter (where h.roster_sent)::int as expected_reports,
        count(*) filter (where h.own and h.sent)::int as sent_reports,
        count(*) filter (where h.own and h.accepted)::int as accepted_reports,
        count(*) filter (where h.book)::int as bulk_reports
    from ({noted_heads(held_by(nodes))}) h
    group by h.node, h.bloc, {", ".join(f"h.{one}" for one in COUNTS_FOR)}"""  # noqa: S608  only names


def _summed(layout: Layout, name: str, with_bulk: bool) -> str:
    kind = array_kind(name)
    if name in BULK_ARRAYS and not with_bulk:
        return f"null::{kind}[]"
    summed = array(lambda position: f"coalesce(sum({name}[{position}]), 0)", layout, kind)
    return f"case when bool_or({name} is not null) then {summed} end" if name in BULK_ARRAYS else summed
