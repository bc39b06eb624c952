"""The same sums by DuckDB, all in its memory: the limit that a full roll-up is measured against.

It gets a wide table, a column a figure, with the places of each report as whole numbers; reading it in is not
counted. It writes what the product writes: for every node that has something below it a row a bloc and one
of all blocs, with sums and counts of what is sent and of what is accepted. It writes nothing to disk, keeps
no index and no transaction, and knows no bulk entries. It sums the reports once, by upper union, bloc and
state, and everything above from those sums; of the ways tried it was the fastest.
"""

from __future__ import annotations

from typing import Any

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
        self._work = self._statement()

    def roll(self) -> float:
        """Milliseconds of all the sums."""
        self._session.execute("drop table if exists agg")
        return milliseconds(lambda: self._session.execute(self._work))

    def rows(self) -> dict[tuple[int, str], tuple[float, ...]]:
        """By node and bloc: sums and counts of what is sent, then of what is accepted."""
        told = self._session.execute("select * from agg").fetchall()
        return {(row[0], row[1]): row[2:] for row in told}

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

    def _statement(self) -> str:
        base = ", ".join(f"sum(v{n}) as s{n}, count(v{n}) as n{n}" for n in range(self.width))
        levels = " union all ".join(self._level(node) for node in ("one", "two", "three"))
        return (
            "create table agg as with base as (select one, two, three, bloc, state,"
            f" {base} from leaf group by all), {self._combined()} {levels}"
        )

    def _combined(self) -> str:
        """One row an upper union and bloc, with both lines in it."""
        parts = []
        for line, states in (("sent", "('sent', 'accepted')"), ("accepted", "('accepted')")):
            for n in range(self.width):
                kept = "" if n in self.roster else f" filter (where state in {states})"
                parts.append(f"coalesce(sum(s{n}){kept}, 0) as {line}{n}")
                parts.append(f"coalesce(sum(n{n}){kept}, 0) as {line}_n{n}")
        return f"both_lines as (select one, two, three, bloc, {', '.join(parts)} from base group by all)"

    def _level(self, node: str) -> str:
        names = [
            f"{line}{kind}{n}" for line in ("sent", "accepted") for kind in ("", "_n") for n in range(self.width)
        ]
        sums = ", ".join(f"sum({name}) as {name}" for name in names)
        return (
            f"select {node} as node, coalesce(bloc, '') as bloc, {sums} from both_lines"
            f" where {node} is not null group by grouping sets (({node}, bloc), ({node}))"
        )


def _places(path: str, level: str) -> tuple[int, int, int]:
    """Nodes that hold the report, 0 where there is none: a grassroots union is no node itself."""
    steps = [int(step) for step in path.split(".") if step]
    held = steps[:-1] if level == "grassroots" else steps
    return (held[0], *(held[1:2] or [0]), *(held[2:3] or [0]))
