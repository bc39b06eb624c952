from __future__ import annotations

from django.db import transaction

from thidua.kernel import files
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.files import Readable
from thidua.score.actions.grading.guards import RELATED, require_open
from thidua.score.errors import CriterionStrange
from thidua.score.models import Grading, GradingEvidence


@transaction.atomic
def attach(
    *, actor: Actor, grading_id: int, name: str, stream: Readable, size: int, criterion: str = ""
) -> GradingEvidence:
    """Keeps a photo or paper behind the points of a criterion; the same file again is kept once.

    Raises FileTooLarge, FileKindUnknown, CriterionStrange, RoundClosed.
    """
    grading = fetch(Grading, grading_id, actor=actor, verb="attach", lock=True, related=RELATED)
    require_open(grading)
    known = {leaf.id for leaf in grading.round.criteria.leaves()}
    known |= {one.code for one in grading.round.rules.conditions}
    if criterion and criterion not in known:
        raise CriterionStrange(criterion=criterion[:60])
    stored = files.keep(name, stream, size)
    kept, made = GradingEvidence.objects.get_or_create(
        grading=grading, criterion=criterion, file=stored, defaults={"name": name[:255], "by": actor.name}
    )
    if made:
        record(
            actor, "score.grading_evidence_added", grading, path=grading.unit.path, data={"name": kept.name}
        )
    return kept


@transaction.atomic
def detach(*, actor: Actor, grading_id: int, evidence_id: int) -> None:
    """Takes a photo or paper off; the trail says that it was there."""
    grading = fetch(Grading, grading_id, actor=actor, verb="attach", lock=True, related=RELATED)
    require_open(grading)
    found = grading.evidence.filter(pk=evidence_id).first()
    if found is None:
        raise Absent()
    record(
        actor, "score.grading_evidence_removed", grading, path=grading.unit.path, data={"name": found.name}
    )
    found.delete()
