"""What stands against a reorganisation within the tree itself, step by step.

Everything is looked at before the first row is written, so that the preview shows all findings at once and
carrying out stops at the first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.federation.errors import (
    AlreadyThere,
    BeforeFounding,
    IntoEnding,
    IntoMissing,
    LaterLine,
    LevelsCrossed,
    NotInTheTree,
    SeatBelow,
    StillHasUnits,
    UnderItself,
    UnitEnded,
    UnitTwice,
)
from thidua.federation.models import Body, Placement, Step
from thidua.federation.queries.reorganising import naming, splitting
from thidua.federation.queries.reorganising.shape import Shape
from thidua.federation.queries.times import MANAGES, lines_above
from thidua.formats.vi import format_date
from thidua.kernel import paths
from thidua.kernel.errors import Refusal

_LEADS = (Step.Verb.MERGE, Step.Verb.SPLIT, Step.Verb.MOVE)


@dataclass(frozen=True)
class Finding:
    """``step`` None: it is about the whole."""

    step: Step | None
    refusal: Refusal


def findings(shape: Shape) -> list[Finding]:
    """All that is wrong, in the order of the steps; a dozen queries for any number of them."""
    found = [*_places(shape), *_twice(shape)]
    if not found:  # the rest reads a shape that makes sense
        found = [
            *_days(shape),
            *_lines(shape),
            *_left_behind(shape),
            *_rings(shape),
            *_levels(shape),
            *(Finding(step, refusal) for step, refusal in naming.refusals(shape)),
            *(Finding(step, refusal) for step, refusal in splitting.refusals(shape)),
        ]
    return sorted(found, key=lambda one: one.step.position if one.step else 0)


def _places(shape: Shape) -> Iterator[Finding]:
    for step in shape.steps:
        unit = shape.bodies[step.unit_id]
        refusal = _stands(shape, unit, strictly=step.verb != Step.Verb.FOUND)
        if step.verb in _LEADS and refusal is None:
            into = shape.bodies.get(shape.target(step) or 0)
            if into is None:
                refusal = IntoMissing(verb=str(step.get_verb_display()), unit=str(unit))
            elif into.pk == unit.pk:
                refusal = UnderItself(unit=str(unit), under=str(into))
            elif into.pk in shape.ending:
                refusal = IntoEnding(unit=str(unit), into=str(into))
            else:
                refusal = _stands(shape, into, strictly=False)
        if refusal is None and step.verb == Step.Verb.FOUND and step.unit_id in shape.ending:
            refusal = IntoEnding(unit=step.told.get("name", ""), into=str(unit))
        if refusal is not None:
            yield Finding(step, refusal)


def _stands(shape: Shape, body: Body, *, strictly: bool) -> Refusal | None:
    """What keeps a body from taking part; ``strictly``: the seat itself may not."""
    seat = shape.reorganisation.seat
    if body.pk in shape.founded:
        return None
    if not body.path:
        return NotInTheTree(unit=str(body))
    if body.ended_on is not None:
        return UnitEnded(unit=str(body), day=format_date(body.ended_on))
    if not paths.covers(seat.path, body.path) or (strictly and body.pk == seat.pk):
        return SeatBelow(unit=str(body), seat=str(seat))
    return None


def _twice(shape: Shape) -> Iterator[Finding]:
    """Two steps of one unit that cannot both be true."""
    seen: dict[int, list[Step]] = {}
    for step in shape.steps:
        if step.verb == Step.Verb.FOUND:
            continue
        for other in seen.setdefault(step.unit_id, []):
            if not _go_together(shape, step, other):
                told = {"first": str(other.get_verb_display()), "second": str(step.get_verb_display())}
                yield Finding(step, UnitTwice(unit=str(shape.bodies[step.unit_id]), **told))
                break
        seen[step.unit_id].append(step)
    for unit_id, step in shape.caused.items():
        for other in seen.get(unit_id, ()):
            if step.verb == Step.Verb.SPLIT and other.verb == Step.Verb.MOVE:
                told = {"first": str(other.get_verb_display()), "second": str(step.get_verb_display())}
                yield Finding(other, UnitTwice(unit=str(shape.bodies[unit_id]), **told))


def _go_together(shape: Shape, one: Step, other: Step) -> bool:
    if one.verb == other.verb == Step.Verb.SPLIT:
        return shape.target(one) != shape.target(other)
    ends = one.unit_id in shape.ending
    return one.verb != other.verb and not ends


def _days(shape: Shape) -> Iterator[Finding]:
    for step in shape.steps:
        day = shape.last_day if step.unit_id in shape.ending else shape.from_on
        into = shape.target(step)
        yield from _begun(shape, step, step.unit_id, day)
        if into is not None and into not in shape.founded:
            yield from _begun(shape, step, into, shape.from_on)


def _begun(shape: Shape, step: Step, unit_id: int, day: dt.date) -> Iterator[Finding]:
    begins = shape.begins.get(unit_id)
    if begins is not None and begins > day:
        told = {"unit": str(shape.bodies[unit_id]), "day": format_date(shape.from_on)}
        yield Finding(step, BeforeFounding(founded=format_date(begins), **told))


def _lines(shape: Shape) -> Iterator[Finding]:
    """Lines that begin later, and moves to where the unit stands already."""
    units = {*shape.parents, *shape.ending}
    lines = Placement.objects.filter(line=MANAGES, unit__in=units)
    rows = lines.filter(Q(from_on__gte=shape.from_on) | Q(until_on=None)).order_by("unit_id", "from_on")
    for unit_id, under_id, from_on, until_on in rows.values_list(
        "unit_id", "under_id", "from_on", "until_on"
    ):
        step = shape.ending.get(unit_id) or shape.caused[unit_id]
        correcting = bool(step.told.get("correcting"))
        if from_on > shape.from_on or (from_on == shape.from_on and unit_id in shape.ending):
            if not correcting:
                told = {"day": format_date(shape.last_day), "later": format_date(from_on)}
                yield Finding(step, LaterLine(**told))
        elif until_on is None and shape.parents.get(unit_id) == under_id:
            told = {"unit": str(shape.bodies[unit_id]), "under": str(shape.bodies.get(under_id, ""))}
            yield Finding(step, AlreadyThere(day=format_date(from_on), **told))


def _left_behind(shape: Shape) -> Iterator[Finding]:
    """Units that would have no manager: below one that ends, today or by a move decided ahead."""
    coming = Placement.objects.filter(line=MANAGES, under__in=shape.ending, until_on=None)
    ahead: dict[int, set[int]] = {}
    for under_id, unit_id in coming.exclude(unit__in={*shape.parents, *shape.ending}).values_list(
        "under_id", "unit_id"
    ):
        ahead.setdefault(under_id, set()).add(unit_id)
    for unit_id, step in shape.ending.items():
        left = ahead.get(unit_id, set()) | {
            child.pk
            for child in shape.children[unit_id]
            if child.ended_on is None and child.pk not in shape.parents and child.pk not in shape.ending
        }
        if left:
            yield Finding(step, StillHasUnits(unit=str(shape.bodies[unit_id]), count=len(left)))


def _levels(shape: Shape) -> Iterator[Finding]:
    """Kinds that do not fit above one another once everything is done."""
    pairs = [(unit_id, under, shape.caused[unit_id]) for unit_id, under in shape.parents.items()]
    pairs += [(stand_in, step.unit_id, step) for stand_in, step in shape.founded.items()]
    for step in shape.steps:
        if step.verb == Step.Verb.CHANGE_KIND and step.unit_id not in shape.parents:
            under_id = shape.parent_of(step.unit_id)
            pairs += [(step.unit_id, under_id, step)] if under_id else []
    for unit_id, under, step in pairs:
        yield from _fits(shape, shape.bodies[unit_id], under, step)
    changed = {step.unit_id: step for step in shape.steps if step.verb == Step.Verb.CHANGE_KIND}
    staying = Body.objects.filter(parent__in=changed, ended_on=None).exclude(path="")
    for child in staying.exclude(pk__in=shape.touched()).select_related("kind"):
        shape.bodies.setdefault(child.pk, child)
        yield from _fits(shape, child, child.parent_id or 0, changed[child.parent_id or 0])


def _fits(shape: Shape, unit: Body, under_id: int, step: Step) -> Iterator[Finding]:
    kind, above = shape.kind_of(unit.pk), shape.kind_of(under_id)
    if kind is None or kind.may_stand_under(above.level if above else ""):
        return
    told = {"unit": str(unit), "under": str(shape.bodies[under_id]), "kind": str(kind)}
    yield Finding(step, LevelsCrossed(above=str(above) if above else _("tổ công tác"), **told))


def _rings(shape: Shape) -> Iterator[Finding]:
    """A unit below itself, on the day of the reorganisation or today."""
    then: dict[int, int | None] = {**lines_above({*shape.parents, *shape.parents.values()}, shape.from_on)}
    today = {body.pk: body.parent_id for body in shape.bodies.values()}
    for unit_id, step in shape.caused.items():
        if any(_comes_back(unit_id, over, shape.parents) for over in (then, today)):
            told = {"unit": str(shape.bodies[unit_id]), "under": str(shape.bodies[shape.parents[unit_id]])}
            yield Finding(step, UnderItself(**told))


def _comes_back(unit_id: int, over: Mapping[int, int | None], moved: Mapping[int, int]) -> bool:
    """Climbs from a unit; ``moved`` counts before ``over``."""
    climbed: set[int] = set()
    step = moved.get(unit_id)
    while step is not None and step != unit_id and step not in climbed:
        climbed.add(step)
        step = moved.get(step) or over.get(step)
    return step == unit_id
