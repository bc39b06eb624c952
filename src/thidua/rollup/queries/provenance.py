""" "Số này ở đâu ra?": a figure from the total down to the reports behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.core.paginator import Page, Paginator

from thidua.algebra.indicators import EachUnit, Indicator
from thidua.algebra.thresholds import ExactlyZero
from thidua.federation.models import Body
from thidua.kernel.door import Actor
from thidua.launch.models import Period, Target
from thidua.rollup.errors import NotRolledYet
from thidua.rollup.models import Tree
from thidua.rollup.queries.behind import Behind, Counted, behind, records_behind
from thidua.rollup.queries.children import ChildLine, Children
from thidua.rollup.queries.freshness import Freshness, freshness
from thidua.rollup.queries.lines import Reader, TargetLine, named, with_traces
from thidua.rollup.queries.measuring import numerator_of
from thidua.rollup.queries.named_units import named_units
from thidua.rollup.queries.trees import Ended, ended_units
from thidua.rollup.rules import require_inside

PAGE = 30


@dataclass(frozen=True)
class Provenance:
    """One figure of one unit and everything it is made of. The parts add up to the total exactly."""

    line: TargetLine
    total: Fraction  # what adds up: the numerator of everything sent
    own: tuple[Behind, ...]
    records: tuple[Counted, ...]
    children: Page[ChildLine]
    children_total: Fraction
    bulk: Fraction
    freshness: Freshness
    names: Mapping[int, str]
    ended: Ended | None = None  # on the tree of today, where something has ended
    counted: tuple[Body, ...] = ()  # whom a count of units counts, where none may be

    @property
    def adds_up(self) -> bool:
        """Own reports, children and bulk entries make the total; checked, not assumed."""
        own = sum((one.adds for one in self.own), Fraction(0))
        return own + self.children_total + self.bulk == self.total


def provenance(
    *,
    actor: Actor,
    period: Period,
    unit: Body,
    target: Target,
    page: int | str = 1,
    ended_page: int | str = 1,
    tree: Tree = Tree.THEN,
) -> Provenance:
    """Explains the unit's figure for a target in a period; a fixed number of queries.

    Raises Absent, InsideNotYours, and NotRolledYet for a period without sums or a target that is not
    about this unit.
    """
    require_inside(actor, unit)
    reader = Reader(period=period, unit=unit, targets=[target], tree=tree)
    line = reader.line(target)
    if line is None or not reader.sums.form_ids:
        raise NotRolledYet(period=str(period))
    indicator = line.rule.indicator
    inner = indicator.indicator if isinstance(indicator, EachUnit) else indicator
    children = Children(reader, target)
    shown: Page[Any] = Paginator(children.order, PAGE).get_page(page)
    shown.object_list = children.in_full(list(shown.object_list))
    own = tuple(behind(period.pk, reader.sums.tree, reader.node.paths, inner))
    names = {one.unit.pk: str(one.unit) for one in shown.object_list}
    names |= _further_names(line, names)
    return Provenance(
        line=with_traces(line, lambda trace: named(trace, names)),
        total=numerator_of(inner, reader.node.sent.told.sums),
        own=own,
        records=tuple(records_behind(period, unit.pk, own[0].report.form, inner)) if own else (),
        children=shown,
        children_total=children.total(inner, "sent"),
        bulk=numerator_of(inner, reader.node.sent.bulk) - children.total(inner, "sent_bulk"),
        freshness=freshness(period.pk),
        names=names,
        ended=ended_units(reader.sums, reader.trees[Tree.ENDED], inner, ended_page)
        if line.tree is Tree.TODAY and Tree.ENDED in reader.trees
        else None,
        counted=tuple(_counted(period, reader, line, inner)),
    )


def _counted(period: Period, reader: Reader, line: TargetLine, indicator: Indicator) -> list[Body]:
    """A count that breaks its limit: by name."""
    none_may_be = isinstance(line.rule.threshold, ExactlyZero)
    if not none_may_be or not line.sent.value:
        return []
    return named_units(period.pk, reader.sums.tree, reader.node.paths[0], indicator)


def _further_names(line: TargetLine, known: Mapping[int, str]) -> dict[int, str]:
    """Names of failing units that are not direct children."""
    missing = [unit_id for unit_id in _units_named(line) if unit_id not in known]
    return {unit.pk: str(unit) for unit in Body.objects.filter(pk__in=missing)} if missing else {}


def _units_named(line: TargetLine) -> list[int]:
    told = (one.params.get("unit") for one in line.sent.trace.children)
    return [int(str(unit)) for unit in told if unit is not None]
