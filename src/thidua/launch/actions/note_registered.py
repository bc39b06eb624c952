from __future__ import annotations

from collections.abc import Collection

from thidua.kernel.door import Actor, must_be_house
from thidua.launch.models import LaunchEvent


def note_registered(*, actor: Actor, event_ids: Collection[int], registered: bool) -> int:
    """Says of launches on great works whether the work is registered for its plaque; by the house, which keeps the
    registrations. Returns how many changed. Raises NotYours."""
    must_be_house(actor)
    works = LaunchEvent.objects.filter(pk__in=event_ids, kind=LaunchEvent.Kind.KEY_WORK)
    return works.exclude(work_registered=registered).update(work_registered=registered)
