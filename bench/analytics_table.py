"""The other way to sum up a tree, on the same data: the analytics table of DHIS2.

Figures stand one a row, with the places of their unit above them as columns of their own; the table is made
anew from the records' figures, indexed and analysed, and totals are grouped from it, level by level. Tuned
fairly: without a log (UNLOGGED), two workers, a large work memory, places as whole numbers, one partition, only
figures that are there, indexes by place and figure. It knows one tree (today's), no blocs of all nodes at once
beside the whole, and what was read stays as it was until the next rebuild: one changed report costs a whole one.

Beside it our own way, in turns: all sums committed, and the sums over one changed report.
"""

from __future__ import annotations

import statistics
from typing import Any

from bench._country import Country, build, tidy
from bench._ground import milliseconds, scratch_database, spread
from bench._roller import Roller
from bench.rollup import Changes

ROUNDS = 3
GOALS = {"full_speedup": 8, "one_speedup": 500}

_TUNED = (
    "set local work_mem = '256MB'",
    "set local maintenance_work_mem = '512MB'",
    "set local max_parallel_workers_per_gather = 2",
    "set local jit = off",
)
_REBUILD = (
    "drop table if exists analytics",
    """
    create unlogged table analytics as
    select r.unit_id as unit, split_part(r.path, '.', 1)::int as one, split_part(r.path, '.', 2)::int as two,
        split_part(r.path, '.', 3)::int as three, coalesce(nullif(r.bloc, ''), '?') as bloc,
        r.state = 'accepted' as accepted, u.figure::smallint as figure, u.value
    from report_report r
    join report_values v on v.period_id = r.period_id and v.report_id = r.id
    join federation_body b on b.id = r.unit_id
    join federation_unitkind k on k.id = b.kind_id and k.level = 'grassroots'
    cross join lateral unnest(v.vals) with ordinality as u(value, figure)
    where r.period_id = %(period)s and r.state in ('sent', 'accepted') and u.value <> 'NaN'""",
    "create index on analytics (three, figure)",
    "create index on analytics (two, figure)",
    "analyze analytics",
)
_TOTALS = (
    "drop table if exists analytics_totals",
    """
    create unlogged table analytics_totals as
    select one, two, three, bloc, figure, sum(value) as sent, count(*) as sent_n,
        sum(value) filter (where accepted) as accepted, count(*) filter (where accepted) as accepted_n
    from analytics group by one, two, three, bloc, figure""",
    """
    insert into analytics_totals
    select one, two, three, bloc, figure, sum(sent), sum(sent_n), sum(accepted), sum(accepted_n)
    from analytics_totals group by grouping sets (
        (one, two, three, figure), (one, two, bloc, figure), (one, two, figure), (one, bloc, figure), (one, figure))
    """,
)
_CHECK = """
select sum(sent), sum(sent_n), sum(accepted), sum(accepted_n) from analytics_totals
where two is null and bloc is null and figure = %(figure)s"""


def run(scale: float = 1.0, *, rounds: int = ROUNDS) -> dict[str, Any]:
    """``scale`` is the share of the country."""
    with scratch_database("analytics") as database:
        country = build(scale)
        with Roller(database, country.period_id) as roller:
            return _measure(country, roller, scale, rounds)


def _measure(country: Country, roller: Roller, scale: float, rounds: int) -> dict[str, Any]:
    roller.roll()
    tidy("rollup_agg", "rollup_placed", "rollup_counted")
    changes = Changes(country)
    times: dict[str, list[float]] = {"rebuild": [], "totals": [], "full": [], "one": []}
    for _ in range(rounds):
        times["full"].append(roller.roll())
        times["one"] += [roller.roll(changes.make(1)) for _ in range(3)]
        times["rebuild"].append(milliseconds(lambda: _do(_REBUILD, country)))
        times["totals"].append(milliseconds(lambda: _do(_TOTALS, country)))
    theirs = statistics.median(times["rebuild"]) + statistics.median(times["totals"])
    return {
        "scale": scale,
        "full_speedup": round(theirs / statistics.median(times["full"]), 1),
        "one_speedup": round(theirs / statistics.median(times["one"]), 1),
        "same_totals": _same(country),
        "rows": _count("analytics"),
        "analytics_rebuild_ms": spread(times["rebuild"]),
        "analytics_totals_ms": spread(times["totals"]),
        "full_ms": spread(times["full"]),
        "one_ms": spread(times["one"]),
        "reports": country.grassroots,
        "goals": GOALS,
    }


def _do(statements: tuple[str, ...], country: Country) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (*_TUNED, *statements):
            cursor.execute(statement, {"period": country.period_id})


def _count(table: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return int(cursor.fetchone()[0])


def _same(country: Country) -> bool:
    """Whether both ways tell the same of the whole country, figure by figure."""
    from django.db import connection

    from thidua.rollup.models import Agg, Tree

    root = Agg.objects.get(period_id=country.period_id, tree=Tree.THEN, node_id=country.root_id, bloc="")
    lines = (root.sent, root.sent_n, root.accepted, root.accepted_n)
    with connection.cursor() as cursor:
        for place, key in enumerate(country.form.keys):
            if key.startswith(("units@", "roster@")):
                continue  # units that must report are counted beside the table there
            cursor.execute(_CHECK, {"figure": place + 1})
            told = [float(one or 0) for one in cursor.fetchone()]
            if told != [float(line[place]) for line in lines]:
                return False
    return True
