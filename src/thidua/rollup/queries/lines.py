"""Target lines: what a unit must reach, what it has reached, and on how many reports that rests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from django.db.models import QuerySet

from thidua.algebra import judging
from thidua.algebra.components import Parts, components, parts_of
from thidua.algebra.indicators import EachUnit, Indicator, Measured, evaluate_each
from thidua.algebra.judging import Judgement, State, TargetRule
from thidua.algebra.trace import Step
from thidua.federation.models import Body
from thidua.kernel.door import Actor
from thidua.launch.models import Period, Target
from thidua.rollup.models import Tree
from thidua.rollup.queries.calendar import calendar_of
from thidua.rollup.queries.changing import Change, Changes, is_stock
from thidua.rollup.queries.limits import Limit, Limits, rule_of, targets_for
from thidua.rollup.queries.measuring import (
    Completeness,
    completeness_of,
    known_sums,
    mark_of,
    measure,
    numerator_of,
)
from thidua.rollup.queries.sums import Line, NodeSums, PeriodSums, Places, by_places, by_unit, line_of
from thidua.rollup.rules import may_open, require_sight

MOST_MARKED = 300  # children; a row of more marks is drawn as a number anyway


@dataclass(frozen=True)
class TargetLine:
    """One target of one unit in one period. Figures are exact; words are made where they are shown."""

    target: Target
    rule: TargetRule
    unit_id: int
    limit: Limit
    sent: Measured
    accepted: Measured
    judgement: Judgement  # on what is accepted: the only one that counts
    if_accepted: Judgement  # on what is sent: what it will be when nothing is returned
    completeness: Completeness
    forecast: Fraction | None = None
    bulk: Fraction | None = None  # the part of the sent figure that comes from bulk entries
    failing: tuple[int, ...] = ()  # units that do not reach by themselves, for targets about each unit
    children: tuple[str, ...] = ()  # a mark a child, in the order of the tree
    asked: bool = True  # False: the form of this period does not ask for it
    tree: Tree = Tree.THEN
    ended: Measured | None = None  # on the tree of today: what units held that nobody carries on
    change: Change | None = None  # of a stock since the period before, where the tree had a part in it

    @property
    def state(self) -> State:
        if self.limit.exempt:
            return State.NOT_APPLICABLE
        return self.judgement.state if self.asked else State.NOT_DUE

    @property
    def gap(self) -> Fraction | None:
        """What is accepted minus the threshold; negative is still lacking."""
        return self.judgement.gap

    @property
    def differs(self) -> bool:
        """Whether what is sent and what is accepted are not the same yet."""
        return self.sent.value != self.accepted.value


class Reader:
    """Measures and judges the targets of one unit, and of its children, from sums read once."""

    def __init__(
        self,
        *,
        period: Period,
        unit: Body,
        targets: Sequence[Target],
        tree: Tree = Tree.THEN,
        only_accepted: bool = False,
        sums: PeriodSums | None = None,  # those of an edition, say
        today: dt.date | None = None,
    ) -> None:
        self.unit = unit
        self.targets = targets
        self.sums = sums or PeriodSums(period.pk, tree, only_accepted=only_accepted)
        self.calendar = calendar_of(period, unit.level, today)
        self.trees = self.sums.by_tree(unit.pk)
        self.node = self.trees.get(self.sums.tree) or _nothing(unit)
        self._rules: dict[int, TargetRule] = {}
        self._each_rules: dict[int, TargetRule] = {}

    def rule(self, target: Target) -> TargetRule:
        """The target as algebra, read once: a union of 150 children asks for it with every one of them."""
        if target.pk not in self._rules:
            self._rules[target.pk] = rule_of(target)
        return self._rules[target.pk]

    @cached_property
    def children(self) -> dict[int, NodeSums]:
        """Direct children in the tree, in the order of their names."""
        return {unit_id: self._below[unit_id] for unit_id in self.bodies}

    @cached_property
    def glances(self) -> Mapping[int, Places]:
        """Direct children by unit, not taken apart; one of them stands at two places where it moved. Of one
        target only what it is made of: a union of 5,000 children is read for it in a moment."""
        only = self._asked(self.targets) if self._singly else None
        return by_places(self.sums.glances_at(self.node.paths, only))

    @cached_property
    def _below(self) -> dict[int, NodeSums]:
        return by_unit(one.node for places in self.glances.values() for one in places)

    @cached_property
    def _marked(self) -> dict[int, NodeSums]:
        """The children that get a mark in the row of a line: all of them, or none when they are too many to be
        told apart, where the line says how many have reported."""
        if self.node.expected_reports <= MOST_MARKED:
            return self.children
        return {} if self.sums.reporting_below(self.node.paths) > MOST_MARKED else self.children

    def _asked(self, targets: Iterable[Target]) -> frozenset[str]:
        """The components that these targets are made of."""
        return frozenset(part.key for target in targets for part in components(self.rule(target).indicator))

    @cached_property
    def bodies(self) -> dict[int, Body]:
        """The children themselves, in the order of their names."""
        return {unit.pk: unit for unit in named_bodies(self.glances)}

    @cached_property
    def levels(self) -> dict[str, dict[int, Places]]:
        """The units that targets about each unit ask for, by level."""
        rules = [self.rule(one).indicator for one in self.targets]
        wanted = {one.level for one in rules if isinstance(one, EachUnit)}
        return {level: self._of_level(level) for level in sorted(wanted)}

    @cached_property
    def limits(self) -> Limits:
        return Limits(self.targets, [self.unit.pk, *(self.glances if self._singly else self._marked)])

    @property
    def _singly(self) -> bool:
        """Whether somebody asks about one target, and so about each child; else it is a page of lines."""
        return len(self.targets) == 1

    @cached_property
    def changes(self) -> Changes | None:
        """Since the period before; None where the tree had no part in it."""
        rolled = self.sums.rolled
        if rolled.earlier_id is None or rolled.earlier_on is None or not rolled.trees_differ:
            return None
        if not any(is_stock(self.rule(target).indicator) for target in self.targets):
            return None
        return Changes(
            rolled.earlier_id,
            rolled.earlier_on,
            unit_id=self.unit.pk,
            period_id=self.sums.period_id,
            now=self.trees,
        )

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.sums.keys)

    def _of_level(self, level: str) -> dict[int, Places]:
        if level == self.unit.level:
            return {}
        each = [one for one in self.targets if isinstance(self.rule(one).indicator, EachUnit)]
        known = self.glances if self._singly or self._marked else None
        return self.sums.of_level(self.node.paths, level, known=known, only=self._asked(each))

    def lines(self) -> list[TargetLine]:
        found = (self.line(target) for target in self.targets)
        return [one for one in found if one is not None]

    def line(self, target: Target) -> TargetLine | None:
        """The unit's line; None when the target is about single units of a level that is not below it."""
        indicator = self.rule(target).indicator
        if isinstance(indicator, EachUnit):
            if indicator.level == self.unit.level:
                return self._single(target, indicator, self.node)
            return self._each(target, indicator) if self.levels[indicator.level] else None
        return self._line(target, self.rule(target), self.node, self.limits.of(target, self.unit.pk))

    def child_line(
        self, target: Target, unit_id: int, level: str, node: NodeSums | None = None
    ) -> TargetLine | None:
        """The line of a direct child, whose level is given; ``node`` spares taking all of them apart."""
        indicator = self.rule(target).indicator
        node = node or self.children[unit_id]
        if isinstance(indicator, EachUnit):
            return self._single(target, indicator, node) if indicator.level == level else None
        limit = self.limits.of(target, unit_id)
        return self._line(target, self.rule(target), node, limit, children=False)

    def rule_of_each(self, target: Target, each: EachUnit) -> TargetRule:
        """What a single unit must reach, where every one must; read once."""
        if target.pk not in self._each_rules:
            self._each_rules[target.pk] = rule_of(target, each.indicator)
        return self._each_rules[target.pk]

    def _single(self, target: Target, each: EachUnit, node: NodeSums) -> TargetLine:
        """A unit that must reach the threshold by itself. What every unit must is assigned by the target: the
        number in an assignment is the share of units, 100 %, and no unit's own."""
        rule, own = self.rule_of_each(target, each), self.limit_of_each(target, each, node.unit_id)
        return self._line(target, rule, node, own, children=node is self.node)

    def limit_of_each(self, target: Target, each: EachUnit, unit_id: int) -> Limit:
        """What a single unit is judged by, where every one must reach."""
        limit = self.limits.of(target, unit_id)
        return limit if limit.exempt else Limit(each.threshold)

    def _line(
        self, target: Target, rule: TargetRule, node: NodeSums, limit: Limit, *, children: bool = True
    ) -> TargetLine:
        sent, accepted = (measure(rule.indicator, line) for line in (node.sent, node.accepted))
        parts = parts_of(rule.indicator)
        return TargetLine(
            target=target,
            rule=rule,
            unit_id=node.unit_id,
            limit=limit,
            sent=sent,
            accepted=accepted,
            judgement=self._judge(rule, accepted, limit),
            if_accepted=self._judge(rule, sent, limit),
            completeness=completeness_of(parts, node.sent),
            forecast=self._forecast(rule, sent),
            bulk=numerator_of(rule.indicator, node.sent.bulk) if node.sent.bulk else None,
            children=self._marks(target, parts) if children else (),
            asked=self.asks(parts),
            tree=self.sums.tree,
            ended=self._ended(rule.indicator) if node is self.node else None,
            change=self.changes.of(rule.indicator) if self.changes and node is self.node else None,
        )

    def _each(self, target: Target, each: EachUnit) -> TargetLine:
        units = self.levels[each.level]
        sent, accepted = (
            evaluate_each(
                each, {str(pk): known_sums(each, line_of(places, name)) for pk, places in units.items()}
            )
            for name in ("sent", "accepted")
        )
        rule, limit = self.rule(target), self.limits.of(target, self.unit.pk)
        told = sent.completeness
        return TargetLine(
            target=target,
            rule=rule,
            unit_id=self.unit.pk,
            limit=limit,
            sent=sent,
            accepted=accepted,
            judgement=self._judge(rule, accepted, limit),
            if_accepted=self._judge(rule, sent, limit),
            completeness=Completeness(told.reported, told.reported, told.expected),
            failing=tuple(int(unit) for unit in sent.failing),
            children=self._marks(target, parts_of(each)),
            asked=self.asks(parts_of(each)),
            tree=self.sums.tree,
            ended=self._ended_each(each),
        )

    def _ended(self, indicator: Indicator) -> Measured | None:
        """Told beside the tree of today only."""
        ended = self.trees.get(Tree.ENDED)
        return measure(indicator, ended.sent) if ended and self.sums.tree is Tree.TODAY else None

    def _ended_each(self, each: EachUnit) -> Measured | None:
        """Of the units of the level that nobody carries on: how many had reached by themselves."""
        ended = self.trees.get(Tree.ENDED)
        if ended is None or self.sums.tree is not Tree.TODAY:
            return None
        units = self.sums.by(Tree.ENDED).of_level(ended.paths, each.level, only=self._asked(self.targets))
        sums = {str(pk): known_sums(each, line_of(places, "sent")) for pk, places in units.items()}
        return evaluate_each(each, sums) if sums else None

    def asks(self, parts: Parts) -> bool:
        """Whether the form of this period has the figures."""
        return all(part.key in self._known for part in parts)

    def _judge(self, rule: TargetRule, measured: Measured, limit: Limit) -> Judgement:
        return judging.judge(
            rule,
            measured,
            position=self.calendar.position,
            assigned=limit.threshold is not None,
            threshold=limit.threshold,
        )

    def _forecast(self, rule: TargetRule, measured: Measured) -> Fraction | None:
        return judging.forecast(rule, measured, self.calendar.period, self.calendar.year_ends)

    def _marks(self, target: Target, parts: Parts) -> tuple[str, ...]:
        left_out = self.limits.left_out(target)
        told, expected = parts.told.key, parts.expected.key
        return tuple(
            "unassigned" if unit_id in left_out else mark_of(told, expected, sent)
            for unit_id, sent in self._sent_below
        )

    @cached_property
    def _sent_below(self) -> list[tuple[int, Line]]:
        return [(unit_id, node.sent) for unit_id, node in self._marked.items()]


def named_bodies(unit_ids: Collection[int]) -> QuerySet[Body]:
    """Units with what a list says of them, by name."""
    found = Body.objects.filter(pk__in=list(unit_ids)).select_related("kind")
    return found.only("code", "name", "short_name", "kind__level").order_by("sort_key", "pk")


def _nothing(unit: Body) -> NodeSums:
    """A unit that had no report and nothing below it in this period."""
    return NodeSums(unit.pk, (), Line(), Line())


def target_lines(*, actor: Actor, period: Period, unit: Body, tree: Tree = Tree.THEN) -> list[TargetLine]:
    """All targets of the unit in this period, in the order of the plan; a fixed number of queries.

    ``tree`` of today restates the figures; what a unit is judged by stays its own assignment.

    Those who may not open the unit get its lines without any word about single units below it. A period
    that is not rolled up yet has lines without figures. Raises Absent.
    """
    require_sight(actor, unit)
    targets = targets_for(unit, period.cycle_id)
    lines = Reader(period=period, unit=unit, targets=targets, tree=tree).lines()
    return lines if may_open(actor, unit) else [_without_units(line) for line in lines]


def _without_units(line: TargetLine) -> TargetLine:
    return replace(
        with_traces(line, _shortened),
        failing=(),
        children=(),
        sent=replace(line.sent, failing=(), trace=_shortened(line.sent.trace)),
        accepted=replace(line.accepted, failing=(), trace=_shortened(line.accepted.trace)),
    )


def with_traces(line: TargetLine, change: Callable[[Step], Step]) -> TargetLine:
    """The line with its explanations told differently."""
    return replace(
        line,
        judgement=replace(line.judgement, trace=change(line.judgement.trace)),
        if_accepted=replace(line.if_accepted, trace=change(line.if_accepted.trace)),
    )


def _shortened(trace: Step) -> Step:
    """The explanation without the steps that name single units."""
    kept = tuple(_shortened(one) for one in trace.children if not one.code.startswith("each."))
    return Step(trace.code, trace.params, kept)


def named(trace: Step, names: Mapping[int, object]) -> Step:
    """The explanation with the names of units (or the units: of thousands only those named are put into words) in
    place of their numbers."""
    params = {name: _name(value, names) if name == "unit" else value for name, value in trace.params.items()}
    return Step(trace.code, params, tuple(named(one, names) for one in trace.children))


def _name(value: object, names: Mapping[int, object]) -> object:
    unit_id = int(str(value))
    return str(names[unit_id]) if unit_id in names else value


def states_of(lines: Iterable[TargetLine]) -> Mapping[State, int]:
    """How many lines are in which state, for the filter above a list."""
    counts: dict[State, int] = {}
    for line in lines:
        counts[line.state] = counts.get(line.state, 0) + 1
    return counts
