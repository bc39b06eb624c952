"""A unit says its word to what was verified."""

from __future__ import annotations

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.score.errors import ReasonMissing
from thidua.score.models import Explanation, MarkedUnit
from thidua.score.queries.marking.loading import rules_of


@transaction.atomic
def explain(*, actor: Actor, marked_id: int, leaf: str, text: str) -> Explanation:
    """Raises ReasonMissing for empty words, CriterionUnknownHere."""
    related = ("unit", "round__sheet", "round__organiser")
    marked = fetch(MarkedUnit, marked_id, actor=actor, verb="explain", lock=True, related=related)
    rules_of(marked.round.sheet).leaf(leaf)
    if not text.strip():
        raise ReasonMissing()
    said = Explanation.objects.create(marked=marked, leaf=leaf, text=text.strip()[:5000], by=actor.name)
    record(actor, "score.explained", marked, path=marked.unit.path, data={"leaf": leaf})
    return said
