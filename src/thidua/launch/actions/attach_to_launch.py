"""Photos and papers of a launch: of a unit's own, or of an event beside it."""

from __future__ import annotations

from django.db import transaction

from thidua.kernel import files
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.files import Readable
from thidua.kernel.models import StoredFile
from thidua.launch.models import LaunchEvent, LaunchRecord


@transaction.atomic
def attach_to_launch(*, actor: Actor, launch_id: int, name: str, stream: Readable, size: int) -> StoredFile:
    """Keeps a photo or paper of a unit's own launch; the same file again is kept once.

    ``size`` in bytes. Raises FileTooLarge, FileKindUnknown and what the door raises.
    """
    held = fetch(LaunchRecord, launch_id, actor=actor, verb="change", lock=True, related=("unit",))
    return _attach(actor, held, held.unit.path, files.keep(name, stream, size))


@transaction.atomic
def attach_to_event(*, actor: Actor, event_id: int, name: str, stream: Readable, size: int) -> StoredFile:
    """The same of an event. Raises FileTooLarge, FileKindUnknown and what the door raises."""
    event = fetch(LaunchEvent, event_id, actor=actor, verb="change", lock=True, related=("seat",))
    return _attach(actor, event, event.seat.path, files.keep(name, stream, size))


@transaction.atomic
def detach_from_launch(*, actor: Actor, launch_id: int, file_id: int) -> None:
    """Takes one off; the trail says that it was there. Raises Absent."""
    held = fetch(LaunchRecord, launch_id, actor=actor, verb="change", lock=True, related=("unit",))
    _detach(actor, held, held.unit.path, file_id)


@transaction.atomic
def detach_from_event(*, actor: Actor, event_id: int, file_id: int) -> None:
    """Takes one off; the trail says that it was there. Raises Absent."""
    event = fetch(LaunchEvent, event_id, actor=actor, verb="change", lock=True, related=("seat",))
    _detach(actor, event, event.seat.path, file_id)


def _attach(actor: Actor, held: LaunchRecord | LaunchEvent, path: str, stored: StoredFile) -> StoredFile:
    if not held.files.filter(pk=stored.pk).exists():
        held.files.add(stored)
        record(actor, "launch.file_added", held, path=path, data={"name": stored.name})
    return stored


def _detach(actor: Actor, held: LaunchRecord | LaunchEvent, path: str, file_id: int) -> None:
    stored = held.files.filter(pk=file_id).first()
    if stored is None:
        raise Absent()
    held.files.remove(stored)
    record(actor, "launch.file_removed", held, path=path, data={"name": stored.name})
