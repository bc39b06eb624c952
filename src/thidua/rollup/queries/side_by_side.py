"""Accepted figures of several units for several targets, each beside the unit's own assignment: what marking reads.

The units need not stand under one roof, so nobody's lines are opened here: whoever asks has a right of their own
to what it is about (a round of marking, in which the units share these figures).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from thidua.algebra.indicators import EachUnit, Indicator, Measured, evaluate_each
from thidua.algebra.thresholds import Open
from thidua.federation.models import Body
from thidua.launch.models import Period, Target
from thidua.rollup.queries.limits import Limits, rule_of
from thidua.rollup.queries.measuring import known_sums, measure
from thidua.rollup.queries.sums import Line, NodeSums, PeriodSums, Places, line_of

PERCENT = "%"


@dataclass(frozen=True)
class Beside:
    """``plan`` and figures in the unit of measure of the target (85 for 85 %); None is not told, and not zero.

    ``assigned`` is false where the unit was given no threshold, ``exempt`` where it was expressly left out.
    """

    plan: Fraction | None
    accepted: Measured
    sent: Measured
    scale: int
    assigned: bool
    exempt: bool

    def actual(self, *, on_sent: bool = False) -> Fraction | None:
        """What is accepted; with ``on_sent`` what is sent, for a trial that decides nothing."""
        value = (self.sent if on_sent else self.accepted).value
        return None if value is None else value * self.scale


def side_by_side(
    *, period: Period, units: Sequence[Body], targets: Sequence[Target]
) -> dict[tuple[int, int], Beside]:
    """By unit and target; a fixed number of queries for any number of both."""
    ids = [unit.pk for unit in units]
    sums, limits = PeriodSums(period.pk), Limits(targets, ids)
    nodes = sums.of_units(ids)
    rules = {target.pk: rule_of(target) for target in targets}
    levels = {rule.indicator.level for rule in rules.values() if isinstance(rule.indicator, EachUnit)}
    below = {level: _by_unit(sums, level, units, nodes) for level in sorted(levels)}
    found: dict[tuple[int, int], Beside] = {}
    for unit in units:
        node = nodes.get(unit.pk) or NodeSums(unit.pk, (), Line(), Line())
        for target in targets:
            rule, limit = rules[target.pk], limits.of(target, unit.pk)
            inner: Indicator = rule.indicator
            threshold = limit.threshold
            if isinstance(inner, EachUnit) and inner.level != unit.level:
                nodes_below = below[inner.level].get(unit.pk, [])
                accepted, sent = (_each(inner, nodes_below, line) for line in ("accepted", "sent"))
            else:
                if isinstance(inner, EachUnit):  # it must reach the threshold by itself
                    threshold, inner = (None if limit.exempt else inner.threshold), inner.indicator
                accepted, sent = measure(inner, node.accepted), measure(inner, node.sent)
            scale = 100 if target.unit_of_measure == PERCENT else 1
            plan = None if threshold is None or isinstance(threshold, Open) else threshold.value * scale
            found[unit.pk, target.pk] = Beside(
                plan, accepted, sent, scale, assigned=threshold is not None, exempt=limit.exempt
            )
    return found


def _by_unit(
    sums: PeriodSums, level: str, units: Sequence[Body], nodes: dict[int, NodeSums]
) -> dict[int, list[Places]]:
    """The units of a level, by which of our units they stand at or below."""
    places = {path: unit.pk for unit in units if unit.pk in nodes for path in nodes[unit.pk].paths}
    if not places:
        return {}
    found: dict[int, list[Places]] = {}
    for one in sums.of_level(sorted(places), level).values():
        for path, unit_id in places.items():
            if any(own.path.startswith(path) for own in one):
                found.setdefault(unit_id, []).append(one)
    return found


def _each(each: EachUnit, nodes: Sequence[Places], line: str) -> Measured:
    return evaluate_each(each, {str(one[0].unit_id): known_sums(each, line_of(one, line)) for one in nodes})
