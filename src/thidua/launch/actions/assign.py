"""Filling the annex of a decision: splitting a target over the units below, cell by cell, or from a file.

Nothing here binds anyone: the cells become assignments when the decision is issued.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db import transaction

from thidua.algebra.assignment import check_handed_down
from thidua.algebra.thresholds import AtLeast, Threshold, threshold_to_data
from thidua.federation.models import Body
from thidua.formats.errors import CodedError
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.launch.errors import NotDirectlyBelow, NotSplittable, ReasonMissing
from thidua.launch.models import AnnexCell, Paper, Shortfall, Target
from thidua.launch.queries.annex import directly_below, targets_of
from thidua.launch.queries.splitting import split_parts
from thidua.launch.queries.thresholds import own_thresholds, read_typed, splits


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
    parts = split_parts(target, expected, units, AnnexCell.Rule(rule), reserve=reserve, step=step)
    _write(decision, [_cell(decision, target, unit_id, part, rule) for unit_id, part in parts.items()])
    record(
        actor,
        "launch.annex_split",
        decision,
        path=decision.seat.path,
        data={"target": target.code, "rule": rule, "units": len(parts), "reserve": reserve},
    )
    return _touched(decision)


@dataclass(frozen=True)
class Unwritten:
    """A cell that was not written, and why."""

    change: Change
    refusal: CodedError


@transaction.atomic
def fill_annex(*, actor: Actor, decision_id: int, changes: Iterable[Change]) -> Paper:
    """Writes typed cells, all of them or none, thousands in a constant number of queries. An empty cell takes
    the entry back.

    Raises what ``read_typed`` raises of the first cell that cannot be; NotDirectlyBelow, Absent for a target that
    is not of this year.
    """
    decision, unwritten = _fill(actor, decision_id, list(changes), keep_good=False)
    if unwritten:
        raise unwritten[0].refusal
    return decision


@transaction.atomic
def save_annex(*, actor: Actor, decision_id: int, changes: Iterable[Change]) -> list[Unwritten]:
    """Writes every typed cell that can be, and tells of each of the others why not.

    Raises NotDirectlyBelow, Absent for a target that is not of this year.
    """
    _paper, unwritten = _fill(actor, decision_id, list(changes), keep_good=True)
    return unwritten


def _fill(
    actor: Actor, decision_id: int, told: list[Change], *, keep_good: bool
) -> tuple[Paper, list[Unwritten]]:
    decision = _decision(actor, decision_id)
    targets = {one.pk: one for one in targets_of(decision)}
    if not {one.target_id for one in told} <= set(targets):
        raise Absent()
    _units(decision, {one.unit_id for one in told})
    expected = own_thresholds(targets.values(), decision.seat)
    cells, emptied, unwritten = [], [], []
    for change in told:
        target, above = targets[change.target_id], expected[change.target_id]
        try:
            typed = read_typed(change.typed, target, _like(target, above))
        except CodedError as refusal:
            unwritten.append(Unwritten(change, refusal))
            continue
        if typed.empty:
            emptied.append((change.target_id, change.unit_id))
        else:
            reason = change.reason.strip() if _asks_less(typed.threshold, above) else ""
            rule = AnnexCell.Rule.BY_HAND
            cells.append(_cell(decision, target, change.unit_id, typed.threshold, rule, reason=reason))
    if (unwritten and not keep_good) or not (cells or emptied):
        return decision, unwritten
    _write(decision, cells)
    _empty(decision, emptied)
    data = {"cells": len(cells) + len(emptied)}
    record(actor, "launch.annex_filled", decision, path=decision.seat.path, data=data)
    return _touched(decision), unwritten


def _asks_less(threshold: Threshold | None, above: Threshold | None) -> bool:
    """Whether the figure needs a reason beside it."""
    if threshold is None or above is None:
        return False
    return check_handed_down(above, threshold) is not None


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
