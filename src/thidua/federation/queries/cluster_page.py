"""A cluster in a year as its page shows it: a fixed number of queries, whatever the cluster has seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from thidua.federation.models import (
    Ballot,
    Body,
    ClusterGuidance,
    ClusterYear,
    LeaderDuty,
    Leadership,
    Membership,
    Regulation,
)
from thidua.federation.queries.ballots import Turnout, turnouts
from thidua.federation.queries.cluster_stations import Station, told_beside
from thidua.federation.queries.clusters import leadership_of, members_of
from thidua.federation.queries.regulation_rules import Rule, kept_in, people_of, rules_of
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.door import Actor, listing


@dataclass(frozen=True)
class Member:
    membership: Membership
    is_leader: bool
    is_deputy: bool
    is_in: bool  # today, or on the last day of a year that has passed


@dataclass(frozen=True)
class Circle:
    """What this actor may see of the cluster's year."""

    at: ClusterYear
    years: Sequence[int]
    members: Sequence[Member]
    leadership: Leadership | None
    ballots: Sequence[tuple[Ballot, Turnout]]
    duties: Sequence[LeaderDuty]
    regulations: Sequence[Regulation]
    in_force: Regulation | None
    rules: Sequence[Rule]  # of the regulation in force, and how the year keeps them
    guidance: Sequence[ClusterGuidance]
    stations: Sequence[Station]
    beside: Sequence[Station]  # what other rooms tell of the year, in its order

    @property
    def standing(self) -> int:
        return sum(one.is_in for one in self.members)

    @property
    def leader_gone(self) -> bool:
        """Whether somebody was chosen to lead who is no member any more."""
        return self.leadership is not None and not any(one.is_leader and one.is_in for one in self.members)


def circle_of(actor: Actor, at: ClusterYear) -> Circle:
    cluster, year = at.cluster, at.year
    day = day_within(year)
    leadership = leadership_of(cluster, year)
    ballots = listing(Ballot, actor=actor).filter(cluster=cluster, year=year)
    counted = turnouts(ballots)
    regulations = list(
        listing(Regulation, actor=actor)
        .filter(cluster=cluster)
        .exclude(state="dropped")
        .order_by("-edition")[:20]
    )
    seen = listing(ClusterYear, actor=actor).filter(cluster=cluster)
    circle = Circle(
        at=at,
        years=list(seen.order_by("-year").values_list("year", flat=True)[:10]),
        members=_members(cluster, year, leadership, day),
        leadership=leadership,
        ballots=[(one, counted[one.pk]) for one in ballots.order_by("-pk")[:20]],
        duties=list(
            LeaderDuty.objects.filter(cluster=cluster, year=year).order_by("pk").select_related("scan")
        ),
        regulations=regulations,
        in_force=_in_force(regulations, day),
        rules=(),
        guidance=list(
            ClusterGuidance.objects.filter(cluster=cluster, year=year)
            .order_by("-held_on", "-pk")
            .select_related("scan")
        ),
        stations=(),
        beside=sorted(told_beside(actor, cluster, year), key=lambda stop: stop.order),
    )
    deputies = None if leadership is None else int(leadership.deputy_id is not None)
    rules = kept_in(
        circle.in_force,
        year,
        units=circle.standing,
        deputies=deputies,
        people=_people(circle, day),
        done=_done(circle),
    )
    return replace(circle, stations=_line(circle), rules=rules)


def _people(circle: Circle, day: dt.date) -> dict[str, int | None]:
    """Of each member, where the regulation speaks of it."""
    if "people_per_unit" not in rules_of(circle.in_force).structure:
        return {}
    units = [one.membership.unit for one in circle.members if one.is_in]
    counted = people_of(units, day)
    return {str(unit): counted[unit.pk] for unit in units}


def _done(circle: Circle) -> dict[str, dt.date | None]:
    """The days of what the calendar of a regulation speaks of, as far as the house knows; None: not done yet."""
    at = circle.at
    found: dict[str, dt.date | None] = {"summary": at.closed_on}
    found |= {one.code: one.day for one in circle.beside if one.code == "covenant"}
    # The registrations for a year are sent by whoever led the year before.
    duty = LeaderDuty.objects.filter(
        cluster=at.cluster, year=at.year - 1, what=LeaderDuty.What.REGISTRATIONS
    ).first()
    return found | ({"register": duty.done_on} if duty else {})


def day_within(year: int) -> dt.date:
    """Today, or the day of that year which is nearest to it."""
    return min(max(clock.today(), dt.date(year, 1, 1)), dt.date(year, 12, 31))


def _members(cluster: Body, year: int, led: Leadership | None, day: dt.date) -> list[Member]:
    leader, deputy = (led.leader_id, led.deputy_id) if led else (None, None)
    in_now = set(members_of(cluster, year, day).values_list("pk", flat=True))
    told = [
        Member(one, one.unit_id == leader, one.unit_id == deputy, one.pk in in_now)
        for one in members_of(cluster, year)
    ]
    return sorted(told, key=lambda one: (not one.is_in, not one.is_leader, not one.is_deputy))


def _in_force(regulations: Sequence[Regulation], day: dt.date) -> Regulation | None:
    begun = [one for one in regulations if one.state == "adopted" and one.from_on and one.from_on <= day]
    return max(begun, key=lambda one: (one.from_on or dt.date.min, one.edition), default=None)


def _line(circle: Circle) -> list[Station]:
    """The stops of the year in their order; the first that is not done is where the cluster stands."""
    told = [*_own_stations(circle), *circle.beside]
    line: list[Station] = []
    reached = circle.at.state == "closed"
    for one in sorted(told, key=lambda stop: stop.order):
        state = one.state
        if state != "done" and not reached:
            state, reached = "here", True
        line.append(replace(one, state=state))
    return line


def _own_stations(circle: Circle) -> list[Station]:
    at, led, rule = circle.at, circle.leadership, circle.in_force
    has_leader = led is not None and not circle.leader_gone
    return [
        Station(
            "members",
            _("Thành viên"),
            "done" if circle.standing > 1 else "later",
            _("%(count)s đơn vị") % {"count": circle.standing},
            "#thanh-vien",
            order=10,
        ),
        Station(
            "leader",
            _("Cụm trưởng"),
            "done" if has_leader else "later",
            str(led.leader) if led else "",
            "#cum-truong",
            order=20,
        ),
        Station(
            "regulation",
            _("Quy chế"),
            "done" if rule else "later",
            _("lần %(edition)s") % {"edition": rule.edition} if rule else "",
            "#quy-che",
            order=30,
        ),
        Station(
            "summary",
            _("Tổng kết"),
            "done" if at.state == "closed" else "later",
            "",
            "#tong-ket",
            format_date(at.closed_on) if at.closed_on else "",
            order=90,
        ),
    ]
