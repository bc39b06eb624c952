from __future__ import annotations

from django.db import transaction

from thidua.catalogue.errors import NothingToConfirm, TextMissing
from thidua.catalogue.figures import read_figure
from thidua.catalogue.loading import Item
from thidua.catalogue.models import Confirmation
from thidua.catalogue.queries.items import item as find
from thidua.catalogue.rules import must_confirm
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.events import emit


@transaction.atomic
def confirm(
    *, actor: Actor, kind: str, code: str, text_seen: str, typed: str = "", note: str = ""
) -> Confirmation:
    """An administrator confirms a figure with the text that was read.

    ``typed`` is the value as the text says it; empty takes the proposed one. An earlier confirmation ends.
    Raises NotYours, UnknownItem, NothingToConfirm, TextMissing, ValueUnread.
    """
    must_confirm(actor)
    item = find(kind, code)
    if item.verified or not item.carries_figure:
        raise NothingToConfirm()
    if not text_seen.strip():
        raise TextMissing()
    value = read_figure(item, typed.strip())
    _end(item, actor)
    confirmation = Confirmation.objects.create(
        kind=kind,
        item=code,
        value=value,
        text_seen=text_seen.strip(),
        note=note.strip(),
        by=actor.name,
        account_id=actor.account_id,
    )
    record(actor, "catalogue.confirmed", confirmation, data={"item": code, "value": value})
    emit("catalogue.confirmed", confirmation_id=confirmation.pk)
    return confirmation


@transaction.atomic
def take_back(*, actor: Actor, kind: str, code: str, reason: str) -> None:
    """Ends a confirmation: new uses stop, what was decided keeps the value that it used."""
    must_confirm(actor)
    item = find(kind, code)
    ended = _end(item, actor)
    if ended is None:
        raise NothingToConfirm()
    record(actor, "catalogue.taken_back", ended, reason=reason.strip(), data={"item": code})


def _end(item: Item, actor: Actor) -> Confirmation | None:
    standing = (
        Confirmation.objects.select_for_update().filter(kind=item.kind, item=item.code, ended_at=None).first()
    )
    if standing is not None:
        standing.ended_at, standing.ended_by = clock.now(), actor.name
        standing.save(update_fields=["ended_at", "ended_by"])
    return standing
