"""What the reader found is kept beside its source: proposals, repairs, remarks. Nothing of it is accepted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from thidua.documents.reading.model import Reading
from thidua.documents.source.model import Confidence
from thidua.formats.errors import CodedError
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, must_be_house
from thidua.launch.models import PaperReading, ReadBody, ReadItem
from thidua.launch.queries.from_paper.meaning import means_of
from thidua.launch.queries.from_paper.naming import bodies_of
from thidua.launch.queries.from_paper.storing import paragraphs_of, plain, repairs_of, rows_of, stored
from thidua.launch.states import READING


@transaction.atomic
def keep_reading(
    *,
    actor: Actor,
    reading_id: int,
    read: Reading,
    remarks: Iterable[dict[str, Any]] = (),
    passages: Iterable[ReadItem] = (),
) -> PaperReading:
    """Writes what was read, all of it or nothing. Only the house reads. Raises NotYours, NotNow."""
    must_be_house(actor)
    reading = _held(reading_id)
    if reading.state not in READING.sources("finish"):
        return reading  # read by another worker already, or given up meanwhile
    reading.items.all().delete()
    reading.bodies.all().delete()
    _take_source(reading, read)
    reading.remarks = list(remarks)
    reading.refusal = {}
    rows = _numbered([*rows_of(read), *passages])
    for row in rows:
        row.reading = reading
        row.means = means_of(row.kind, row.said)
    ReadItem.objects.bulk_create(rows, batch_size=1000)
    ReadBody.objects.bulk_create(bodies_of(reading, rows), batch_size=1000)
    reading.version += 1
    reading.save()
    READING.move(reading, "finish")
    record(
        actor,
        "launch.paper_read",
        reading,
        path=reading.seat.path,
        data={"items": len(rows), "format": reading.format, "repairs": len(reading.repairs)},
    )
    return reading


def _take_source(reading: PaperReading, read: Reading) -> None:
    source = read.source
    reading.format = source.format.value
    reading.doubtful = source.confidence is Confidence.LOW
    reading.pages = source.pages
    reading.raw = plain(source.raw)
    reading.paragraphs = paragraphs_of(read)
    reading.repairs = repairs_of(read)
    reading.notes = list(source.notes)
    reading.totals = [
        {"target": one.target, "value": stored(one.value), "sum_of_units": stored(one.sum_of_units)}
        for one in read.totals
    ]


def _numbered(rows: list[ReadItem]) -> list[ReadItem]:
    """In the order of the document, counted from 1."""
    rows.sort(key=lambda row: -1 if row.start is None else row.start)
    for number, row in enumerate(rows, start=1):
        row.number = number
    return rows


@transaction.atomic
def keep_refusal(*, actor: Actor, reading_id: int, refusal: CodedError) -> PaperReading:
    """Says why a paper could not be read; the file stays and nothing else is made."""
    must_be_house(actor)
    reading = _held(reading_id)
    if reading.state not in READING.sources("fail"):
        return reading
    told = {name: str(value) for name, value in refusal.params.items()}
    reading.refusal = {"code": refusal.code, "params": told}
    READING.move(reading, "fail", also=("refusal",))
    record(actor, "launch.paper_unreadable", reading, path=reading.seat.path, data={"code": refusal.code})
    return reading


def _held(reading_id: int) -> PaperReading:
    return PaperReading.objects.select_for_update(of=("self",)).select_related("seat").get(pk=reading_id)
