"""Who is in a cluster, and who leads it. Membership gives no access: it says who shares what later rooms share."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from thidua.federation.models import Body, ClusterYear, Leadership, Membership


def members_of(cluster: Body, year: int, on: dt.date | None = None) -> QuerySet[Membership]:
    """The memberships of a year with their units, in the order of names; those on a day when ``on`` is given.

    A unit that ended is a member up to its last day, whatever its row says.
    """
    found = Membership.objects.filter(cluster=cluster, year=year)
    if on is not None:
        found = found.filter(
            Q(joined_on=None) | Q(joined_on__lte=on),
            Q(left_on=None) | Q(left_on__gte=on),
            Q(unit__ended_on=None) | Q(unit__ended_on__gte=on),
        )
    return found.select_related("unit__kind").order_by("unit__sort_key", "pk")


def leadership_of(cluster: Body, year: int) -> Leadership | None:
    """Who leads in a year; None while nobody was chosen."""
    found = Leadership.objects.filter(cluster=cluster, year=year)
    return found.select_related("leader", "deputy").first()


def seat_of(cluster: Body, year: int) -> Body | None:
    """The unit whose book and seal a cluster uses in a year: a cluster has none, its leader's union lends them."""
    led = leadership_of(cluster, year)
    return led.leader if led else None


def clusters_of(unit: Body, year: int) -> QuerySet[Body]:
    """The clusters in which a unit is a member this year."""
    return Body.objects.filter(members__unit=unit, members__year=year).order_by("sort_key", "pk")


def summary_owed(cluster: Body, year: int) -> bool:
    """Whether the year before still runs: its summary comes before a new covenant is signed."""
    return ClusterYear.objects.filter(cluster=cluster, year=year - 1, state="running").exists()


def clusters_led(unit: Body, year: int) -> QuerySet[Body]:
    """The clusters that this unit leads in that year or the next, and so seals the papers of."""
    led = Leadership.objects.filter(leader=unit, year__in=(year, year + 1))
    return Body.objects.filter(pk__in=led.values("cluster_id")).order_by("sort_key", "pk")
