from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from thidua.federation.errors import CodeTaken
from thidua.federation.models import Body
from thidua.federation.queries.phones import as_phone
from thidua.formats import text
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def change_unit(
    *,
    actor: Actor,
    unit_id: int,
    short_name: str,
    code: str,
    phone: str,
    founded_on: dt.date | None,
    version: int | None = None,
) -> Body:
    """Corrects what has no dates of its own: short name, code, contact phone, founding day.

    Raises Absent, NotYours, Stale, CodeTaken, PhoneWrong.
    """
    unit = fetch(Body, unit_id, actor=actor, verb="change", lock=True)
    check_version(unit, version)
    wanted: dict[str, Any] = {
        "short_name": text.clean(short_name),
        "code": text.clean(code) or unit.code,
        "phone": as_phone(phone),
        "founded_on": founded_on,
    }
    holder = Body.objects.filter(code__iexact=wanted["code"]).exclude(pk=unit.pk).first()
    if holder is not None:
        raise CodeTaken(code=wanted["code"], holder=str(holder))
    changed = {name: str(value) for name, value in wanted.items() if getattr(unit, name) != value}
    if not changed:
        return unit
    for name, value in wanted.items():
        setattr(unit, name, value)
    unit.version += 1
    unit.save()
    record(actor, "federation.unit_changed", unit, path=unit.seat, data=changed)
    emit("federation.unit_changed", unit_id=unit.pk)
    return unit
