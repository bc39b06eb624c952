from __future__ import annotations

from django.db import transaction

from thidua.kernel.door import Actor, Relation
from thidua.launch.models import Paper, PaperOpened


def opens_for_its_unit(paper: Paper, actor: Actor) -> bool:
    """Whether this look counts: an issued paper, by somebody of a unit below the one that issued it."""
    below = actor.unit_path.startswith(paper.seat.path) and actor.unit_path != paper.seat.path
    reads = actor.may("launch.view", paper.seat.path, Relation.ABOVE)
    return paper.state == "issued" and actor.account_id is not None and not actor.acts_for and below and reads


@transaction.atomic
def note_opened(*, actor: Actor, paper: Paper) -> bool:
    """Keeps that this person's unit has opened the paper; the first look of a person counts, every later one
    writes nothing. Returns whether it was the first. It is no deed of the person, so the audit has no line.
    """
    if not opens_for_its_unit(paper, actor):
        return False
    one = {"paper": paper, "unit_id": actor.unit_id, "account_id": actor.account_id}
    if PaperOpened.objects.filter(**one).exists():
        return False
    _opened, made = PaperOpened.objects.get_or_create(**one, defaults={"name": actor.name[:200]})
    return made
