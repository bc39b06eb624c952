"""The SQL of notes, ``rollup_counted``: what each report counts for, as last heard.

Notes are replaced from reports in one statement, and so from one moment, whoever writes meanwhile. Where sums stand
already the same statement adds to them what the new notes say more than the old ones (``hear``): no sum can come to
say what no note says, and what is heard twice is no difference.

Parameters: ``period``; of ``hear`` also ``PARAMETERS``.
"""

from __future__ import annotations

from functools import lru_cache

from thidua.kernel import paths
from thidua.rollup.models import Agg
from thidua.rollup.queries.layout import Layout, layout_of
from thidua.rollup.queries.statements import (
    ARRAYS,
    COUNTS,
    LINES,
    NOTES,
    WHAT_IT_COUNTS_FOR,
    array,
    array_kind,
    on_its_lines,
    vector_of,
)

FIELDS = ("path", "bloc", "kind", "state", "exempt", "covered", "vals")
PARAMETERS = {
    "ids": "bigint[]",  # of the reports that are heard of
    "stiff": "text[]",  # nodes whose sums are not those of their notes alone: nothing is added to them
    "now": "timestamptz",
}

_PUT = f"""
on conflict (period_id, report_id) do update set {", ".join(f"{name} = excluded.{name}" for name in FIELDS)}"""

# What has gone is forgotten after the rest was noted.
FORGET_NOTES = """
delete from rollup_counted c where c.period_id = %(period)s
and not exists (select 1 from report_report r where r.id = c.report_id and r.path <> '')"""


def _of(row: str) -> str:
    return ", ".join(f"{row}.{name}" for name in FIELDS)


@lru_cache(maxsize=32)
def note_all(layout_key: tuple[int, ...]) -> str:
    """Notes every report of the period; only rows that are other than before are written."""
    return f"""
    insert into rollup_counted (period_id, report_id, {", ".join(FIELDS)})
    select %(period)s, f.report_id, {_of("f")}
    from ({_reports(layout_of(layout_key), "true")}) f left join {NOTES} c
        on c.period_id = %(period)s and c.report_id = f.report_id
    where c.report_id is null or ({_of("c")}) is distinct from ({_of("f")})
    {_PUT}"""  # noqa: S608  only names


def _reports(layout: Layout, which: str) -> str:
    """Reports ``r`` as they stand now, their figures in the order of the layout."""
    vals = "t.vals"
    if not layout.of_one_form:
        told = array(lambda n: f"coalesce({layout.value(n, 't')}, 'NaN')", layout, "float8")
        vals = f"case when t.vals is not null then {told} end"
    return f"""
    select t.report_id, t.path, t.bloc, t.kind, t.state, t.exempt, t.covered, {vals} as vals
    from (
        select r.id as report_id, r.path, r.bloc, r.kind, r.state, r.exempt, r.covered, r.form_id, v.vals
        from report_report r left join report_values v on v.period_id = %(period)s and v.report_id = r.id
        where r.period_id = %(period)s and r.path <> '' and {which}
    ) t"""  # noqa: S608  positions and form ids


@lru_cache(maxsize=32)
def hear(layout_key: tuple[int, ...]) -> str:
    """Notes the reports ``ids`` and adds to the sums what they say now and did not say before.

    *Plain* are reports that had no note or stand where they stood, under their bloc; only of them are differences
    added, at each node above them that has rows and is not ``stiff``. Gives of every report that was other than
    noted (report, place noted, bloc noted, place now, bloc now, plain).

    Differences are grouped three times, each time over fewer rows: by the lowest node that has rows and bloc, by
    every node above and bloc, by node for all blocs together.
    """
    layout = layout_of(layout_key)
    return f"""
    with old as materialized (
        select c.report_id, {_of("c")} from {NOTES} c
        where c.period_id = %(period)s and c.report_id = any(%(ids)s::bigint[])
    ),
    fresh as materialized ({_reports(layout, "r.id = any(%(ids)s::bigint[])")}),
    changed as materialized (
        select report_id, o.report_id is null as first, f.report_id is null as gone,
            o.path as old_path, o.bloc as old_bloc, f.path, f.bloc,
            coalesce(f.kind <> 'bulk' and (o.report_id is null or (o.path, o.bloc) = (f.path, f.bloc)), false) as plain,
            case when exists (
                select 1 from rollup_agg a where a.period_id = %(period)s and a.tree = 'then' and a.bloc = ''
                and a.path = f.path) then f.path else {paths.parent_sql("f.path")} end as node
        from old o full join fresh f using (report_id)
        where o.report_id is null or f.report_id is null or ({_of("o")}) is distinct from ({_of("f")})
    ),
    noted as (
        insert into rollup_counted (period_id, report_id, {", ".join(FIELDS)})
        select %(period)s, f.report_id, {_of("f")} from changed join fresh f using (report_id)
        {_PUT}
    ),
    forgotten as (
        delete from rollup_counted c using changed g
        where g.gone and c.period_id = %(period)s and c.report_id = g.report_id
    ),
    above as materialized (
        select h.node as low, a.path as node
        from (select distinct node from changed where plain) h
        cross join lateral {paths.upwards_sql("h.node")} as up(path)
        join rollup_agg a on a.period_id = %(period)s and a.tree = 'then' and a.bloc = '' and a.path = up.path
        where not exists (select 1 from unnest(%(stiff)s::text[]) as s(path) where s.path = a.path)
    ),
    low as ({_by_low_node(layout)}),
    by_bloc as materialized (
        select u.node, d.bloc, {_added(layout)} from low d join above u on u.low = d.node group by u.node, d.bloc
    ),
    difference as (
        select * from by_bloc
        union all select d.node, '{Agg.EVERY_BLOC}', {_added(layout)} from by_bloc d group by d.node
    ),
    written as ({_written(layout)})
    select report_id, old_path, old_bloc, path, bloc, plain from changed"""  # noqa: S608  only names and positions


def _by_low_node(layout: Layout) -> str:
    """What is new counts once more (``way`` and ``sign`` 1), what was noted once less (-1). A column in which
    nothing differs is null from here on: who sends changes nothing of what is accepted."""
    heads = f"""
        select g.node, g.first, 1 as way, 1::float8 as sign, {WHAT_IT_COUNTS_FOR}, r.vals
        from changed g join fresh r using (report_id) where g.plain
        union all
        select g.node, g.first, -1, -1::float8, {WHAT_IT_COUNTS_FOR}, r.vals
        from changed g join old r using (report_id) where g.plain"""  # noqa: S608  only names

    def told(line: str) -> str:
        def stated(n: int) -> str:
            return f"h.{vector_of(layout, n, line)}[{n}]"

        sums = array(lambda n: f"coalesce(sum(h.sign * nullif({stated(n)}, 'NaN')), 0)", layout, "float8")
        numbers = array(
            lambda n: f"coalesce(sum(case when {stated(n)} <> 'NaN' then h.way end), 0)", layout, "int"
        )
        return ", ".join(
            f"nullif({told}, {_nothing(layout, name)}) as {name}"
            for name, told in ((line, sums), (f"{line}_n", numbers))
        )

    def number(which: str) -> str:
        return f"coalesce(sum(h.way) filter (where {which}), 0)::int"

    return f"""
        select h.node, h.bloc, {", ".join(told(line) for line in LINES)},
            {number("h.roster_sent")} as expected_reports,
            {number("h.own and h.sent")} as sent_reports,
            {number("h.own and h.accepted")} as accepted_reports,
            0 as bulk_reports,
            bool_or(h.first) as first
        from ({on_its_lines(heads)}) h group by h.node, h.bloc"""  # noqa: S608  only names and positions


def _added(layout: Layout) -> str:
    def summed(name: str) -> str:
        total = array(lambda n: f"sum(d.{name}[{n}])", layout, array_kind(name))
        return f"case when bool_or(d.{name} is not null) then {total} end as {name}"

    arrays = (summed(name) for name in ARRAYS)
    return ", ".join(
        (*arrays, *(f"sum(d.{name})::int as {name}" for name in COUNTS), "bool_or(d.first) as first")
    )


def _nothing(layout: Layout, name: str) -> str:
    return f"array_fill(0::{array_kind(name)}, array[{len(layout.keys)}])"


def _written(layout: Layout) -> str:
    """A row in which nothing differs is left alone; one that is not there yet is made for a first report."""

    def sum_of(name: str) -> str:
        if name in COUNTS:
            return f"{name} = a.{name} + excluded.{name}"
        added = array(lambda n: f"a.{name}[{n}] + excluded.{name}[{n}]", layout, array_kind(name))
        return f"{name} = case when excluded.{name} = {_nothing(layout, name)} then a.{name} else {added} end"

    told = (*ARRAYS, *COUNTS)
    given = (f"coalesce({name}, {_nothing(layout, name)})" for name in ARRAYS)
    differs = " or ".join((*(f"{name} is not null" for name in ARRAYS), *(f"{name} <> 0" for name in COUNTS)))
    return f"""
        insert into rollup_agg as a (period_id, tree, node_id, path, parent_path, bloc,
            {", ".join(told)}, computed_at)
        select %(period)s, 'then', {paths.own_id_sql("node")}, node, {paths.parent_sql("node")}, bloc,
            {", ".join((*given, *COUNTS))}, %(now)s
        from difference where first or {differs}
        on conflict (period_id, tree, path, bloc) do update set
            {", ".join(sum_of(name) for name in told)}, computed_at = excluded.computed_at"""  # noqa: S608  only names
