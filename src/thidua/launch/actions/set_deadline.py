from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction

from thidua.federation.models import Body
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.events import emit
from thidua.launch.event_errors import NotOurDepartment
from thidua.launch.models import Cycle, Deadline, Period


@transaction.atomic
def set_deadline(
    *,
    actor: Actor,
    cycle_id: int,
    what: str,
    level: str,
    due_on: dt.date | None,
    period_id: int | None = None,
    channel: str = "",
    department_ids: Collection[int] = (),
) -> Deadline | None:
    """Says by which day a level must have done something; None takes the deadline away.

    Of a plan that is to be sent up: by which ``channel``, and to which departments of the caller.
    Raises NotOurDepartment.
    """
    cycle = fetch(Cycle, cycle_id, actor=actor, verb="change", lock=True, related=("movement__seat",))
    if period_id is not None and not Period.objects.filter(pk=period_id, cycle=cycle).exists():
        raise Absent()
    which: dict[str, Any] = {"cycle": cycle, "period_id": period_id, "what": what, "level": level}
    if due_on is None:
        Deadline.objects.filter(**which).delete()
        deadline = None
    else:
        deadline, _made = Deadline.objects.update_or_create(
            **which, defaults={"due_on": due_on, "channel": channel}
        )
        deadline.departments.set(_departments(cycle, department_ids))
    said = due_on.isoformat() if due_on else None
    record(
        actor,
        "launch.deadline_set",
        cycle,
        path=cycle.movement.seat.path,
        data={"what": what, "level": level, "due_on": said},
    )
    emit("launch.deadlines_changed", cycle_id=cycle.pk)
    return deadline


def _departments(cycle: Cycle, wanted: Collection[int]) -> list[Body]:
    seat = cycle.movement.seat
    found = list(Body.objects.filter(pk__in=wanted, host=seat, form=Body.Form.DEPARTMENT))
    if len(found) != len(set(wanted)):
        raise NotOurDepartment(unit=seat)
    return found
