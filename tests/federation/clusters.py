"""A cluster of three upper unions that the province organises."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from tests.federation.cast import World
from thidua.federation.actions.clusters.cast_vote import cast_vote
from thidua.federation.actions.clusters.found_cluster import found_cluster
from thidua.federation.actions.clusters.members import add_member
from thidua.federation.actions.clusters.open_ballot import Wish, open_ballot
from thidua.federation.actions.clusters.settle_leader import settle_leader
from thidua.federation.models import Ballot, Body, Leadership
from thidua.kernel.door import Actor
from thidua.kernel.waiting import Waiting, waiting_for

MEMBERS = ("NH", "SD", "GD")
MEETING = dt.date(2017, 1, 18)


@dataclass
class Circle:
    world: World
    body: Body

    @property
    def host(self) -> Actor:
        return self.world.actor("officer", "TQ", name="Trần Văn Tổ Chức")

    def chair(self, code: str) -> Actor:
        return self.world.actor("chair", code, name=f"Chủ tịch {code}")

    def lead(self, code: str, year: int = 2017, way: str = "meeting", **more: object) -> Leadership:
        told: dict[str, Any] = {"minutes": "Cả ba đơn vị nhất trí.", "settled_on": MEETING, **more}
        return settle_leader(
            actor=self.host,
            cluster_id=self.body.pk,
            year=year,
            leader_id=self.world[code].pk,
            way=way,
            **told,
        )

    def ask(self, actor: Actor | None = None, **more: object) -> Ballot:
        told: dict[str, Any] = {
            "about": "leader",
            "question": "Chọn cụm trưởng năm 2017",
            "year": 2017,
            **more,
        }
        return open_ballot(actor=actor or self.host, cluster_id=self.body.pk, **told)

    def vote(self, ballot: Ballot, code: str, *labels: str) -> str:
        picked = list(ballot.choices.filter(label__in=labels).values_list("pk", flat=True))
        assert len(picked) == len(labels)
        return cast_vote(actor=self.chair(code), ballot_id=ballot.pk, picked=picked)


def make_circle(world: World, *codes: str, name: str = "Cụm thi đua số 1") -> Circle:
    actor = world.actor("officer", "TQ")
    cluster = found_cluster(actor=actor, host_id=world["TQ"].pk, name=name, year=2017)
    for code in codes or MEMBERS:
        add_member(actor=actor, cluster_id=cluster.pk, year=2017, unit_id=world[code].pk)
    return Circle(world, cluster)


def waiting(actor: Actor) -> list[Waiting]:
    """What waits for somebody because of clusters."""
    return [one for one in waiting_for(actor) if one.stage == "cluster"]


YES_NO = (Wish("Đồng ý"), Wish("Không đồng ý"))
