from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.federation.actions.clusters.hand_over import finish_duty
from thidua.federation.models import LeaderDuty
from thidua.formats import text
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.pledge.queries.registrations.of_members import keep_together, of_members, summed_up
from thidua.pledge.sending_errors import MembersMissing, NothingToSend

_NAMED = 5  # members named in a refusal


@transaction.atomic
def send_together(*, actor: Actor, duty_id: int, done_on: dt.date, reason: str = "") -> LeaderDuty:
    """The leader who goes puts together what the members have confirmed, attaches it to the duty of the hand-over and
    says that it went above: one step. For members that have not confirmed it gives a ``reason``.

    Raises Absent, NotYours, NotNow, NothingToSend, MembersMissing, NotYet.
    """
    duty = duty_of(actor, duty_id)
    told, said = of_members(duty), text.clean(reason)
    if not told.members:
        raise NothingToSend(cluster=str(duty.cluster), year=told.year)
    if told.missing and not said:
        names = ", ".join(str(one) for one in told.missing[:_NAMED])
        raise MembersMissing(
            count=len(told.missing), names=names + ("…" if len(told.missing) > _NAMED else "")
        )
    note = " ".join(part for part in (summed_up(told), said) if part)
    scan = keep_together(duty, told, done_on)
    return finish_duty(actor=actor, duty_id=duty_id, done_on=done_on, note=note, scan=scan)


def duty_of(actor: Actor, duty_id: int) -> LeaderDuty:
    """The duty to send registrations, of whoever owes it. Raises Absent, NotYours, NotNow."""
    duty = fetch(LeaderDuty, duty_id, actor=actor, verb="finish", related=("cluster__host",))
    if duty.what != LeaderDuty.What.REGISTRATIONS:
        raise Absent()
    return duty
