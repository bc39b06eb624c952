from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.federation.actions.clusters.at import has_come, year_at
from thidua.federation.actions.clusters.begin_year import leave_duties
from thidua.federation.cluster_errors import (
    BallotNotCounted,
    BallotTied,
    DeputyIsLeader,
    MinutesMissing,
    NotAMember,
    NotTheMostVoted,
    WhyMissing,
)
from thidua.federation.models import Ballot, Body, ClusterYear, Leadership
from thidua.federation.queries.ballots import tally_of
from thidua.federation.queries.clusters import leadership_of, members_of
from thidua.federation.queries.regulation_rules import rules_in
from thidua.formats.vi import format_date
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.kernel.models import StoredFile

_WHO = {Leadership.Way.BALLOT: "lead", Leadership.Way.MEETING: "lead", Leadership.Way.DECISION: "organise"}


@transaction.atomic
def settle_leader(
    *,
    actor: Actor,
    cluster_id: int,
    year: int,
    leader_id: int,
    way: str,
    settled_on: dt.date,
    deputy_id: int | None = None,
    minutes: str = "",
    scan: StoredFile | None = None,
    ballot_id: int | None = None,
    why: str = "",
) -> Leadership:
    """Writes down who leads the cluster this year, by a ballot that was counted, by the minutes of a meeting, or
    by a decision of the level above. Choosing anew in the same year needs ``why``.

    A ballot must have one unit alone in front, and that one leads: ties are for the members to break.
    Raises Absent, NotYours, NotNow, YearNotBegun, NotYet, NotAMember, DeputyIsLeader, MinutesMissing,
    BallotNotCounted, BallotTied, NotTheMostVoted, WhyMissing.
    """
    chosen = Leadership.Way(way)
    begun = year_at(actor=actor, cluster_id=cluster_id, year=year, verb=_WHO[chosen], lock=True)
    has_come(settled_on)
    leader, deputy = _members(begun, settled_on, leader_id, deputy_id)
    if chosen is Leadership.Way.BALLOT:
        _must_have_won(actor, begun, leader, ballot_id)
    elif not minutes.strip() and scan is None:
        raise MinutesMissing()
    before = leadership_of(begun.cluster, year)
    if before is not None and not why.strip():
        raise WhyMissing()
    facts = {
        "leader": leader,
        "deputy": deputy,
        "way": chosen,
        "settled_on": settled_on,
        "minutes": minutes.strip(),
        "scan": scan,
    }
    made, _new = Leadership.objects.update_or_create(cluster=begun.cluster, year=year, defaults=facts)
    _leave_what_is_owed(begun)
    data = {
        "year": year,
        "leader": leader.pk,
        "name": str(leader),
        "deputy": str(deputy or ""),
        "way": way,
        "before": str(before.leader) if before else "",
    }
    record(actor, "federation.leader_settled", begun, path=begun.cluster.seat, reason=why.strip(), data=data)
    emit("federation.leader_settled", cluster_id=begun.cluster_id, unit_id=leader.pk, year=year)
    return made


def _members(
    begun: ClusterYear, on: dt.date, leader_id: int, deputy_id: int | None
) -> tuple[Body, Body | None]:
    if deputy_id == leader_id:
        raise DeputyIsLeader(unit=str(Body.objects.filter(pk=leader_id).first() or ""))
    # A leader is chosen before the year or in it; whoever joins later cannot have been.
    on_roll = max(on, dt.date(begun.year, 1, 1))
    members = {one.unit_id: one.unit for one in members_of(begun.cluster, begun.year, on_roll)}
    for key in filter(None, (leader_id, deputy_id)):
        if key not in members:
            stranger = Body.objects.filter(pk=key).first()
            raise NotAMember(unit=str(stranger or ""), cluster=str(begun.cluster), day=format_date(on_roll))
    return members[leader_id], members[deputy_id] if deputy_id else None


def _must_have_won(actor: Actor, begun: ClusterYear, leader: Body, ballot_id: int | None) -> None:
    about = Ballot.objects.filter(
        cluster=begun.cluster, year=begun.year, about=Ballot.About.LEADER, state="closed"
    )
    chosen = about.filter(pk=ballot_id) if ballot_id else about
    last = chosen.order_by("closed_on", "pk").last()
    if last is None:
        raise BallotNotCounted(year=begun.year)
    counted = tally_of(fetch(Ballot, last.pk, actor=actor))
    names = ", ".join(one.label for one in counted.in_front)
    winner = counted.alone_in_front
    if winner is None:
        raise BallotTied(names=names or "–")
    if winner.unit_id != leader.pk:
        raise NotTheMostVoted(unit=str(leader), names=names)


def _leave_what_is_owed(begun: ClusterYear) -> None:
    """When the next year has begun already, the leader who is only now known still owes its hand-over."""
    later = ClusterYear.objects.filter(cluster=begun.cluster, year__gt=begun.year)
    if later.exists():
        leave_duties(begun, rules=rules_in(begun.cluster, begun.year)[1])
