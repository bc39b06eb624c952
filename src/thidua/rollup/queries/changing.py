"""What became of a stock since the period before, with what the tree did told apart.

A union of 98,000 whose units with 31,500 ended has not lost 30,300 when it stands at 67,700: it has won 1,200
and 31,500 went with the units. On every node, exactly:

    now − before = change − arranged + moved

``change`` is that of units that live on (by the tree of today, on both sides) and of ended ones that still
reported, ``arranged`` what ended units held that did not report any more, ``moved`` what whole units brought
or took away.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from thidua.algebra.components import parts_of
from thidua.algebra.elements import Nature
from thidua.algebra.indicators import Indicator, Total
from thidua.rollup.models import Tree
from thidua.rollup.queries.measuring import numerator_of
from thidua.rollup.queries.sums import Line, NodeSums, PeriodSums


@dataclass(frozen=True)
class Change:
    """Between the sent figures of two periods. All four are exact; ``arranged`` is told as a decrease."""

    earlier_id: int
    since: dt.date  # the period before was cut off on
    before: Fraction
    change: Fraction
    arranged: Fraction
    moved: Fraction


def is_stock(indicator: Indicator) -> bool:
    """Whether it counts what there is on a day: only that can be set against the day before."""
    return isinstance(indicator, Total) and indicator.element.nature is Nature.STOCK


class Changes:
    """The sums of a unit in two periods, read once for all its targets."""

    def __init__(
        self,
        earlier_id: int,
        since: dt.date,
        *,
        unit_id: int,
        period_id: int,
        now: dict[Tree, NodeSums],
    ) -> None:
        self.earlier = PeriodSums(earlier_id)
        self.since = since
        self.now = now
        self.before = self.earlier.by_tree(unit_id)
        self.carried_on = Line()
        if Tree.ENDED in now and Tree.ENDED in self.before:
            self.carried_on = self.earlier.carried_on(self.before[Tree.ENDED].paths, period_id)

    def of(self, indicator: Indicator) -> Change | None:
        """None for what is no stock, and where too few answered in one of the periods to be compared."""
        if not is_stock(indicator) or not self._comparable(parts_of(indicator).told.key):
            return None
        before = {tree: self._value(indicator, _line(self.before, tree)) for tree in Tree}
        now = {tree: self._value(indicator, _line(self.now, tree)) for tree in Tree}
        carried_on = self._value(indicator, self.carried_on)
        arranged = before[Tree.ENDED] - carried_on
        change = now[Tree.TODAY] - before[Tree.TODAY] + now[Tree.ENDED] - carried_on
        moved = now[Tree.THEN] - before[Tree.THEN] - change + arranged
        return Change(self.earlier.period_id, self.since, before[Tree.THEN], change, arranged, moved)

    def _comparable(self, told: str) -> bool:
        """Whether most of those who have answered now answered then as well, wherever they stood."""
        then, now = (_line(trees, Tree.TODAY).told.counts.get(told, 0) for trees in (self.before, self.now))
        anybody = _line(self.before, Tree.THEN).told.counts.get(told, 0)
        return bool(anybody) and now <= 2 * then

    def _value(self, indicator: Indicator, line: Line) -> Fraction:
        return numerator_of(indicator, line.told.sums)


def _line(trees: dict[Tree, NodeSums], tree: Tree) -> Line:
    return trees[tree].sent if tree in trees else Line()
