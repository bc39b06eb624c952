"""What stands against a reorganisation within the tree itself, step by step.

Everything is looked at before the first row is written, so that the preview shows all findings at once and
carrying out stops at the first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.federation.errors import (
    AlreadyThere,
    BeforeFounding,
    IntoEnding,
    IntoItself,
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
        lines = _lines_of(shape)
        beside = naming.beside(shape)
        found = [
            *_days(shape, lines),
            *_lines(shape, lines),
            *_left_behind(shape, lines),
            *_rings(shape),
            *_levels(shape, beside),
            *(Finding(step, refusal) for step, refusal in naming.refusals(shape, beside)),
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
                merging = step.verb == Step.Verb.MERGE
                refusal = (
                    IntoItself(unit=str(unit)) if merging else UnderItself(unit=str(unit), under=str(into))
                )
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


@dataclass(frozen=True)
class _Line:
    """A line of management, as the checks need it."""

    unit_id: int
    under_id: int
    from_on: dt.date
    until_on: dt.date | None


def _lines_of(shape: Shape) -> list[_Line]:
    """All lines of who takes part, and the open ones below who ends; one query."""
    units = {*shape.touched(), *shape.ending, *filter(None, map(shape.target, shape.steps))}
    rows = Placement.objects.filter(
        Q(unit__in=units) | Q(under__in=shape.ending, until_on=None), line=MANAGES
    ).order_by("unit_id", "from_on")
    return [_Line(*row) for row in rows.values_list("unit_id", "under_id", "from_on", "until_on")]


def _days(shape: Shape, lines: Iterable[_Line]) -> Iterator[Finding]:
    """Nothing happens to a unit before there is one: its founding, else the first day that somebody managed it."""
    begins = {body.pk: body.founded_on for body in shape.bodies.values() if body.founded_on}
    for line in lines:
        begins.setdefault(line.unit_id, line.from_on)
    for step in shape.steps:
        day = shape.last_day if step.unit_id in shape.ending else shape.from_on
        yield from _begun(shape, step, step.unit_id, begins, day)
        into = shape.target(step)
        if into is not None and into not in shape.founded:
            yield from _begun(shape, step, into, begins, shape.from_on)


def _begun(
    shape: Shape, step: Step, unit_id: int, begins: Mapping[int, dt.date], day: dt.date
) -> Iterator[Finding]:
    if unit_id in begins and begins[unit_id] > day:
        told = {"unit": str(shape.bodies[unit_id]), "day": format_date(shape.from_on)}
        yield Finding(step, BeforeFounding(founded=format_date(begins[unit_id]), **told))


def _lines(shape: Shape, lines: Iterable[_Line]) -> Iterator[Finding]:
    """Lines that begin later, and moves to where the unit stands already."""
    for line in lines:
        step = shape.ending.get(line.unit_id) or shape.caused.get(line.unit_id)
        if step is None:
            continue
        begins_then = line.from_on == shape.from_on and line.unit_id in shape.ending
        if line.from_on > shape.from_on or begins_then:
            if not step.told.get("correcting"):
                told = {"day": format_date(shape.last_day), "later": format_date(line.from_on)}
                yield Finding(step, LaterLine(**told))
        elif line.until_on is None and shape.parents.get(line.unit_id) == line.under_id:
            told = {
                "unit": str(shape.bodies[line.unit_id]),
                "under": str(shape.bodies.get(line.under_id, "")),
            }
            yield Finding(step, AlreadyThere(day=format_date(line.from_on), **told))


def _left_behind(shape: Shape, lines: Iterable[_Line]) -> Iterator[Finding]:
    """Units that would have no manager: below one that ends, today or by a move decided ahead."""
    left: dict[int, set[int]] = {}
    for line in lines:
        if line.under_id in shape.ending and line.until_on is None:
            left.setdefault(line.under_id, set()).add(line.unit_id)
    for unit_id, children in shape.children.items():
        left.setdefault(unit_id, set()).update(child.pk for child in children if child.ended_on is None)
    for unit_id, step in shape.ending.items():
        count = len(left.get(unit_id, set()) - shape.parents.keys() - shape.ending.keys())
        if count:
            yield Finding(step, StillHasUnits(unit=str(shape.bodies[unit_id]), count=count))


def _levels(shape: Shape, beside: Iterable[Body]) -> Iterator[Finding]:
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
    touched = shape.touched()
    for child in beside:
        if child.parent_id in changed and child.pk not in touched:
            yield from _fits(shape, child, child.parent_id, changed[child.parent_id])


def _fits(shape: Shape, unit: Body, under_id: int, step: Step) -> Iterator[Finding]:
    kind = shape.kind_of(unit.pk) if unit.pk in shape.bodies else unit.kind
    above = shape.kind_of(under_id)
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
