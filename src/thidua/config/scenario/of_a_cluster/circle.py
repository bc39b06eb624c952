"""The cluster itself: founded, a year led and closed, the next begun, its leader elected, its regulation revised.

Also the clusters of a province play these acts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from thidua.federation.actions.clusters import regulations
from thidua.federation.actions.clusters.begin_year import begin_year
from thidua.federation.actions.clusters.cast_vote import cast_vote
from thidua.federation.actions.clusters.close_ballot import close_ballot
from thidua.federation.actions.clusters.found_cluster import found_cluster
from thidua.federation.actions.clusters.hand_over import finish_duty, hold_summary
from thidua.federation.actions.clusters.members import add_member
from thidua.federation.actions.clusters.open_ballot import open_ballot
from thidua.federation.actions.clusters.settle_leader import settle_leader
from thidua.federation.models import Ballot, Body, LeaderDuty, Leadership, Regulation
from thidua.kernel.clock import standing_on
from thidua.kernel.door import Actor

Who = Callable[[str], Actor]  # the actor of a code of the story
Units = Mapping[str, Body]


def found(told: Mapping[str, Any], units: Units, who: Who) -> Body:
    """The cluster, its members and who led it in the year before the story."""
    before, host = told["before"], who(told["host"])
    with standing_on(before["founded_on"]):
        cluster = found_cluster(
            actor=host,
            host_id=units[told["host"]].pk,
            name=told["name"],
            short_name=told.get("short_name", ""),
            code=told["code"],
            year=before["year"],
        )
        for code in told["members"]:
            add_member(actor=host, cluster_id=cluster.pk, year=before["year"], unit_id=units[code].pk)
        settle_leader(
            actor=host,
            cluster_id=cluster.pk,
            year=before["year"],
            leader_id=units[before["leader"]].pk,
            way=Leadership.Way.DECISION,
            settled_on=before["founded_on"],
            minutes=before["minutes"],
        )
    return cluster


def first_regulation(told: Mapping[str, Any], cluster: Body, who: Who) -> Regulation:
    before = told["before"]
    with standing_on(before["regulation_on"]):
        leader = who(before["leader"])
        made = regulations.draft_regulation(actor=leader, cluster_id=cluster.pk, year=before["year"])
        return regulations.adopt_regulation(
            actor=leader,
            regulation_id=made.pk,
            adopted_on=before["regulation_on"],
            from_on=before.get("regulation_from", before["regulation_on"]),
            minutes="Toàn thể thành viên tán thành.",
            number=1,
        )


def close_and_begin(told: Mapping[str, Any], cluster: Body, who: Who) -> None:
    """The outgoing leader holds the summary and opens the next year; the registrations are still owed."""
    before = told["before"]
    with standing_on(before["closed_on"]):
        hold_summary(
            actor=who(before["leader"]),
            cluster_id=cluster.pk,
            year=before["year"],
            held_on=before["closed_on"],
            minutes=before["summary"],
        )
    with standing_on(told["begun_on"]):
        begin_year(
            actor=who(before["leader"]),
            cluster_id=cluster.pk,
            year=told["year"],
            due_on=told["hand_over_by"],
        )


def elect(told: Mapping[str, Any], cluster: Body, units: Units, who: Who) -> Ballot:
    """Opened by whoever led, voted in secret by the chairs, counted, and the leader written down from the count."""
    said, outgoing = told["ballot"], told["before"]["leader"]
    with standing_on(said["opened_on"]):
        ballot = open_ballot(
            actor=who(outgoing),
            cluster_id=cluster.pk,
            year=told["year"],
            about=Ballot.About.LEADER,
            question=f"Chọn cụm trưởng năm {told['year']}",
            closes_on=said["closes_on"],
        )
    choices = {one.unit_id: one.pk for one in ballot.choices.all()}
    with standing_on(said["closes_on"]):
        for voter, chosen in said["votes"].items():
            cast_vote(actor=who(voter), ballot_id=ballot.pk, picked=[choices[units[chosen].pk]])
        close_ballot(actor=who(outgoing), ballot_id=ballot.pk)
        settle_leader(
            actor=who(outgoing),
            cluster_id=cluster.pk,
            year=told["year"],
            leader_id=units[told["leader"]].pk,
            deputy_id=units[told["deputy"]].pk,
            way=Leadership.Way.BALLOT,
            settled_on=said["closes_on"],
        )
    return ballot


def hand_over(told: Mapping[str, Any], cluster: Body, who: Who, on: dt.date) -> None:
    duty = LeaderDuty.objects.get(cluster=cluster, what=LeaderDuty.What.REGISTRATIONS)
    with standing_on(on):
        finish_duty(
            actor=who(told["before"]["leader"]),
            duty_id=duty.pk,
            done_on=on,
            note="Đã gửi bản tổng hợp đăng ký của các thành viên.",
        )


def revise(told: Mapping[str, Any], cluster: Body, who: Who) -> Regulation:
    """The new leader adds an article, the members say what they think, and it is adopted from a day."""
    said, leader = told["regulation"], told["leader"]
    with standing_on(said["shown_on"]):
        made = regulations.draft_regulation(actor=who(leader), cluster_id=cluster.pk, year=told["year"])
        regulations.change_regulation(
            actor=who(leader),
            regulation_id=made.pk,
            title=made.title,
            text=f"{made.text}\n{said['article']}\n{said['clause']}",
            why_changed=said["why"],
        )
        regulations.ask_members(actor=who(leader), regulation_id=made.pk, until=said["adopted_on"])
        for code in said["opinions"]:
            regulations.give_opinion(actor=who(code), regulation_id=made.pk, agrees=True)
    with standing_on(said["adopted_on"]):
        return regulations.adopt_regulation(
            actor=who(leader),
            regulation_id=made.pk,
            adopted_on=said["adopted_on"],
            from_on=said["from_on"],
            minutes="Các thành viên tán thành.",
            number=2,
        )
