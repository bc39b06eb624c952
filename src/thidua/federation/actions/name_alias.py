from __future__ import annotations

from django.db import transaction

from thidua.federation.errors import NameEmpty
from thidua.federation.models import Alias, Body
from thidua.formats import text
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def name_alias(*, actor: Actor, unit_id: int, name: str) -> Alias:
    """Keeps another spelling that people use for a unit; lists that write it so match from then on.

    Naming it again changes nothing. Whoever may keep the people of the unit may say so, because they are
    the ones who read the lists. Raises Absent, NotYours, NameEmpty.
    """
    unit = fetch(Body, unit_id, actor=actor, verb="keep_people")
    key = text.matching_key(name)[:255]
    if not key:
        raise NameEmpty()
    alias, made = Alias.objects.get_or_create(
        body=unit, matching_key=key, until_on=None, defaults={"name": text.clean(name)[:255]}
    )
    if made:
        record(actor, "federation.alias_named", unit, path=unit.seat, data={"name": alias.name})
        emit("federation.alias_named", unit_id=unit.pk)
    return alias
