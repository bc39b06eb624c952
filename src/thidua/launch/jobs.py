"""Long work of this room."""

from __future__ import annotations

import io
import logging
from typing import Any

from thidua.formats.errors import CodedError
from thidua.kernel.door import system
from thidua.kernel.files import keep, place_of
from thidua.kernel.jobs import long_work, tell
from thidua.kernel.models import Progress
from thidua.launch.actions.derive_paper import derive_for_all
from thidua.launch.actions.from_paper.keep_reading import keep_reading, keep_refusal
from thidua.launch.actions.from_paper.send_paper import WORK as READ
from thidua.launch.models import Paper, PaperReading
from thidua.launch.paper_errors import ReadingFailed
from thidua.launch.queries.annex import directly_below
from thidua.launch.queries.as_file import written
from thidua.launch.queries.from_paper.reader import passages_of, read_file, read_typed
from thidua.launch.queries.from_paper.remarking import remarks_on

log = logging.getLogger(__name__)

DERIVE = "launch.derive_for_all"
WRITE = "launch.write_paper"
_AT_ONCE = 20  # drafts between two words of progress


@long_work(DERIVE)
def derive_all(progress: Progress) -> dict[str, Any]:
    """Draws the draft of every unit directly below; done again it passes over those that have one."""
    above = Paper.objects.select_related("seat").get(pk=progress.arguments["paper_id"])
    asked = [unit for unit in directly_below(above.seat) if unit.level in above.asks_levels]
    drawn = 0
    for start in range(0, len(asked), _AT_ONCE):
        batch = asked[start : start + _AT_ONCE]
        drawn += derive_for_all(actor=system(progress.label), above_id=above.pk, units=batch)
        tell(progress, start + len(batch), len(asked))
    return {"drawn": drawn, "asked": len(asked)}


@long_work(WRITE)
def write_paper(progress: Progress) -> dict[str, Any]:
    """Writes a paper with a large annex as a file and keeps it; done again it gives the same file."""
    paper = Paper.objects.select_related("seat__parent", "issuer", "movement").get(
        pk=progress.arguments["paper_id"]
    )
    made = written(paper, progress.arguments["format"])
    stored = keep(made.name, io.BytesIO(made.content), len(made.content))
    return {"file_id": stored.pk}


@long_work(READ)
def read_paper(progress: Progress) -> dict[str, Any]:
    """Reads a paper that was sent in. Whatever is wrong with the file, it stays, and nothing is half made."""
    reading = PaperReading.objects.select_related("file", "seat").get(pk=progress.arguments["reading_id"])
    house = system("đọc văn bản")
    tell(progress, 0, _STEPS)
    try:
        if reading.typed:
            read = read_typed(reading.raw, reading.name)
        else:
            which = int(progress.arguments.get("paper", 1))
            read = read_file(place_of(reading.file.sha256), reading.name, which)
        tell(progress, 1, _STEPS)
        remarks = remarks_on(read, reading.seat)
        tell(progress, 2, _STEPS)
        kept = keep_reading(
            actor=house, reading_id=reading.pk, read=read, remarks=remarks, passages=passages_of(read)
        )
    except CodedError as refusal:
        keep_refusal(actor=house, reading_id=reading.pk, refusal=refusal)
        raise
    except Exception:
        log.exception("reading %s of «%s» failed", reading.pk, reading.name)
        failed = ReadingFailed(name=reading.name)
        keep_refusal(actor=house, reading_id=reading.pk, refusal=failed)
        raise failed from None
    return {"reading_id": kept.pk, "items": kept.items.count()}


_STEPS = 3  # the file, its remarks, what is kept of both
