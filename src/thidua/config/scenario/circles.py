"""The clusters of upper unions: 2016 closed, leaders of 2017 chosen, the regulation of the first revised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from thidua.config.scenario.of_a_cluster import circle
from thidua.config.scenario.rehearsal import Check
from thidua.config.scenario.stage import Stage
from thidua.federation.actions.clusters.cast_vote import cast_vote
from thidua.federation.actions.clusters.open_ballot import Wish, open_ballot
from thidua.federation.actions.clusters.settle_leader import settle_leader
from thidua.federation.models import Ballot, Body, ClusterYear, LeaderDuty, Leadership
from thidua.federation.queries.clusters import leadership_of, members_of
from thidua.federation.queries.regulations import in_force
from thidua.kernel.clock import standing_on
from thidua.kernel.door import Actor

ORGANISER = "nguyen_duy_khanh"
Told = Mapping[str, Any]


def play(stage: Stage) -> None:
    said = stage.story.read("clusters")
    for one in stage.story.tree["clusters"]:
        _one(stage, _told(said, one))
    _ask(stage, said["open_ballot"])
    stage.tell(f"{len(stage.story.tree['clusters'])} cụm thi đua")


def _told(said: Told, one: Told) -> dict[str, Any]:
    """One cluster in the words of ``circle``."""
    return {
        **one,
        "host": said["host"],
        "year": said["year"],
        "begun_on": said["closed_on"],
        "hand_over_by": said["hand_over_by"],
        "sent_on": said["registrations_sent_on"],
        "deputy": said["deputies"][one["code"]],
        "chosen_on": said["chosen_on"],
        "meeting": said["meeting"],
        "ballot": said["ballots"].get(one["code"]),
        "regulation": said["regulations"].get(one["code"]),
        "before": {
            "year": said["year"] - 1,
            "leader": one["previous_leader"],
            "founded_on": said["recorded_on"],
            "minutes": said["meeting"],
            "regulation_on": said["recorded_on"],
            "regulation_from": said["regulation_from"],
            "closed_on": said["closed_on"],
            "summary": said["summary"],
        },
    }


def _one(stage: Stage, told: Told) -> None:
    def who(code: str) -> Actor:
        return _voice(stage, code)

    stage.units[told["code"]] = cluster = circle.found(told, stage.units, who)
    circle.first_regulation(told, cluster, who)
    circle.close_and_begin(told, cluster, who)
    if told["ballot"]:
        circle.elect(told, cluster, stage.units, who)
    else:
        _agree(stage, told, cluster)
    circle.hand_over(told, cluster, who, told["sent_on"])
    if told["regulation"]:
        circle.revise(told, cluster, who)


def _voice(stage: Stage, code: str) -> Actor:
    """Who speaks for a unit in its cluster: the chair; for the province the officer who looks after clusters."""
    if code == stage.issuer.code:
        return stage.actor(ORGANISER)
    chair = f"{code}:chair"
    if chair in stage.accounts:
        return stage.actor(chair)
    return stage.chair_of(next(one for one in stage.grassroots if one.code == code))


def _agree(stage: Stage, told: Told, cluster: Body) -> None:
    with standing_on(told["chosen_on"]):
        settle_leader(
            actor=_voice(stage, told["previous_leader"]),
            cluster_id=cluster.pk,
            year=told["year"],
            leader_id=stage.unit(told["leader"]).pk,
            deputy_id=stage.unit(told["deputy"]).pk,
            way=Leadership.Way.MEETING,
            settled_on=told["chosen_on"],
            minutes=told["meeting"],
        )


def _ask(stage: Stage, said: Told) -> None:
    """What the cluster votes on when people look at the demonstration."""
    cluster = stage.unit(said["cluster"])
    leader = next(one["leader"] for one in stage.story.tree["clusters"] if one["code"] == said["cluster"])
    with standing_on(said["opened_on"]):
        ballot = open_ballot(
            actor=_voice(stage, leader),
            cluster_id=cluster.pk,
            year=said["opened_on"].year,
            about=Ballot.About.OTHER,
            question=said["question"],
            choices=[Wish(one) for one in said["choices"]],
            closes_on=said["closes_on"],
        )
        choices = {one.label: one.pk for one in ballot.choices.all()}
        for code, label in said["votes"].items():
            cast_vote(actor=_voice(stage, code), ballot_id=ballot.pk, picked=[choices[label]])


def check(stage: Stage) -> Iterator[Check]:
    """Every cluster as ``tree.yaml`` has it: members, leader, the year before closed and handed over."""
    said = stage.story.read("clusters")
    for one in stage.story.tree["clusters"]:
        cluster, year = stage.unit(one["code"]), said["year"]
        members = ", ".join(sorted(row.unit.code for row in members_of(cluster, year)))
        yield Check("cluster", f"{cluster}: thành viên", ", ".join(sorted(one["members"])), members)
        led = leadership_of(cluster, year)
        deputy = led.deputy.code if led and led.deputy else "–"
        found = f"{led.leader.code} {deputy} {led.way}" if led else "–"
        way = "ballot" if one["code"] in said["ballots"] else "meeting"
        wanted = f"{one['leader']} {said['deputies'][one['code']]} {way}"
        yield Check("cluster", f"{cluster}: cụm trưởng, cụm phó", wanted, found)
        before = ClusterYear.objects.get(cluster=cluster, year=year - 1)
        owed = LeaderDuty.objects.filter(cluster=cluster, state="waiting").count()
        yield Check("cluster", f"{cluster}: năm trước, việc còn nợ", "closed 0", f"{before.state} {owed}")
        rule = in_force(cluster, stage.story.half_year["day"])
        edition = str(said["regulations"].get(one["code"], {}).get("edition", 1))
        yield Check("cluster", f"{cluster}: quy chế", edition, str(rule.edition) if rule else "–")
    asked = said["open_ballot"]
    ballot = Ballot.objects.get(state="open")
    voted = ballot.voters.filter(voted=True).count()
    yield Check("cluster", asked["question"], f"{len(asked['votes'])}/6", f"{voted}/{ballot.voters.count()}")
