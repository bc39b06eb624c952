"""Computing all sums of then of a period, from notes that are taken anew."""

from __future__ import annotations

from thidua.rollup.actions.cascade import cascade, look_over_sums
from thidua.rollup.actions.note import note_everything
from thidua.rollup.actions.place import MANY
from thidua.rollup.models import Agg, Tree


def compute_then(period_id: int, form_ids: tuple[int, ...]) -> int:
    """Returns how many nodes were written. Call with the period held (``alone_with``)."""
    standing = note_everything(period_id, form_ids)
    Agg.objects.filter(period_id=period_id, tree=Tree.THEN).delete()
    cascade(period_id, Tree.THEN, standing, form_ids)
    if len(standing) > MANY:
        look_over_sums(period_id)
    return len(standing)
