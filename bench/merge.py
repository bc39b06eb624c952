"""A reorganisation of the size of a large province: 5,000 grassroots unions leave the union of the industrial
zones for the commune unions around it, by one decision; then it is taken back.

``apply_s`` is all that follows: the tree is changed, the later rooms hear of it, and the open period is restated
on the tree of today. ``undo_s`` is the same back. Afterwards every sum must be what it was before.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from bench._country import Country, build, tidy
from bench._ground import scratch_database
from bench._recomputation import differences

LEAVES = "T01-KCN"
GOALS = {"apply_s": 60, "undo_s": 60}


def run(scale: float = 1.0) -> dict[str, Any]:
    """``scale`` is the share of the country, and so of the 5,000."""
    with scratch_database("merge"):
        country = build(scale)
        from thidua.kernel.clock import standing_on

        with standing_on(dt.date(2026, 7, 10)):
            return _measure(country, scale)


def _measure(country: Country, scale: float) -> dict[str, Any]:
    from thidua.federation.actions.reorganise.add_steps import NewStep, add_steps
    from thidua.federation.actions.reorganise.carry_out import carry_out
    from thidua.federation.actions.reorganise.draft import draft_reorganisation
    from thidua.federation.actions.reorganise.undo import undo
    from thidua.federation.models import Body
    from thidua.kernel.door import system
    from thidua.rollup.actions.roll import rebuild

    rebuild(period_id=country.period_id)
    tidy("rollup_agg", "rollup_placed", "rollup_counted")
    house = system("bench")
    leaving = country.told.id_of(LEAVES)
    moved = list(Body.objects.filter(parent_id=leaving).order_by("pk").values_list("pk", flat=True))
    around = Body.objects.filter(parent__code="T01", kind__level="upper").exclude(pk=leaving)
    into = list(around.order_by("pk").values_list("pk", flat=True))
    draft = draft_reorganisation(
        actor=house,
        seat_id=country.told.id_of("T01"),
        name="Các khu công nghiệp về xã, phường",
        from_on=dt.date(2026, 7, 1),
        source="Nghị quyết thử",
    )
    steps = [NewStep("move", unit, into[place % len(into)]) for place, unit in enumerate(moved)]
    added = _seconds(lambda: add_steps(actor=house, reorganisation_id=draft.pk, steps=steps))
    carried = _seconds(lambda: carry_out(actor=house, reorganisation_id=draft.pk))
    restated = _seconds(lambda: _hear(country))
    left = Body.objects.filter(parent_id=leaving).count()
    undone = _seconds(lambda: undo(actor=house, reorganisation_id=draft.pk))
    restated_back = _seconds(lambda: _hear(country))
    wrong = differences(country.period_id)[1]
    return {
        "scale": scale,
        "apply_s": round(carried + restated, 2),
        "undo_s": round(undone + restated_back, 2),
        "moved": len(moved),
        "left_behind": left,
        "back": Body.objects.filter(parent_id=leaving).count(),
        "add_steps_s": round(added, 2),
        "carry_out_s": round(carried, 2),
        "restate_s": round(restated, 2),
        "undo_tree_s": round(undone, 2),
        "restate_back_s": round(restated_back, 2),
        "equal_to_recomputation": not wrong,
        "first_difference": wrong[0] if wrong else None,
        "goals": GOALS,
    }


def _seconds(work: Any) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _hear(country: Country) -> None:
    """What the worker does after it: the events, and the restating that a large period leaves as long work."""
    from thidua.kernel import events
    from thidua.rollup.actions.restate import restate

    while events.deliver(most=5000):
        pass
    restate(period_id=country.period_id)
