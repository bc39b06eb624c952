from __future__ import annotations

from django.db import transaction

from thidua.kernel import files
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.files import Readable
from thidua.kernel.models import StoredFile
from thidua.report.models import Activity


@transaction.atomic
def attach_to_activity(
    *, actor: Actor, activity_id: int, name: str, stream: Readable, size: int
) -> StoredFile:
    """Keeps a photo or paper of what was done; the same file again is kept once.

    ``size`` in bytes. Raises FileTooLarge, FileKindUnknown and what the door raises.
    """
    found = fetch(Activity, activity_id, actor=actor, verb="change", lock=True, related=("unit",))
    stored = files.keep(name, stream, size)
    if not found.files.filter(pk=stored.pk).exists():
        found.files.add(stored)
        record(actor, "report.activity_file_added", found, path=found.unit.path, data={"name": stored.name})
    return stored


@transaction.atomic
def detach_from_activity(*, actor: Actor, activity_id: int, file_id: int) -> None:
    """Takes a photo or paper off the record; the trail says that it was there. Raises Absent."""
    found = fetch(Activity, activity_id, actor=actor, verb="change", lock=True, related=("unit",))
    stored = found.files.filter(pk=file_id).first()
    if stored is None:
        raise Absent()
    found.files.remove(stored)
    record(actor, "report.activity_file_removed", found, path=found.unit.path, data={"name": stored.name})
