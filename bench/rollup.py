"""How long the sums of the country take: wholly, and after 1 to 1,000 changed reports.

Ratios count, not milliseconds of this machine: an incremental roll-up is told as a share of a full one, and a
full one as a multiple of DuckDB in memory (``bench/_duck.py``). They take turns, so that what else the machine
does meets all of them.
"""

from __future__ import annotations

import random
import statistics
from typing import Any

from bench._country import Country, build, tidy
from bench._ground import scratch_database, spread
from bench._recomputation import differences
from bench._roller import Roller

CHANGED = (1, 10, 100, 1000)
ROUNDS = 7
GOALS = {
    "full_over_duckdb": 4.5,
    "thousand_over_full": 0.6,
    "one_over_full": 0.02,
    "worker_peak_mb": 1024,
    "equal_to_recomputation": True,
}


def run(scale: float = 1.0, *, rounds: int = ROUNDS) -> dict[str, Any]:
    """``scale`` 1 is the country: 128,455 units, 125,000 of them grassroots unions that have reported."""
    with scratch_database("rollup") as database:
        country = build(scale)
        with Roller(database, country.period_id) as roller:
            return _measure(country, roller, scale, rounds)


def _measure(country: Country, roller: Roller, scale: float, rounds: int) -> dict[str, Any]:
    from bench._duck import THREADS, Duck
    from django.db import connection

    from thidua.rollup.models import Agg, Tree

    first = roller.roll()
    tidy("rollup_agg", "rollup_placed", "rollup_counted")
    duck = Duck(country.period_id, _roster(country))
    changes = Changes(country)
    counts = [count for count in CHANGED if count <= country.grassroots]
    times: dict[Any, list[float]] = {name: [] for name in ("full", "duckdb", *counts)}
    for _ in range(rounds):
        times["duckdb"].append(duck.roll())
        times["full"].append(roller.roll())
        for count in counts:
            times[count].append(roller.roll(changes.make(count)))
    compared, wrong = differences(country.period_id)
    medians = {name: statistics.median(told) for name, told in times.items()}
    return {
        "scale": scale,
        "full_over_duckdb": round(medians["full"] / medians["duckdb"], 2),
        "thousand_over_full": _share(medians, 1000),
        "one_over_full": _share(medians, 1),
        "worker_peak_mb": roller.peak_mb,
        "equal_to_recomputation": not wrong,
        "first_difference": wrong[0] if wrong else None,
        "sums_compared": compared,
        "units": country.units,
        "reports": country.grassroots,
        "components": len(country.form.keys),
        "nodes": Agg.objects.filter(period_id=country.period_id, tree=Tree.THEN, bloc="").count(),
        "first_ms": round(first, 1),
        "full_ms": spread(times["full"]),
        "duckdb_ms": spread(times["duckdb"]),
        "postgres": f"{connection.pg_version // 10000}.{connection.pg_version % 10000}",
        "duckdb": {"version": duck.version, "threads": THREADS},
        "changed_ms": {count: spread(times[count]) for count in counts},
        "goals": GOALS,
    }


def _share(medians: dict[Any, float], count: int) -> float | None:
    return round(medians[count] / medians["full"], 4) if count in medians else None


def _roster(country: Country) -> frozenset[int]:
    return frozenset(
        place for place, key in enumerate(country.form.keys) if key.startswith(("units@", "roster@"))
    )


class Changes:
    """Reports that say something new: record and vector change together, as ``store`` writes them."""

    def __init__(self, country: Country) -> None:
        from thidua.config.scenario.country.answering import Answers
        from thidua.report.models import Report

        told = Report.objects.filter(period_id=country.period_id, unit__kind__level="grassroots")
        self.period_id = country.period_id
        self.reports = list(told.order_by("pk").values_list("pk", flat=True))
        self.answers = Answers(country.form)
        self.chance = random.Random(17)

    def make(self, count: int) -> list[int]:
        from django.db import connection

        ids = self.chance.sample(self.reports, count)
        rows = [(*self.answers.of(self.chance.randrange(10**9)), self.period_id, pk) for pk in ids]
        with connection.cursor() as cursor:
            cursor.executemany(
                "update report_values set data = %s::jsonb, vals = %s::float8[]"
                " where period_id = %s and report_id = %s",
                rows,
            )
        return ids
