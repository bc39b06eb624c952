"""Bodies beside the tree, kept by a unit: its departments, and partners outside the union."""

from __future__ import annotations

from django.db import transaction

from thidua.federation.actions.add_unit import new_body
from thidua.federation.actions.branch import must_be_placed, must_stand
from thidua.federation.errors import SameNameHere
from thidua.federation.models import Body
from thidua.federation.queries.codes import free_codes
from thidua.formats import text
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


def add_department(
    *, actor: Actor, host_id: int, name: str, short_name: str = "", code: str = "", phone: str = ""
) -> Body:
    """Adds a department (ban, phòng) of a unit. Raises Absent, NotYours, NameEmpty, CodeTaken,
    SameNameHere, UnitEnded, NotInTheTree."""
    return _add(Body.Form.DEPARTMENT, "B", actor, host_id, name, short_name, code, phone)


def add_partner(
    *, actor: Actor, host_id: int, name: str, short_name: str = "", code: str = "", phone: str = ""
) -> Body:
    """Adds a partner outside the union (party committee, authority, employer, press), as the unit that
    works with it knows it. Raises the same as ``add_department``."""
    return _add(Body.Form.PARTNER, "PH", actor, host_id, name, short_name, code, phone)


@transaction.atomic
def _add(
    form: Body.Form,
    mark: str,
    actor: Actor,
    host_id: int,
    name: str,
    short_name: str,
    code: str,
    phone: str,
) -> Body:
    host = fetch(Body, host_id, actor=actor, verb="change", lock=True)
    must_be_placed(host)
    must_stand(host)
    twins = Body.objects.filter(
        host=host, form=form, matching_key=text.matching_key(name)[:255], ended_on=None
    )
    if twins.exists():
        raise SameNameHere(name=text.clean(name))
    body = new_body(
        form=form,
        host=host,
        seat=host.path,
        name=name,
        short_name=short_name,
        phone=phone,
        code=code or free_codes(f"{host.code}-{mark}", 1)[0],
    )
    body.save()
    record(
        actor,
        f"federation.{form.value}_added",
        body,
        path=host.path,
        data={"name": body.name, "code": body.code, "host": host.pk},
    )
    emit(f"federation.{form.value}_added", body_id=body.pk, host_id=host.pk)
    return body
