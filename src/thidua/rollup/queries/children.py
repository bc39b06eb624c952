"""The units below a line: what each was assigned, what it has, how far its reports are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from thidua.algebra.components import components, parts_of
from thidua.algebra.indicators import EachUnit, Indicator, MeasureState
from thidua.algebra.judging import State, TargetRule, state_of
from thidua.algebra.thresholds import Open
from thidua.federation.models import Body
from thidua.kernel.door import Actor
from thidua.kernel.replica import reading
from thidua.launch.models import Period, Target
from thidua.rollup.models import Tree
from thidua.rollup.queries.limits import Limit
from thidua.rollup.queries.lines import MOST_MARKED, Reader, TargetLine, named_bodies
from thidua.rollup.queries.measuring import glimpses_of, numerator_of
from thidua.rollup.queries.sums import NodeSums, added, by_unit, line_of
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
# Thousands of ids as one array: as single parameters they cost more than the answer.
_BY_NAME = """
select b.id, k.level from unnest(%(ids)s::bigint[]) wanted(id) join federation_body b on b.id = wanted.id
join federation_unitkind k on k.id = b.kind_id order by b.sort_key, b.id"""


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


class Judged(NamedTuple):
    """The state of a line, and whether its figure is measured, on what is accepted."""

    state: State
    measured: MeasureState


class Children:
    """The direct children for one target: who needs a look first, and each in full when it is shown.

    Of thousands only the states are read; a page makes the lines of its own thirty. A fixed number of queries.
    """

    def __init__(self, reader: Reader, target: Target, known: Mapping[int, Body] | None = None) -> None:
        self.reader = reader
        self.target = target
        self.known = known  # all of them, where somebody has read them already

    @cached_property
    def levels(self) -> dict[int, str]:
        """Every child with its level, by name."""
        if self.known is not None:
            return {pk: unit.level for pk, unit in self.known.items()}
        if len(self.reader.glances) <= MOST_MARKED:  # those that the line marks one by one are read already
            return {pk: unit.level for pk, unit in self.reader.bodies.items()}
        with reading().cursor() as cursor:
            cursor.execute(_BY_NAME, {"ids": list(self.reader.glances)})
            return dict(cursor.fetchall())

    @cached_property
    def order(self) -> list[int]:
        """Those that need a look first; by name within one state."""
        ranks = {state: rank for rank, state in enumerate(_ORDER)}
        return sorted(self.levels, key=lambda pk: ranks[self.states[pk]])

    @cached_property
    def states(self) -> dict[int, State]:
        """The states of their lines, without making the lines."""
        none = State.NOT_APPLICABLE
        return {pk: self.judged[pk].state if pk in self.judged else none for pk in self.levels}

    @cached_property
    def judged(self) -> dict[int, Judged]:
        """Their lines at a glance; of units whose level the target is not about there is none."""
        reader, target = self.reader, self.target
        each = reader.rule(target).indicator
        if not isinstance(each, EachUnit):
            judge = self._judging(reader.rule(target))
            return {pk: judge(pk, reader.limits.of(target, pk)) for pk in self.levels}
        judge = self._judging(reader.rule_of_each(target, each))
        return {
            pk: judge(pk, reader.limit_of_each(target, each, pk))
            for pk, level in self.levels.items()
            if level == each.level
        }

    def _judging(self, rule: TargetRule) -> Callable[[int, Limit], Judged]:
        reader, read, position = self.reader, glimpses_of(rule.indicator), self.reader.calendar.position
        asked = reader.asks(parts_of(rule.indicator))

        def judge(unit_id: int, limit: Limit) -> Judged:
            told, assigned = read(line_of(reader.glances[unit_id], "accepted")), limit.threshold is not None
            if limit.exempt or not asked:
                return Judged(State.NOT_APPLICABLE if limit.exempt else State.NOT_DUE, told.state)
            state = state_of(rule, told, position=position, assigned=assigned, threshold=limit.threshold)
            return Judged(state, told.state)

        return judge

    def one(self, unit_id: int) -> ChildLine:
        """One of the known, in full."""
        unit = (self.known or self.reader.bodies)[unit_id]
        node = by_unit(one.node for one in self.reader.glances[unit_id])[unit_id]
        return _child(self.reader, self.target, unit, node)

    def in_full(self, unit_ids: Sequence[int]) -> list[ChildLine]:
        """Some of them, in the order given."""
        places = [one for pk in unit_ids for one in self.reader.glances[pk]]
        nodes = by_unit(one.node for one in places)
        few = len(self.reader.glances) <= MOST_MARKED
        units = self.reader.bodies if few else {unit.pk: unit for unit in named_bodies(unit_ids)}
        return [_child(self.reader, self.target, units[pk], nodes[pk]) for pk in unit_ids]

    def total(self, indicator: Indicator, column: str) -> Fraction:
        """What all of them add to the indicator, by a column of their rows such as "sent" or "sent_bulk"."""
        keys = [part.key for part in components(indicator)]
        rows = (one for places in self.reader.glances.values() for one in places)
        return numerator_of(indicator, added(rows, column, keys))


def children_lines(
    *, actor: Actor, period: Period, unit: Body, target: Target, tree: Tree = Tree.THEN
) -> list[ChildLine]:
    """The direct children in the tree, those that need a look first.

    Raises Absent, InsideNotYours. The number of queries does not depend on the number of children.
    """
    require_inside(actor, unit)
    children = Children(Reader(period=period, unit=unit, targets=[target], tree=tree), target)
    return children.in_full(children.order)


def read_children(reader: Reader, target: Target) -> list[ChildLine]:
    """The children of the reader's unit, in the order of their names."""
    return [_child(reader, target, unit, reader.children[unit_id]) for unit_id, unit in reader.bodies.items()]


def _child(reader: Reader, target: Target, unit: Body, node: NodeSums) -> ChildLine:
    return ChildLine(
        unit=unit,
        line=reader.child_line(target, unit.pk, unit.level, node),
        expected_reports=node.expected_reports,
        sent_reports=node.sent_reports,
        accepted_reports=node.accepted_reports,
    )
