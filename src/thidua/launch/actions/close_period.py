from __future__ import annotations

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.launch.errors import ReasonMissing
from thidua.launch.models import Period
from thidua.launch.states import PERIOD

_RELATED = ("cycle__movement__seat",)


@transaction.atomic
def close_period(*, actor: Actor, period_id: int) -> Period:
    """Locks the period: later corrections are restatements that everybody sees."""
    period = fetch(Period, period_id, actor=actor, verb="close", lock=True, related=_RELATED)
    PERIOD.move(period, "close")
    record(actor, "launch.period_closed", period, path=period.cycle.movement.seat.path)
    emit("launch.period_closed", period_id=period.pk)
    return period


@transaction.atomic
def reopen_period(*, actor: Actor, period_id: int, reason: str) -> Period:
    """Opens a locked period again, for a reason that stands in the audit. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing()
    period = fetch(Period, period_id, actor=actor, verb="reopen", lock=True, related=_RELATED)
    PERIOD.move(period, "reopen")
    record(
        actor, "launch.period_reopened", period, path=period.cycle.movement.seat.path, reason=reason.strip()
    )
    emit("launch.period_reopened", period_id=period.pk)
    return period
