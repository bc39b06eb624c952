from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.federation.actions.add_person import must_be_new
from thidua.federation.models import Person
from thidua.federation.queries.phones import as_phone
from thidua.formats import text
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit

_FIELDS = ("name", "sex", "born_on", "phone", "direct_worker", "left_on")


@transaction.atomic
def change_person(
    *,
    actor: Actor,
    person_id: int,
    name: str,
    sex: str,
    born_on: dt.date | None,
    phone: str,
    direct_worker: bool | None,
    left_on: dt.date | None = None,
    version: int | None = None,
) -> Person:
    """Corrects what is known of a person. Raises what adding one raises, and Stale."""
    person = fetch(Person, person_id, actor=actor, verb="change", lock=True, related=("home",))
    check_version(person, version)
    wanted = (text.clean(name), sex, born_on, as_phone(phone), direct_worker, left_on)
    changed = [field for field, value in zip(_FIELDS, wanted, strict=True) if getattr(person, field) != value]
    if not changed:
        return person
    for field, value in zip(_FIELDS, wanted, strict=True):
        setattr(person, field, value)
    must_be_new(person)
    person.version += 1
    person.save()
    # Which fields, not which values: the audit outlives the person's data.
    record(actor, "federation.person_changed", person, path=person.home.seat, data={"fields": changed})
    emit("federation.person_changed", person_id=person.pk)
    return person
