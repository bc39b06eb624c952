"""What this room hears, and the lists that it takes in."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.kernel.door import system
from thidua.kernel.events import Ids, hears
from thidua.score.actions.follow_units import member_came, member_changed, unit_has_ended
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


# --- Units that end or change their cluster in mid-year


@hears("federation.unit_ended", "score.follow_endings")
def follow_endings(batch: Sequence[Ids]) -> None:
    for unit_id in sorted({ids["unit_id"] for ids in batch}):
        unit_has_ended(actor=system("score"), unit_id=unit_id)


@hears("federation.member_added", "score.follow_coming")
def follow_coming(batch: Sequence[Ids]) -> None:
    for cluster_id, unit_id, year in sorted(
        {(ids["cluster_id"], ids["unit_id"], ids["year"]) for ids in batch}
    ):
        member_came(actor=system("score"), cluster_id=cluster_id, unit_id=unit_id, year=year)


@hears("federation.member_left", "score.follow_leaving")
@hears("federation.member_kept", "score.follow_staying")
def follow_members(batch: Sequence[Ids]) -> None:
    for cluster_id, unit_id, year in sorted(
        {(ids["cluster_id"], ids["unit_id"], ids["year"]) for ids in batch}
    ):
        member_changed(actor=system("score"), cluster_id=cluster_id, unit_id=unit_id, year=year)
