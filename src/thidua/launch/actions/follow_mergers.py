"""What a reorganisation of the tree does to assignments: they go on where units merge, and come back."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction

from thidua.federation.models import Reorganisation
from thidua.kernel.door import Actor, must_be_house
from thidua.launch.actions.carry_assignments import carry_assignments, uncarry_assignments
from thidua.launch.models import Assignment
from thidua.launch.queries.reorganising import mergers_of


@transaction.atomic
def follow_mergers(*, actor: Actor, reorganisation_ids: Iterable[int]) -> int:
    """Carries the assignments of every merger that still stands; told twice it carries once.

    Returns how many assignments were written. Raises NotYours.
    """
    must_be_house(actor)
    done = Reorganisation.objects.filter(pk__in=set(reorganisation_ids), state="done").order_by("pk")
    return sum(
        carry_assignments(
            actor=actor, from_unit_ids=merged, to_unit_id=into, on=one.from_on, source=one.source
        )
        for one in done
        for into, merged in mergers_of(one).items()
    )


@transaction.atomic
def take_mergers_back(*, actor: Actor, reorganisation_ids: Iterable[int]) -> int:
    """What stood before a reorganisation that was taken back stands again. Raises NotYours, DecisionFollowed."""
    must_be_house(actor)
    undone = Reorganisation.objects.filter(pk__in=set(reorganisation_ids), state="undone").order_by("-pk")
    return sum(
        uncarry_assignments(
            actor=actor, from_unit_ids=merged, to_unit_id=into, on=one.from_on, source=one.source
        )
        for one in undone
        for into, merged in reversed(mergers_of(one).items())
    )


def forget_carried(*, actor: Actor, unit_ids: Collection[int]) -> int:
    """Of units that are unmade as if they had never been: what a merger brought them. What a decision assigned
    to them stays, and stands in the way. Called inside the transaction that unmakes them. Raises NotYours."""
    must_be_house(actor)
    carried = Assignment.objects.filter(unit__in=unit_ids, carried_from__len__gt=0)
    count, _by_model = carried.delete()
    return count
