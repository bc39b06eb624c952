"""Bodies beside the tree, kept by a unit: its departments, and partners outside the union."""

from __future__ import annotations

from django.db import transaction

from thidua.federation.actions.add_unit import new_body
from thidua.federation.actions.branch import must_be_placed, must_stand
from thidua.federation.errors import SameNameHere
from thidua.federation.models import Body
from thidua.federation.queries.codes import free_codes
from thidua.federation.queries.phones import as_phone
from thidua.formats import text
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


def add_department(
    *, actor: Actor, host_id: int, name: str, short_name: str = "", code: str = "", phone: str = ""
) -> Body:
    """Adds a department (ban, phòng) of a unit. Raises Absent, NotYours, NameEmpty, CodeTaken,
    SameNameHere, UnitEnded, NotInTheTree, PhoneWrong."""
    told = {"name": name, "short_name": short_name, "code": code, "phone": phone}
    return _add(Body.Form.DEPARTMENT, actor=actor, host_id=host_id, told=told)


def add_partner(
    *, actor: Actor, host_id: int, name: str, short_name: str = "", code: str = "", phone: str = ""
) -> Body:
    """Adds a partner outside the union (party committee, authority, employer, press), as the unit that
    works with it knows it. Raises the same as ``add_department``."""
    told = {"name": name, "short_name": short_name, "code": code, "phone": phone}
    return _add(Body.Form.PARTNER, actor=actor, host_id=host_id, told=told)


_MARKS = {Body.Form.DEPARTMENT: "B", Body.Form.PARTNER: "PH"}


@transaction.atomic
def _add(form: Body.Form, *, actor: Actor, host_id: int, told: dict[str, str]) -> Body:
    host = fetch(Body, host_id, actor=actor, verb="change", lock=True)
    must_be_placed(host)
    must_stand(host)
    key = text.matching_key(told["name"])[:255]
    if Body.objects.filter(host=host, form=form, matching_key=key, ended_on=None).exists():
        raise SameNameHere(name=text.clean(told["name"]))
    told["phone"] = as_phone(told["phone"])
    told["code"] = told["code"] or free_codes(f"{host.code}-{_MARKS[form]}", 1)[0]
    body = new_body(form=form, host=host, **told)
    body.save()
    data = {"name": body.name, "code": body.code, "host": host.pk}
    record(actor, f"federation.{form.value}_added", body, path=host.path, data=data)
    emit(f"federation.{form.value}_added", body_id=body.pk, host_id=host.pk)
    return body
