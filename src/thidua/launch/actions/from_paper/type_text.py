from __future__ import annotations

from django.db import transaction

from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.launch.actions.from_paper.send_paper import order
from thidua.launch.models import PaperReading
from thidua.launch.paper_errors import NoTextTyped
from thidua.launch.queries.from_paper.storing import plain


@transaction.atomic
def save_typed(*, actor: Actor, reading_id: int, text: str, version: int | None = None) -> PaperReading:
    """Keeps what a person has typed beside the image so far; called at every pause. Raises Stale."""
    reading = fetch(PaperReading, reading_id, actor=actor, verb="type", lock=True, related=("seat",))
    check_version(reading, version)
    reading.raw, reading.typed = plain(text.replace("\r\n", "\n")), True
    reading.version += 1
    reading.save(update_fields=["raw", "typed", "version", "changed_at"])
    return reading


@transaction.atomic
def read_typed_text(*, actor: Actor, reading_id: int, text: str, version: int | None = None) -> PaperReading:
    """Orders the reading of what was typed; everything found in it is only for confirmation.

    Raises NoTextTyped, Stale.
    """
    if not text.strip():
        raise NoTextTyped()
    reading = save_typed(actor=actor, reading_id=reading_id, text=text, version=version)
    record(actor, "launch.paper_typed", reading, path=reading.seat.path, data={"letters": len(text)})
    order(actor, reading)
    return reading
