"""What the tree and the clusters say of a unit in mid-year is followed by marking and grading, with its reason."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thidua.federation.models import Body, Membership
from thidua.kernel.door import Actor, ruling_of
from thidua.score.actions.grading.settle import exempt
from thidua.score.actions.marking.note_event import bring_back, leave_round
from thidua.score.actions.marking.take_in import take_in
from thidua.score.models import Grading, MarkedUnit, MarkingRound
from thidua.score.queries.marking.roll import OPEN_TO_NEW
from thidua.score.states import GRADING


@transaction.atomic
def unit_has_ended(*, actor: Actor, unit_id: int) -> None:
    """It leaves the denominator of the year's grading, unless its class was agreed before, and the ranking of rounds
    that are not decided yet. Heard again it changes nothing."""
    last_day = Body.objects.values_list("ended_on", flat=True).get(pk=unit_id)
    if last_day is None:
        return
    graded = Grading.objects.filter(
        unit_id=unit_id,
        round__state="open",
        round__from_on__lte=last_day,
        round__until_on__gte=last_day,
        state__in=GRADING.sources("exempt"),
    )
    for grading_id in graded.values_list("pk", flat=True):
        exempt(actor=actor, grading_id=grading_id, kind=Grading.Exempt.ENDED)
    for one in _undecided(MarkedUnit.objects.filter(unit_id=unit_id, left_on=None)):
        if _within(last_day, one.round.year):
            leave_round(
                actor=actor, marked_id=one.pk, left_on=last_day, reason=_("Đơn vị kết thúc hoạt động")
            )


@transaction.atomic
def member_changed(*, actor: Actor, cluster_id: int, unit_id: int, year: int) -> None:
    """As the cluster's roll has it: a member that has left is marked no further than it was and is not ranked; one
    that stays after all is ranked again. Heard again it changes nothing."""
    member = Membership.objects.get(cluster_id=cluster_id, unit_id=unit_id, year=year)
    here = MarkedUnit.objects.filter(unit_id=unit_id, round__cluster_id=cluster_id, round__year=year)
    for one in _undecided(here):
        gone = member.left_on is not None and _within(member.left_on, year)
        if gone and one.left_on is None:
            assert member.left_on is not None
            leave_round(actor=actor, marked_id=one.pk, left_on=member.left_on, reason=member.why_left)
        elif not gone and one.left_on is not None:
            bring_back(actor=actor, marked_id=one.pk, reason=_("Vẫn là thành viên của cụm"))


@transaction.atomic
def member_came(*, actor: Actor, cluster_id: int, unit_id: int, year: int) -> None:
    """A new member is marked in the rounds in which everybody still marks itself; of the others their page tells that it
    is not. Heard again it changes nothing."""
    stands = Membership.objects.filter(cluster=cluster_id, unit=unit_id, year=year, left_on=None).exists()
    rounds = MarkingRound.objects.filter(cluster=cluster_id, year=year, state__in=OPEN_TO_NEW).order_by("pk")
    for round_id in rounds.values_list("pk", flat=True) if stands else ():
        take_in(actor=actor, round_id=round_id, unit_id=unit_id)


def _undecided(marked: QuerySet[MarkedUnit]) -> list[MarkedUnit]:
    """In rounds where it may still be noted that a unit leaves."""
    permits = ruling_of(MarkingRound).permits
    states = {state for one in permits if one.verb == "leave" for state in one.states or ()}
    return list(marked.filter(round__state__in=states).select_related("round").order_by("pk"))


def _within(last_day: dt.date, year: int) -> bool:
    """Before the year is over: who leaves with its last day was there all year."""
    return last_day < dt.date(year, 12, 31)
