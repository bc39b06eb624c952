"""Long lists are carried out by the worker, batch by batch, each in its own transaction."""

from __future__ import annotations

from typing import Any

from thidua.kernel.intake import checking
from thidua.kernel.intake.actions.apply import WORK, carry_on
from thidua.kernel.intake.actors import unpacked
from thidua.kernel.jobs import long_work, tell
from thidua.kernel.models import Intake, Progress


@long_work(WORK)
def carry_out_list(progress: Progress) -> dict[str, Any]:
    """Goes on where an earlier worker stopped: rows that are applied are not ready any more."""
    intake_id = progress.arguments["intake_id"]
    actor = unpacked(progress.arguments["actor"])
    intake = Intake.objects.get(pk=intake_id)
    total = checking.tally(intake)["ready"]
    done = 0
    tell(progress, 0, total)
    while taken := carry_on(actor=actor, intake_id=intake_id):
        done += taken
        tell(progress, min(done, total), total)
    return {"intake_id": intake_id, **checking.tally(intake)}
