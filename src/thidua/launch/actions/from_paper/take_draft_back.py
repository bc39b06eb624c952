from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.launch.models import AnnexCell, Cycle, Movement, Paper, PaperReading, Target
from thidua.launch.paper_errors import DraftWasBuiltOn
from thidua.launch.states import READING


@transaction.atomic
def take_draft_back(*, actor: Actor, reading_id: int) -> PaperReading:
    """Deletes the draft that a reading became, with the movement that came with it, and opens the review again.

    Only while nothing was built on it. Raises DraftWasBuiltOn, NotNow.
    """
    reading = fetch(PaperReading, reading_id, actor=actor, verb="take_back", lock=True, related=("seat",))
    paper = Paper.objects.select_related("movement").filter(read_from=reading).first()
    if paper is not None:
        _delete(actor, paper, reading)
    reading.paper, reading.called_movement = None, False
    reading.version += 1
    READING.move(reading, "take_back", also=("paper", "called_movement", "version"))
    record(actor, "launch.draft_taken_back", reading, path=reading.seat.path)
    return reading


def _delete(actor: Actor, paper: Paper, reading: PaperReading) -> None:
    if paper.state != "draft":
        raise DraftWasBuiltOn(paper=paper, why=_("Văn bản đã rời bàn soạn."))
    movement = paper.movement
    drafts = [paper]
    if reading.called_movement:
        drafts = list(Paper.objects.filter(movement=movement))
        _must_be_untouched(paper, movement, drafts)
    data = {"paper": paper.pk, "title": paper.title, "movement": movement.pk}
    record(actor, "launch.draft_deleted", paper, path=reading.seat.path, data=data)
    AnnexCell.objects.filter(decision__in=drafts).delete()
    PaperReading.objects.filter(paper__in=drafts).update(paper=None)
    for one in drafts:
        one.delete()
    if reading.called_movement:
        Target.objects.filter(cycle__movement=movement).delete()
        Cycle.objects.filter(movement=movement).delete()
        movement.delete()
    else:
        for key in Cycle.objects.filter(movement=movement).values_list("pk", flat=True):
            emit("launch.targets_changed", cycle_id=key)


def _must_be_untouched(paper: Paper, movement: Movement, drafts: list[Paper]) -> None:
    if movement.state != "preparing":
        raise DraftWasBuiltOn(paper=paper, why=_("Phong trào đã phát động."))
    if any(one.state != "draft" for one in drafts):
        raise DraftWasBuiltOn(paper=paper, why=_("Phong trào đã có văn bản khác rời bàn soạn."))
    if movement.cycles.filter(periods__isnull=False).exists():
        raise DraftWasBuiltOn(paper=paper, why=_("Phong trào đã có kỳ báo cáo."))


@transaction.atomic
def cancel_reading(*, actor: Actor, reading_id: int) -> PaperReading:
    """Gives a reading up; the file and what was read stay as they are."""
    reading = fetch(PaperReading, reading_id, actor=actor, verb="cancel", lock=True, related=("seat",))
    READING.move(reading, "cancel")
    record(actor, "launch.reading_cancelled", reading, path=reading.seat.path)
    return reading
