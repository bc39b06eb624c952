"""What may be known of a ballot: while it is open how many have voted, afterwards the counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from thidua.algebra.votes import Tally, tally
from thidua.federation.models import Ballot, Choice, Voter
from thidua.kernel.door import Actor, Relation


def tally_of(ballot: Ballot) -> Tally[Choice]:
    """The counts of a ballot that is closed; three queries. Raises ValueError while it is open: nobody, not even
    who opened it, sees how it goes."""
    if ballot.state != "closed":
        raise ValueError(f"ballot {ballot.pk} is {ballot.state}")
    choices = list(ballot.choices.select_related("unit"))
    by_key = {one.pk: one for one in choices}
    votes = [[by_key[key] for key in picked] for picked in ballot.votes.values_list("picked", flat=True)]
    return tally(choices, votes, roll=ballot.voters.count())


@dataclass(frozen=True)
class Turnout:
    roll: int
    voted: int


def turnouts(ballots: QuerySet[Ballot]) -> Mapping[int, Turnout]:
    """How many could vote and how many have, by ballot; one query."""
    rows = (
        Voter.objects.filter(ballot__in=ballots.values("pk"))
        .values("ballot")
        .annotate(roll=Count("pk"), voted=Count("pk", filter=Q(voted=True)))
    )
    return {row["ballot"]: Turnout(row["roll"], row["voted"]) for row in rows}


def line_of(ballot: Ballot, actor: Actor) -> Voter | None:
    """The line of the roll that this person votes for; None for whoever does not vote here."""
    voter = ballot.voters.select_related("unit").filter(unit_id=actor.unit_id).first()
    if voter is None or not actor.may("federation.vote", voter.unit.path, Relation.OWN):
        return None
    return voter


@dataclass(frozen=True)
class Opened:
    """An opened vote of a closed ballot: its receipt, what it holds, and of an open ballot whose it is."""

    receipt: str
    labels: tuple[str, ...]
    unit: str


def opened_votes(ballot: Ballot) -> list[Opened]:
    """Every vote of a closed ballot by its receipt, so that each voter finds the own one counted. Raises
    ValueError while it is open."""
    if ballot.state != "closed":
        raise ValueError(f"ballot {ballot.pk} is {ballot.state}")
    labels = dict(ballot.choices.values_list("pk", "label"))
    votes = ballot.votes.select_related("voter__unit").order_by("receipt")
    return [
        Opened(
            one.receipt,
            tuple(labels[key] for key in one.picked),
            str(one.voter.unit) if one.voter else "",
        )
        for one in votes
    ]
