from __future__ import annotations

from django.db import transaction

from thidua.federation.models import Body
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, must_be_house
from thidua.kernel.events import emit
from thidua.pledge.actions.covenants.parts import RELATED, touched
from thidua.pledge.actions.covenants.versions import void_open
from thidua.pledge.models import Covenant
from thidua.pledge.queries.covenants.reorganising import standing
from thidua.pledge.states import COVENANT, COVENANT_TO_SIGN


@transaction.atomic
def follow_leader(*, actor: Actor, cluster_id: int, year: int, leader_id: int) -> int:
    """A cluster has no seal: whoever leads it now keeps the pen of its covenant, and stands first. A number that was
    given stays; a text that is out to be signed comes back, because it names the other. Returns how many moved."""
    must_be_house(actor)
    ours = standing().filter(kind=Covenant.Kind.CLUSTER, cluster=cluster_id, cycle__year=year)
    found = ours.exclude(seat=leader_id).select_for_update(of=("self",)).select_related(*RELATED)
    return sum(_follow(actor, covenant, leader_id) for covenant in found.order_by("pk"))


def _follow(actor: Actor, covenant: Covenant, leader_id: int) -> bool:
    before = covenant.seat
    covenant.seat = Body.objects.select_related("kind", "parent").get(pk=leader_id)
    covenant.save(update_fields=["seat", "changed_at"])
    covenant.parties.exclude(unit=leader_id).update(lead=False)
    covenant.parties.filter(unit=leader_id).update(lead=True)
    if covenant.state in COVENANT_TO_SIGN:
        void_open(covenant)
        COVENANT.move(covenant, "reopen")
    touched(covenant)
    data = {"before": str(before), "seat": str(covenant.seat)}
    record(actor, "pledge.covenant_seat_moved", covenant, path=covenant.seat.path, data=data)
    emit("pledge.covenant_moved", covenant_id=covenant.pk)
    return True
