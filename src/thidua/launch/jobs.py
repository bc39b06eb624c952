"""Long work of this room."""

from __future__ import annotations

from typing import Any

from thidua.kernel.door import system
from thidua.kernel.jobs import long_work, tell
from thidua.kernel.models import Progress
from thidua.launch.actions.derive_paper import derive_for_all
from thidua.launch.models import Paper
from thidua.launch.queries.annex import directly_below

DERIVE = "launch.derive_for_all"
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
