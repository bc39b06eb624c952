from __future__ import annotations

from django.db import transaction

from thidua.federation.actions.add_unit import new_body
from thidua.federation.actions.branch import must_be_placed, must_stand
from thidua.federation.errors import SameNameHere
from thidua.federation.models import Body, ClusterYear
from thidua.federation.queries.codes import free_codes
from thidua.formats import text
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def found_cluster(
    *,
    actor: Actor,
    host_id: int,
    name: str,
    short_name: str = "",
    code: str = "",
    year: int | None = None,
) -> Body:
    """Founds a cluster that the unit organises, and begins its first year; members are named next.

    Raises Absent, NotYours, NotInTheTree, UnitEnded, NameEmpty, CodeTaken, SameNameHere.
    """
    host = fetch(Body, host_id, actor=actor, verb="organise", lock=True)
    must_be_placed(host)
    must_stand(host)
    key = text.matching_key(name)[:255]
    there = Body.objects.filter(host=host, form=Body.Form.CLUSTER, matching_key=key, ended_on=None)
    if there.exists():
        raise SameNameHere(name=text.clean(name))
    cluster = new_body(
        form=Body.Form.CLUSTER,
        host=host,
        name=name,
        short_name=short_name,
        code=code or free_codes(f"{host.code}-CUM", 1)[0],
    )
    cluster.save()
    begun = ClusterYear.objects.create(cluster=cluster, year=year or clock.today().year)
    data = {"name": cluster.name, "code": cluster.code, "host": host.pk, "year": begun.year}
    record(actor, "federation.cluster_founded", cluster, path=host.path, data=data)
    emit("federation.cluster_founded", cluster_id=cluster.pk, host_id=host.pk)
    return cluster
