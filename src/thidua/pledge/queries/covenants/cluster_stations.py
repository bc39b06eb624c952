"""The covenant of a cluster, told on the cluster's page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body
from thidua.federation.queries.cluster_stations import Station, tells_cluster_year
from thidua.formats.vi import format_date
from thidua.kernel.door import Actor, listing
from thidua.pledge.models import Covenant


@tells_cluster_year
def covenant_of(actor: Actor, cluster: Body, year: int) -> Iterator[Station]:
    """The one of that year that this person may see; two queries."""
    found = (
        listing(Covenant, actor=actor).filter(cluster=cluster, cycle__year=year).exclude(state="cancelled")
    )
    covenant = found.order_by("-pk").first()
    if covenant is None:
        yield Station("covenant", _("Giao ước"), "later", order=50)
        return
    yield Station(
        "covenant",
        _("Giao ước"),
        "done" if covenant.signed_on else "open",
        str(covenant.get_state_display()),
        reverse("pledge:covenant", args=[covenant.pk]),
        format_date(covenant.signed_on) if covenant.signed_on else "",
        order=50,
        day=covenant.signed_on,
    )
