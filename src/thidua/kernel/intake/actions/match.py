from __future__ import annotations

from django.db import transaction

from thidua.kernel import paths
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.events import emit
from thidua.kernel.intake import checking
from thidua.kernel.intake.errors import NotAMatch
from thidua.kernel.intake.registry import Context, kind_of
from thidua.kernel.models import Intake, IntakeRow


@transaction.atomic
def match(
    *,
    actor: Actor,
    intake_id: int,
    row_id: int,
    body_id: int,
    body_path: str,
    everywhere: bool = True,
    remember: bool = False,
) -> int:
    """Says which unit a row means; the caller has fetched that unit at the door.

    ``everywhere`` says it for every waiting row that writes the same name; ``remember`` keeps the name for
    all lists to come. Returns how many rows were matched. Raises Absent, NotNow, NotAMatch.
    """
    intake = fetch(Intake, intake_id, actor=actor, verb="work", lock=True)
    if not paths.covers(intake.unit_path, body_path):
        raise NotAMatch()
    rows = IntakeRow.objects.filter(intake=intake, state__in=checking.OPEN)
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise Absent()
    written = row.wanted
    same = rows.filter(wanted=written) if everywhere and written else rows.filter(pk=row_id)
    numbers = list(same.values_list("number", flat=True))
    same.update(body_id=body_id, chosen=True)
    remembering = kind_of(intake.kind).remember
    if remember and written and remembering is not None:
        remembering(body_id, written, Context(intake, actor))
    checking.recheck(intake, actor, numbers)
    told = {"written": written, "body": body_id, "rows": len(numbers)}
    record(actor, "intake.matched", intake, path=intake.unit_path, data=told)
    emit("intake.corrected", intake_id=intake.pk)
    return len(numbers)
