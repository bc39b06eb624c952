"""What a person says about a proposal: take it over, correct it, drop it, join it to another, or undo that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.launch.models import PaperReading, ReadItem
from thidua.launch.paper_errors import ItemChanged, ItemHasNoField, NotMergeable
from thidua.launch.queries.from_paper.days import with_whole_days
from thidua.launch.queries.from_paper.meaning import means_of
from thidua.launch.queries.from_paper.storing import fields_of
from thidua.launch.states import READ_ITEM

MAIN = (
    "text",
    "subject",
    "name",
    "what",
    "value",
    "target",
    "number",
    "doc_type",
    "ordinal",
    "start",
    "theme",
)


@transaction.atomic
def decide(*, actor: Actor, reading_id: int, number: int, move: str, version: int | None = None) -> ReadItem:
    """Moves one proposal: ``accept``, ``reject`` or ``put_back``. Raises Absent, NotNow, ItemChanged."""
    reading = _reviewed(actor, reading_id)
    row = _row(reading, number, version)
    READ_ITEM.move(row, move, also=_touch(row, actor))
    if move == "put_back":
        row.merged_into = None
        row.save(update_fields=["merged_into"])
    record(actor, f"launch.read_item_{move}", reading, path=reading.seat.path, data={"item": row.number})
    return row


@transaction.atomic
def correct(
    *,
    actor: Actor,
    reading_id: int,
    number: int,
    fields: Mapping[str, Any],
    means: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> ReadItem:
    """Keeps an item as a person typed it, and takes it over. What was read stays beside it.

    ``means`` is what of ours it stands for; None lets the corrected words say it. Raises ItemHasNoField,
    ItemDayUnclear, ItemChanged, NotNow.
    """
    reading = _reviewed(actor, reading_id)
    row = _row(reading, number, version)
    known = set(fields_of(row.kind))
    told = {name: value for name, value in fields.items() if name in known and value not in (None, "")}
    if not any(name in told for name in MAIN):
        raise ItemHasNoField(number=row.number)
    told = with_whole_days(row, told)
    kept = {name: value for name, value in row.said.items() if name not in known}
    row.corrected = {**kept, **told}
    row.means = dict(means) if means is not None else means_of(row.kind, row.corrected)
    row.save(update_fields=["corrected", "means"])
    if row.state in READ_ITEM.sources("accept"):
        READ_ITEM.move(row, "accept", also=_touch(row, actor))
    else:
        row.save(update_fields=_touch(row, actor))
    record(
        actor,
        "launch.read_item_corrected",
        reading,
        path=reading.seat.path,
        data={"item": row.number, "read": row.said, "corrected": row.corrected},
    )
    return row


@transaction.atomic
def merge(*, actor: Actor, reading_id: int, number: int, into: int) -> ReadItem:
    """Says that an item is the same as another one of its kind, which goes on alone. Raises NotMergeable."""
    reading = _reviewed(actor, reading_id)
    row, other = _row(reading, number), reading.items.filter(number=into).first()
    if other is None or other.pk == row.pk or other.kind != row.kind or other.state == "merged":
        raise NotMergeable(number=number, into=into)
    READ_ITEM.move(row, "merge", also=_touch(row, actor))
    row.merged_into = other
    row.save(update_fields=["merged_into"])
    record(
        actor, "launch.read_item_merged", reading, path=reading.seat.path, data={"item": number, "into": into}
    )
    return row


@transaction.atomic
def accept_all(*, actor: Actor, reading_id: int, kind: str = "", sure_only: bool = False) -> int:
    """Takes over every proposal that waits, of one kind or of all; ``sure_only`` leaves what must be read again.

    Returns how many. One statement, whatever their number.
    """
    reading = _reviewed(actor, reading_id)
    waiting = reading.items.filter(state="proposed")
    if kind:
        waiting = waiting.filter(kind=kind)
    if sure_only:
        waiting = waiting.filter(confidence=ReadItem.Confidence.HIGH)
    count = _take_over(waiting, actor)
    record(
        actor,
        "launch.read_items_accepted",
        reading,
        path=reading.seat.path,
        data={"kind": kind, "sure_only": sure_only, "count": count},
    )
    return count


def _take_over(waiting: QuerySet[ReadItem], actor: Actor) -> int:
    keys = list(waiting.values_list("pk", flat=True))
    rows = ReadItem.objects.filter(pk__in=keys)
    rows.update(version=F("version") + 1, changed_at=clock.now(), changed_by=actor.name)
    return READ_ITEM.move_all(rows, "accept")


def _reviewed(actor: Actor, reading_id: int) -> PaperReading:
    """The reading, held so that two people follow one another."""
    return fetch(
        PaperReading, reading_id, actor=actor, verb="review", lock=True, related=("seat",), without=("raw",)
    )


def _row(reading: PaperReading, number: int, version: int | None = None) -> ReadItem:
    row = reading.items.filter(number=number).first()
    if row is None:
        raise Absent()
    if version is not None and row.version != version:
        raise ItemChanged(number=number, who=row.changed_by or "?")
    return row


def _touch(row: ReadItem, actor: Actor) -> tuple[str, ...]:
    row.version += 1
    row.changed_at, row.changed_by = clock.now(), actor.name
    return ("version", "changed_at", "changed_by")
