from __future__ import annotations

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.launch.models import Cycle
from thidua.report.models import Form
from thidua.report.queries.drawing import Drawn, draw, plan_of, targets_of


@transaction.atomic
def build_form(*, actor: Actor, cycle_id: int) -> Form:
    """The form that the cycle's targets ask for; a new version only when something in it changed."""
    cycle = Cycle.objects.select_for_update().get(pk=cycle_id)
    drawn = draw(targets_of(cycle), plan_of(cycle))
    last = cycle.forms.order_by("-number").first()
    return last if last is not None and drawn.is_same_as(last) else _new_version(actor, cycle, drawn)


def _new_version(actor: Actor, cycle: Cycle, drawn: Drawn) -> Form:
    made = Form.objects.create(
        cycle=cycle, number=cycle.forms.count() + 1, vector=list(drawn.spec.keys), **drawn.columns()
    )
    told = {"number": made.number, "questions": len(drawn.spec.questions)}
    record(actor, "report.form_built", made, data=told)
    return made
