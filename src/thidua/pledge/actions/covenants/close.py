from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import transaction

from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.events import emit
from thidua.pledge.actions.covenants.parts import held
from thidua.pledge.errors import ActualsMissing
from thidua.pledge.models import Closing, Covenant
from thidua.pledge.queries.covenants import chain
from thidua.pledge.queries.covenants.standing import in_force
from thidua.pledge.queries.covenants.text import read
from thidua.pledge.states import COVENANT


@dataclass(frozen=True)
class Actual:
    """What a party came to in one clause: exactly ("812/950", "" when nothing is known), and as it is shown."""

    figure: str
    shown: str
    state: str  # of ``algebra.judging.State``


@transaction.atomic
def close_covenant(
    *,
    actor: Actor,
    covenant_id: int,
    actuals: Mapping[tuple[int, int], Actual],
    cites: str,
    on: dt.date | None = None,
) -> Closing:
    """Closes the covenant with what was reached, by number of clause and party, out of figures that are frozen;
    ``cites`` names them. The statement is the last link of the chain. Raises ActualsMissing."""
    covenant = held(actor, covenant_id, "close")
    version = in_force(covenant)
    assert version is not None
    if not actuals or not cites.strip():
        raise ActualsMissing()
    said = read(version)
    lines = [
        {
            "no": clause.number,
            "party": party.id,
            "promised": clause.says(party.id),
            **asdict(told),
        }
        for clause in said.clauses
        for party in said.parties
        if (told := actuals.get((clause.number, party.id))) is not None
    ]
    day = on or clock.today()
    text = chain.canonical(
        {
            "covenant": covenant.pk,
            "version": version.number,
            "on": day.isoformat(),
            "cites": cites,
            "lines": lines,
        }
    )
    closing = Closing.objects.create(
        covenant=covenant,
        text=text,
        before=covenant.head,
        digest=chain.digest(covenant.head, text),
        closed_on=day,
        by=actor.name,
    )
    COVENANT.move(covenant, "close")
    Covenant.objects.filter(pk=covenant.pk).update(head=closing.digest)
    record(
        actor,
        "pledge.covenant_closed",
        covenant,
        path=covenant.seat.path,
        data={"digest": closing.digest, "cites": cites, "lines": len(lines)},
    )
    emit("pledge.covenant_closed", covenant_id=covenant.pk)
    return closing
