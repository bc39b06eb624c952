"""Clusters over the years, and objects that several units share."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.federation.cast import World
from thidua.federation.models import Body, Leadership, Membership
from thidua.federation.queries.clusters import clusters_of, leadership_of, members_of, seat_of
from thidua.kernel.door import Actor, Grant, Reach, Relation, Ruling, permit

SHARED = Ruling(
    Body,
    path="seat",
    permits=(permit("read", "see", Relation.WITHIN, through="members__unit__path"),),
)


def someone(unit: Body, reach: Reach = Reach.SUBTREE) -> Actor:
    return Actor(1, "Chị Mai", grants=(Grant("officer", unit.pk, unit.path, reach, frozenset({"see"})),))


@pytest.fixture
def cluster(world: World) -> Body:
    cluster = Body.objects.create(
        form=Body.Form.CLUSTER, code="CUM-1", name="Cụm thi đua số 1", host=world["TQ"]
    )
    for unit in (world["NH"], world["SD-01"]):
        Membership.objects.create(cluster=cluster, unit=unit, year=2017)
    return cluster


def test_what_units_share_is_reached_by_each_of_them_and_told_once(world: World, cluster: Body) -> None:
    for unit in (world["NH"], world["SD-01"], world["TQ"]):
        actor = someone(unit)
        assert list(Body.objects.filter(SHARED.objects(actor, "read"))) == [cluster]
        assert SHARED.verdict(actor, "read", cluster)
    for actor in (someone(world["TQ"], Reach.UNIT), someone(world["HG"])):
        assert not Body.objects.filter(SHARED.objects(actor, "read")).exists()
        assert not SHARED.verdict(actor, "read", cluster)


def test_members_are_those_of_the_year_and_on_a_day_those_who_were_in(world: World, cluster: Body) -> None:
    Membership.objects.filter(unit=world["NH"]).update(left_on=dt.date(2017, 6, 30))
    assert {one.unit for one in members_of(cluster, 2017)} == {world["NH"], world["SD-01"]}
    assert [one.unit for one in members_of(cluster, 2017, dt.date(2017, 7, 1))] == [world["SD-01"]]
    assert world["NH"] in {one.unit for one in members_of(cluster, 2017, dt.date(2017, 6, 30))}
    assert not members_of(cluster, 2018)
    assert list(clusters_of(world["NH"], 2017)) == [cluster]


def test_a_cluster_uses_the_seal_of_its_leader_of_the_year(world: World, cluster: Body) -> None:
    assert leadership_of(cluster, 2017) is None
    assert seat_of(cluster, 2017) is None
    Leadership.objects.create(
        cluster=cluster, year=2017, leader=world["NH"], way="meeting", settled_on=dt.date(2017, 1, 10)
    )
    assert seat_of(cluster, 2017) == world["NH"]
    assert seat_of(cluster, 2018) is None
