"""Two people at one ballot at the same moment."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.at_once import at_once
from tests.federation.cast import make_world
from tests.federation.clusters import make_circle
from thidua.audit.models import Entry
from thidua.federation.actions.clusters.cast_vote import cast_vote
from thidua.federation.actions.clusters.close_ballot import close_ballot
from thidua.federation.cluster_errors import VotedAlready
from thidua.federation.models import Ballot, Vote
from thidua.kernel import clock
from thidua.kernel.errors import NotNow

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_people_closing_count_once() -> None:
    circle = make_circle(make_world())
    ballot = circle.ask()
    circle.vote(ballot, "NH", "LĐLĐ huyện Na Hang")
    circle.lead("SD")
    told = at_once(
        *(
            lambda who=who: close_ballot(actor=who, ballot_id=ballot.pk)
            for who in (circle.host, circle.chair("SD"))
        )
    )
    assert sorted(type(one).__name__ for one in told) == ["Ballot", "NotNow"]
    (refusal,) = (one for one in told if isinstance(one, NotNow))
    assert "đã kiểm phiếu" in str(refusal.say())
    assert Entry.objects.filter(did="federation.ballot_closed").count() == 1
    assert Vote.objects.count() == 1


def test_two_people_of_one_union_cast_one_vote() -> None:
    circle = make_circle(make_world())
    ballot = circle.ask()
    told = at_once(
        *(lambda: cast_vote(actor=circle.chair("NH"), ballot_id=ballot.pk) for _person in range(4))
    )
    assert sum(isinstance(one, VotedAlready) for one in told) == 3
    assert Vote.objects.count() == 1


def test_who_votes_while_it_is_counted_is_in_or_told() -> None:
    with clock.standing_on(dt.date(2017, 7, 18)):
        circle = make_circle(make_world())
        ballot = circle.ask()
    told = at_once(
        lambda: close_ballot(actor=circle.host, ballot_id=ballot.pk),
        *(
            lambda code=code: cast_vote(actor=circle.chair(code), ballot_id=ballot.pk)
            for code in ("NH", "SD")
        ),
    )
    kept = sum(isinstance(one, str) for one in told)
    assert kept + sum(isinstance(one, NotNow) for one in told) == 2
    assert Vote.objects.count() == kept
    assert Ballot.objects.get().state == "closed"
