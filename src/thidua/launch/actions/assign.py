"""Filling the annex of a decision: splitting a target over the units below, cell by cell, or from a file.

Nothing here binds anyone: the cells become assignments when the decision is issued.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db import transaction

from thidua.algebra.assignment import SplitRule, split
from thidua.algebra.errors import NothingToSplitBy as NoWeights
from thidua.algebra.indicators import elements_of
from thidua.algebra.thresholds import AtLeast, Threshold, threshold_to_data
from thidua.federation.models import Attribute, Body
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.launch.errors import NotDirectlyBelow, NothingToSplitBy, NotSplittable, ReasonMissing
from thidua.launch.models import AnnexCell, Baseline, Paper, Shortfall, Target
from thidua.launch.queries.annex import directly_below, targets_of
from thidua.launch.queries.thresholds import (
    indicator_of,
    needed,
    own_thresholds,
    read_typed,
    splits,
)

_WEIGHTED = {
    AnnexCell.Rule.EQUAL: SplitRule.EQUAL,
    AnnexCell.Rule.HEADCOUNT: SplitRule.BY_HEADCOUNT,
    AnnexCell.Rule.LAST_YEAR: SplitRule.BY_LAST_YEAR,
}
_HEADS = (Attribute.Name.MEMBERS, Attribute.Name.WORKERS)  # members when known, workers otherwise


@dataclass(frozen=True)
class Change:
    """What is typed in one cell: a number, "không giao" (or a dash), or nothing for "chưa giao"."""

    target_id: int
    unit_id: int
    typed: str
    reason: str = ""


@transaction.atomic
def split_target(
    *,
    actor: Actor,
    decision_id: int,
    target_id: int,
    rule: str,
    unit_ids: Iterable[int] | None = None,
    reserve: int = 0,
    step: int = 1,
) -> Paper:
    """Fills a column of the annex by a rule.

    Counts and money are split with the largest remainder, plus a ``reserve`` beyond the need, in multiples
    of ``step`` (đồng, people); other targets are handed down as they are. ``unit_ids`` leaves out units;
    None is every unit directly below. Raises NothingToSplitBy, NotSplittable, NotDirectlyBelow.
    """
    decision = _decision(actor, decision_id)
    target = _target(decision, target_id)
    units = _units(decision, unit_ids)
    expected = own_thresholds([target], decision.seat)[target.pk]
    if expected is None:
        raise NotSplittable(target=target.name)
    parts = _parts(target, expected, units, AnnexCell.Rule(rule), reserve=reserve, step=step)
    _write(decision, [_cell(decision, target, unit_id, part, rule) for unit_id, part in parts.items()])
    record(
        actor,
        "launch.annex_split",
        decision,
        path=decision.seat.path,
        data={"target": target.code, "rule": rule, "units": len(parts), "reserve": reserve},
    )
    return _touched(decision)


def _parts(
    target: Target,
    expected: Threshold,
    units: list[Body],
    rule: AnnexCell.Rule,
    *,
    reserve: int,
    step: int,
) -> Mapping[int, Threshold]:
    if rule is AnnexCell.Rule.HANDED_DOWN:
        return {unit.pk: expected for unit in units}
    if rule not in _WEIGHTED or not splits(target):
        raise NotSplittable(target=target.name)
    weights = _weights(target, units, rule)
    try:
        shares = split(needed(expected), weights, _WEIGHTED[rule], reserve=reserve, step=step)
    except NoWeights as refused:
        missing = refused.children or list(weights)
        named = {str(unit.pk): str(unit) for unit in units}
        told = ", ".join(named[key] for key in missing[:5])
        raise NothingToSplitBy(target=target.name, units=told) from refused
    # A part of a strict floor is inclusive: only the whole must be exceeded, which the reserve is for.
    return {int(key): AtLeast(Fraction(part)) for key, part in shares.items()}


def _weights(target: Target, units: list[Body], rule: AnnexCell.Rule) -> dict[str, int | None]:
    if rule is AnnexCell.Rule.HEADCOUNT:
        known = _headcounts(units)
    elif rule is AnnexCell.Rule.LAST_YEAR:
        known = _last_year(target, units)
    else:
        known = {}
    return {str(unit.pk): known.get(unit.pk) for unit in units}


def _headcounts(units: list[Body]) -> dict[int, int]:
    rows = Attribute.objects.filter(unit__in=units, name__in=_HEADS, until_on=None)
    known = {(row.unit_id, row.name): row.value for row in rows}
    counts = {
        unit.pk: [known[unit.pk, name] for name in _HEADS if (unit.pk, name) in known] for unit in units
    }
    return {unit_id: int(found[0]) for unit_id, found in counts.items() if found}


def _last_year(target: Target, units: list[Body]) -> dict[int, int]:
    element = elements_of(indicator_of(target))[-1].code
    rows = Baseline.objects.filter(unit__in=units, element=element, year=target.cycle.year - 1)
    return {row.unit_id: max(0, int(row.value)) for row in rows}


@transaction.atomic
def fill_annex(*, actor: Actor, decision_id: int, changes: Iterable[Change]) -> Paper:
    """Writes typed cells, thousands in a constant number of queries. An empty cell takes the entry back.

    Raises ThresholdUnread, NotDirectlyBelow, Absent for a target that is not of this year.
    """
    decision = _decision(actor, decision_id)
    told = list(changes)
    targets = {one.pk: one for one in targets_of(decision)}
    if not {one.target_id for one in told} <= set(targets):
        raise Absent()
    _units(decision, {one.unit_id for one in told})
    expected = own_thresholds(targets.values(), decision.seat)
    cells, emptied = [], []
    for change in told:
        target = targets[change.target_id]
        typed = read_typed(change.typed, target, _like(target, expected[target.pk]))
        if typed.empty:
            emptied.append((change.target_id, change.unit_id))
        else:
            cells.append(
                _cell(
                    decision,
                    target,
                    change.unit_id,
                    typed.threshold,
                    AnnexCell.Rule.BY_HAND,
                    reason=change.reason,
                )
            )
    _write(decision, cells)
    _empty(decision, emptied)
    record(actor, "launch.annex_filled", decision, path=decision.seat.path, data={"cells": len(told)})
    return _touched(decision)


def _like(target: Target, expected: Threshold | None) -> Threshold:
    """The kind of threshold that a typed number becomes: parts of a sum are floors, a rate stays as it is."""
    return AtLeast(Fraction(0)) if expected is None or splits(target) else expected


@transaction.atomic
def accept_shortfall(*, actor: Actor, decision_id: int, target_id: int, reason: str) -> Shortfall:
    """Says aloud, with the reason, that less is assigned than the level above expects."""
    if not reason.strip():
        raise ReasonMissing()
    decision = _decision(actor, decision_id)
    target = _target(decision, target_id)
    said, _made = Shortfall.objects.update_or_create(
        decision=decision, target=target, defaults={"reason": reason.strip(), "by": actor.name}
    )
    record(
        actor,
        "launch.annex_shortfall_accepted",
        decision,
        path=decision.seat.path,
        reason=said.reason,
        data={"target": target.code},
    )
    return said


def _decision(actor: Actor, decision_id: int) -> Paper:
    related = ("seat", "movement")
    return fetch(Paper, decision_id, actor=actor, verb="annex", lock=True, related=related)


def _target(decision: Paper, target_id: int) -> Target:
    for one in targets_of(decision):
        if one.pk == target_id:
            return one
    raise Absent()


def _units(decision: Paper, unit_ids: Iterable[int] | None) -> list[Body]:
    below = {unit.pk: unit for unit in directly_below(decision.seat)}
    if unit_ids is None:
        return list(below.values())
    wanted = set(unit_ids)
    strangers = wanted - set(below)
    if strangers:
        names = Body.objects.filter(pk__in=strangers).values_list("name", flat=True)
        raise NotDirectlyBelow(units=", ".join(names) or "?")
    return [unit for pk, unit in below.items() if pk in wanted]


def _cell(
    decision: Paper,
    target: Target,
    unit_id: int,
    threshold: Threshold | None,
    rule: str,
    *,
    reason: str = "",
) -> AnnexCell:
    return AnnexCell(
        decision=decision,
        target=target,
        unit_id=unit_id,
        threshold=threshold_to_data(threshold) if threshold is not None else None,
        exempt=threshold is None,
        rule=rule,
        reason=reason,
    )


def _write(decision: Paper, cells: list[AnnexCell]) -> None:
    AnnexCell.objects.bulk_create(
        cells,
        update_conflicts=True,
        unique_fields=["decision", "target", "unit"],
        update_fields=["threshold", "exempt", "rule", "reason"],
        batch_size=2000,
    )


def _empty(decision: Paper, pairs: list[tuple[int, int]]) -> None:
    if pairs:
        gone = set(pairs)
        rows = AnnexCell.objects.filter(decision=decision).values_list("pk", "target_id", "unit_id")
        AnnexCell.objects.filter(pk__in=[pk for pk, target, unit in rows if (target, unit) in gone]).delete()


def _touched(decision: Paper) -> Paper:
    decision.version += 1
    decision.save(update_fields=["version", "changed_at"])
    return decision
