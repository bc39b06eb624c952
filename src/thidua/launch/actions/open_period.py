from __future__ import annotations

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.launch.models import Period
from thidua.launch.states import PERIOD


@transaction.atomic
def open_period(*, actor: Actor, period_id: int) -> Period:
    """Asks for reports: from now on every unit that must report has its own waiting."""
    period = fetch(Period, period_id, actor=actor, verb="open", lock=True, related=("cycle__movement__seat",))
    PERIOD.move(period, "open")
    record(actor, "launch.period_opened", period, path=period.cycle.movement.seat.path)
    emit("launch.period_opened", period_id=period.pk)
    return period
