"""What a cluster calls reaches its members: they stand under nobody in it, so the tree does not lead there."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from thidua.federation.models import Body, Membership
from thidua.kernel import clock

IS_CLUSTER = Body.Form.CLUSTER


def of_own_cluster(unit_id: int | None, *, issuer: str = "issuer", year: str = "year") -> Exists:
    """That the unit is a member, in that year and still today, of the cluster that issued. ``issuer`` and ``year``
    lead from the model that is asked."""
    member = Membership.objects.filter(
        Q(left_on=None) | Q(left_on__gte=clock.today()),
        cluster=OuterRef(issuer),
        year=OuterRef(year),
        unit_id=unit_id,
    )
    return Exists(member)


def is_member(unit: Body, cluster: Body, year: int) -> bool:
    return Membership.objects.filter(cluster=cluster, year=year, unit=unit, left_on=None).exists()
