"""What else a person settles beside the source: repairs, units that are not known, remarks that may stand."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from thidua.federation.models import Body
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.launch.errors import ReasonMissing
from thidua.launch.models import Paper, PaperReading, ReadBody, RemarkPutAside
from thidua.launch.paper_errors import RemarkGone


@transaction.atomic
def switch_repair(*, actor: Actor, reading_id: int, at: int, undo: bool) -> PaperReading:
    """Undoes one repair of the text, or makes it again. The text as received was never changed.

    Items that were read through the repair go back to waiting, and say so: a person reads them once more.
    """
    reading = _reviewed(actor, reading_id)
    if not 0 <= at < len(reading.repairs):
        raise Absent()
    repair = reading.repairs[at]
    if repair["undone"] is undo:
        return reading
    repair["undone"] = undo
    reading.version += 1
    reading.save(update_fields=["repairs", "version", "changed_at"])
    touched = reading.items.filter(start__lt=repair["end"], end__gt=repair["start"])
    touched.update(confidence="low")
    record(
        actor,
        "launch.repair_undone" if undo else "launch.repair_made",
        reading,
        path=reading.seat.path,
        data={"before": repair["before"][:200], "after": repair["after"][:200]},
    )
    return reading


@transaction.atomic
def match_body(*, actor: Actor, reading_id: int, name_id: int, body_id: int | None) -> ReadBody:
    """Says which unit a name means; None says that it is none of ours, and keeps it apart. Raises Absent."""
    reading = _reviewed(actor, reading_id)
    named = reading.bodies.filter(pk=name_id).first()
    if named is None:
        raise Absent()
    if body_id is not None:
        fetch(Body, body_id, actor=actor)
    named.body_id, named.set_aside = body_id, body_id is None
    named.save(update_fields=["body", "set_aside"])
    record(
        actor,
        "launch.read_body_matched",
        reading,
        path=reading.seat.path,
        data={"written": named.written, "body": body_id},
    )
    return named


@transaction.atomic
def put_remark_aside(
    *, actor: Actor, key: str, reason: str, reading_id: int | None = None, paper_id: int | None = None
) -> RemarkPutAside:
    """Lets a remark of the plan checker stand, with the reason. Raises ReasonMissing, RemarkGone."""
    if not reason.strip():
        raise ReasonMissing()
    on, path = _subject(actor, reading_id, paper_id)
    if isinstance(on, PaperReading) and not any(one["key"] == key for one in on.remarks):
        raise RemarkGone()
    said, _made = RemarkPutAside.objects.update_or_create(
        **_of(on), key=key, defaults={"reason": reason.strip()[:300], "by": actor.name}
    )
    record(actor, "launch.remark_put_aside", on, path=path, reason=said.reason, data={"key": key})
    return said


@transaction.atomic
def bring_remark_back(
    *, actor: Actor, key: str, reading_id: int | None = None, paper_id: int | None = None
) -> None:
    """Shows a remark again."""
    on, path = _subject(actor, reading_id, paper_id)
    gone, _by_model = RemarkPutAside.objects.filter(**_of(on), key=key).delete()
    if gone:
        record(actor, "launch.remark_brought_back", on, path=path, data={"key": key})


def _subject(actor: Actor, reading_id: int | None, paper_id: int | None) -> tuple[PaperReading | Paper, str]:
    """What the remark is about, and where it stands in the tree."""
    if reading_id is not None:
        reading = _reviewed(actor, reading_id)
        return reading, reading.seat.path
    paper = fetch(Paper, paper_id, actor=actor, verb="draft", related=("seat",))
    return paper, paper.seat.path


def _of(on: PaperReading | Paper) -> dict[str, Any]:
    return {"reading": on} if isinstance(on, PaperReading) else {"paper": on}


def _reviewed(actor: Actor, reading_id: int) -> PaperReading:
    return fetch(
        PaperReading, reading_id, actor=actor, verb="review", lock=True, related=("seat",), without=("raw",)
    )
