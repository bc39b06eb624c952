"""Units that a reorganisation founds: written first, so that the other steps find them."""

from __future__ import annotations

from thidua.federation.actions.reorganise.ledger import Ledger
from thidua.federation.models import Body, Placement, Step
from thidua.federation.queries.reorganising.shape import Shape
from thidua.kernel import paths
from thidua.kernel.rows import put


def found(shape: Shape) -> None:
    """Writes the units and says to every step that named them by code who they are."""
    if not shape.founded:
        return
    made = {step.told["code"]: _new(shape, stand_in, step) for stand_in, step in shape.founded.items()}
    Placement.objects.bulk_create(
        Placement(
            unit=body, under_id=body.parent_id or 0, from_on=shape.from_on, source=shape.reorganisation.source
        )
        for body in made.values()
    )
    for step in shape.steps:
        code = step.told["code"] if step.verb == Step.Verb.FOUND else step.told.get("into_code", "")
        if code in made and step.into_id is None:
            step.into_id = made[code].pk
    put(Step, [(step.pk, {"into_id": step.into_id}) for step in shape.steps if step.into_id], ("into_id",))


def _new(shape: Shape, stand_in: int, step: Step) -> Body:
    body, above = shape.bodies[stand_in], shape.bodies[step.unit_id]
    body.pk, body.short_name = None, step.told.get("short_name", "")
    body.save(force_insert=True)
    body.path = body.seat = paths.below(above.path, body.pk)
    body.save(update_fields=["path", "seat"])
    return body


def note(shape: Shape, ledger: Ledger) -> None:
    """The founded units and their lines, to be taken away again."""
    founding = {step.into_id: step for step in shape.steps if step.verb == Step.Verb.FOUND and step.into_id}
    for pk, step in founding.items():
        ledger.made(step, Body, pk, {})
    for line in Placement.objects.filter(unit__in=founding):
        ledger.made(founding[line.unit_id], Placement, line.pk, {"until_on": None})
