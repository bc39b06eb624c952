from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from thidua.federation.actions.clusters.at import year_at
from thidua.federation.cluster_errors import BallotOpenAlready, ClusterOfOne, DayBeforeToday, TooFewChoices
from thidua.federation.models import Ballot, Body, Choice, ClusterYear, Voter
from thidua.federation.queries.clusters import members_of
from thidua.formats import text
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.events import emit


@dataclass(frozen=True)
class Wish:
    """A choice: words, and the member union that they mean, if any."""

    label: str
    unit_id: int | None = None


@transaction.atomic
def open_ballot(
    *,
    actor: Actor,
    cluster_id: int,
    year: int,
    about: str,
    question: str,
    choices: Sequence[Wish] = (),
    most: int = 1,
    secret: bool = True,
    closes_on: dt.date | None = None,
) -> Ballot:
    """Asks the members of a cluster; the roll is frozen now: every member of today, one vote each.

    Without ``choices`` the members themselves are voted for. ``most`` is how many a vote may hold.
    Raises Absent, NotYours, NotNow, YearNotBegun, ClusterOfOne, TooFewChoices, BallotOpenAlready, DayBeforeToday.
    """
    begun = year_at(actor=actor, cluster_id=cluster_id, year=year, verb="lead", lock=True)
    if closes_on is not None and closes_on < clock.today():
        raise DayBeforeToday(day=format_date(closes_on))
    members = _roll(begun)
    wanted = _wanted(choices, members)
    said = Ballot.About(about)
    open_already = Ballot.objects.filter(cluster=begun.cluster, year=year, about=said, state="open")
    if said in (Ballot.About.LEADER, Ballot.About.HONOUR) and open_already.exists():
        raise BallotOpenAlready(about=str(said.label))
    ballot = Ballot.objects.create(
        cluster=begun.cluster,
        year=year,
        about=said,
        question=text.clean(question)[:300] or str(said.label),
        secret=secret,
        most=max(1, min(most, len(wanted) - 1)),
        opened_on=clock.today(),
        closes_on=closes_on,
    )
    Choice.objects.bulk_create(
        Choice(ballot=ballot, position=place, label=one.label, unit_id=one.unit_id)
        for place, one in enumerate(wanted, start=1)
    )
    Voter.objects.bulk_create(Voter(ballot=ballot, unit=unit) for unit in members)
    data = {"about": about, "question": ballot.question, "roll": len(members), "secret": secret}
    record(actor, "federation.ballot_opened", ballot, path=begun.cluster.seat, data=data)
    emit("federation.ballot_opened", ballot_id=ballot.pk, cluster_id=begun.cluster_id)
    return ballot


def _roll(begun: ClusterYear) -> list[Body]:
    """Members of today; before the year has begun, those of its first day."""
    on = min(max(clock.today(), dt.date(begun.year, 1, 1)), dt.date(begun.year, 12, 31))
    members = [one.unit for one in members_of(begun.cluster, begun.year, on) if not one.unit.has_ended]
    if len(members) < 2:
        raise ClusterOfOne(cluster=str(begun.cluster), count=len(members))
    return members


def _wanted(choices: Sequence[Wish], members: Sequence[Body]) -> list[Wish]:
    """Each once, in the order given. A label is cut to what the column holds."""
    given = [Wish(text.clean(one.label)[:200], one.unit_id) for one in choices if one.label.strip()]
    wanted = given or [Wish(str(unit)[:200], unit.pk) for unit in members]
    by_key = {text.matching_key(one.label): one for one in reversed(wanted)}
    kept = [one for one in wanted if by_key[text.matching_key(one.label)] is one]
    if len(kept) < 2:
        raise TooFewChoices(count=len(kept))
    return kept
