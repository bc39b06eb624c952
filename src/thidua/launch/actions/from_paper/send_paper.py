from __future__ import annotations

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.files import Readable, keep
from thidua.kernel.jobs import begin
from thidua.launch.models import PaperReading
from thidua.launch.rules import acting_unit
from thidua.launch.states import READING

WORK = "launch.read_paper"


@transaction.atomic
def send_paper(*, actor: Actor, seat_id: int, name: str, stream: Readable, size: int) -> PaperReading:
    """Keeps a paper as evidence and orders its reading; what it says enters nothing yet.

    Any file is kept: the reader says itself what it cannot read, and the upload stays. Raises Absent, NotYours,
    FileTooLarge.
    """
    seat = acting_unit(actor, seat_id, "launch.draft")
    reading = PaperReading.objects.create(
        seat=seat,
        file=keep(name, stream, size, whatever=True),
        name=name[:255],
        account_id=actor.account_id,
        account_name=actor.name,
    )
    record(actor, "launch.paper_sent_in", reading, path=seat.path, data={"name": reading.name})
    order(actor, reading)
    return reading


@transaction.atomic
def read_again(*, actor: Actor, reading_id: int) -> PaperReading:
    """Orders the reading once more, of a file that could not be read. Raises Absent, NotYours, NotNow."""
    reading = fetch(PaperReading, reading_id, actor=actor, verb="type", lock=True, related=("seat",))
    order(actor, reading)
    return reading


def order(actor: Actor, reading: PaperReading) -> None:
    READING.move(reading, "begin")
    work = begin(WORK, actor=actor, label=reading.name[:200], arguments={"reading_id": reading.pk})
    reading.progress = work
    reading.save(update_fields=["progress"])
