from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.launch.models import Paper, Paragraph, Target, UnfinishedTarget


@transaction.atomic
def finish_target(*, actor: Actor, paper_id: int, unfinished_id: int, target_id: int) -> Target:
    """Says that a target that was set stands for one that the paper states: it waits no longer. Raises Absent."""
    paper, left = _left(actor, paper_id, unfinished_id)
    target = Target.objects.filter(pk=target_id, cycle__movement=paper.movement_id).first()
    if target is None:
        raise Absent()
    record(
        actor,
        "launch.target_finished",
        paper,
        path=paper.seat.path,
        data={"text": left.text, "told": left.told, "target": target.code},
    )
    left.delete()
    return target


@transaction.atomic
def keep_as_sentence(*, actor: Actor, paper_id: int, unfinished_id: int) -> Paragraph:
    """Keeps a target as one sentence of the content: nobody measures it. Raises Absent."""
    paper, left = _left(actor, paper_id, unfinished_id)
    here = Paragraph.objects.filter(paper=paper, section=Paragraph.Part.CONTENT)
    last = here.aggregate(last=Max("position"))["last"]
    line = Paragraph.objects.create(
        paper=paper,
        section=Paragraph.Part.CONTENT,
        text=left.text,
        position=0 if last is None else last + 1,
        changed_by=actor.name,
    )
    record(
        actor,
        "launch.target_kept_as_sentence",
        paper,
        path=paper.seat.path,
        data={"text": left.text, "told": left.told},
    )
    left.delete()
    return line


def _left(actor: Actor, paper_id: int, unfinished_id: int) -> tuple[Paper, UnfinishedTarget]:
    paper = fetch(Paper, paper_id, actor=actor, verb="draft", lock=True, related=("seat",))
    left = paper.unfinished_targets.filter(pk=unfinished_id).first()
    if left is None:
        raise Absent()
    return paper, left
