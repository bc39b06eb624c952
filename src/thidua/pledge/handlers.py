"""Announced at start: the lists that this room takes in, and what it does when people, units and assignments change."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from thidua.federation.models import LeaderDuty
from thidua.federation.queries.duty_help import Help, helps_with
from thidua.federation.questions import REORGANISING, UNDOING
from thidua.kernel.door import system
from thidua.kernel.events import Ids, hears
from thidua.kernel.questions import say_counts
from thidua.pledge import intakes
from thidua.pledge.actions.covenants.follow_assignments import follow_assignments
from thidua.pledge.actions.covenants.follow_leader import follow_leader
from thidua.pledge.actions.covenants.follow_mergers import follow_mergers, take_mergers_back
from thidua.pledge.actions.covenants.versions import HOUSE
from thidua.pledge.actions.registrations.following import (
    follow_people,
    follow_persons,
    follow_placed,
    follow_tree,
    follow_units,
)
from thidua.pledge.actions.registrations.link_works import link_works
from thidua.pledge.queries.covenants import cluster_stations, reorganising
from thidua.pledge.queries.registrations import of_event

__all__ = ["cluster_stations", "intakes", "of_event"]

helps_with(
    LeaderDuty.What.REGISTRATIONS, Help(button=_("Lập bản tổng hợp, đính kèm"), page="pledge:together")
)

# Covenants.


@hears("launch.assignments_changed", "pledge.covenants")
def follow_decisions(batch: Sequence[Ids]) -> None:
    follow_assignments(actor=system(HOUSE), cycle_ids={ids["cycle_id"] for ids in batch})


REORGANISING.answers(reorganising.answer)
UNDOING.answers(reorganising.answer_back)
say_counts(
    covenants_taken_over=_("giao ước mà đơn vị nhận thay chỗ đơn vị nhập, theo thông báo"),
    covenants_left=_("giao ước có bên kết thúc, các bên khác vẫn thực hiện"),
    registrations_taken_over=_("dòng đăng ký thi đua tính tiếp ở đơn vị nhận"),
)


@hears("federation.leader_settled", "pledge.covenants")
def follow_leaders(batch: Sequence[Ids]) -> None:
    for ids in batch:
        follow_leader(
            actor=system(HOUSE), cluster_id=ids["cluster_id"], year=ids["year"], leader_id=ids["unit_id"]
        )


@hears("federation.merged", "pledge.covenants")
def follow_units_merged(batch: Sequence[Ids]) -> None:
    follow_mergers(actor=system(HOUSE), reorganisation_ids={ids["reorganisation_id"] for ids in batch})


@hears("federation.reorganisation_undone", "pledge.covenants")
def follow_units_parted(batch: Sequence[Ids]) -> None:
    take_mergers_back(actor=system(HOUSE), reorganisation_ids={ids["reorganisation_id"] for ids in batch})


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


@hears("federation.unit_placed", _REGISTRATIONS)
def unit_placed(batch: Sequence[Ids]) -> None:
    follow_placed({(ids["unit_id"], ids.get("left_id", ids["under_id"])) for ids in batch})


@hears("launch.event_changed", _REGISTRATIONS)
def launch_planned(batch: Sequence[Ids]) -> None:
    link_works({ids["cycle_id"] for ids in batch})


def tree_changed(batch: Sequence[Ids]) -> None:
    follow_tree()


for event in ("federation.reorganised", "federation.reorganisation_undone", "federation.units_founded"):
    hears(event, _REGISTRATIONS)(tree_changed)
