from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from thidua.federation.cluster_errors import (
    NotOnTheRoll,
    PickedTooMany,
    PickedUnknown,
    VotedAlready,
    VotingOver,
)
from thidua.federation.models import Ballot, Vote, Voter
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, Relation, fetch
from thidua.kernel.events import emit


@transaction.atomic
def cast_vote(*, actor: Actor, ballot_id: int, picked: Collection[int] = ()) -> str:
    """The vote of the union that this person acts for; nothing picked is a blank vote. Returns the receipt.

    In a secret ballot nothing leads from the union to its vote: neither a key, nor a time, nor the audit.
    Raises Absent, NotYours, NotNow, NotOnTheRoll, VotedAlready, VotingOver, PickedTooMany, PickedUnknown.
    """
    # The row of the ballot is held: nobody counts while somebody votes.
    ballot = fetch(Ballot, ballot_id, actor=actor, verb="vote", lock=True)
    if ballot.closes_on is not None and ballot.closes_on < clock.today():
        raise VotingOver(day=format_date(ballot.closes_on))
    voter = _voter(actor, ballot)
    chosen = sorted(set(picked))
    if len(chosen) > ballot.most:
        raise PickedTooMany(count=len(chosen), most=ballot.most)
    if ballot.choices.filter(pk__in=chosen).count() != len(chosen):
        raise PickedUnknown()
    vote = Vote.objects.create(ballot=ballot, picked=chosen, voter=None if ballot.secret else voter)
    voter.voted = True
    voter.save(update_fields=["voted"])
    record(actor, "federation.vote_cast", ballot, path=voter.unit.path, data={"unit": voter.unit_id})
    emit("federation.vote_cast", ballot_id=ballot.pk)
    return vote.receipt


def _voter(actor: Actor, ballot: Ballot) -> Voter:
    found = Voter.objects.select_for_update(of=("self",)).select_related("unit")
    voter = found.filter(ballot=ballot, unit_id=actor.unit_id).first()
    if voter is None or not actor.may("federation.vote", voter.unit.path, Relation.OWN):
        raise NotOnTheRoll()
    if voter.voted:
        raise VotedAlready(unit=str(voter.unit))
    return voter
