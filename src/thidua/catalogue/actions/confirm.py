from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.db import transaction

from thidua.catalogue.errors import NothingToConfirm, TextMissing, ValueUnread
from thidua.catalogue.loading import Item
from thidua.catalogue.models import Confirmation
from thidua.catalogue.queries.items import item as find
from thidua.catalogue.rules import must_confirm
from thidua.formats.errors import CodedError
from thidua.formats.vi import parse_number
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
    value = _value(item, typed.strip())
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


def _value(item: Item, typed: str) -> Any:
    """The typed value in the shape of the proposed one: a number, words, or a list or table as JSON."""
    if not typed:
        if item.proposed is None:
            raise ValueUnread(proposed="–")
        return _storable(item.proposed)
    if isinstance(item.proposed, bool | dict | list):
        return _json(item, typed)
    if isinstance(item.proposed, int | float):
        return _number(item, typed)
    return typed


def _json(item: Item, typed: str) -> Any:
    try:
        value = json.loads(typed)
    except ValueError as unread:
        raise ValueUnread(proposed=json.dumps(_storable(item.proposed), ensure_ascii=False)) from unread
    if type(value) is not type(item.proposed):
        raise ValueUnread(proposed=json.dumps(_storable(item.proposed), ensure_ascii=False))
    return value


def _number(item: Item, typed: str) -> int | str:
    try:
        number = parse_number(typed)
    except CodedError as unread:
        raise ValueUnread(proposed=item.proposed) from unread
    return int(number) if number == number.to_integral_value() else str(Decimal(number))


def _storable(value: Any) -> Any:
    """Dates of the files as ISO text; a decimal as text, so that nothing is rounded on the way."""
    return json.loads(json.dumps(value, default=str))
