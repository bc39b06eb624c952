"""Clusters as the API shows them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from thidua.federation.models import Ballot, ClusterYear, Regulation
from thidua.federation.queries.ballots import tally_of, turnouts
from thidua.federation.queries.cluster_page import Circle
from thidua.web.api.answers import Count, Line, Told, Version, shaped
from thidua.web.api.shapes.federation import UnitRef, unit_ref

DayOfYear = Annotated[str, Field(pattern=r"^\d\d-\d\d$")]


class ClusterYearOut(Schema):
    """A year of a cluster; ``host`` is the unit that organises it."""

    cluster: UnitRef
    host: UnitRef
    year: int
    state: str


class MemberOut(Schema):
    """``role``: leader, deputy or member. ``is_in``: today, or at the end of a year that has passed."""

    unit: UnitRef
    role: str
    joined_on: dt.date | None
    left_on: dt.date | None
    why_left: str
    is_in: bool


class LeaderOut(Schema):
    """``way``: ballot, meeting or decision."""

    leader: UnitRef
    deputy: UnitRef | None
    way: str
    settled_on: dt.date
    minutes: str


class LeaderDutyOut(Schema):
    """``what``: summary, or registrations (of all members for the next year, to the unit that organises).
    ``days_late``: of what is done, or still waits today; none where no day was set."""

    id: int
    what: str
    state: str
    due_on: dt.date | None
    done_on: dt.date | None
    note: str
    by: str
    days_late: int | None


class BallotRef(Schema):
    id: int
    about: str
    question: str
    state: str
    closes_on: dt.date | None
    roll: int
    voted: int


class RegulationRef(Schema):
    id: int
    edition: int
    state: str
    from_on: dt.date | None


class StationOut(Schema):
    """A stop of the year. ``state``: done, open, here or later."""

    code: str
    label: str
    state: str
    figure: str


class RuleOut(Schema):
    """What the regulation in force says in numbers, and how the year keeps it; ``kept`` none: nothing tells."""

    label: str
    says: str
    stands: str
    kept: bool | None


class ClusterYearFullOut(ClusterYearOut):
    closed_on: dt.date | None
    minutes: str
    years: list[int]
    members: list[MemberOut]
    leadership: LeaderOut | None
    duties: list[LeaderDutyOut]
    ballots: list[BallotRef]
    regulations: list[RegulationRef]
    in_force_id: int | None
    rules: list[RuleOut]
    stations: list[StationOut]


class ChoiceOut(Schema):
    """``votes``: none while the ballot is open; nobody sees how it goes."""

    id: int
    label: str
    unit_id: int | None
    votes: int | None


class BallotOut(Schema):
    """``tied``, ``in_front`` (ids of choices with the most votes) and ``blank`` once it is closed. A tie is told
    and not broken."""

    id: int
    cluster_id: int
    year: int
    about: str
    question: str
    secret: bool
    most: int
    state: str
    opened_on: dt.date
    closes_on: dt.date | None
    closed_on: dt.date | None
    roll: int
    voted: int
    choices: list[ChoiceOut]
    blank: int | None
    tied: bool | None
    in_front: list[int]


class ReceiptOut(Schema):
    """Told once, to the voter alone; among the opened votes of the closed ballot it is the own one."""

    receipt: str


class BoundsIn(Told):
    """``advises``: told, and stops nobody."""

    at_least: Count | None = None
    at_most: Count | None = None
    advises: bool = False


class DueIn(Told):
    """Days as "MM-DD" of any year. ``before`` is strict, ``until`` includes the day; one of them is said."""

    what: Literal["register", "covenant", "summary"]
    before: DayOfYear | None = None
    until: DayOfYear | None = None
    special: DayOfYear | None = None


class AwardIn(Told):
    award: Literal["flag", "certificate", "paper"]
    name: Line = ""
    count: Count


class RulesIn(Told):
    """What the articles say in numbers; what is left out says nothing."""

    structure: dict[Literal["units", "people_per_unit", "deputies"], BoundsIn] = {}
    calendar: Annotated[list[DueIn], Field(max_length=20)] = []
    awards: Annotated[list[AwardIn], Field(max_length=20)] = []
    version: Version | None = None


class RegulationOut(RegulationRef):
    """``rules``: as they are told at /regulations/{regulation_id}/rules; {} while nobody has."""

    rules: dict[str, Any]
    cluster_id: int
    title: str
    opening: str
    text: str
    why_changed: str
    opinions_until: dt.date | None
    adopted_on: dt.date | None
    way: str
    number: int | None
    symbol: str
    version: int


def cluster_year_out(one: ClusterYear) -> ClusterYearOut:
    return ClusterYearOut(**_head(one))


def _head(one: ClusterYear) -> dict[str, Any]:
    assert one.cluster.host is not None
    return {
        "cluster": unit_ref(one.cluster),
        "host": unit_ref(one.cluster.host),
        "year": one.year,
        "state": one.state,
    }


def circle_out(circle: Circle) -> ClusterYearFullOut:
    led = circle.leadership
    return ClusterYearFullOut(
        **_head(circle.at),
        closed_on=circle.at.closed_on,
        minutes=circle.at.minutes,
        years=list(circle.years),
        members=[
            MemberOut(
                unit=unit_ref(one.membership.unit),
                role="leader" if one.is_leader else "deputy" if one.is_deputy else "member",
                joined_on=one.membership.joined_on,
                left_on=one.membership.left_on,
                why_left=one.membership.why_left,
                is_in=one.is_in,
            )
            for one in circle.members
        ],
        leadership=LeaderOut(
            leader=unit_ref(led.leader),
            deputy=unit_ref(led.deputy) if led.deputy else None,
            way=led.way,
            settled_on=led.settled_on,
            minutes=led.minutes,
        )
        if led
        else None,
        duties=[shaped(LeaderDutyOut, one) for one in circle.duties],
        ballots=[
            shaped(BallotRef, one, roll=turnout.roll, voted=turnout.voted) for one, turnout in circle.ballots
        ],
        regulations=[shaped(RegulationRef, one) for one in circle.regulations],
        in_force_id=circle.in_force.pk if circle.in_force else None,
        rules=[shaped(RuleOut, one) for one in circle.rules],
        stations=[shaped(StationOut, one) for one in circle.stations],
    )


def ballot_out(one: Ballot) -> BallotOut:
    turnout = turnouts(Ballot.objects.filter(pk=one.pk))[one.pk]
    told = tally_of(one) if one.state == "closed" else None
    votes = {choice.pk: n for choice, n in told.counts} if told else {}
    return shaped(
        BallotOut,
        one,
        roll=turnout.roll,
        voted=turnout.voted,
        choices=[shaped(ChoiceOut, choice, votes=votes.get(choice.pk)) for choice in one.choices.all()],
        blank=told.blank if told else None,
        tied=told.tied if told else None,
        in_front=[choice.pk for choice in told.in_front] if told else [],
    )


def regulation_out(one: Regulation) -> RegulationOut:
    return shaped(RegulationOut, one)
