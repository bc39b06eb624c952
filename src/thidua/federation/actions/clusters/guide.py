from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.federation.actions.clusters.at import has_come, year_at
from thidua.federation.cluster_errors import WhyMissing
from thidua.federation.models import ClusterGuidance
from thidua.formats import text
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.events import emit
from thidua.kernel.models import StoredFile


@transaction.atomic
def guide_cluster(
    *,
    actor: Actor,
    cluster_id: int,
    year: int,
    kind: str,
    held_on: dt.date,
    who: str,
    said: str,
    scan: StoredFile | None = None,
) -> ClusterGuidance:
    """Writes down that the organising unit inspected the cluster or guided it, and what was said.

    Raises Absent, NotYours, YearNotBegun, NotYet, WhyMissing when nothing was said.
    """
    at = year_at(actor=actor, cluster_id=cluster_id, year=year, verb="guide")
    has_come(held_on)
    if not said.strip():
        raise WhyMissing()
    made = ClusterGuidance.objects.create(
        cluster=at.cluster,
        year=year,
        kind=ClusterGuidance.Kind(kind),
        held_on=held_on,
        who=text.clean(who)[:200] or actor.name,
        said=said.strip(),
        scan=scan,
    )
    data = {"kind": kind, "held_on": held_on.isoformat()}
    record(actor, "federation.cluster_guided", made, path=at.cluster.seat, data=data)
    emit("federation.cluster_guided", cluster_id=at.cluster_id, year=year)
    return made
