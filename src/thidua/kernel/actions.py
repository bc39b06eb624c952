"""What every action does besides its work: an audit line by the actor, in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from thidua.audit.models import Entry
from thidua.kernel import clock
from thidua.kernel.door import Actor
from thidua.kernel.errors import Stale
from thidua.kernel.rows import add


def record(
    actor: Actor, did: str, on: Model, *, path: str = "", reason: str = "", data: dict[str, Any] | None = None
) -> Entry:
    """Writes who did what to what and why. ``path`` places the line in the tree for its readers."""
    line = line_of(actor, did, on, path=path, reason=reason, data=data)
    add([line])
    return line


def line_of(
    actor: Actor, did: str, on: Model, *, path: str = "", reason: str = "", data: dict[str, Any] | None = None
) -> Entry:
    """An audit line not yet written, for those who write thousands at once."""
    return Entry(
        at=clock.now(),
        actor_id=actor.account_id,
        actor_name=actor.name,
        acts_for=actor.acts_for,
        unit_id=actor.unit_id,
        did=did,
        kind=on._meta.label,
        object_id=on.pk,
        path=path,
        reason=reason,
        data=data or {},
    )


def check_version(obj: Any, seen: int | None) -> None:
    """Refuses when someone has changed the object since this person opened it; None does not ask."""
    if seen is not None and obj.version != seen:
        raise Stale()
