"""The cascade ledger: what the units below promised for one target, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from thidua.algebra.components import parts_of
from thidua.algebra.indicators import EachUnit, Indicator, UnitCount, UnitShare
from thidua.algebra.judging import Settles, State
from thidua.algebra.measuring import MeasureState
from thidua.algebra.thresholds import is_ceiling
from thidua.federation.models import Body
from thidua.kernel.door import Actor
from thidua.launch.models import Period, Target
from thidua.launch.queries.in_force import Child, InForce, Promise, in_force
from thidua.report.queries.board import Cell, own_cells
from thidua.rollup.queries.children import ChildLine, Children, Judged
from thidua.rollup.queries.freshness import Freshness, freshness
from thidua.rollup.queries.limits import Limits
from thidua.rollup.queries.lines import Reader, TargetLine, named, named_bodies, with_traces
from thidua.rollup.queries.measuring import completeness_of, measure
from thidua.rollup.queries.sums import Line, by_unit, line_of
from thidua.rollup.rules import require_inside

NAMED = 30  # units that fail, by name; beyond that their number


@dataclass(frozen=True)
class Single:
    """How the units at or below a unit do by themselves, for targets about single units: how many are asked,
    how many do not meet the condition; and for a unit alone its own state, accepted and sent."""

    asked: int | None
    failing: int | None
    state: State | None = None
    if_accepted: State | None = None


_NOT_SINGLE = Single(None, None)


@dataclass(frozen=True)
class LedgerRow:
    """One unit: what it was assigned, what it has, its own report of the period.

    ``child`` is None for a unit that stood here in the period and does no longer; ``figures`` for one that did
    not stand here yet: it owes no report, and is not late.
    """

    unit: Body
    child: Child | None
    read: Callable[[], ChildLine] | None
    due: Cell | None
    single: Single
    by_target: bool  # the target itself assigns every unit of this level
    judged: Judged | None  # its line at a glance; None: the target is not about units of its level

    @cached_property
    def figures(self) -> ChildLine | None:
        """In full, of the thirty that are shown."""
        return self.read() if self.read else None

    @property
    def line(self) -> TargetLine | None:
        return self.figures.line if self.figures else None

    @property
    def failing(self) -> int | None:
        return self.single.failing

    @property
    def late(self) -> bool:
        return self.due is not None and self.due.open and self.due.days_late > 0

    @cached_property
    def promise(self) -> str:
        """A ``Promise``, or "gone" (stands elsewhere now), "outside" (not concerned), "by_target"."""
        if self.child is None:
            return "gone"
        if self.child.promise is not Promise.NOT_ASSIGNED:
            return self.child.promise.value
        if self.single.state is not None or (self.by_target and not self._concerns_nobody):
            return "by_target"
        return "outside" if self._is_outside else Promise.NOT_ASSIGNED.value

    @property
    def _is_outside(self) -> bool:
        """Nobody at or below it is asked for this figure: nothing was forgotten."""
        return self.read is not None and (self.judged is None or self._concerns_nobody)

    @property
    def _concerns_nobody(self) -> bool:
        return self.judged is not None and self.judged.measured is MeasureState.NOT_APPLICABLE

    @cached_property
    def state(self) -> State:
        """A single unit without an assignment is judged by the condition alone."""
        if self.promise == "by_target" and self.single.state is not None:
            return self.single.state
        if self.judged is not None:
            return self.judged.state
        assigned = self.child is not None and self.child.assigned is not None
        return State.NOT_REPORTED if assigned else State.NOT_ASSIGNED


_QUIET = frozenset({Promise.EXEMPT.value, "outside", "gone"})
# What a person may ask to see, and which rows that is.
VIEWS: Mapping[str, Callable[[LedgerRow], bool]] = {
    "late": lambda row: row.late,
    "asks_change": lambda row: row.promise == Promise.ASKS_CHANGE,
    "not_assigned": lambda row: row.promise == Promise.NOT_ASSIGNED,
    "below": lambda row: row.state is State.NOT_ACHIEVED and row.promise not in _QUIET,
    "assigned": lambda row: row.promise == Promise.ASSIGNED,
    "taken": lambda row: row.promise == Promise.TAKEN,
    "exempt": lambda row: row.promise == Promise.EXEMPT,
    "outside": lambda row: row.promise == "outside",
}
_STATES = (State.NOT_ACHIEVED, State.NOT_REPORTED, State.NOT_ASSIGNED, State.NOT_DUE, State.OPEN)


@dataclass(frozen=True)
class TargetLedger:
    """One target of one unit. ``line`` is None where the target is about units of a level not below it."""

    unit: Body
    period: Period
    target: Target
    line: TargetLine | None
    promised: InForce
    rows: tuple[LedgerRow, ...]  # those that need a look first
    failing: tuple[Body, ...]  # units that do not reach by themselves, the first ``NAMED``
    failing_count: int
    freshness: Freshness

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows each view shows."""
        return {view: sum(map(fits, self.rows)) for view, fits in VIEWS.items()}

    @cached_property
    def concerned(self) -> Sequence[LedgerRow]:
        """Of everybody whom the target concerns."""
        return [row for row in self.rows if row.promise != "outside"]

    @cached_property
    def waiting(self) -> int:
        """Units without a figure that should have one."""
        return self.counts["not_assigned"]

    def seen(self, view: str) -> Sequence[LedgerRow]:
        """The rows of a view; without one, those of everybody whom the target concerns."""
        return [row for row in self.rows if VIEWS[view](row)] if view in VIEWS else self.concerned


def target_ledger(*, actor: Actor, period: Period, unit: Body, target: Target) -> TargetLedger:
    """The ledger of a unit's target in a period; a fixed number of queries for any number of children.

    Raises Absent, and InsideNotYours for who may read the line only: a unit never sees its siblings.
    """
    require_inside(actor, unit)
    reader = Reader(period=period, unit=unit, targets=[target])
    promised = in_force(unit, target, also=reader.glances)
    reader.limits = Limits([target], (), known=promised.standing.values())
    line = reader.line(target)
    rows = _rows(reader, target, promised, actor)
    ids = line.failing if line else ()
    failing = _failing(ids, rows)
    units = {one.pk: one for one in [*(row.unit for row in rows), *failing]}
    return TargetLedger(
        unit=unit,
        period=period,
        target=target,
        line=with_traces(line, lambda trace: named(trace, units)) if line else None,
        promised=promised,
        rows=tuple(sorted(rows, key=_attention)),
        failing=tuple(failing),
        failing_count=len(ids),
        freshness=freshness(period.pk),
    )


def _rows(reader: Reader, target: Target, promised: InForce, actor: Actor) -> list[LedgerRow]:
    """Units that stand below today, and those that stood there in the period."""
    children = {one.unit.pk: one for one in promised.children}
    units = {pk: one.unit for pk, one in children.items()}
    units |= {unit.pk: unit for unit in named_bodies(set(reader.glances) - set(units))}
    due = own_cells(actor=actor, period=reader.sums.period_id, unit_ids=units)
    figures = Children(reader, target, {pk: unit for pk, unit in units.items() if pk in reader.glances})
    indicator = reader.rule(target).indicator
    alone = _by_themselves(reader, target)
    return [
        LedgerRow(
            unit=unit,
            child=children.get(pk),
            read=partial(figures.one, pk) if pk in reader.glances else None,
            due=due.get(pk),
            single=alone(pk) if pk in reader.glances else _NOT_SINGLE,
            by_target=isinstance(indicator, EachUnit) and unit.level == indicator.level,
            judged=figures.judged.get(pk),
        )
        for pk, unit in units.items()
    ]


def _failing(ids: Sequence[int], rows: Iterable[LedgerRow]) -> list[Body]:
    """The first of these units, by name; read only where they do not stand directly below."""
    known = {row.unit.pk: row.unit for row in rows}
    missing = [pk for pk in ids if pk not in known]
    if missing:
        known |= Body.objects.in_bulk(missing)
    return sorted((known[pk] for pk in ids), key=lambda one: (one.sort_key, one.pk))[:NAMED]


def _by_themselves(reader: Reader, target: Target) -> Callable[[int], Single]:
    """Of a condition on single units: how many at or below one are asked and do not meet it."""
    rule = reader.rule(target)
    inner: Indicator = rule.indicator.indicator if isinstance(rule.indicator, EachUnit) else rule.indicator
    later = rule.settles is Settles.YEAR_END and not reader.calendar.position.closing

    def share(unit_id: int) -> Single:
        node = by_unit(one.node for one in reader.glances[unit_id])[unit_id]
        measured = measure(inner, node.sent)
        if not measured.denominator:
            return _NOT_SINGLE
        asked = int(measured.denominator)
        failing = int(measured.denominator - (measured.numerator or 0))
        if node.inner or asked != 1:
            return Single(asked, failing)
        assert isinstance(inner, UnitShare)
        states = [State.NOT_DUE if later else _alone(inner, one) for one in (node.accepted, node.sent)]
        return Single(asked, failing, *states)

    def count(unit_id: int) -> Single:
        broken = measure(inner, line_of(reader.glances[unit_id], "sent")).value
        return Single(None, None if broken is None else int(broken))

    if isinstance(inner, UnitShare):
        return share
    return count if isinstance(inner, UnitCount) and is_ceiling(rule.threshold) else lambda _unit: _NOT_SINGLE


def _alone(condition: UnitShare, line: Line) -> State:
    """Whether one unit meets the condition, by one line of its figures."""
    if not completeness_of(parts_of(condition), line).reported:
        return State.NOT_REPORTED
    return State.ACHIEVED if measure(condition, line).numerator else State.NOT_ACHIEVED


def _attention(row: LedgerRow) -> tuple[int, int, str]:
    """Late, asking, without a figure, below; then the rest; what concerns nobody comes last."""
    urgent = (row.late, row.promise == Promise.ASKS_CHANGE, row.promise == Promise.NOT_ASSIGNED)
    first = next((at for at, holds in enumerate(urgent) if holds), len(urgent))
    state = _STATES.index(row.state) if row.state in _STATES else len(_STATES)
    return (len(urgent) + 1 if row.promise in _QUIET else first), state, row.unit.sort_key
