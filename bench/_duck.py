"""The same sums by DuckDB, all in its memory: the limit that a full roll-up is measured against.

It gets a wide table, a column a figure, with the places of each report as whole numbers; reading it in is not
counted. It writes what the product writes: for every node that has something below it a row a bloc and one
of all blocs, with sums and counts of what is sent and of what is accepted. It writes nothing to disk, keeps
no index and no transaction, and knows no bulk entries. It sums the reports once, by upper union, bloc and
state, and everything above from those sums: of the ways tried the fastest (grouping sets over the reports
took twice as long, a filter on every sum five times).
"""

from __future__ import annotations

import duckdb
import numpy as np
from bench._ground import milliseconds

THREADS = 2


class Duck:
    """A session that holds the reports of one period."""

    version = duckdb.__version__

    def __init__(self, period_id: int, roster: frozenset[int]) -> None:
        """``roster``: ordinals (from 0) of figures that count units, sent or not."""
        self.roster = roster
        self._session = duckdb.connect()
        self._session.execute(f"set threads = {THREADS}")
        self.width = self._fill(period_id)
        self._work = self._statements()

    def roll(self) -> float:
        """Milliseconds of all the sums."""
        for table in ("base", "lines", "agg"):
            self._session.execute(f"drop table if exists {table}")
        return milliseconds(lambda: [self._session.execute(one) for one in self._work])

    def rows(self) -> dict[tuple[str, int, str], tuple[float, ...]]:
        """By line, node and bloc: all sums, then all counts."""
        told = self._session.execute("select * from agg").fetchall()
        return {row[:3]: row[3:] for row in told}

    def _fill(self, period_id: int) -> int:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "select r.path, b.parent_id, coalesce(nullif(r.bloc, ''), '?'), r.state, v.vals, k.level"
                " from report_report r join report_values v on v.period_id = r.period_id and v.report_id = r.id"
                " join federation_body b on b.id = r.unit_id join federation_unitkind k on k.id = b.kind_id"
                " where r.period_id = %s",
                [period_id],
            )
            rows = cursor.fetchall()
        width = len(rows[0][4])
        places = np.array([_places(path, level) for path, _, _, _, _, level in rows], dtype=np.int32)
        told = {
            "one": places[:, 0],
            "two": places[:, 1],
            "three": places[:, 2],
            "bloc": np.array([row[2] for row in rows], dtype=object),
            "state": np.array([row[3] for row in rows], dtype=object),
        }
        figures = np.array([row[4] for row in rows], dtype=float)
        told |= {f"v{n}": np.ascontiguousarray(figures[:, n]) for n in range(width)}
        self._session.register("told", told)
        picked = ", ".join(f"nullif(v{n}, 'nan'::double) as v{n}" for n in range(width))
        self._session.execute(
            f"create table leaf as select one, nullif(two, 0) as two, nullif(three, 0) as three, bloc, state,"
            f" {picked} from told"
        )
        self._session.unregister("told")
        return width

    def _statements(self) -> list[str]:
        """One after another: as parts of one statement they take longer to plan than to do."""
        base = ", ".join(f"sum(v{n}) as s{n}, count(v{n}) as n{n}" for n in range(self.width))
        sent = ", ".join(f"sum({name}) as {name}" for name in self._names)
        accepted = ", ".join(self._accepted(name) for name in self._names)
        where = "one, two, three, bloc"
        both = (
            f"select 'sent' as line, {where}, {sent} from base group by all"
            f" union all select 'accepted', {where}, {accepted} from base group by all"
        )
        levels = " union all ".join(
            f"select line, {node} as node, coalesce(bloc, '') as bloc, {sent} from lines where {node} is not null"
            f" group by grouping sets ((line, {node}, bloc), (line, {node}))"
            for node in ("one", "two", "three")
        )
        return [
            f"create table base as select {where}, state, {base} from leaf group by all",
            f"create table lines as {both}",
            f"create table agg as {levels}",
        ]

    @property
    def _names(self) -> list[str]:
        return [f"{kind}{n}" for kind in ("s", "n") for n in range(self.width)]

    def _accepted(self, name: str) -> str:
        """What counts units counts them whether they have sent or not."""
        kept = "" if int(name[1:]) in self.roster else " filter (where state = 'accepted')"
        return f"sum({name}){kept} as {name}"


def _places(path: str, level: str) -> tuple[int, int, int]:
    """Nodes that hold the report, 0 where there is none: a grassroots union is no node itself."""
    steps = [int(step) for step in path.split(".") if step]
    held = steps[:-1] if level == "grassroots" else steps
    return (held[0], *(held[1:2] or [0]), *(held[2:3] or [0]))
