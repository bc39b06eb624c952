from __future__ import annotations

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.launch.models import Cycle, Period
from thidua.report.actions.open_period import due_days
from thidua.report.models import Report


@transaction.atomic
def follow_deadlines(*, actor: Actor, cycle_id: int) -> int:
    """Gives reports that are not yet sent the due day that stands now; returns how many changed.

    A report that was sent keeps its day: whether it was in time is a fact. Raises Absent, NotYours.
    """
    cycle = fetch(Cycle, cycle_id, actor=actor, verb="change")
    changed = sum(_follow(period) for period in Period.objects.filter(cycle=cycle, state="open"))
    if changed:
        record(actor, "report.due_changed", cycle, data={"reports": changed})
    return changed


def _follow(period: Period) -> int:
    waiting = Report.objects.filter(period=period, first_sent_at=None)
    return sum(
        waiting.filter(unit__kind__level=level).exclude(due_on=day).update(due_on=day)
        for level, day in due_days(period).items()
    )
