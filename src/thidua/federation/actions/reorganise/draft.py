from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.federation.actions.branch import must_be_placed, must_stand
from thidua.federation.errors import NameEmpty, SourceMissing
from thidua.federation.models import Body, Reorganisation
from thidua.federation.states import REORGANISATION
from thidua.formats import text
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def draft_reorganisation(
    *, actor: Actor, seat_id: int, name: str, from_on: dt.date, source: str
) -> Reorganisation:
    """Begins a reorganisation under the roof of a unit; nothing changes before it is carried out.

    Raises Absent, NotYours, NotInTheTree, UnitEnded, NameEmpty, SourceMissing.
    """
    seat = fetch(Body, seat_id, actor=actor, verb="add_below")
    must_be_placed(seat)
    must_stand(seat)
    made = Reorganisation(seat=seat, from_on=from_on)
    _say(made, name, source)
    made.save()
    data = {"name": made.name, "from_on": from_on.isoformat(), "source": made.source}
    record(actor, "federation.reorganisation_drafted", made, path=seat.path, data=data)
    emit("federation.reorganisation_drafted", reorganisation_id=made.pk)
    return made


@transaction.atomic
def change_reorganisation(
    *,
    actor: Actor,
    reorganisation_id: int,
    name: str,
    from_on: dt.date,
    source: str,
    version: int | None = None,
) -> Reorganisation:
    """Corrects name, day and paper of a draft. Raises Absent, NotYours, NotNow, Stale, NameEmpty,
    SourceMissing."""
    draft = fetch(Reorganisation, reorganisation_id, actor=actor, verb="edit", lock=True, related=("seat",))
    check_version(draft, version)
    _say(draft, name, source)
    draft.from_on = from_on
    draft.version += 1
    draft.save()
    data = {"name": draft.name, "from_on": from_on.isoformat(), "source": draft.source}
    record(actor, "federation.reorganisation_changed", draft, path=draft.seat.path, data=data)
    return draft


@transaction.atomic
def drop(*, actor: Actor, reorganisation_id: int, reason: str = "") -> Reorganisation:
    """Lays a draft aside for good; its steps stay readable. Raises Absent, NotYours, NotNow."""
    draft = fetch(Reorganisation, reorganisation_id, actor=actor, verb="drop", lock=True, related=("seat",))
    REORGANISATION.move(draft, "drop")
    record(actor, "federation.reorganisation_dropped", draft, path=draft.seat.path, reason=reason)
    emit("federation.reorganisation_dropped", reorganisation_id=draft.pk)
    return draft


def _say(draft: Reorganisation, name: str, source: str) -> None:
    draft.name, draft.source = text.clean(name)[:255], text.clean(source)[:300]
    if not text.matching_key(draft.name):
        raise NameEmpty()
    if not draft.source:
        raise SourceMissing()
