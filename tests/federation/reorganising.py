"""Reorganising the small federation of the tests, and the whole room as rows to compare."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps

from tests.federation.cast import World
from thidua.federation.actions.reorganise.add_steps import NewStep, add_steps
from thidua.federation.actions.reorganise.carry_out import carry_out
from thidua.federation.actions.reorganise.draft import draft_reorganisation
from thidua.federation.models import Reorganisation
from thidua.kernel.door import Actor

DAY = dt.date(2017, 7, 1)
EVE = DAY - dt.timedelta(days=1)
SOURCE = "QĐ 77/QĐ-LĐLĐ ngày 25/06/2017"

_ASIDE = {"version", "changed_at"}  # they count changes, and putting back is one
_OF_THE_WORK = {"federation.reorganisation", "federation.step"}


def drafted(
    world: World, *steps: NewStep, day: dt.date = DAY, seat: str = "TQ", actor: Actor | None = None
) -> Reorganisation:
    actor = actor or world.admin
    made = draft_reorganisation(
        actor=actor, seat_id=world[seat].pk, name="Sắp xếp tháng 7", from_on=day, source=SOURCE
    )
    add_steps(actor=actor, reorganisation_id=made.pk, steps=steps)
    return made


def done(world: World, *steps: NewStep, **how: Any) -> Reorganisation:
    made = drafted(world, *steps, **how)
    return carry_out(actor=how.get("actor") or world.admin, reorganisation_id=made.pk)


def step(world: World, verb: str, unit: str, into: str | None = None, **told: Any) -> NewStep:
    return NewStep(verb, world[unit].pk, world[into].pk if into else None, told)


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of the room, but the drafts themselves and the counters of changes."""
    return {
        model._meta.label_lower: [
            {name: value for name, value in row.items() if name not in _ASIDE}
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in apps.get_app_config("federation").get_models()
        if model._meta.label_lower not in _OF_THE_WORK
    }
