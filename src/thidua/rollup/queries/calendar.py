"""Where a period stands in its year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thidua.algebra import judging, periods
from thidua.kernel import clock
from thidua.launch.models import Deadline, Period


@dataclass(frozen=True)
class Calendar:
    """Where a period stands in its year, on a day."""

    period: periods.Period
    year_ends: dt.date
    today: dt.date

    @property
    def position(self) -> judging.Position:
        return judging.position_of(self.period, self.year_ends, self.today)


_KINDS = {"half_year": periods.PeriodKind.HALF_YEAR, "year": periods.PeriodKind.YEAR}


def calendar_of(period: Period, level: str, today: dt.date | None = None) -> Calendar:
    """The algebra's view of a period for units of a level; the level's own deadline is when it is due.
    ``today`` of what was frozen on another day."""
    due = _due(period, level)
    told = periods.Period(
        measured_from=period.measured_from,
        cutoff=period.cutoff_on,
        due=max(due or period.ends_on, period.cutoff_on),
        ends=max(period.ends_on, period.cutoff_on),
        label=period.name,
        kind=_KINDS.get(period.kind, periods.PeriodKind.ROUND),
        cumulative=period.measured_from == period.cycle.starts_on,
    )
    return Calendar(told, period.cycle.ends_on, today or clock.today())


def _due(period: Period, level: str) -> dt.date | None:
    """The level's deadline for this period, else the cycle's."""
    found = [
        one
        for one in period.cycle.deadlines.all()  # a page that shows them as well has read them already
        if one.what == Deadline.What.REPORT and one.level == level and one.period_id in (None, period.pk)
    ]
    own_first = sorted(found, key=lambda one: one.period_id is None)
    return own_first[0].due_on if own_first else None
