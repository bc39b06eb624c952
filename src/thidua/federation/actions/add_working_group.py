from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.federation.actions.add_unit import must_have_come, new_body, settle, told
from thidua.federation.actions.branch import hold_tree, must_be_placed, must_stand
from thidua.federation.models import Body
from thidua.federation.queries.codes import free_codes
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def add_working_group(
    *, actor: Actor, under_id: int, name: str, from_on: dt.date, code: str = "", source: str = ""
) -> Body:
    """Adds an interim working group (tổ công tác) that units may be placed under until it ends.

    It stands in the tree, so that reports of its units add up through it; it has no kind. Raises Absent,
    NotYours, NameEmpty, CodeTaken, UnitEnded, NotInTheTree, NotYet.
    """
    hold_tree()
    under = fetch(Body, under_id, actor=actor, verb="add_below")
    must_be_placed(under)
    must_stand(under)
    must_have_come(from_on)
    group = new_body(
        form=Body.Form.WORKING_GROUP,
        name=name,
        code=code or free_codes(f"{under.code}-TCT", 1)[0],
        founded_on=from_on,
    )
    settle(group, under, from_on, source)
    record(
        actor,
        "federation.working_group_added",
        group,
        path=group.path,
        data=told(group, under, from_on, source),
    )
    emit("federation.unit_added", unit_id=group.pk)
    return group
