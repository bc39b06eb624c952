"""What this room hears, and the lists that it takes in."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.kernel.door import system
from thidua.kernel.events import Ids, hears
from thidua.score.actions.grading.feed import feed_period
from thidua.score.intakes import gradings
from thidua.score.queries.marking import cluster_stations

__all__ = ["cluster_stations", "gradings"]

# --- Grading of grassroots unions


@hears("report.period_opened", "score.feed_grades")
def feed_grades(batch: Sequence[Ids]) -> None:
    """Classes that were agreed before the period opened enter its reports."""
    for period_id in sorted({ids["period_id"] for ids in batch}):
        feed_period(actor=system("score"), period_id=period_id)
