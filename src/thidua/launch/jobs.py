"""Long work of this room."""

from __future__ import annotations

import io
from typing import Any

from thidua.kernel.door import system
from thidua.kernel.files import keep
from thidua.kernel.jobs import long_work, tell
from thidua.kernel.models import Progress
from thidua.launch.actions.derive_paper import derive_for_all
from thidua.launch.models import Paper
from thidua.launch.queries.annex import directly_below
from thidua.launch.queries.as_file import written

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
