"""The SQL of the roll-up, generated for the vector of a form.

Sums of an array's elements are written out one by one (``sum(vals[1]), sum(vals[2]), …``): this is what
PostgreSQL does fastest without an extension. Only positions and form ids enter the text; all else is
passed as parameters: ``period``, ``tree``, ``nodes`` (paths).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from thidua.rollup.models import Agg
from thidua.rollup.queries.layout import Layout, layout_of

LINES = ("sent", "accepted")
ARRAYS = ("sent", "sent_n", "accepted", "accepted_n")
BULK_ARRAYS = ("sent_bulk", "sent_bulk_n", "accepted_bulk", "accepted_bulk_n")
COUNTS = ("expected_reports", "sent_reports", "accepted_reports", "bulk_reports")

Keys: TypeAlias = frozenset[str] | None  # of the components that are asked for; None: all

NODES = "%(nodes)s"  # the parameter that holds the paths
SUMS = ", ".join((*ARRAYS, *BULK_ARRAYS, *COUNTS))

# The part of the period: of the whole table nobody has counted how many reports differ, so that a join of 25,000
# reports with their notes was planned as if it gave three million.
NOTES = "rollup_counted_%(period)s"

# What a report counts for. It says nothing on a line where it does not count.
COUNTS_FOR = ("own", "book", "sent", "accepted", "roster_sent", "roster_accepted")


def at_the_node(nodes: str) -> str:
    """Reports (node, report_id) that stand at the nodes themselves."""
    return f"""
    select p.path as node, p.report_id from unnest({nodes}::text[]) n(path)
    join rollup_placed p on p.period_id = %(period)s and p.tree = %(tree)s and p.path = n.path"""  # noqa: S608


def of_leaf_children(nodes: str, node: str = "p.parent_path") -> str:
    """Reports of children that have nothing below; children with a branch of their own have a row of sums."""
    return f"""
    select {node} as node, p.report_id from unnest({nodes}::text[]) n(path)
    join rollup_placed p on p.period_id = %(period)s and p.tree = %(tree)s and p.parent_path = n.path
    where not exists (
        select 1 from rollup_agg c
        where c.period_id = %(period)s and c.tree = %(tree)s and c.path = p.path)"""  # noqa: S608


def held_by(nodes: str) -> str:
    """Reports that enter the sums of the nodes by themselves, not by the row of a child."""
    return f"{at_the_node(nodes)} union all {of_leaf_children(nodes)}"


def array(write: Callable[[int], str], layout: Layout, kind: str) -> str:
    """``array[…]`` with one expression a position, of element type ``kind``."""
    return f"array[{', '.join(write(position) for position in layout.positions)}]::{kind}[]"


def array_kind(name: str) -> str:
    """The element type of a column of arrays."""
    return "int" if name.endswith("_n") else "float8"


def figure(layout: Layout, position: int, row: str, vector: str) -> str:
    """The figure of a component in a row's vector; null where it states nothing."""
    return f"nullif({layout.value(position, row, vector)}, 'NaN')"


# Of a row ``r`` with bloc, kind, state and exempt. Roster components count units that must report, sent or not; an
# exempt unit enters them only with a report that it sent all the same. Bulk entries are never summed by themselves.
WHAT_IT_COUNTS_FOR = f"""coalesce(nullif(r.bloc, ''), '{Agg.NO_BLOC}') as bloc, r.kind = 'own' as own,
        r.kind = 'bulk' and r.state in ('sent', 'accepted') as book,
        r.kind <> 'bulk' and r.state in ('sent', 'accepted') as sent,
        r.kind <> 'bulk' and r.state = 'accepted' as accepted,
        r.kind = 'own' and (not r.exempt or r.state in ('sent', 'accepted')) as roster_sent,
        r.kind = 'own' and (not r.exempt or r.state = 'accepted') as roster_accepted"""


def told_heads(held: str) -> str:
    """The reports of ``held`` (node, report_id) as they stand now, each with its vector and what it counts for."""
    return f"""
    select g.node, {WHAT_IT_COUNTS_FOR}, r.form_id, v.vals
    from ({held}) g join report_report r on r.id = g.report_id
    left join report_values v on v.period_id = %(period)s and v.report_id = r.id"""  # noqa: S608  only names


def noted_heads(held: str) -> str:
    """The same as last heard, vectors in the order of the layout (``Layout.noted``)."""
    return f"""
    select g.node, {WHAT_IT_COUNTS_FOR}, r.vals
    from ({held}) g join {NOTES} r on r.period_id = %(period)s and r.report_id = g.report_id"""  # noqa: S608  only names


def on_its_lines(heads: str) -> str:
    """``heads`` with a vector a line, null where a report does not count: every sum and count skips it. Measured a
    quarter faster than a filter on each of them."""
    return f"""
    select f.*, case when f.sent then f.vals end as sent_vals,
        case when f.accepted then f.vals end as accepted_vals,
        case when f.roster_sent then f.vals end as roster_sent_vals,
        case when f.roster_accepted then f.vals end as roster_accepted_vals
    from ({heads}) f"""  # noqa: S608  only names


def head_sums(layout: Layout, heads: str) -> str:
    """Sums of the reports ``heads`` (``told_heads`` or ``noted_heads``) of all blocs, by their node."""
    return f"""
    select h.node, '{Agg.EVERY_BLOC}' as bloc, {_head_arrays(layout)},
        count(*) filter (where h.roster_sent)::int as expected_reports,
        count(*) filter (where h.own and h.sent)::int as sent_reports,
        count(*) filter (where h.own and h.accepted)::int as accepted_reports,
        count(*) filter (where h.book)::int as bulk_reports
    from ({on_its_lines(heads)}) h group by h.node"""  # noqa: S608  only positions and form ids


def vector_of(layout: Layout, position: int, line: str) -> str:
    """In which vector of ``on_its_lines`` a component counts on a line."""
    return f"roster_{line}_vals" if position in layout.roster else f"{line}_vals"


def _head_arrays(layout: Layout) -> str:
    def told(position: int, line: str) -> str:
        return figure(layout, position, "h", vector_of(layout, position, line))

    def written(line: str) -> str:
        totals = array(lambda n: f"coalesce(sum({told(n, line)}), 0)", layout, "float8")
        numbers = array(lambda n: f"count({told(n, line)})", layout, "int")
        return f"{totals} as {line}, {numbers} as {line}_n"

    return ", ".join(written(line) for line in LINES)


@lru_cache(maxsize=32)
def add_bulk(layout_key: tuple[int, ...]) -> str:
    """Adds to ``nodes`` that hold a bulk entry what their book total exceeds the reports below by.

    For every component with a total T: part = max(0, T − Σ below), on each line by its own sums. What
    stands at the node itself is beside the book total, which is about the units below. The entry stands
    for the units below that neither reported nor are covered further down, or for as many as it says.
    """
    layout = layout_of(layout_key).noted()
    changes = ", ".join(change for line in LINES for change in _bulk_changes(layout, line))
    return f"""
    with own as ({head_sums(layout, noted_heads(at_the_node(NODES)))}),
    book as (
        select n.path as node, r.vals, r.covered,
            r.state in ('sent', 'accepted') as sent, r.state = 'accepted' as accepted
        from unnest({NODES}::text[]) n(path)
        join rollup_placed p on p.period_id = %(period)s and p.tree = %(tree)s and p.path = n.path
        join rollup_counted r on r.period_id = %(period)s and r.report_id = p.report_id and r.kind = 'bulk'
    )
    update rollup_agg a set {changes}
    from book b join own o on o.node = b.node
    where a.period_id = %(period)s and a.tree = %(tree)s and a.path = b.node and a.bloc = '{Agg.EVERY_BLOC}'"""  # noqa: S608


def _bulk_changes(layout: Layout, line: str) -> list[str]:
    def given(position: int) -> str:
        return f"b.{line} and {layout.value(position, 'b')} <> 'NaN'"

    def part(position: int) -> str:
        if position in layout.roster:
            return "0"
        below = f"(a.{line}[{position}] - o.{line}[{position}])"
        over = f"greatest(0, {layout.value(position, 'b')} - {below})"
        return f"(case when {given(position)} then {over} else 0 end)"

    def units(position: int) -> str:
        if position in layout.roster:
            return "0"
        told = f"(a.{line}_n[{position}] - o.{line}_n[{position}] + coalesce(a.{line}_bulk_n[{position}], 0))"
        silent = f"(a.expected_reports - o.expected_reports - {told})"
        covered = f"greatest(0, least(coalesce(b.covered, {silent}), {silent}))"
        return f"(case when {given(position)} then {covered} else 0 end)"

    def held(position: int) -> str:
        return f"coalesce(a.{line}_bulk[{position}], 0) + {part(position)}"

    def held_units(position: int) -> str:
        return f"coalesce(a.{line}_bulk_n[{position}], 0) + {units(position)}"

    return [
        f"{line} = {array(lambda n: f'a.{line}[{n}] + {part(n)}', layout, 'float8')}",
        f"{line}_bulk = {array(held, layout, 'float8')}",
        f"{line}_bulk_n = {array(held_units, layout, 'int')}",
    ]


@lru_cache(maxsize=32)
def bring_bulk(layout_key: tuple[int, ...]) -> str:
    """Adds to ``nodes`` of a restated tree the bulk parts of the entries that stand there now.

    A part is what the entry added on the tree of then: the part of its node less those of the nodes below.
    It is not computed from other units below: who moved away has not made the books any larger.
    """
    layout = layout_of(layout_key)
    arrays = [f"{line}_bulk{tail}" for line in LINES for tail in ("", "_n")]

    def own(name: str) -> str:
        kind = array_kind(name)

        def part(n: int) -> str:
            return f"sum(coalesce(a.{name}[{n}], 0) - coalesce(c.{name}[{n}], 0))"

        return f"{array(part, layout, kind)} as {name}"

    def below(name: str) -> str:
        summed = array(lambda n: f"coalesce(sum(d.{name}[{n}]), 0)", layout, array_kind(name))
        return f"{summed} as {name}"

    def brought(line: str) -> list[str]:
        name = f"{line}_bulk"
        held = array(lambda n: f"coalesce(a.{name}[{n}], 0) + p.{name}[{n}]", layout, "float8")
        units = array(lambda n: f"coalesce(a.{name}_n[{n}], 0) + p.{name}_n[{n}]", layout, "int")
        total = array(lambda n: f"a.{line}[{n}] + p.{name}[{n}]", layout, "float8")
        return [f"{line} = {total}", f"{name} = {held}", f"{name}_n = {units}"]

    return f"""
    with book as (
        select n.path as node, t.path as stood from unnest({NODES}::text[]) n(path)
        join rollup_placed p on p.period_id = %(period)s and p.tree = %(tree)s and p.path = n.path
        join rollup_counted r on r.period_id = %(period)s and r.report_id = p.report_id and r.kind = 'bulk'
        join rollup_placed t on t.period_id = %(period)s and t.tree = 'then' and t.report_id = r.report_id
    ),
    part as (
        select b.node, {", ".join(own(name) for name in arrays)}
        from book b join rollup_agg a
            on a.period_id = %(period)s and a.tree = 'then' and a.path = b.stood and a.bloc = ''
        cross join lateral (
            select {", ".join(below(name) for name in arrays)} from rollup_agg d
            where d.period_id = %(period)s and d.tree = 'then' and d.parent_path = b.stood and d.bloc = ''
        ) c
        group by b.node
    )
    update rollup_agg a set {", ".join(change for line in LINES for change in brought(line))}
    from part p
    where a.period_id = %(period)s and a.tree = %(tree)s and a.path = p.node
        and a.bloc = '{Agg.EVERY_BLOC}'"""  # noqa: S608  only positions


TAKE_ALONG = f"""
insert into rollup_agg (period_id, tree, node_id, path, parent_path, bloc, {SUMS}, computed_at)
select a.period_id, 'today', a.node_id, a.path, a.parent_path, a.bloc, {SUMS}, %(now)s from rollup_agg a
where a.period_id = %(period)s and a.tree = 'then' and not exists (
    select 1 from unnest(%(changed)s::text[]) as c(path) where c.path = a.path)"""  # noqa: S608  columns


@lru_cache(maxsize=32)
def leaf_sums(layout_key: tuple[int, ...], only: Keys = None) -> str:
    """Reads ``nodes`` that have nothing below: the same columns as a row of all blocs, not stored."""
    return head_sums(_narrowed(layout_key, only), told_heads(at_the_node(NODES)))


@lru_cache(maxsize=32)
def leaf_children_sums(layout_key: tuple[int, ...], only: Keys = None) -> str:
    """Reads the children of ``nodes`` that have nothing below, one row a child."""
    return head_sums(_narrowed(layout_key, only), told_heads(of_leaf_children(NODES, "p.path")))


def _narrowed(layout_key: tuple[int, ...], only: Keys) -> Layout:
    layout = layout_of(layout_key)
    return layout if only is None else layout.only(only)


@lru_cache(maxsize=32)
def carried_on_sums(layout_key: tuple[int, ...]) -> str:
    """Sums, in one row, of what has ended between the paths ``from`` and ``to`` at units that sent a report of
    the period ``later`` all the same."""
    held = """
    select 0 as node, p.report_id from unnest(%(from)s::text[], %(to)s::text[]) as place(first, beyond)
    join rollup_placed p on p.period_id = %(period)s and p.tree = 'ended'
        and p.path >= place.first and p.path < place.beyond
    where exists (
        select 1 from rollup_placed q join report_report x on x.id = q.report_id and x.kind = 'own'
        where q.period_id = %(later)s and q.tree = 'ended' and q.node_id = p.node_id
            and x.state in ('sent', 'accepted'))"""
    return head_sums(layout_of(layout_key), told_heads(held))


FREEZE_SUMS = """
insert into rollup_editionsum (edition_id, node_id, path, parent_path, bloc, accepted, accepted_n, accepted_bulk,
    accepted_bulk_n, expected_reports, accepted_reports)
select %(edition)s, node_id, path, parent_path, bloc, accepted, accepted_n, accepted_bulk, accepted_bulk_n,
    expected_reports, accepted_reports
from rollup_agg where period_id = %(period)s and tree = 'then'"""


@lru_cache(maxsize=32)
def freeze_reports(layout_key: tuple[int, ...]) -> str:
    """Copies every report of a period into an edition: its version, its place, and the figures that count."""
    layout = layout_of(layout_key)

    def figure(position: int) -> str:
        counts = "f.on_roster" if position in layout.roster else "f.counted"
        return f"case when {counts} then coalesce({layout.value(position, 'f')}, 'NaN') else 'NaN' end"

    return f"""
    insert into rollup_editionreport (edition_id, report_id, unit_id, kind, version, counted, path, parent_path,
        bloc, vals)
    select %(edition)s, f.id, f.unit_id, f.kind, f.version, f.counted, f.path, f.parent_path, f.bloc,
        {array(figure, layout, "float8")}
    from (
        select r.id, r.unit_id, r.kind, r.version, r.form_id, r.bloc, p.path, p.parent_path, v.vals,
            r.state = 'accepted' as counted,
            r.kind = 'own' and (not r.exempt or r.state = 'accepted') as on_roster
        from rollup_placed p join report_report r on r.id = p.report_id
        left join report_values v on v.period_id = %(period)s and v.report_id = r.id
        where p.period_id = %(period)s and p.tree = 'then'
    ) f"""  # noqa: S608  only positions and form ids
