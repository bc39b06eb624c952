"""A work that is registered for its plaque and the launch that is held on it are the same work."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction

from thidua.formats import text
from thidua.kernel.door import system
from thidua.launch.actions.note_registered import note_registered
from thidua.launch.models import LaunchEvent
from thidua.pledge.models import Registration
from thidua.pledge.states import LIVE

_HOUSE = "đăng ký gắn biển"


@transaction.atomic
def link_works(cycle_ids: Collection[int]) -> int:
    """Links works and launches of these years that bear one name at one unit: where the launch is organised, or where
    the work stands. Returns how many. Done again, it links nothing twice."""
    events = LaunchEvent.objects.filter(cycle__in=cycle_ids, kind=LaunchEvent.Kind.KEY_WORK)
    by_name = {
        (event.cycle_id, unit_id, text.matching_key(event.name)): event
        for event in events.order_by("-pk")
        for unit_id in (event.seat_id, event.at_id)
        if unit_id is not None
    }
    if not by_name:
        return 0
    works = Registration.objects.filter(
        scheme__cycle__in=cycle_ids,
        unit__in={unit_id for _cycle, unit_id, _name in by_name},
        kind=Registration.Kind.WORK,
        state__in=LIVE,
        event=None,
    ).select_related("scheme")
    linked = []
    for work in works:
        key = (work.scheme.cycle_id, work.unit_id, text.matching_key(work.subject))
        if (event := by_name.get(key)) is not None:
            work.event = event
            linked.append(work)
    Registration.objects.bulk_update(linked, ["event"])
    say_registered(linked)
    return len(linked)


def say_registered(lines: Iterable[Registration]) -> None:
    """The launch knows whether its work is registered: as long as one line of it stands."""
    events = {one.event_id for one in lines if one.event_id is not None}
    standing = set(
        Registration.objects.filter(event__in=events, state__in=LIVE).values_list("event", flat=True)
    )
    for registered, some in ((True, events & standing), (False, events - standing)):
        if some:
            note_registered(actor=system(_HOUSE), event_ids=some, registered=registered)
