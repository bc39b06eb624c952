"""What the tree will be: the steps of a reorganisation read together, before anything is written.

The order of steps does not matter here: each says how one unit ends up, and the shape is what all of them
say at once. A unit that the reorganisation founds stands in under a negative number until it is written.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from thidua.federation.models import Body, Reorganisation, Step, UnitKind
from thidua.kernel import paths

ENDING_VERBS = (Step.Verb.MERGE, Step.Verb.END)


@dataclass
class Shape:
    """``bodies`` holds everybody who is named, their children where they end, and everybody above."""

    reorganisation: Reorganisation
    steps: list[Step]
    bodies: dict[int, Body] = field(default_factory=dict)
    kinds: dict[str, UnitKind] = field(default_factory=dict)
    founded: dict[int, Step] = field(default_factory=dict)  # stand-in → the step that founds it
    by_code: dict[str, int] = field(default_factory=dict)  # code of a unit to be founded → its number
    children: dict[int, list[Body]] = field(default_factory=dict)  # of units that end
    ending: dict[int, Step] = field(default_factory=dict)
    merging: dict[int, int] = field(default_factory=dict)
    splitting: defaultdict[int, list[Step]] = field(default_factory=lambda: defaultdict(list))
    parents: dict[int, int] = field(default_factory=dict)  # living unit → its new manager, by a new line
    caused: dict[int, Step] = field(default_factory=dict)  # moved unit → the step that moves it
    carried: dict[int, int] = field(default_factory=dict)  # unit of the past → under whom it is found
    homes: dict[int, int] | None = None  # person → unit, of units that are split; None: not yet read
    changed_kinds: dict[int, UnitKind | None] = field(default_factory=dict)

    @property
    def from_on(self) -> dt.date:
        return self.reorganisation.from_on

    @property
    def last_day(self) -> dt.date:
        """The last day of what ends."""
        return self.reorganisation.from_on - dt.timedelta(days=1)

    def target(self, step: Step) -> int | None:
        """Where a step leads: the id of a unit, or the stand-in of one to be founded."""
        return step.into_id or self.by_code.get(step.told.get("into_code", ""))

    def parent_of(self, unit_id: int) -> int | None:
        """Who manages a unit once everything is done."""
        found = self.parents.get(unit_id) or self.carried.get(unit_id)
        return found or (self.bodies[unit_id].parent_id if unit_id in self.bodies else None)

    def kind_of(self, unit_id: int) -> UnitKind | None:
        """The kind of a unit once everything is done; None of a working group."""
        return self.changed_kinds.get(unit_id, self.bodies[unit_id].kind)

    def touched(self) -> set[int]:
        """Everybody whose line, name, kind, people or life changes."""
        return {step.unit_id for step in self.steps if step.verb != Step.Verb.FOUND} | set(self.parents)


def shape_of(reorganisation: Reorganisation) -> Shape:
    """Reads the whole draft; four queries for any number of steps."""
    shape = Shape(reorganisation, list(reorganisation.steps.order_by("position")))
    if any(step.told.get("kind") for step in shape.steps):
        shape.kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    _note_endings(shape)
    _load(shape, Q(pk__in=_named(shape.steps)) | Q(parent_id__in=shape.ending) & ~Q(path=""))
    _stand_in(shape)
    _divide(shape)
    _move(shape)
    shape.changed_kinds = {
        step.unit_id: shape.kinds.get(step.told.get("kind", ""))
        for step in shape.steps
        if step.verb == Step.Verb.CHANGE_KIND
    }
    above = {one for body in shape.bodies.values() for one in paths.ids(body.path)} - shape.bodies.keys()
    if above:
        _load(shape, Q(pk__in=above))
    return shape


def _named(steps: Iterable[Step]) -> set[int]:
    named: set[int] = set()
    for step in steps:
        named |= {step.unit_id, *step.told.get("units", ())}
        if step.into_id:
            named.add(step.into_id)
    return named


def _load(shape: Shape, wanted: Q) -> None:
    found = Body.objects.filter(wanted).select_related("kind").order_by("pk")
    shape.bodies |= {body.pk: body for body in found}


def _note_endings(shape: Shape) -> None:
    for step in shape.steps:
        if step.verb in ENDING_VERBS or step.told.get("ends"):
            shape.ending.setdefault(step.unit_id, step)


def _stand_in(shape: Shape) -> None:
    for step in shape.steps:
        if step.verb != Step.Verb.FOUND:
            continue
        code = step.told.get("code", "")
        if step.into_id:
            shape.by_code[code] = step.into_id
            continue
        kind = shape.kinds.get(step.told.get("kind", ""))
        body = Body(pk=-step.pk, code=code, name=step.told.get("name", ""), kind=kind, parent_id=step.unit_id)
        body.form = Body.Form.UNIT if step.told.get("kind") else Body.Form.WORKING_GROUP
        body.founded_on = shape.from_on
        shape.bodies[-step.pk], shape.by_code[code], shape.founded[-step.pk] = body, -step.pk, step


def _divide(shape: Shape) -> None:
    """Who merges where, which units are split, and who stands below those that end."""
    for step in shape.steps:
        if step.verb == Step.Verb.SPLIT:
            shape.splitting[step.unit_id].append(step)
        into = shape.target(step)
        if step.verb == Step.Verb.MERGE and into is not None:
            shape.merging[step.unit_id] = into
    shape.children = {unit_id: [] for unit_id in shape.ending}
    for body in shape.bodies.values():
        if body.pk not in shape.founded and body.path and body.parent_id in shape.ending:
            shape.children[body.parent_id].append(body)


def _move(shape: Shape) -> None:
    """Own moves first, then what is split off, then who is left where a unit merges."""
    for step in shape.steps:
        into = shape.target(step)
        if into is None:
            continue
        if step.verb == Step.Verb.MOVE:
            _send(shape, step.unit_id, into, step)
        if step.verb == Step.Verb.SPLIT:
            for unit_id in step.told.get("units", ()):
                if unit_id in shape.bodies and shape.bodies[unit_id].parent_id == step.unit_id:
                    _send(shape, unit_id, into, step)
    for unit_id, into in shape.merging.items():
        shape.carried[unit_id] = into
        for child in shape.children[unit_id]:
            if child.ended_on is not None or (child.pk in shape.ending and child.pk not in shape.merging):
                shape.carried[child.pk] = into
            elif child.pk not in shape.ending:
                _send(shape, child.pk, into, shape.ending[unit_id])


def _send(shape: Shape, unit_id: int, into: int, step: Step) -> None:
    if unit_id not in shape.parents and unit_id not in shape.ending:
        shape.parents[unit_id] = into
        shape.caused[unit_id] = step
