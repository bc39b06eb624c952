"""The year of a cluster, through the door."""

from __future__ import annotations

import datetime as dt

from thidua.federation.cluster_errors import OutsideTheYear, YearNotBegun
from thidua.federation.errors import NotYet
from thidua.federation.models import Body, ClusterYear
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.door import VIEW, Actor, fetch
from thidua.kernel.errors import Absent

RELATED = ("cluster__host",)


def year_at(*, actor: Actor, cluster_id: int, year: int, verb: str = VIEW, lock: bool = False) -> ClusterYear:
    """Raises Absent, NotYours, NotNow; YearNotBegun to whoever may see the cluster's other years."""
    key = ClusterYear.objects.filter(cluster_id=cluster_id, year=year).values_list("pk", flat=True).first()
    if key is None:
        raise _missing(actor, cluster_id, year)
    return fetch(ClusterYear, key, actor=actor, verb=verb, lock=lock, related=RELATED)


def _missing(actor: Actor, cluster_id: int, year: int) -> Exception:
    other = ClusterYear.objects.filter(cluster_id=cluster_id).values_list("pk", flat=True).last()
    if other is None:
        return Absent()
    known = fetch(ClusterYear, other, actor=actor, related=RELATED)
    return YearNotBegun(cluster=str(known.cluster), year=year)


def within_year(day: dt.date | None, year: int) -> None:
    """Raises OutsideTheYear."""
    if day is not None and day.year != year:
        raise OutsideTheYear(day=format_date(day), year=year)


def has_come(day: dt.date) -> None:
    """For what is recorded as done. Raises NotYet."""
    if day > clock.today():
        raise NotYet(day=format_date(day))


def told_of(cluster: Body, year: int) -> dict[str, object]:
    return {"cluster": cluster.pk, "year": year}
