"""The units below a line: what each was assigned, what it has, how far its reports are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from thidua.algebra.judging import State
from thidua.algebra.thresholds import Open
from thidua.federation.models import Body
from thidua.kernel.door import Actor
from thidua.launch.models import Period, Target
from thidua.rollup.models import Tree
from thidua.rollup.queries.lines import Reader, TargetLine
from thidua.rollup.queries.sums import NodeSums
from thidua.rollup.rules import require_inside

# What needs a look comes first.
_ORDER = (
    State.NOT_ACHIEVED,
    State.NOT_REPORTED,
    State.NOT_ASSIGNED,
    State.NOT_DUE,
    State.OPEN,
    State.ACHIEVED,
    State.EXCEEDED,
    State.NOT_APPLICABLE,
)


@dataclass(frozen=True)
class ChildLine:
    """One unit directly below. ``line`` is None when the target is not about units of its level."""

    unit: Body
    line: TargetLine | None
    expected_reports: int
    sent_reports: int
    accepted_reports: int

    @property
    def assigned(self) -> Fraction | None:
        """The number of its threshold, None when nothing was assigned or the value is left open."""
        threshold = self.line.limit.threshold if self.line else None
        return None if threshold is None or isinstance(threshold, Open) else threshold.value

    @property
    def state(self) -> State:
        return self.line.state if self.line else State.NOT_APPLICABLE


def children_lines(
    *, actor: Actor, period: Period, unit: Body, target: Target, tree: Tree = Tree.THEN
) -> list[ChildLine]:
    """The direct children in the tree, those that need a look first.

    Raises Absent, InsideNotYours. The number of queries does not depend on the number of children.
    """
    require_inside(actor, unit)
    return ordered(read_children(Reader(period=period, unit=unit, targets=[target], tree=tree), target))


def read_children(reader: Reader, target: Target) -> list[ChildLine]:
    """The children of the reader's unit, in the order of their names."""
    return [_child(reader, target, unit, reader.children[unit_id]) for unit_id, unit in reader.bodies.items()]


def _child(reader: Reader, target: Target, unit: Body, node: NodeSums) -> ChildLine:
    return ChildLine(
        unit=unit,
        line=reader.child_line(target, unit.pk, unit.level),
        expected_reports=node.expected_reports,
        sent_reports=node.sent_reports,
        accepted_reports=node.accepted_reports,
    )


def ordered(lines: Sequence[ChildLine]) -> list[ChildLine]:
    """Those that need a look first; by name within one state."""
    return sorted(lines, key=lambda one: _ORDER.index(one.state))
