from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from thidua.documents.sheets import read_rows
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.errors import NotYours
from thidua.kernel.events import emit
from thidua.kernel.files import Readable, open_stored
from thidua.kernel.files import keep as keep_file
from thidua.kernel.intake import checking
from thidua.kernel.intake.reading import Read, lines_of
from thidua.kernel.intake.registry import Context, kind_of
from thidua.kernel.intake.states import INTAKE
from thidua.kernel.models import Intake, IntakeRow
from thidua.kernel.rows import add


@transaction.atomic
def upload(
    *,
    actor: Actor,
    kind: str,
    unit_id: int,
    unit_path: str,
    name: str,
    stream: Readable,
    size: int,
    settings: Mapping[str, Any] | None = None,
) -> Intake:
    """Takes in a list for a unit (fetched at the door by the caller), reads and checks it.

    Nothing of it is carried out yet. Raises NotYours, FileTooLarge, FileKindUnknown, SheetUnreadable,
    SheetTooLarge, SheetEmpty, ColumnsMissing, NothingToRead; then nothing is kept.
    """
    if not actor.may(kind_of(kind).capability, unit_path):
        raise NotYours()
    intake = Intake.objects.create(
        kind=kind,
        unit_id=unit_id,
        unit_path=unit_path,
        file=keep_file(name, stream, size),
        account_id=actor.account_id,
        account_name=actor.name,
        settings=dict(settings or {}),
    )
    _preview(actor, intake)
    told = checking.tally(intake)
    record(actor, "intake.uploaded", intake, path=unit_path, data={"kind": kind, "name": name, **told})
    emit("intake.uploaded", intake_id=intake.pk)
    return intake


def _preview(actor: Actor, intake: Intake) -> None:
    kind = kind_of(intake.kind)
    with open_stored(intake.file) as kept:
        sheet = read_rows(kept.read(), merged=kind.merged)
    intake.sheet = sheet.name[:120]
    intake.save(update_fields=["sheet", "changed_at"])
    add_rows(lines_of(sheet, kind.columns), Context(intake, actor))
    INTAKE.move(intake, "preview")


def add_rows(read: list[Read], context: Context, *, shift: int = 0) -> None:
    """Keeps rows as they were read, then what checking them finds. ``shift`` keeps numbers apart."""
    rows = [IntakeRow(intake=context.intake, number=one.number + shift, cells=one.cells) for one in read]
    lines = [checking.line_of(row) for row in rows]
    checking.check(lines, context)
    for row, line in zip(rows, lines, strict=True):
        checking.fill(row, line)
    add(rows)
    checking.move(
        (row.pk, line.state) for row, line in zip(rows, lines, strict=True) if line.state != row.state
    )
