from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max

from thidua.documents.sheets import read_rows
from thidua.formats import text
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.events import emit
from thidua.kernel.files import Readable, keep, open_stored
from thidua.kernel.intake import checking
from thidua.kernel.intake.actions.upload import add_rows
from thidua.kernel.intake.errors import CorrectionsUnmarked
from thidua.kernel.intake.reading import NUMBER_TITLE, OTHER, Read, lines_of
from thidua.kernel.intake.registry import Context, kind_of
from thidua.kernel.intake.states import ROW
from thidua.kernel.models import Intake, IntakeRow


@transaction.atomic
def correct_row(*, actor: Actor, intake_id: int, row_id: int, cells: Mapping[str, str]) -> IntakeRow:
    """Replaces the cells of one row that waits, on screen, and checks it again. Raises Absent, NotNow."""
    intake = fetch(Intake, intake_id, actor=actor, verb="work", lock=True)
    row = _waiting_row(intake, row_id)
    known = {column.key for column in kind_of(intake.kind).columns}
    others = {key: value for key, value in row.cells.items() if key.startswith(OTHER)}
    typed = {key: text.clean(value) for key, value in cells.items() if key in known}
    row.cells = {**others, **{key: value for key, value in typed.items() if value}}
    row.chosen, row.body_id = False, None
    row.save(update_fields=["cells", "chosen", "body_id"])
    checking.recheck(intake, actor, [row.number])
    record(actor, "intake.row_corrected", intake, path=intake.unit_path, data={"row": row.number})
    emit("intake.corrected", intake_id=intake.pk)
    row.refresh_from_db()
    return row


def _waiting_row(intake: Intake, row_id: int) -> IntakeRow:
    row = IntakeRow.objects.filter(intake=intake, pk=row_id, state__in=checking.OPEN).first()
    if row is None:
        raise Absent()
    return row


@transaction.atomic
def correct_sheet(*, actor: Actor, intake_id: int, name: str, stream: Readable, size: int) -> int:
    """Takes the sheet of errors back: rows that name their original number replace it, others are added.

    Rows that were applied or set aside meanwhile are left alone. Returns how many rows were replaced or
    added. Raises Absent, NotNow, CorrectionsUnmarked and what ``upload`` raises about files.
    """
    intake = fetch(Intake, intake_id, actor=actor, verb="work", lock=True)
    kind = kind_of(intake.kind)
    with open_stored(keep(name, stream, size)) as kept:
        read = lines_of(read_rows(kept.read(), merged=kind.merged), kind.columns)
    if all(one.corrects is None for one in read):
        raise CorrectionsUnmarked(column=str(NUMBER_TITLE))
    replaced = _replace(intake, {one.corrects: one for one in read if one.corrects is not None})
    added = [one for one in read if one.corrects is None]
    if added:
        highest = IntakeRow.objects.filter(intake=intake).aggregate(n=Max("number"))["n"] or 0
        add_rows(added, Context(intake, actor), shift=highest)
    checking.recheck(intake, actor, replaced)
    told = {"name": name, "replaced": len(replaced), "added": len(added)}
    record(actor, "intake.sheet_corrected", intake, path=intake.unit_path, data=told)
    emit("intake.corrected", intake_id=intake.pk)
    return len(replaced) + len(added)


def _replace(intake: Intake, corrections: Mapping[int, Read]) -> list[int]:
    rows = list(IntakeRow.objects.filter(intake=intake, number__in=corrections, state__in=checking.OPEN))
    for row in rows:
        row.cells, row.chosen, row.body_id = corrections[row.number].cells, False, None
    IntakeRow.objects.bulk_update(rows, ["cells", "chosen", "body_id"], batch_size=500)
    return [row.number for row in rows]


@transaction.atomic
def set_aside(*, actor: Actor, intake_id: int, row_id: int, reason: str = "") -> IntakeRow:
    """Lays a row aside: it stays visible and counted, and is not carried out. Raises Absent, NotNow."""
    intake = fetch(Intake, intake_id, actor=actor, verb="work", lock=True)
    row = _waiting_row(intake, row_id)
    row.note = text.clean(reason)[:300]
    row.save(update_fields=["note"])
    ROW.move(row, "set_aside")
    told = {"row": row.number, "wanted": row.wanted}
    record(actor, "intake.row_set_aside", intake, path=intake.unit_path, reason=reason, data=told)
    emit("intake.corrected", intake_id=intake.pk)
    return row


@transaction.atomic
def bring_back(*, actor: Actor, intake_id: int, row_id: int) -> IntakeRow:
    """Takes a row that was laid aside back among those that wait, and checks it again."""
    intake = fetch(Intake, intake_id, actor=actor, verb="work", lock=True)
    row = IntakeRow.objects.filter(intake=intake, pk=row_id, state="set_aside").first()
    if row is None:
        raise Absent()
    ROW.move(row, "bring_back")
    checking.recheck(intake, actor, [row.number])
    record(actor, "intake.row_brought_back", intake, path=intake.unit_path, data={"row": row.number})
    emit("intake.corrected", intake_id=intake.pk)
    row.refresh_from_db()
    return row
