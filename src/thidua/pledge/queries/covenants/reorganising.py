"""What covenants say before units are reorganised: whose place is taken over, whose pen is gone, what must be settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from thidua.federation.questions import Reorganising, Undoing
from thidua.kernel.questions import Answer, Objection
from thidua.pledge.covenant_errors import CovenantFollowed, SeatEnds, SeatHasItsOwn
from thidua.pledge.models import Covenant, CovenantVersion, Party, Registration
from thidua.pledge.states import LIVE

OVER = ("closed", "cancelled")


def standing() -> QuerySet[Covenant]:
    return Covenant.objects.exclude(state__in=OVER)


def answer(subject: Reorganising) -> Answer:
    """Covenants that go on with the successor, or without the unit; and registrations that go on with it."""
    into = dict(subject.merging)
    lines = Registration.objects.filter(unit__in=into, state__in=LIVE, scheme__state="open")
    covenants = list(_touched(subject))
    counts = {
        "covenants_taken_over": sum(one.taken_over for one in covenants),
        "covenants_left": sum(one.left for one in covenants),
        "registrations_taken_over": lines.count(),
    }
    kept = [one for one in covenants if one.seat_id in subject.ending]
    return Answer("pledge", counts, tuple(_seats(kept, into)))


def _touched(subject: Reorganising) -> QuerySet[Any]:
    """Covenants that a unit which ends keeps, or is a party of, with how many parties go on elsewhere or not."""
    of_ending = Party.objects.filter(unit__in=subject.ending, went_into=None).values("covenant")
    ending = Q(parties__unit__in=subject.ending, parties__went_into=None)
    merging = Q(parties__unit__in=[unit for unit, _into in subject.merging])
    return (
        standing()
        .filter(Q(seat__in=subject.ending) | Q(pk__in=of_ending))
        .annotate(
            taken_over=Count("parties", filter=ending & merging),
            left=Count("parties", filter=ending & ~merging),
        )
        .select_related("seat", "cycle")
        .order_by("pk")
    )


def _seats(kept: Iterable[Covenant], into: Mapping[int, int]) -> Iterator[Objection]:
    for covenant in kept:
        told = {"covenant": covenant.title, "unit": str(covenant.seat)}
        if covenant.seat_id not in into:
            yield Objection(SeatEnds.code, {**told})
        elif (twin := twin_at(covenant, into[covenant.seat_id])) is not None:
            more = {"into": str(twin.seat), "year": covenant.cycle.year}
            yield Objection(SeatHasItsOwn.code, {**told, **more})


def twin_at(covenant: Covenant, unit_id: int) -> Covenant | None:
    """A covenant of the same kind and year that the unit keeps already; a cluster's belongs to its cluster."""
    if covenant.kind == Covenant.Kind.CLUSTER:
        return None
    twins = Covenant.objects.filter(seat=unit_id, cycle=covenant.cycle_id, kind=covenant.kind)
    return twins.exclude(state="cancelled").exclude(pk=covenant.pk).select_related("seat").first()


def answer_back(subject: Undoing) -> Answer:
    """Parties that have become one and have signed as one since do not come apart again by themselves."""
    joined = Party.objects.filter(Q(unit__in=subject.touched) | Q(was__in=subject.touched))
    joined = joined.exclude(Q(was=None) & Q(went_into=None)).exclude(covenant__state__in=OVER)
    later = CovenantVersion.objects.filter(
        covenant=OuterRef("covenant"), how="signed", made_at__date__gt=subject.from_on, state="in_force"
    )
    found = joined.filter(Exists(later)).select_related("covenant", "unit", "was")
    told = tuple(
        Objection(
            CovenantFollowed.code,
            {"covenant": one.covenant.title, "unit": str(one.was or one.unit)},
        )
        for one in found
    )
    return Answer("pledge", {}, told)
