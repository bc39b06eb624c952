"""Ballots among the members of a cluster."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from typing import Any

import pytest

from tests.federation.cast import World
from tests.federation.clusters import YES_NO, Circle, make_circle
from thidua.audit.models import Entry
from thidua.federation.actions.clusters.cast_vote import cast_vote
from thidua.federation.actions.clusters.close_ballot import cancel_ballot, close_ballot
from thidua.federation.actions.clusters.members import end_membership
from thidua.federation.actions.clusters.settle_leader import settle_leader
from thidua.federation.cluster_errors import (
    BallotNotCounted,
    BallotOpenAlready,
    BallotTied,
    ClusterOfOne,
    DayBeforeToday,
    NotTheMostVoted,
    PickedTooMany,
    PickedUnknown,
    TooFewChoices,
    VotedAlready,
    VotingOver,
    WhyMissing,
)
from thidua.federation.models import Ballot, Vote, Voter
from thidua.federation.queries.ballots import line_of, opened_votes, tally_of, turnouts
from thidua.kernel import clock
from thidua.kernel.errors import Absent, NotNow, NotYours

pytestmark = pytest.mark.django_db

NA_HANG, SON_DUONG = "LĐLĐ huyện Na Hang", "LĐLĐ huyện Sơn Dương"


@pytest.fixture
def circle(world: World) -> Circle:
    return make_circle(world)


def test_one_vote_a_member_counted_when_closed(circle: Circle) -> None:
    ballot = circle.ask()
    assert [one.label for one in ballot.choices.all()] == ["Công đoàn ngành Giáo dục", NA_HANG, SON_DUONG]
    for code in ("NH", "SD"):
        circle.vote(ballot, code, SON_DUONG)
    told = turnouts(Ballot.objects.all())[ballot.pk]
    assert (told.roll, told.voted) == (3, 2)
    with pytest.raises(ValueError, match="open"):
        tally_of(ballot)
    closed = close_ballot(actor=circle.host, ballot_id=ballot.pk)
    counted = tally_of(closed)
    assert [(one.label, votes) for one, votes in counted.counts] == [
        ("Công đoàn ngành Giáo dục", 0),
        (NA_HANG, 0),
        (SON_DUONG, 2),
    ]
    assert counted.turnout == Fraction(2, 3)
    assert counted.alone_in_front is not None
    assert counted.alone_in_front.unit == circle.world["SD"]
    assert (closed.closed_by, closed.closed_on) == ("Trần Văn Tổ Chức", clock.today())


def test_what_was_voted_is_kept_apart_from_who_has_voted(circle: Circle) -> None:
    ballot = circle.ask()
    receipts = {code: circle.vote(ballot, code, NA_HANG) for code in ("NH", "SD", "GD")}
    assert set(Vote.objects.values_list("voter", flat=True)) == {None}
    assert not {one.name for one in Vote._meta.get_fields()} & {"made_at", "changed_at", "unit"}
    assert {one.name for one in Voter._meta.get_fields()} == {"id", "ballot", "unit", "voted", "+"} - {"+"}
    # The audit tells that a union voted, and neither its vote nor its receipt.
    lines = Entry.objects.filter(did="federation.vote_cast")
    assert lines.count() == 3
    for line in lines:
        assert set(line.data) == {"unit"}
    said = json.dumps(list(Entry.objects.values_list("data", flat=True)), default=str)
    assert not any(receipt in said for receipt in receipts.values())
    close_ballot(actor=circle.host, ballot_id=ballot.pk)
    ballot.refresh_from_db()
    # Each finds the own vote by the receipt; the order is that of chance.
    opened = opened_votes(ballot)
    assert {one.receipt for one in opened} == set(receipts.values())
    assert [one.receipt for one in opened] == sorted(receipts.values())
    assert {(one.labels, one.unit) for one in opened} == {((NA_HANG,), "")}


def test_after_the_count_the_table_no_longer_tells_the_order(circle: Circle) -> None:
    ballot = circle.ask()
    for code in ("NH", "SD", "GD"):
        circle.vote(ballot, code, NA_HANG)
    close_ballot(actor=circle.host, ballot_id=ballot.pk)
    lain = list(Vote.objects.extra(select={"place": "ctid"}, order_by=["place"]).values_list("pk", flat=True))
    assert lain == sorted(lain)


def test_an_open_ballot_says_whose_vote_it_is(circle: Circle) -> None:
    ballot = circle.ask(about="regulation", question="Thông qua quy chế", choices=YES_NO, secret=False)
    circle.vote(ballot, "NH", "Đồng ý")
    closed = close_ballot(actor=circle.host, ballot_id=ballot.pk)
    assert [(one.unit, one.labels) for one in opened_votes(closed)] == [(NA_HANG, ("Đồng ý",))]


def test_nobody_votes_twice(circle: Circle) -> None:
    ballot = circle.ask()
    circle.vote(ballot, "NH", NA_HANG)
    with pytest.raises(VotedAlready):
        circle.vote(ballot, "NH", SON_DUONG)
    # Nor a second person of the same union.
    other = circle.world.actor("chair", "NH", name="Phó chủ tịch")
    with pytest.raises(VotedAlready):
        cast_vote(actor=other, ballot_id=ballot.pk)
    assert Vote.objects.count() == 1


def test_a_blank_vote_counts_as_cast(circle: Circle) -> None:
    ballot = circle.ask()
    circle.vote(ballot, "NH")
    told = tally_of(close_ballot(actor=circle.host, ballot_id=ballot.pk))
    assert (told.cast, told.blank, told.in_front) == (1, 1, ())


def test_only_members_vote_and_only_their_chairs(circle: Circle) -> None:
    world, ballot = circle.world, circle.ask()
    for actor in (world.actor("chair", "HG"), world.actor("grassroots_chair", "NH-01")):
        with pytest.raises(Absent):
            cast_vote(actor=actor, ballot_id=ballot.pk)
    for actor in (world.actor("officer", "NH"), world.actor("chair", "TQ")):
        assert line_of(ballot, actor) is None
        with pytest.raises(NotYours):
            cast_vote(actor=actor, ballot_id=ballot.pk)
    mine = line_of(ballot, circle.chair("NH"))
    assert mine is not None
    assert mine.unit == world["NH"]


def test_the_roll_is_frozen_when_it_opens(circle: Circle) -> None:
    world, ballot = circle.world, circle.ask()
    end_membership(
        actor=circle.host,
        cluster_id=circle.body.pk,
        year=2017,
        unit_id=world["GD"].pk,
        left_on=clock.today(),
        why="Chuyển sang cụm khác",
    )
    circle.vote(ballot, "GD", NA_HANG)
    with clock.standing_on(dt.date(2017, 8, 1)):
        later = circle.ask(about="honour", question="Suy tôn")
    assert {one.unit for one in later.voters.all()} == {world["NH"], world["SD"]}


def test_a_vote_holds_as_many_as_were_asked(circle: Circle) -> None:
    ballot = circle.ask(about="honour", question="Suy tôn hai đơn vị", most=2)
    other = circle.ask(about="other", question="Họp ngày nào", choices=YES_NO)
    everybody = [one.pk for one in ballot.choices.all()]
    with pytest.raises(PickedTooMany):
        cast_vote(actor=circle.chair("NH"), ballot_id=ballot.pk, picked=everybody)
    foreign = [one.pk for one in other.choices.all()][:1]
    with pytest.raises(PickedUnknown):
        cast_vote(actor=circle.chair("NH"), ballot_id=ballot.pk, picked=foreign)
    assert not Vote.objects.exists()
    assert not Voter.objects.filter(voted=True).exists()
    cast_vote(
        actor=circle.chair("NH"), ballot_id=ballot.pk, picked=[everybody[0], everybody[0], everybody[1]]
    )
    assert Vote.objects.get().picked == sorted(everybody[:2])


def test_a_ballot_with_one_choice_or_one_member_is_refused(world: World, circle: Circle) -> None:
    with pytest.raises(TooFewChoices):
        circle.ask(about="other", choices=(YES_NO[0], YES_NO[0]))
    with pytest.raises(DayBeforeToday):
        circle.ask(closes_on=dt.date(2017, 7, 17))
    for code in ("SD", "GD"):
        end_membership(
            actor=circle.host,
            cluster_id=circle.body.pk,
            year=2017,
            unit_id=world[code].pk,
            left_on=dt.date(2017, 6, 30),
            why="Rời cụm",
        )
    with pytest.raises(ClusterOfOne) as refusal:
        circle.ask()
    assert refusal.value.params["count"] == 1


def test_after_the_last_day_nobody_votes_but_it_is_counted(circle: Circle) -> None:
    ballot = circle.ask(closes_on=dt.date(2017, 7, 20))
    with clock.standing_on(dt.date(2017, 7, 20)):
        circle.vote(ballot, "NH", NA_HANG)
    with clock.standing_on(dt.date(2017, 7, 21)):
        with pytest.raises(VotingOver):
            circle.vote(ballot, "SD", NA_HANG)
        assert tally_of(close_ballot(actor=circle.host, ballot_id=ballot.pk)).cast == 1


def test_closed_is_closed(circle: Circle) -> None:
    ballot = circle.ask()
    close_ballot(actor=circle.host, ballot_id=ballot.pk)
    with pytest.raises(NotNow):
        close_ballot(actor=circle.host, ballot_id=ballot.pk)
    with pytest.raises(NotNow):
        circle.vote(ballot, "NH", NA_HANG)


def test_one_ballot_at_a_time_about_the_leader(circle: Circle) -> None:
    first = circle.ask()
    with pytest.raises(BallotOpenAlready):
        circle.ask()
    with pytest.raises(WhyMissing):
        cancel_ballot(actor=circle.host, ballot_id=first.pk, why=" ")
    circle.vote(first, "NH", NA_HANG)
    cancel_ballot(actor=circle.host, ballot_id=first.pk, why="Sót một thành viên")
    assert not Vote.objects.exists()
    circle.ask()


def test_the_leader_follows_from_the_count(circle: Circle) -> None:
    world, ballot = circle.world, circle.ask()
    told: dict[str, Any] = {
        "actor": circle.host,
        "cluster_id": circle.body.pk,
        "year": 2017,
        "settled_on": clock.today(),
    }
    with pytest.raises(BallotNotCounted):
        settle_leader(**told, leader_id=world["SD"].pk, way="ballot")
    for code in ("NH", "SD"):
        circle.vote(ballot, code, SON_DUONG)
    close_ballot(actor=circle.host, ballot_id=ballot.pk)
    with pytest.raises(NotTheMostVoted):
        settle_leader(**told, leader_id=world["NH"].pk, way="ballot")
    led = settle_leader(**told, leader_id=world["SD"].pk, way="ballot")
    assert (led.leader, led.way) == (world["SD"], "ballot")


def test_the_machine_breaks_no_tie(circle: Circle) -> None:
    world, ballot = circle.world, circle.ask()
    circle.vote(ballot, "NH", NA_HANG)
    circle.vote(ballot, "SD", SON_DUONG)
    told = tally_of(close_ballot(actor=circle.host, ballot_id=ballot.pk))
    assert told.tied
    for code in ("NH", "SD"):
        with pytest.raises(BallotTied) as refusal:
            circle.lead(code, way="ballot", settled_on=clock.today())
        assert refusal.value.params["names"] == f"{NA_HANG}, {SON_DUONG}"
    # What the members then agree at a meeting is written down as that.
    assert circle.lead("SD").leader == world["SD"]
