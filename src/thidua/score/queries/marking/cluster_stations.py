"""The marking of a cluster's year, told on the cluster's page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body
from thidua.federation.queries.cluster_stations import Station, tells_cluster_year
from thidua.kernel.door import Actor, listing
from thidua.score.models import MarkingRound

_DECIDED = ("decided", "published", "closed")


@tells_cluster_year
def marking_of(actor: Actor, cluster: Body, year: int) -> Iterator[Station]:
    """The last round of the year that this person may see; one query."""
    found = listing(MarkingRound, actor=actor).filter(cluster=cluster, year=year).order_by("-pk")
    last = found.first()
    if last is None:
        yield Station("marking", _("Chấm điểm"), "later", order=70)
        return
    yield Station(
        "marking",
        _("Chấm điểm"),
        "done" if last.state in _DECIDED else "open",
        str(last.get_state_display()),
        reverse("score:round", args=[last.pk]),
        order=70,
    )
