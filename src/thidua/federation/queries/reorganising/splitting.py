"""Who goes where when a unit is split, and what is left over."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.federation.errors import NotOfThisUnit, PeopleNowhere, PeopleTwice, SplitEmpty, SplitIntoOne
from thidua.federation.models import Person, Step
from thidua.federation.queries.reorganising.shape import Shape
from thidua.kernel.errors import Refusal


def refusals(shape: Shape) -> Iterator[tuple[Step, Refusal]]:
    homes = _homes(shape)
    for unit_id, steps in shape.splitting.items():
        here = {pk for pk, home in homes.items() if home == unit_id}
        yield from _one(shape, unit_id, steps, here)


def destinations(shape: Shape) -> dict[int, int]:
    """Each person that a split moves → where to; who stays is not there. One query."""
    homes = _homes(shape)
    going: dict[int, int] = {}
    for unit_id, steps in shape.splitting.items():
        rest = {pk for pk, home in homes.items() if home == unit_id}
        for step in steps:
            named = set(step.told.get("people", ()))
            going |= dict.fromkeys(named & rest, shape.target(step) or 0)
            rest -= named
        for step in steps:
            if step.told.get("rest"):
                going |= dict.fromkeys(rest, shape.target(step) or 0)
    return going


def _homes(shape: Shape) -> dict[int, int]:
    """Living people of the units that are split, read once."""
    if shape.homes is None:
        living = Person.objects.filter(home__in=shape.splitting, left_on=None)
        shape.homes = dict(living.values_list("pk", "home_id")) if shape.splitting else {}
    return shape.homes


def _one(shape: Shape, unit_id: int, steps: list[Step], here: set[int]) -> Iterator[tuple[Step, Refusal]]:
    unit, ends = str(shape.bodies[unit_id]), unit_id in shape.ending
    named: set[int] = set()
    for step in steps:
        chosen, parts = set(step.told.get("people", ())), set(step.told.get("units", ()))
        strange = len(chosen - here) + len(parts - _parts(shape, unit_id, parts))
        if strange:
            yield step, NotOfThisUnit(unit=unit, count=strange)
        if chosen & named:
            yield step, PeopleTwice(unit=unit, count=len(chosen & named))
        if not chosen and not parts and not step.told.get("rest"):
            yield step, SplitEmpty(unit=unit)
        named |= chosen
    catching = [step for step in steps if step.told.get("rest")]
    left = here - named
    if len(catching) > 1:
        yield catching[1], PeopleTwice(unit=unit, count=len(left))
    if ends and left and not catching:
        yield steps[0], PeopleNowhere(unit=unit, count=len(left))
    if ends and len({shape.target(step) for step in steps}) == 1:
        yield steps[0], SplitIntoOne(unit=unit)


def _parts(shape: Shape, unit_id: int, parts: set[int]) -> set[int]:
    """Those of the named parts that stand directly below the unit and live."""
    bodies = (shape.bodies.get(one) for one in parts)
    return {one.pk for one in bodies if one and one.parent_id == unit_id and one.ended_on is None}
