"""What this room hears."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.kernel.door import system
from thidua.kernel.events import Ids, hears
from thidua.pledge.actions.covenants.follow_assignments import follow_assignments
from thidua.pledge.actions.covenants.versions import HOUSE

# Covenants.


@hears("launch.assignments_changed", "pledge.covenants")
def follow_decisions(batch: Sequence[Ids]) -> None:
    follow_assignments(actor=system(HOUSE), cycle_ids={ids["cycle_id"] for ids in batch})
