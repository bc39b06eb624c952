from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent
from thidua.launch.actions.dates import not_in_the_future
from thidua.launch.models import Duty, DutyDone
from thidua.launch.queries.duties import duties_of
from thidua.launch.rules import acting_unit


@transaction.atomic
def finish_duty(
    *, actor: Actor, duty_id: int, unit_id: int, done_on: dt.date | None = None, note: str = ""
) -> DutyDone:
    """The unit says that it has done what a paper gave it to do; said again it corrects day and note.

    Raises Absent for a duty that is not this unit's, NotYours, InTheFuture.
    """
    unit, duty = _own(actor, duty_id, unit_id)
    day = done_on or clock.today()
    not_in_the_future(day)
    told = {"done_on": day, "note": note.strip()[:300], "by": actor.name}
    done, _made = DutyDone.objects.update_or_create(duty=duty, unit=unit, defaults=told)
    _tell(actor, "launch.duty_done", unit, duty)
    return done


@transaction.atomic
def open_duty_again(*, actor: Actor, duty_id: int, unit_id: int) -> Duty:
    """Takes it back: the duty is open. Raises Absent, NotYours."""
    unit, duty = _own(actor, duty_id, unit_id)
    gone, _by_model = DutyDone.objects.filter(duty=duty, unit=unit).delete()
    if gone:
        _tell(actor, "launch.duty_open_again", unit, duty)
    return duty


def _own(actor: Actor, duty_id: int, unit_id: int) -> tuple[Body, Duty]:
    unit = acting_unit(actor, unit_id, "launch.record")
    for one in duties_of(unit):
        if one.duty.pk == duty_id:
            return unit, one.duty
    raise Absent()


def _tell(actor: Actor, did: str, unit: Body, duty: Duty) -> None:
    record(actor, did, duty.paper, path=unit.path, data={"duty": str(duty)[:500], "unit": unit.pk})
