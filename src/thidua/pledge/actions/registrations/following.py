"""Coverage follows the register of people and the tree. Registrations stay where they were made."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from thidua.federation.models import Body, Person, Placement
from thidua.kernel import paths
from thidua.pledge.actions.registrations.recounting import recount, recount_all
from thidua.pledge.models import Scheme


@transaction.atomic
def follow_units(unit_ids: Iterable[int]) -> None:
    """Units whose people have changed, in every scheme that asks them and is open."""
    units = list(Body.objects.filter(pk__in=set(unit_ids)).exclude(path="").values_list("pk", "path"))
    for scheme in _open_schemes():
        seat = scheme.cycle.movement.seat.path
        recount(scheme.pk, [pk for pk, path in units if paths.covers(seat, path)])


def follow_persons(person_ids: Iterable[int]) -> None:
    follow_units(Person.objects.filter(pk__in=set(person_ids)).values_list("home_id", flat=True))


def follow_placed(moved: Iterable[tuple[int, int]]) -> None:
    """Groups that moved from one union to another: their people are counted at the new one and no more at the old.
    ``moved``: the unit and whom it stood under before; a line that was put right on its own day leaves no trace."""
    left: dict[int, set[int]] = {}
    for unit_id, left_id in moved:
        left.setdefault(unit_id, set()).add(left_id)
    groups = Placement.objects.filter(unit__in=left, unit__kind__level="part", line="manages")
    told = list(groups.values_list("unit_id", "under_id"))
    follow_units({one for unit_id, under_id in told for one in (unit_id, under_id, *left[unit_id])})


def follow_people(spans: Iterable[tuple[int, int]]) -> None:
    """People added many at once, told as first and last key."""
    within = Q(pk__in=())
    for first, last in spans:
        within |= Q(pk__range=(first, last))
    follow_units(set(Person.objects.filter(within).values_list("home_id", flat=True)))


@transaction.atomic
def follow_tree() -> None:
    """A reorganisation moves units and people by the thousand: everything is counted again."""
    for scheme in _open_schemes():
        recount_all(scheme)


def _open_schemes() -> Iterable[Scheme]:
    return Scheme.objects.filter(state="open").select_related("cycle__movement__seat").order_by("pk")
