"""Handing targets down: largest remainder splits, a ledger of promises, merges, cuts.

A child without an assignment is None ("chưa giao"), never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from thidua.algebra.errors import AmountNotSplittable, NotAssigned, NothingToSplitBy
from thidua.algebra.thresholds import Open, Threshold, implies, threshold_to_data
from thidua.algebra.trace import Finding, Severity, finding


class SplitRule(StrEnum):
    EQUAL = "equal"
    BY_HEADCOUNT = "by_headcount"
    BY_LAST_YEAR = "by_last_year"
    BY_HAND = "by_hand"


def split(
    amount: int, weights: Mapping[str, int | None], rule: SplitRule, *, reserve: int = 0, step: int = 1
) -> dict[str, int]:
    """Split `amount` + `reserve` (a count, or đồng) among the children in whole multiples of `step`.

    `weights` are headcounts or last year's figures; with EQUAL they are ignored, with BY_HAND they are the
    answer. Leftover steps go to the largest remainders; ties to the larger weight, then to the code, so that
    the result does not depend on the order of the children.

    Raises AmountNotSplittable (negative, or no multiple of step), NothingToSplitBy (no weight, or one
    unknown).

    >>> split(2000, {"A": 100, "B": 50, "C": 50}, SplitRule.BY_HEADCOUNT, reserve=60)
    {'A': 1030, 'B': 515, 'C': 515}
    """
    known = {child: 1 if rule is SplitRule.EQUAL else weight for child, weight in weights.items()}
    unknown = sorted(child for child, weight in known.items() if weight is None or weight < 0)
    total = sum(weight or 0 for weight in known.values())
    if unknown or not known or (total == 0 and rule is not SplitRule.BY_HAND):
        raise NothingToSplitBy(rule=rule.value, children=unknown)
    given = {child: weight or 0 for child, weight in known.items()}
    if rule is SplitRule.BY_HAND:
        return given
    steps, left = divmod(amount + reserve, step)
    if amount < 0 or reserve < 0 or left:
        raise AmountNotSplittable(amount=amount + reserve, step=step)
    return {child: part * step for child, part in _largest_remainder(steps, given, total).items()}


def _largest_remainder(amount: int, weights: Mapping[str, int], total: int) -> dict[str, int]:
    quotas = {child: divmod(amount * weight, total) for child, weight in weights.items()}
    left = amount - sum(whole for whole, _ in quotas.values())
    first = sorted(weights, key=lambda child: (-quotas[child][1], -weights[child], child))[:left]
    return {child: quotas[child][0] + (child in first) for child in weights}


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the children promised against what the parent needs; all in the unit of the target."""

    parent: int
    assigned_sum: int
    reserve: int
    gap: int
    below: bool
    not_assigned: tuple[str, ...]
    findings: tuple[Finding, ...]


def ledger(parent: int, children: Mapping[str, int | None]) -> Ledger:
    """Compare a parent's target with its children's assignments. Below the parent is an error that is told.

    `gap` is what is still lacking (0 when covered), `reserve` what is promised beyond the parent's need.
    """
    total = sum(amount for amount in children.values() if amount is not None)
    waiting = tuple(child for child, amount in children.items() if amount is None)
    short = max(0, parent - total)
    told = [finding("ledger.child_not_assigned", Severity.WARNING, child=child) for child in waiting]
    if short:
        told.insert(0, finding("ledger.below", Severity.ERROR, assigned=total, parent=parent, short=short))
    return Ledger(parent, total, max(0, total - parent), short, short > 0, waiting, tuple(told))


def merge_assignments(
    children: Mapping[str, int | None], merged: Iterable[str], into: str
) -> dict[str, int | None]:
    """The assignments after units become one: promises add up; if none had any, the new unit has none.

    When `into` is one of the children already, its own promise is added too, never overwritten.
    """
    gone = {*merged, *({into} & children.keys())}
    promised = [amount for child in gone if (amount := _known(children, child)) is not None]
    kept: dict[str, int | None] = {child: amount for child, amount in children.items() if child not in gone}
    kept[into] = sum(promised) if promised else None
    return kept


def cut_assignment(children: Mapping[str, int | None], child: str, to: int) -> dict[str, int | None]:
    """The assignments after a decision changes one of them. Raises NotAssigned if it has none."""
    if _known(children, child) is None:
        raise NotAssigned(child=child)
    if to < 0:
        raise AmountNotSplittable(amount=to, step=1)
    return {**children, child: to}


def _known(children: Mapping[str, int | None], child: str) -> int | None:
    if child not in children:
        raise NotAssigned(child=child)
    return children[child]


def check_handed_down(parent: Threshold, child: Threshold) -> Finding | None:
    """For rates, means, zeros and ceilings, which are not split: the child's must be equal or stricter."""
    if implies(child, parent):
        return None
    told = {"child": _told(child), "parent": _told(parent)}
    return finding("handed_down.weaker", Severity.ERROR, **told)


def strictest(thresholds: Iterable[Threshold]) -> Threshold:
    """Of several thresholds for one figure the one that asks most: what becomes of rates, means, zeros and
    ceilings when units merge. One left open asks nothing; a floor and a ceiling do not compare, and the first
    stands. Raises NotAssigned when there is none.

    >>> from thidua.algebra.thresholds import read_threshold
    >>> strictest([read_threshold(">=", 85, "%"), read_threshold(">", 85, "%")])
    MoreThan(value=Fraction(17, 20))
    """
    told = list(thresholds)
    if not told:
        raise NotAssigned(child="")
    asking = [one for one in told if not isinstance(one, Open)] or told
    return next((one for one in asking if all(implies(one, other) for other in asking)), asking[0])


def _told(threshold: Threshold) -> dict[str, str]:
    return threshold_to_data(threshold)
