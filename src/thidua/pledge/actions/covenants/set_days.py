from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.events import emit
from thidua.pledge.actions.covenants.parts import held
from thidua.pledge.covenant_errors import DaysOutOfOrder
from thidua.pledge.models import Covenant


@transaction.atomic
def set_days(
    *, actor: Actor, covenant_id: int, answer_by: dt.date | None, sign_by: dt.date | None
) -> Covenant:
    """By when the parties answer and by when they sign: their homes remind them, and say when it is late. No words of
    the covenant change, so nobody is asked again. Raises NotYours, NotNow, DaysOutOfOrder."""
    covenant = held(actor, covenant_id, "set_days")
    if answer_by is not None and sign_by is not None and sign_by < answer_by:
        raise DaysOutOfOrder()
    covenant.answer_by, covenant.sign_by = answer_by, sign_by
    covenant.save(update_fields=["answer_by", "sign_by", "changed_at"])
    data = {"answer_by": str(answer_by or ""), "sign_by": str(sign_by or "")}
    record(actor, "pledge.covenant_days_set", covenant, path=covenant.seat.path, data=data)
    emit("pledge.covenant_moved", covenant_id=covenant.pk)
    return covenant
