"""Long work of this room."""

from __future__ import annotations

from typing import Any

from thidua.kernel.jobs import long_work
from thidua.kernel.models import Progress
from thidua.rollup.actions.restate import RESTATE, restate


@long_work(RESTATE)
def restate_period(progress: Progress) -> dict[str, Any]:
    """Restates one period on the tree of today; done again it finds the same."""
    return {"differs": restate(period_id=progress.arguments["period_id"])}
