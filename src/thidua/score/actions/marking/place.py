"""Places: as the sheet alone has them, as the council advises, as the committee decides. All three are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.catalogue.scoring import say_veto
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.score.actions.marking.move_round import NOTHING_NOTED, RELATED, Noted, note_step
from thidua.score.errors import Barred, PlacesWrong, QuestionsOpen, QuotaExceeded, ReasonMissing
from thidua.score.models import MarkedUnit, MarkingRound, Placing
from thidua.score.queries.marking.computing import Scored, scored
from thidua.score.queries.marking.loading import Standing, standing_of
from thidua.score.queries.marking.quota import Quota, name_of, quota_of
from thidua.score.states import ROUND


@dataclass(frozen=True)
class Wanted:
    """The place that somebody gives a unit; None takes the place by the sheet. ``honour``: see Placing.Honour."""

    place: int | None = None
    honour: str = ""
    reason: str = ""


@transaction.atomic
def advise_order(
    *,
    actor: Actor,
    round_id: int,
    wanted: Mapping[int, Wanted] | None = None,
    noted: Noted = NOTHING_NOTED,
) -> MarkingRound:
    """The council's order, by marked unit; a unit that is not named keeps its place by the sheet.

    Raises QuestionsOpen, PlacesWrong, Barred, QuotaExceeded, ReasonMissing where a place differs from the sheet's.
    """
    found = fetch(MarkingRound, round_id, actor=actor, verb="advise", lock=True, related=RELATED)
    standing = standing_of(found)
    result = scored(standing, "council")
    _must_be_settled(standing, result)
    by_sheet = _places(standing, result)
    _put(actor, standing, result, Placing.By.SHEET, by_sheet)
    given = _given(standing, result, wanted or {}, by_sheet, by_sheet)
    _must_be_within(quota_of(standing), standing, given)
    _put(actor, standing, result, Placing.By.COUNCIL, given)
    note_step(actor, found, "advise", noted)
    return found


@transaction.atomic
def decide_order(
    *,
    actor: Actor,
    round_id: int,
    wanted: Mapping[int, Wanted] | None = None,
    noted: Noted = NOTHING_NOTED,
) -> MarkingRound:
    """The committee's order, which is the result. A unit that is not named keeps the place that the council gave it,
    or the sheet's where no council advised. Raises what ``advise_order`` raises."""
    found = fetch(MarkingRound, round_id, actor=actor, verb="decide", lock=True, related=RELATED)
    standing = standing_of(found)
    result = scored(standing)
    _must_be_settled(standing, result)
    by_sheet = _places(standing, result)
    advised = {
        one.marked_id: Wanted(one.place, one.honour, one.reason)
        for one in Placing.objects.filter(marked__round=found, layer=Placing.By.COUNCIL, current=True)
    }
    # The committee may have changed marks: what the council said about the places then stands beside the new order.
    changed = advised and any(
        standing.mark(one.pk, leaf, "committee") for one in standing.active for leaf in standing.rules.leaves
    )
    before = by_sheet if not advised or changed else {**by_sheet, **advised}
    given = _given(standing, result, wanted or {}, before, before)
    _must_be_within(quota_of(standing), standing, given)
    _put(actor, standing, result, Placing.By.SHEET, by_sheet)
    _put(actor, standing, result, Placing.By.COMMITTEE, given)
    ROUND.move(found, "decide")
    note_step(actor, found, "decide", noted)
    emit("score.round_decided", round_id=found.pk)
    return found


def _must_be_settled(standing: Standing, result: Scored) -> None:
    """Raises QuestionsOpen: nobody is ranked around a figure that nobody has told."""
    waiting = [one for one in standing.active if result.of(one).open]
    if waiting:
        count = sum(len(result.of(one).open) for one in waiting)
        raise QuestionsOpen(count=count, units=", ".join(str(one.unit) for one in waiting))


def _places(standing: Standing, result: Scored) -> dict[int, Wanted]:
    found: dict[int, Wanted] = {}
    for one in standing.active:
        place = result.place(one)
        found[one.pk] = Wanted(place.place if place else None)
    return found


def _given(
    standing: Standing,
    result: Scored,
    wanted: Mapping[int, Wanted],
    usual: Mapping[int, Wanted],
    before: Mapping[int, Wanted],
) -> dict[int, Wanted]:
    """Everybody's place and honour. Raises PlacesWrong, Barred, ReasonMissing."""
    given: dict[int, Wanted] = {}
    for one in standing.active:
        said = wanted.get(one.pk)
        if said is None:
            given[one.pk] = usual[one.pk]
            continue
        place = usual[one.pk].place if said.place is None else said.place
        if place != before[one.pk].place and not said.reason.strip():
            raise ReasonMissing()
        given[one.pk] = Wanted(place, said.honour, said.reason)
    _must_be_places([one.place for one in given.values()])
    for one in standing.active:
        _must_be_free(one, result, given[one.pk])
    return given


def _must_be_places(places: Iterable[int | None]) -> None:
    """1, 2, 2, 4: equal ones share a place and the next is left out. Raises PlacesWrong."""
    order = sorted(place for place in places if place is not None)
    for at, place in enumerate(order, start=1):
        first = order.index(place) + 1
        if place != first:
            problem = _("hạng %(place)s đứng thứ %(at)s") % {"place": place, "at": at}
            raise PlacesWrong(problem=problem)


def _must_be_free(marked: MarkedUnit, result: Scored, given: Wanted) -> None:
    vetoes = result.of(marked).vetoes
    if given.honour and vetoes:
        honour = str(dict(Placing.Honour.choices).get(given.honour, given.honour))
        events = ", ".join(dict.fromkeys(say_veto(veto) for veto in vetoes))
        raise Barred(unit=str(marked.unit), honour=honour, events=events)


def _must_be_within(quota: Quota, standing: Standing, given: Mapping[int, Wanted]) -> None:
    """Raises QuotaExceeded: who is honoured beyond what there is to give has the reason written beside it."""
    for award in quota.awards:
        honoured = [one for one in standing.active if given[one.pk].honour == award.code]
        # The last in the order are those beyond; of equal ones, whoever has a reason.
        honoured.sort(key=lambda one: (given[one.pk].place or len(given), bool(given[one.pk].reason.strip())))
        silent = [one for one in honoured[award.count :] if not given[one.pk].reason.strip()]
        if silent:
            raise QuotaExceeded(
                award=name_of(award),
                count=len(honoured),
                most=award.count,
                source=quota.source,
                units=", ".join(str(one.unit) for one in silent),
            )


def _put(actor: Actor, standing: Standing, result: Scored, layer: str, given: Mapping[int, Wanted]) -> None:
    Placing.objects.filter(marked__round=standing.round, layer=layer, current=True).update(current=False)
    Placing.objects.bulk_create(
        Placing(
            marked=one,
            layer=layer,
            place=given[one.pk].place,
            total=str(result.of(one).total),
            honour=given[one.pk].honour,
            reason=given[one.pk].reason.strip()[:500],
            by=actor.name,
        )
        for one in standing.active
    )
    places = {str(one.unit_id): given[one.pk].place for one in standing.active}
    path = standing.round.organiser.path
    record(actor, f"score.placed_by_{layer}", standing.round, path=path, data={"places": places})
