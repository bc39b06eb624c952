"""Role × relation × state, for the Ruling of any room, against a literal table in its test.

    allowed = matrix(RULING, places, make=lambda unit, state: …, states=("draft", "sent"))
    assert allowed == {"accept": {"officer": "child:sent below:sent"}}

``make(unit, state)`` stores one object of the model that stands at the unit. Every cell is asked twice, as a
button (``verdict``) and as a list (``objects``), and the two must agree. In the answer a relation stands
alone when every state allows the verb; roles without any cell are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from django.db.models import Model

from tests.access.cast import actor_at
from thidua.access.roles import ROLES
from thidua.federation.models import Body
from thidua.kernel.door import Actor, Ruling


class HasPlaces(Protocol):
    @property
    def own(self) -> Body: ...

    def items(self) -> list[tuple[str, Body]]: ...


Cells = dict[tuple[str, str], Model]


def matrix(
    ruling: Ruling,
    places: HasPlaces,
    *,
    make: Callable[[Body, str], Model],
    states: Iterable[str] = ("",),
    roles: Iterable[str] = tuple(ROLES),
) -> dict[str, dict[str, str]]:
    """{verb: {role: "own child:sent …"}} for every verb of the ruling, each role held at ``places.own``."""
    wanted = tuple(states)
    cells = {(name, state): make(unit, state) for name, unit in places.items() for state in wanted}
    verbs = dict.fromkeys(one.verb for one in ruling.permits)
    actors = {role: actor_at(places.own, role) for role in roles}
    return {
        verb: {role: told for role, one in actors.items() if (told := _row(ruling, one, verb, cells, wanted))}
        for verb in verbs
    }


def _row(ruling: Ruling, actor: Actor, verb: str, cells: Cells, states: tuple[str, ...]) -> str:
    mine = [obj.pk for obj in cells.values()]
    listed = set(
        ruling.model._default_manager.filter(ruling.objects(actor, verb), pk__in=mine).values_list(
            "pk", flat=True
        )
    )
    open_cells = {where for where, obj in cells.items() if ruling.verdict(actor, verb, obj)}
    assert {cells[where].pk for where in open_cells} == listed, f"button and list differ: {actor.name} {verb}"
    relations = dict.fromkeys(name for name, _state in cells)
    return " ".join(told for name in relations if (told := _told(name, open_cells, states)))


def _told(relation: str, open_cells: set[tuple[str, str]], states: tuple[str, ...]) -> str:
    allowed = [state for state in states if (relation, state) in open_cells]
    if len(allowed) == len(states):
        return relation
    return f"{relation}:{','.join(allowed)}" if allowed else ""
