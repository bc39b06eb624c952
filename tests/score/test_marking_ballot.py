"""What the sheet leaves tied is decided by a secret ballot of the cluster's members."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.score.marking import (
    UPPER,
    begun,
    everybody_agrees,
    mark_oneself,
    move,
    points,
    result,
    someone,
    unit,
)
from thidua.federation.actions.clusters.cast_vote import cast_vote
from thidua.federation.actions.clusters.close_ballot import close_ballot
from thidua.federation.models import Ballot
from thidua.score.actions.marking.move_round import Noted
from thidua.score.actions.marking.vote import open_honour_ballot, record_votes, take_honour_ballot
from thidua.score.errors import BallotNotCounted, NobodyTied, NotTied, ReasonMissing
from thidua.score.models import MarkingRound


@pytest.fixture
def met(cast: Cast) -> MarkingRound:
    """Na Hang and Sơn Dương have the same total and the same in the first criterion of the chain."""
    made = begun(cast)
    for code, last in (("TQ-NH", 28), ("TQ-SD", 28), ("TQ-GD", 25)):
        mark_oneself(cast, made, code, points(I_1=18, II_1=9, III_1=38, III_2=last))
    made = move(cast, made, "to_verifying")
    everybody_agrees(cast, made)
    return move(cast, made, "to_explaining", "to_meeting")


def places(cast: Cast, made: MarkingRound) -> list[int]:
    told = result(made)
    return [place.place if (place := told.place(unit(made, cast, code))) else 0 for code in UPPER]


def test_the_members_vote_in_secret_and_the_count_decides(cast: Cast, met: MarkingRound) -> None:
    officer = cast.actor("province_officer")
    assert places(cast, met) == [1, 1, 3]
    ballot = open_honour_ballot(actor=officer, round_id=met.pk)
    assert ballot.about == Ballot.About.HONOUR
    picked = {one.unit_id: one.pk for one in ballot.choices.all()}
    assert set(picked) == {cast.units["TQ-NH"].pk, cast.units["TQ-SD"].pk}
    with pytest.raises(BallotNotCounted):
        take_honour_ballot(actor=officer, round_id=met.pk, ballot_id=ballot.pk)
    for code, choice in (("TQ-NH", "TQ-NH"), ("TQ-SD", "TQ-SD"), ("TQ-GD", "TQ-SD")):
        chair = someone(cast, "chair", code)
        cast_vote(actor=chair, ballot_id=ballot.pk, picked=[picked[cast.units[choice].pk]])
    close_ballot(actor=officer, ballot_id=ballot.pk)
    take_honour_ballot(actor=officer, round_id=met.pk, ballot_id=ballot.pk)
    assert places(cast, met) == [2, 1, 3]
    assert [unit(met, cast, code).votes for code in UPPER] == [1, 2, None]


def test_votes_of_a_meeting_are_noted_with_its_minutes(cast: Cast, met: MarkingRound) -> None:
    officer = cast.actor("province_officer")
    na_hang, education = unit(met, cast, "TQ-NH").pk, unit(met, cast, "TQ-GD").pk
    with pytest.raises(ReasonMissing):
        record_votes(actor=officer, round_id=met.pk, votes={na_hang: 3})
    with pytest.raises(NotTied):
        record_votes(actor=officer, round_id=met.pk, votes={education: 3}, noted=Noted(minutes="Họp"))
    record_votes(actor=officer, round_id=met.pk, votes={na_hang: 3}, noted=Noted(minutes="Họp cụm ngày 18/7"))
    assert places(cast, met) == [1, 2, 3]
    with pytest.raises(NobodyTied):
        open_honour_ballot(actor=officer, round_id=_settled(cast, met).pk)


def _settled(cast: Cast, met: MarkingRound) -> MarkingRound:
    """The same round when its cluster is forgotten: a secret ballot needs one."""
    met.cluster = None
    met.save()
    return met
