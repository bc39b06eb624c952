from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.launch.actions.register_document import open_register, register_document
from thidua.launch.models import Register
from thidua.pledge.actions.covenants.parts import held
from thidua.pledge.errors import NumberedAlready
from thidua.pledge.models import Covenant

SYMBOL = "GƯ-LĐLĐ"


@transaction.atomic
def number_covenant(
    *, actor: Actor, covenant_id: int, dated_on: dt.date, number: int | None = None, symbol: str = SYMBOL
) -> Covenant:
    """Gives the covenant its number in the book of the seat: a cluster has neither book nor seal, so that it is
    the book of its leader's union. Raises NumberedAlready, NumberMissing, NumberTaken, DateOutsideYear, NotYours."""
    covenant = held(actor, covenant_id, "number")
    if covenant.number is not None:
        raise NumberedAlready(reference=covenant.reference)
    book = open_register(
        actor=actor,
        unit_id=covenant.seat_id,
        direction=Register.Direction.OUTGOING,
        year=dated_on.year,
    )
    parties = _(", ").join(str(one.unit) for one in covenant.parties.select_related("unit"))
    entry = register_document(
        actor=actor,
        register_id=book.pk,
        subject=covenant.title,
        dated_on=dated_on,
        number=number,
        symbol=symbol,
        recipients=parties[:500],
    )
    covenant.number, covenant.symbol = entry.number, entry.symbol
    covenant.save(update_fields=["number", "symbol", "changed_at"])
    record(
        actor,
        "pledge.covenant_numbered",
        covenant,
        path=covenant.seat.path,
        data={"reference": covenant.reference},
    )
    return covenant
