"""How long the sums of the country take: wholly, and after 1, 10, 100, 1,000 changed reports.

Ratios count, not milliseconds of this machine: an incremental roll-up is told as a share of a full one, and a
full one as a multiple of DuckDB in memory, where that is installed.
"""

from __future__ import annotations

import importlib.util
import random
from typing import Any

from bench._country import Country, build
from bench._ground import milliseconds, scratch_database, spread

CHANGED = (1, 10, 100, 1000)
_TOUCH = """
update report_values v set vals[%(position)s] = floor(random() * 1000)
where v.period_id = %(period)s and v.report_id = any(%(ids)s)"""

# Once more from the reports, by another way: figure by figure, level by level.
_AGAIN = """
with told as (
    select substring(r.path from %(prefix)s) as path, r.state, u.value, u.position
    from report_report r join report_values v on v.period_id = r.period_id and v.report_id = r.id,
        unnest(v.vals) with ordinality as u(value, position)
    where r.period_id = %(period)s and u.value <> 'NaN'),
again as (
    select path, position, sum(value) as sent, count(*) as n,
        coalesce(sum(value) filter (where state = 'accepted' or position = %(roster)s), 0) as accepted
    from told group by path, position)
select count(*) filter (where a.path is not null), count(*) filter (where
    a.sent[g.position] is distinct from g.sent or a.sent_n[g.position] is distinct from g.n
    or a.accepted[g.position] is distinct from g.accepted)
from again g left join rollup_agg a on a.period_id = %(period)s and a.path = g.path and a.bloc = ''"""


def run(scale: float = 1.0, *, repeat: int = 3) -> dict[str, Any]:
    """``scale`` 1 is the country: 54 provinces, 3,400 upper unions, 125,000 grassroots unions."""
    with scratch_database("rollup"):
        return _measure(build(scale), scale, repeat)


def _measure(country: Country, scale: float, repeat: int) -> dict[str, Any]:
    from thidua.rollup.actions.roll import rebuild
    from thidua.rollup.models import Agg

    period_id = country.period_id
    first = milliseconds(lambda: rebuild(period_id=period_id))
    _tidy()
    full = spread([milliseconds(lambda: rebuild(period_id=period_id)) for _ in range(repeat)])
    changed = {count: _incremental(country, count, repeat) for count in CHANGED if count <= country.reports}
    checked, wrong = _again(country)
    duck = _duckdb(period_id)
    return {
        "scale": scale,
        "reports": country.reports,
        "components": len(country.form.keys),
        "nodes": Agg.objects.filter(period_id=period_id, bloc="").count(),
        "first_ms": round(first, 1),
        "full_ms": full,
        "changed_ms": changed,
        "changed_per_full": {n: round(told["median"] / full["median"], 3) for n, told in changed.items()},
        "duckdb": duck,
        "full_per_duckdb": round(full["median"] / duck["ms"], 1) if "ms" in duck else None,
        "sums_checked": checked,
        "sums_wrong": wrong,
    }


def _tidy() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze rollup_agg")
        cursor.execute("vacuum analyze rollup_placed")


def _incremental(country: Country, count: int, repeat: int) -> dict[str, float]:
    from django.db import connection

    from thidua.report.models import Report
    from thidua.rollup.actions.roll import roll

    chance = random.Random(count)
    everyone = list(Report.objects.filter(period_id=country.period_id).values_list("pk", flat=True))
    position = 1 + next(n for n, key in enumerate(country.form.keys) if key.startswith("sum:"))
    times = []
    for _ in range(repeat + 2):
        ids = chance.sample(everyone, count)
        with connection.cursor() as cursor:
            cursor.execute(_TOUCH, {"period": country.period_id, "ids": ids, "position": position})
        times.append(milliseconds(lambda ids=ids: roll(period_id=country.period_id, report_ids=ids)))
    return spread(times)


def _again(country: Country) -> tuple[int, int]:
    """Every sum of every node against a second computation: how many were compared, how many differ."""
    from django.db import connection

    roster = 1 + next(n for n, key in enumerate(country.form.keys) if key.startswith("units@"))
    checked = wrong = 0
    with connection.cursor() as cursor:
        for depth in (1, 2, 3):
            told = {
                "period": country.period_id,
                "prefix": "^" + "[0-9]+[.]" * depth,
                "roster": roster,
            }
            cursor.execute(_AGAIN, told)
            found = cursor.fetchone()
            checked, wrong = checked + found[0], wrong + found[1]
    return checked, wrong


def _duckdb(period_id: int) -> dict[str, Any]:
    """The same sums in DuckDB, one thread, the figures in its memory; the reading-in is not counted."""
    if importlib.util.find_spec("duckdb") is None:
        return {"skipped": "duckdb is not installed; it is no part of the house"}
    import duckdb
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select r.path, r.bloc, r.state, v.vals from report_report r"
            " join report_values v on v.period_id = r.period_id and v.report_id = r.id"
            " where r.period_id = %s",
            [period_id],
        )
        rows = cursor.fetchall()
    width = len(rows[0][3])
    session = duckdb.connect()
    session.execute("set threads = 1")
    columns = ", ".join(f"v{n} double" for n in range(width))
    session.execute(
        f"create table leaf (one varchar, two varchar, three varchar, bloc varchar, s varchar, {columns})"
    )
    _fill(session, rows, width)
    work = _cascade(width)
    times = []
    for _ in range(3):
        session.execute("drop table if exists agg")
        times.append(milliseconds(lambda: session.execute(work)))
    return {"ms": round(sorted(times)[1], 1), "version": duckdb.__version__}


def _fill(session: Any, rows: list[tuple], width: int) -> None:
    import numpy as np

    parts = [path.split(".") for path, *_ in rows]
    names = {
        "one": np.array([part[0] for part in parts], dtype=object),
        "two": np.array([part[1] for part in parts], dtype=object),
        "three": np.array([part[2] for part in parts], dtype=object),
        "bloc": np.array([row[1] for row in rows], dtype=object),
        "s": np.array([row[2] for row in rows], dtype=object),
    }
    figures = np.array([row[3] for row in rows], dtype=float)
    told = {**names, **{f"v{n}": figures[:, n] for n in range(width)}}
    session.register("told", told)
    picked = ", ".join(f"nullif(v{n}, 'nan'::double)" for n in range(width))
    session.execute(f"insert into leaf select one, two, three, bloc, s, {picked} from told")


def _cascade(width: int) -> str:
    def sums(line: str) -> str:
        kept = f" filter (where s = '{line}')" if line else ""
        return ", ".join(f"sum(v{n}){kept}, count(v{n}){kept}" for n in range(width))

    return (
        f"create table agg as select one, two, three, bloc, {sums('')}, {sums('accepted')} from leaf"
        " group by grouping sets ((one, bloc), (one, two, bloc), (one, two, three, bloc),"
        " (one), (one, two), (one, two, three))"
    )
