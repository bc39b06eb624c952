"""The ballot of honour among units that the sheet leaves tied: voted in the house, secret and counted there, or noted
from the minutes of a meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.federation.actions.clusters.open_ballot import Wish, open_ballot
from thidua.federation.models import Ballot
from thidua.federation.queries.ballots import tally_of
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.score.actions.marking.move_round import NOTHING_NOTED, RELATED, Noted, note_step
from thidua.score.errors import BallotNotCounted, NobodyTied, NotTied, ReasonMissing
from thidua.score.models import MarkingRound
from thidua.score.queries.marking.computing import scored
from thidua.score.queries.marking.loading import Standing, standing_of


@transaction.atomic
def record_votes(
    *, actor: Actor, round_id: int, votes: Mapping[int, int], noted: Noted = NOTHING_NOTED
) -> MarkingRound:
    """The ballot of honour among units that the sheet leaves tied, as the minutes of the meeting have it.

    Raises NotTied for a unit that stands alone, ReasonMissing without minutes or scan.
    """
    found = fetch(MarkingRound, round_id, actor=actor, verb="meet", lock=True, related=RELATED)
    if not noted.minutes.strip() and noted.scan is None:
        raise ReasonMissing()
    standing = standing_of(found)
    tied = tied_units(standing)
    for one in standing.active:
        if one.pk in votes and one.pk not in tied:
            raise NotTied(unit=str(one.unit))
        if one.pk in votes:
            one.votes = votes[one.pk]
            one.save(update_fields=["votes", "changed_at"])
    record(
        actor,
        "score.votes_recorded",
        found,
        path=found.organiser.path,
        data={"votes": {str(pk): count for pk, count in votes.items()}},
    )
    note_step(actor, found, "vote", noted)
    return found


@transaction.atomic
def open_honour_ballot(*, actor: Actor, round_id: int, closes_on: dt.date | None = None) -> Ballot:
    """Asks the members of the cluster, one vote a union, whom of the tied they honour.

    Raises NobodyTied, and what ``open_ballot`` raises: a secret ballot needs a cluster with members.
    """
    found = fetch(MarkingRound, round_id, actor=actor, verb="meet", lock=True, related=RELATED)
    standing = standing_of(found)
    tied = tied_units(standing)
    if not tied or found.cluster is None:
        raise NobodyTied()
    wishes = [Wish(str(one.unit), one.unit_id) for one in standing.active if one.pk in tied]
    return open_ballot(
        actor=actor,
        cluster_id=found.cluster.pk,
        year=found.year,
        about=Ballot.About.HONOUR,
        question=_("Suy tôn trong các đơn vị bằng điểm: %(round)s") % {"round": found.name},
        choices=wishes,
        closes_on=closes_on,
    )


@transaction.atomic
def take_honour_ballot(*, actor: Actor, round_id: int, ballot_id: int) -> MarkingRound:
    """The counts of a closed ballot decide the tie. Raises BallotNotCounted, Absent."""
    found = fetch(MarkingRound, round_id, actor=actor, verb="meet", lock=True, related=RELATED)
    ballot = fetch(Ballot, ballot_id, actor=actor)
    same = ballot.cluster_id == found.cluster_id and ballot.about == Ballot.About.HONOUR
    if not same or ballot.state != "closed":
        raise BallotNotCounted()
    standing = standing_of(found)
    counted = {choice.unit_id: votes for choice, votes in tally_of(ballot).counts}
    tied = tied_units(standing)
    votes = {
        one.pk: counted[one.unit_id] for one in standing.active if one.pk in tied and one.unit_id in counted
    }
    noted = Noted(minutes=_("Bỏ phiếu kín: %(question)s") % {"question": ballot.question})
    return record_votes(actor=actor, round_id=round_id, votes=votes, noted=noted)


def tied_units(standing: Standing) -> set[int]:
    """Those whom everything but the vote leaves equal."""
    for one in standing.active:
        one.votes = None
    result = scored(standing)
    return {one.pk for one in standing.active if (place := result.place(one)) and place.tied_with}
