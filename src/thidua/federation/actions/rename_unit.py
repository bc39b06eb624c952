from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.federation.actions.add_unit import must_have_come
from thidua.federation.errors import BeforeFounding, NameEmpty, SameNameHere
from thidua.federation.models import Alias, Body
from thidua.federation.queries.times import stands_from
from thidua.formats import text
from thidua.formats.vi import format_date
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def rename_unit(
    *,
    actor: Actor,
    unit_id: int,
    name: str,
    from_on: dt.date,
    short_name: str | None = None,
    source: str = "",
    version: int | None = None,
) -> Body:
    """Gives a unit a new name from a day on. The old name stays findable and stays its name for days before.

    Only a change of spelling (same matching key) leaves no old name behind. Raises Absent, NotYours, Stale,
    NameEmpty, SameNameHere, BeforeFounding, NotYet.
    """
    unit = fetch(Body, unit_id, actor=actor, verb="change", lock=True)
    check_version(unit, version)
    must_have_come(from_on)
    _check(unit, name, from_on)
    before, unit.name = unit.name, text.clean(name)
    if short_name is not None:
        unit.short_name = text.clean(short_name)
    if text.matching_key(before) != text.matching_key(unit.name):
        Alias.objects.create(
            body=unit, name=before, until_on=from_on - dt.timedelta(days=1), source=source[:300]
        )
    unit.version += 1
    unit.save()
    record(
        actor,
        "federation.unit_renamed",
        unit,
        path=unit.seat,
        data={"before": before, "after": unit.name, "from_on": from_on.isoformat(), "source": source},
    )
    emit("federation.unit_renamed", unit_id=unit.pk)
    return unit


def _check(unit: Body, name: str, from_on: dt.date) -> None:
    if not text.clean(name):
        raise NameEmpty()
    begins = stands_from(unit)
    if begins and from_on < begins:
        raise BeforeFounding(unit=str(unit), day=format_date(from_on), founded=format_date(begins))
    twins = Body.objects.filter(
        parent_id=unit.parent_id,
        host_id=unit.host_id,
        matching_key=text.matching_key(name)[:255],
        ended_on=None,
    ).exclude(pk=unit.pk)
    if twins.exists():
        raise SameNameHere(name=text.clean(name))
