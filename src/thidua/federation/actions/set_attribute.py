from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.federation.actions.branch import bump
from thidua.federation.actions.timeline import make_room
from thidua.federation.errors import ValueWrong
from thidua.federation.models import Attribute, Body
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def set_attribute(
    *,
    actor: Actor,
    unit_id: int,
    name: str,
    value: object,
    from_on: dt.date,
    source: str = "",
    correcting: bool = False,
    version: int | None = None,
) -> Attribute | None:
    """Says what a fact about a unit is from a day on; the line before it ends the day before.

    ``value`` None ends the fact: from that day it is unknown. Saying what holds already changes nothing.
    Raises Absent, NotYours, Stale, ValueWrong, LaterLine.
    """
    unit = fetch(Body, unit_id, actor=actor, verb="change", lock=True)
    check_version(unit, version)
    if value is not None and not Attribute.accepts(name, value):
        raise ValueWrong(value=str(value), name=label_of(name), accepted=accepted_of(name))
    lines = Attribute.objects.filter(unit=unit, name=name)
    held = lines.filter(until_on=None, from_on__lte=from_on).first()
    if held is not None and held.value == value and type(held.value) is type(value):
        return held
    replaced = make_room(lines, from_on, correcting=correcting)
    line = None
    if value is not None:
        line = Attribute.objects.create(unit=unit, name=name, value=value, from_on=from_on, source=source)
    bump(unit)
    told = {"name": name, "value": value, "from_on": from_on.isoformat(), "source": source}
    record(actor, "federation.attribute_set", unit, path=unit.seat, data={**told, "replaced": replaced})
    emit("federation.attribute_set", unit_id=unit.pk)
    return line


def label_of(name: str) -> str:
    return str(Attribute.Name(name).label) if name in Attribute.Name.values else name


def accepted_of(name: str) -> str:
    """What the attribute takes, in words."""
    if name in Attribute.COUNTS:
        return _("số nguyên từ 0 trở lên")
    if name == Attribute.Name.HAS_UNION:
        return _("có, không")
    return ", ".join(str(label) for label in Attribute.CHOICES.get(name, {}).values()) or _("một dòng chữ")
