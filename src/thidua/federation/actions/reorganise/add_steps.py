from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from thidua.federation.errors import CodeTaken, IntoMissing, SeatBelow, StepUnknown
from thidua.federation.models import Body, Reorganisation, Step
from thidua.federation.queries.codes import free_codes
from thidua.formats import text
from thidua.kernel import clock, paths
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch, listing
from thidua.kernel.errors import Absent

# What a step may tell, by verb; anything else is left out.
TOLD: Mapping[str, tuple[str, ...]] = {
    Step.Verb.MERGE: ("into_code",),
    Step.Verb.SPLIT: ("into_code", "people", "units", "rest", "ends"),
    Step.Verb.MOVE: ("into_code", "correcting"),
    Step.Verb.RENAME: ("name", "short_name"),
    Step.Verb.CHANGE_KIND: ("kind",),
    Step.Verb.END: ("reason",),
    Step.Verb.FOUND: ("code", "name", "short_name", "kind"),
}
LEADING = (Step.Verb.MERGE, Step.Verb.SPLIT, Step.Verb.MOVE)


@dataclass(frozen=True)
class NewStep:
    """A step as a person says it; see ``Step`` for what ``told`` may hold. ``into_code`` in it names a unit
    that another step founds."""

    verb: str
    unit_id: int
    into_id: int | None = None
    told: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def add_steps(
    *, actor: Actor, reorganisation_id: int, steps: Sequence[NewStep], version: int | None = None
) -> list[Step]:
    """Adds any number of steps to a draft, in a few statements. Whether they fit together is said by the
    preview and decided when they are carried out: other steps may still come.

    Raises Absent, NotYours, NotNow, Stale, StepUnknown, SeatBelow, IntoMissing, CodeTaken; then none is added.
    """
    draft = fetch(Reorganisation, reorganisation_id, actor=actor, verb="edit", lock=True, related=("seat",))
    check_version(draft, version)
    bodies = _named(actor, draft, steps)
    told = [_told(step) for step in steps]
    _give_codes(draft, steps, told, bodies)
    after = draft.steps.aggregate(last=Max("position"))["last"] or 0
    made = [
        Step(
            reorganisation=draft,
            position=after + place,
            verb=step.verb,
            unit_id=step.unit_id,
            into_id=step.into_id if step.verb in LEADING else None,
            told=said,
        )
        for place, (step, said) in enumerate(zip(steps, told, strict=True), start=1)
    ]
    Step.objects.bulk_create(made, batch_size=2000)
    _bump(draft)
    record(
        actor,
        "federation.steps_added",
        draft,
        path=draft.seat.path,
        data={"steps": len(made), "after": after},
    )
    return made


@transaction.atomic
def remove_step(*, actor: Actor, reorganisation_id: int, step_id: int) -> None:
    """Takes a step out of a draft; one that is gone already is no error. Raises Absent, NotYours, NotNow."""
    draft = fetch(Reorganisation, reorganisation_id, actor=actor, verb="edit", lock=True, related=("seat",))
    step = draft.steps.filter(pk=step_id).select_related("unit", "into").first()
    if step is None:
        return
    data = {"verb": step.verb, "unit": step.unit_id, "into": step.into_id, "told": step.told}
    step.delete()
    _bump(draft)
    record(actor, "federation.step_removed", draft, path=draft.seat.path, data=data)


def _bump(draft: Reorganisation) -> None:
    Reorganisation.objects.filter(pk=draft.pk).update(version=F("version") + 1, changed_at=clock.now())
    draft.version += 1


def _named(actor: Actor, draft: Reorganisation, steps: Iterable[NewStep]) -> dict[int, Body]:
    """Who the steps name. Whoever may change the seat may change what stands below it; what this actor does
    not see is absent."""
    ids = {step.unit_id for step in steps} | {step.into_id for step in steps if step.into_id}
    bodies = {body.pk: body for body in listing(Body, actor=actor).filter(pk__in=ids)}
    for one in sorted(ids):
        if one not in bodies:
            raise Absent()
        if not paths.covers(draft.seat.path, bodies[one].seat):
            raise SeatBelow(unit=str(bodies[one]), seat=str(draft.seat))
    return bodies


def _told(step: NewStep) -> dict[str, Any]:
    if step.verb not in TOLD:
        raise StepUnknown(verb=step.verb[:40], known=", ".join(str(label) for label in Step.Verb.labels))
    told = {
        name: step.told[name] for name in TOLD[step.verb] if step.told.get(name) not in (None, "", [], False)
    }
    if step.verb in LEADING and not step.into_id and not told.get("into_code"):
        raise IntoMissing(verb=str(Step.Verb(step.verb).label), unit=str(step.unit_id))
    return told


def _give_codes(
    draft: Reorganisation,
    steps: Sequence[NewStep],
    told: Sequence[dict[str, Any]],
    bodies: Mapping[int, Body],
) -> None:
    """A code for every unit to be founded: its own, or the next free one of whoever it stands under."""
    founding = draft.steps.filter(verb=Step.Verb.FOUND)
    held = {str(code) for code in founding.values_list("told__code", flat=True)}
    for step, said in zip(steps, told, strict=True):
        if step.verb != Step.Verb.FOUND:
            continue
        code = text.clean(str(said.get("code", "")))[:40] or _free(bodies[step.unit_id].code, held)
        if code.casefold() in {one.casefold() for one in held}:
            raise CodeTaken(code=code, holder=str(said.get("name", "")))
        held.add(code)
        said["code"] = code


def _free(prefix: str, held: set[str]) -> str:
    return next(code for code in free_codes(prefix, len(held) + 1) if code not in held)
