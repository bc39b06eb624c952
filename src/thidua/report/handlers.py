"""What this room hears."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.kernel.door import system
from thidua.kernel.events import Ids, hears
from thidua.report import intakes
from thidua.report.actions.change_due import follow_deadlines
from thidua.report.actions.open_period import open_period

__all__ = ["intakes"]


@hears("launch.period_opened", "report.make_heads")
def make_heads(batch: Sequence[Ids]) -> None:
    for period_id in sorted({ids["period_id"] for ids in batch}):
        open_period(actor=system("report"), period_id=period_id)


@hears("launch.deadlines_changed", "report.follow_deadlines")
def move_due_days(batch: Sequence[Ids]) -> None:
    for cycle_id in sorted({ids["cycle_id"] for ids in batch}):
        follow_deadlines(actor=system("report"), cycle_id=cycle_id)
