from __future__ import annotations

from django.db import transaction

from thidua.federation.cluster_errors import WhyMissing
from thidua.federation.models import Ballot, Vote
from thidua.federation.queries.ballots import tally_of
from thidua.federation.states import BALLOT
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def close_ballot(*, actor: Actor, ballot_id: int) -> Ballot:
    """Ends the voting and counts. The counts tell who is in front and whether it is a tie; they decide nothing.

    Of two people at once the second is told that it is counted already. Raises Absent, NotYours, NotNow.
    """
    ballot = fetch(Ballot, ballot_id, actor=actor, verb="close", lock=True, related=("cluster",))
    ballot.closed_on, ballot.closed_by = clock.today(), actor.name
    BALLOT.move(ballot, "close", also=("closed_on", "closed_by"))
    if ballot.secret:
        _shuffle(ballot)
    told = tally_of(ballot)
    data = {
        "roll": told.roll,
        "cast": told.cast,
        "blank": told.blank,
        "counts": {one.label: votes for one, votes in told.counts},
        "tied": told.tied,
    }
    record(actor, "federation.ballot_closed", ballot, path=ballot.cluster.seat, data=data)
    emit("federation.ballot_closed", ballot_id=ballot.pk, cluster_id=ballot.cluster_id)
    return ballot


def _shuffle(ballot: Ballot) -> None:
    """Writes the votes anew in the order of their keys, which are chance: their place in the table and the
    transaction that wrote them no longer tell in which order, or beside which line of the roll, they came."""
    votes = list(ballot.votes.order_by("receipt"))
    ballot.votes.all().delete()
    Vote.objects.bulk_create(Vote(receipt=one.receipt, ballot=ballot, picked=one.picked) for one in votes)


@transaction.atomic
def cancel_ballot(*, actor: Actor, ballot_id: int, why: str) -> Ballot:
    """Ends a ballot without counting; its votes are deleted unread. Raises Absent, NotYours, NotNow, WhyMissing."""
    if not why.strip():
        raise WhyMissing()
    ballot = fetch(Ballot, ballot_id, actor=actor, verb="cancel", lock=True, related=("cluster",))
    BALLOT.move(ballot, "cancel")
    gone, _by_model = ballot.votes.all().delete()
    record(
        actor,
        "federation.ballot_cancelled",
        ballot,
        path=ballot.cluster.seat,
        reason=why.strip(),
        data={"votes": gone},
    )
    emit("federation.ballot_cancelled", ballot_id=ballot.pk, cluster_id=ballot.cluster_id)
    return ballot
