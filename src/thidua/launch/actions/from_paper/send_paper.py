from __future__ import annotations

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.files import Readable, keep
from thidua.kernel.jobs import begin
from thidua.launch.models import PaperReading
from thidua.launch.queries.from_paper.remarking import other_paper
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
    reading = fetch(
        PaperReading, reading_id, actor=actor, verb="type", lock=True, related=("seat", "progress")
    )
    told = reading.progress.arguments if reading.progress else {}
    order(actor, reading, paper=int(told.get("paper", 1)))
    return reading


@transaction.atomic
def read_other_paper(*, actor: Actor, reading_id: int, paper: int) -> PaperReading:
    """Orders a reading of its own of another paper in the same file; what was said of the first stays as it is.

    Raises Absent where the file holds no such paper, NotYours, NotNow.
    """
    first = fetch(PaperReading, reading_id, actor=actor, verb="review", related=("seat",), without=("raw",))
    if paper not in {other_paper(one) for one in first.remarks}:
        raise Absent()
    reading = PaperReading.objects.create(
        seat=first.seat,
        file_id=first.file_id,
        name=first.name,
        account_id=actor.account_id,
        account_name=actor.name,
    )
    record(
        actor,
        "launch.paper_sent_in",
        reading,
        path=first.seat.path,
        data={"name": reading.name, "beside": first.pk, "paper": paper},
    )
    order(actor, reading, paper=paper)
    return reading


def order(actor: Actor, reading: PaperReading, *, paper: int = 1) -> None:
    READING.move(reading, "begin")
    which = {} if paper == 1 else {"paper": paper}
    work = begin(WORK, actor=actor, label=reading.name[:200], arguments={"reading_id": reading.pk, **which})
    reading.progress = work
    reading.save(update_fields=["progress"])
