from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from thidua.algebra.cluster_rules import ClusterRules
from thidua.federation.actions.clusters.at import RELATED
from thidua.federation.cluster_errors import YearBegun
from thidua.federation.models import Body, ClusterYear, LeaderDuty, Leadership, Membership
from thidua.federation.queries.clusters import members_of
from thidua.federation.queries.regulation_rules import rules_in
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit

# What a regulation calls the duties that a year leaves, and how many years after it they are due.
_NAMED = {LeaderDuty.What.SUMMARY: ("summary", 0), LeaderDuty.What.REGISTRATIONS: ("register", 1)}


@transaction.atomic
def begin_year(
    *,
    actor: Actor,
    cluster_id: int,
    year: int,
    due_on: dt.date | None = None,
    leaving_out: frozenset[int] = frozenset(),
) -> ClusterYear:
    """Carries the members of the year before into ``year``, and gives the leader who goes what is still owed.

    Who has left the cluster or ended is not carried, nor the units of ``leaving_out``. ``due_on`` is by when
    the outgoing leader must have done; without it, by when the regulation says. Raises Absent, NotYours, YearBegun.
    """
    before = ClusterYear.objects.filter(cluster_id=cluster_id, year__lt=year).order_by("-year").first()
    if before is None:
        cluster = fetch(Body, cluster_id, actor=actor, verb="organise")
    else:
        cluster = fetch(ClusterYear, before.pk, actor=actor, verb="go_on", related=RELATED).cluster
    begun = _begin(cluster, year)
    carried = _carry(cluster, before, year, leaving_out) if before else 0
    if before is not None:
        leave_duties(before, due_on, rules_in(cluster, year)[1])
    assert cluster.host is not None
    data = {"year": year, "carried": carried}
    record(actor, "federation.cluster_year_begun", begun, path=cluster.host.path, data=data)
    emit("federation.cluster_year_begun", cluster_id=cluster.pk, year=year)
    return begun


def _begin(cluster: Body, year: int) -> ClusterYear:
    try:
        with transaction.atomic():
            return ClusterYear.objects.create(cluster=cluster, year=year)
    except IntegrityError as twin:
        raise YearBegun(year=year, cluster=str(cluster)) from twin


def _carry(cluster: Body, before: ClusterYear, year: int, leaving_out: frozenset[int]) -> int:
    last_day = min(dt.date(before.year, 12, 31), clock.today())
    staying = members_of(cluster, before.year, last_day).exclude(unit__in=leaving_out)
    staying = staying.filter(left_on=None, unit__ended_on=None)
    have = Membership.objects.filter(cluster=cluster, year=year).values("unit_id")
    rows = [Membership(cluster=cluster, unit=one.unit, year=year) for one in staying.exclude(unit__in=have)]
    return len(Membership.objects.bulk_create(rows))


def leave_duties(
    before: ClusterYear, due_on: dt.date | None = None, rules: ClusterRules | None = None
) -> None:
    """What the leader of ``before`` still owes: the summary, when it was not held, and the registrations of all
    members for the year that begins. A cluster that nobody led owes nothing."""
    if not Leadership.objects.filter(cluster=before.cluster, year=before.year).exists():
        return
    owed = [LeaderDuty.What.REGISTRATIONS]
    if before.state == "running":
        owed.insert(0, LeaderDuty.What.SUMMARY)
    for what in owed:
        named, later = _NAMED[what]
        last = rules.last_day(named, before.year + later) if rules else None
        LeaderDuty.objects.get_or_create(
            cluster=before.cluster, year=before.year, what=what, defaults={"due_on": due_on or last}
        )
