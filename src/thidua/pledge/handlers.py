"""Announced at start: the lists that this room takes in, and what it does when people, units and assignments change."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.kernel.door import system
from thidua.kernel.events import Ids, hears
from thidua.pledge import intakes
from thidua.pledge.actions.covenants.follow_assignments import follow_assignments
from thidua.pledge.actions.covenants.versions import HOUSE
from thidua.pledge.actions.registrations.following import (
    follow_people,
    follow_persons,
    follow_tree,
    follow_units,
)
from thidua.pledge.queries.covenants import cluster_stations

__all__ = ["cluster_stations", "intakes"]

# Covenants.


@hears("launch.assignments_changed", "pledge.covenants")
def follow_decisions(batch: Sequence[Ids]) -> None:
    follow_assignments(actor=system(HOUSE), cycle_ids={ids["cycle_id"] for ids in batch})


# --- Registrations: coverage counts people where they are now

_REGISTRATIONS = "pledge.coverage"


@hears("federation.person_transferred", _REGISTRATIONS)
def person_moved(batch: Sequence[Ids]) -> None:
    follow_units({unit for ids in batch for unit in (ids["from_id"], ids["to_id"])})


@hears("federation.person_added", _REGISTRATIONS)
def person_came(batch: Sequence[Ids]) -> None:
    follow_units({ids["unit_id"] for ids in batch})


@hears("federation.person_changed", _REGISTRATIONS)
def person_changed(batch: Sequence[Ids]) -> None:
    follow_persons({ids["person_id"] for ids in batch})


@hears("federation.people_added", _REGISTRATIONS)
def people_came(batch: Sequence[Ids]) -> None:
    follow_people([(ids["first_id"], ids["last_id"]) for ids in batch])


@hears("federation.unit_added", _REGISTRATIONS)
def unit_came(batch: Sequence[Ids]) -> None:
    follow_units({ids["unit_id"] for ids in batch})


def tree_changed(batch: Sequence[Ids]) -> None:
    follow_tree()


for event in ("federation.reorganised", "federation.reorganisation_undone", "federation.units_founded"):
    hears(event, _REGISTRATIONS)(tree_changed)
