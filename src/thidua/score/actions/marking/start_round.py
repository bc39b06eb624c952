"""A round is begun: by which sheet, of whom, in which phases; its sheet is frozen with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from thidua.algebra.scoring.origins import ScoreSource
from thidua.federation.models import Body
from thidua.federation.queries.clusters import leadership_of, members_of
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.events import emit
from thidua.launch.models import Period, Target
from thidua.score.actions.marking.keep_sheet import freeze_for_use
from thidua.score.actions.marking.set_phases import read_phases
from thidua.score.errors import (
    CheckerNotMember,
    DepartmentUnknown,
    NobodyToMark,
    PeriodMissing,
    SheetNotReady,
    TargetUnknown,
)
from thidua.score.models import MarkedUnit, MarkingRound, ScoreSheet, Verifier
from thidua.score.queries.marking.loading import Rules, rules_of
from thidua.score.rules import must_hold
from thidua.score.states import SHEET


@transaction.atomic
def start_round(
    *,
    actor: Actor,
    sheet_id: int,
    organiser_id: int,
    year: int,
    name: str,
    cluster_id: int | None = None,
    unit_ids: Sequence[int] = (),
    period_id: int | None = None,
    phases: Sequence[Mapping[str, Any]] | None = None,
) -> MarkingRound:
    """Of the members that a cluster has in the year, or of the units named, or of all directly below the organiser.

    ``phases``: {"code", "until", "sees"} in any order; without them all, and nobody's eyes changed. Raises NotYours,
    SheetNotReady, NobodyToMark, PhasesMissing, EyesUnknown, PeriodMissing, TargetUnknown, DepartmentUnknown.
    """
    organiser = Body.objects.filter(pk=organiser_id).first()
    if organiser is None:
        raise Absent()
    must_hold(actor, "score.run", organiser)
    sheet = fetch(ScoreSheet, sheet_id, actor=actor, lock=True, related=("owner",))
    if sheet.state not in (SHEET.initial, "in_use"):
        raise SheetNotReady(sheet=str(sheet))
    cluster = _cluster(cluster_id)
    units = _units(organiser, cluster, year, unit_ids)
    if not units:
        raise NobodyToMark(body=str(cluster or organiser), year=year)
    rules = rules_of(sheet)
    period = fetch(Period, period_id, actor=actor, related=("cycle",)) if period_id else None
    must_be_readable(rules, period)
    led = leadership_of(cluster, year) if cluster else None
    made = MarkingRound.objects.create(
        sheet=sheet,
        organiser=organiser,
        cluster=cluster,
        leader=led.leader if led else None,
        year=year,
        name=name.strip()[:200] or sheet.name[:200],
        cycle=period.cycle if period else None,
        period=period,
        phases=read_phases(phases),
    )
    MarkedUnit.objects.bulk_create(MarkedUnit(round=made, unit=unit) for unit in units)
    _name_verifiers(made, rules)
    freeze_for_use(actor, sheet)
    record(
        actor, "score.round_started", made, path=organiser.path, data={"units": len(units), "sheet": sheet.pk}
    )
    emit("score.round_started", round_id=made.pk)
    return made


def _cluster(cluster_id: int | None) -> Body | None:
    if cluster_id is None:
        return None
    found = Body.objects.filter(pk=cluster_id, form=Body.Form.CLUSTER).first()
    if found is None:
        raise Absent()
    return found


def _units(organiser: Body, cluster: Body | None, year: int, unit_ids: Sequence[int]) -> list[Body]:
    """Today's members of the cluster, of the units below those named. Raises Absent for a unit elsewhere."""
    if cluster is not None:
        return [one.unit for one in members_of(cluster, year, _day_within(year))]
    below = organiser.children.filter(ended_on=None).order_by("sort_key", "pk")
    if not unit_ids:
        return list(below)
    found = list(below.filter(pk__in=unit_ids))
    if len(found) != len(set(unit_ids)):
        raise Absent()
    return found


def _day_within(year: int) -> dt.date:
    """Today, or the nearest day of that year: a round is often begun when the year has ended."""
    return min(max(clock.today(), dt.date(year, 1, 1)), dt.date(year, 12, 31))


def must_be_readable(rules: Rules, period: Period | None) -> None:
    """Raises PeriodMissing, TargetUnknown: a figure that nobody can read is told now, not at the meeting."""
    read = {
        leaf: one
        for leaf, one in rules.origins.items()
        if one.source in (ScoreSource.TARGET, ScoreSource.REPORT)
    }
    if read and period is None:
        raise PeriodMissing(count=len(read))
    if period is None:
        return
    wanted = {one.code for one in read.values() if one.source is ScoreSource.TARGET}
    known = set(Target.objects.filter(cycle=period.cycle, code__in=wanted).values_list("code", flat=True))
    for leaf, one in read.items():
        if one.source is ScoreSource.TARGET and one.code not in known:
            raise TargetUnknown(leaf=leaf, code=one.code)


def _name_verifiers(made: MarkingRound, rules: Rules) -> None:
    """The departments that the sheet names, found at the organiser by code or name. Raises DepartmentUnknown."""
    wanted = {leaf: one.verified_by for leaf, one in rules.origins.items() if one.verified_by}
    if not wanted:
        return
    hosted = list(made.organiser.hosted.filter(form=Body.Form.DEPARTMENT, ended_on=None))
    Verifier.objects.bulk_create(
        Verifier(round=made, leaf=leaf, department=_found(hosted, made.organiser, leaf, name))
        for leaf, name in wanted.items()
    )


def _found(hosted: Iterable[Body], organiser: Body, leaf: str, name: str) -> Body:
    wanted = name.strip().casefold()
    for one in hosted:
        if wanted in (one.code.casefold(), one.name.casefold(), one.short_name.casefold()):
            return one
    raise DepartmentUnknown(name=name, unit=str(organiser), leaf=leaf)


@transaction.atomic
def set_checkers(*, actor: Actor, round_id: int, pairs: Mapping[int, int | None]) -> MarkingRound:
    """Who cross-checks whom: unit by unit, another member of the round. Raises CheckerNotMember."""
    found = fetch(MarkingRound, round_id, actor=actor, verb="change", lock=True, related=("organiser",))
    marked = {one.pk: one for one in found.marked.select_related("unit")}
    members = {one.unit_id: one.unit for one in marked.values() if one.left_on is None}
    for marked_id, checker_id in pairs.items():
        one = marked.get(marked_id)
        if one is None:
            raise Absent()
        if checker_id is not None and (checker_id not in members or checker_id == one.unit_id):
            raise CheckerNotMember(unit=str(members.get(checker_id, one.unit)))
        one.checker = members.get(checker_id) if checker_id is not None else None
    MarkedUnit.objects.bulk_update(marked.values(), ["checker"])
    record(actor, "score.checkers_set", found, path=found.organiser.path, data={"pairs": len(pairs)})
    return found
