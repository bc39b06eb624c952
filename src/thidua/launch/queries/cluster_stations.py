"""The plan or launch text of a cluster, told on the cluster's page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body, Membership
from thidua.federation.queries.cluster_stations import Station, tells_cluster_year
from thidua.federation.queries.clusters import seat_of
from thidua.formats.vi import format_date
from thidua.kernel.door import Actor, Relation, listing
from thidua.launch.models import LaunchRecord, Movement, Paper
from thidua.launch.queries.plans import PLANS


@tells_cluster_year
def plan_of(actor: Actor, cluster: Body, year: int) -> Iterator[Station]:
    """The cluster's paper and who of its members has launched. Who may begin one is led to the page that does."""
    papers = listing(Paper, actor=actor).filter(issuer=cluster, year=year, kind__in=PLANS)
    paper = papers.exclude(state="withdrawn").select_related("movement").order_by("-pk").first()
    if paper is None:
        yield Station("plan", _("Kế hoạch, phát động"), "later", url=_begin(actor, cluster, year), order=40)
        return
    issued = paper.state == "issued"
    yield Station(
        "plan",
        _("Kế hoạch, phát động"),
        "done" if issued else "open",
        paper.reference or paper.get_state_display(),
        reverse("launch:paper", args=[paper.pk]),
        format_date(paper.issued_on) if issued and paper.issued_on else "",
        order=40,
    )
    if issued:
        yield _launched(paper, cluster, year)


def _launched(paper: Paper, cluster: Body, year: int) -> Station:
    members = Membership.objects.filter(cluster=cluster, year=year, left_on=None)
    must = members.count()
    held = LaunchRecord.objects.filter(
        cycle__movement=paper.movement_id, cycle__year=year, unit__in=members.values("unit_id")
    ).count()
    return Station(
        "launched",
        _("Thành viên phát động"),
        "done" if must and held == must else "open",
        f"{held}/{must}",
        reverse("desk:movement", args=[paper.movement_id]),
        order=45,
    )


def _begin(actor: Actor, cluster: Body, year: int) -> str:
    seat = seat_of(cluster, year)
    if seat is None or actor.unit_id != seat.pk or not actor.may("launch.draft", seat.path, Relation.OWN):
        return ""
    called = Movement.objects.filter(issuer=cluster, cycles__year=year).first()
    if called is not None:
        return reverse("launch:start_paper", args=[called.pk])
    return f"{reverse('launch:call')}?cum={cluster.pk}"
