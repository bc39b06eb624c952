"""Long work of this room."""

from __future__ import annotations

from typing import Any

from thidua.kernel.door import system
from thidua.kernel.jobs import long_work
from thidua.kernel.models import Progress
from thidua.rollup.actions.keep_results import KEEP_RESULTS, keep_results
from thidua.rollup.actions.restate import RESTATE, restate


@long_work(RESTATE)
def restate_period(progress: Progress) -> dict[str, Any]:
    """Restates one period on the tree of today; done again it finds the same."""
    return {"differs": restate(period_id=progress.arguments["period_id"])}


@long_work(KEEP_RESULTS)
def keep_results_of_a_year(progress: Progress) -> dict[str, Any]:
    """Writes the results of an edition as baselines; done again it writes the same."""
    edition_id = progress.arguments["edition_id"]
    return {"kept": keep_results(actor=system(progress.label), edition_id=edition_id)}
