"""How a target is split over the units below by a rule, without writing anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property

from thidua.algebra.assignment import SplitRule, split
from thidua.algebra.components import parts_of
from thidua.algebra.errors import NothingToSplitBy as NoWeights
from thidua.algebra.indicators import elements_of
from thidua.algebra.thresholds import AtLeast, Threshold
from thidua.federation.models import Attribute, Body, UnitKind
from thidua.federation.queries.times import attributes_at
from thidua.kernel import clock
from thidua.launch.errors import NothingToSplitBy, NotSplittable
from thidua.launch.models import AnnexCell, Baseline, Target
from thidua.launch.queries.thresholds import indicator_of, needed, splits

_WEIGHTED = {
    AnnexCell.Rule.EQUAL: SplitRule.EQUAL,
    AnnexCell.Rule.HEADCOUNT: SplitRule.BY_HEADCOUNT,
    AnnexCell.Rule.LAST_YEAR: SplitRule.BY_LAST_YEAR,
}
_HEADS = (Attribute.Name.MEMBERS, Attribute.Name.WORKERS)  # members when known, workers otherwise


class Splitter:
    """Splits targets over these units; what is known of the units is read once, whatever the number of targets."""

    def __init__(self, units: Iterable[Body]) -> None:
        self.units = list(units)

    @cached_property
    def _heads(self) -> Mapping[int, int]:
        rows = Attribute.objects.filter(unit__in=self.units, name__in=_HEADS, until_on=None)
        known = {(row.unit_id, row.name): row.value for row in rows}
        counts = {
            unit.pk: [known[unit.pk, name] for name in _HEADS if (unit.pk, name) in known]
            for unit in self.units
        }
        return {unit_id: int(found[0]) for unit_id, found in counts.items() if found}

    @cached_property
    def _facts(self) -> Mapping[int, Mapping[str, object]]:
        found = attributes_at(self.units, clock.today())
        return {unit_id: _plain(facts) for unit_id, facts in found.items()}

    def parts(
        self, target: Target, expected: Threshold, rule: AnnexCell.Rule, *, reserve: int, step: int = 1
    ) -> Mapping[int, Threshold]:
        """What each unit gets; a target that is handed down as it is reaches only the units that it is about.

        Raises NothingToSplitBy, NotSplittable.
        """
        if rule is AnnexCell.Rule.HANDED_DOWN:
            return dict.fromkeys((unit.pk for unit in self.concerned(target)), expected)
        if rule not in _WEIGHTED or not splits(target):
            raise NotSplittable(target=target.name)
        weights = self._weights(target, rule)
        try:
            shares = split(needed(expected), weights, _WEIGHTED[rule], reserve=reserve, step=step)
        except NoWeights as refused:
            missing = refused.children or list(weights)
            named = {str(unit.pk): str(unit) for unit in self.units}
            told = ", ".join(named[key] for key in missing[:5])
            raise NothingToSplitBy(target=target.name, units=told) from refused
        # A part of a strict floor is inclusive: only the whole must be exceeded, which the reserve is for.
        return {int(key): AtLeast(Fraction(part)) for key, part in shares.items()}

    def concerned(self, target: Target) -> list[Body]:
        """Of these units those that the target is about: a union between has units of every kind below it, a
        grassroots union is of one kind. What is not known of a unit leaves it in."""
        stratum = parts_of(indicator_of(target)).expected.rule.stratum
        return [
            unit
            for unit in self.units
            if unit.level != UnitKind.Level.GRASSROOTS or stratum.holds(self._facts[unit.pk]) is not False
        ]

    def _weights(self, target: Target, rule: AnnexCell.Rule) -> dict[str, int | None]:
        if rule is AnnexCell.Rule.HEADCOUNT:
            known = self._heads
        elif rule is AnnexCell.Rule.LAST_YEAR:
            known = _last_year(target, self.units)
        else:
            known = {}
        return {str(unit.pk): known.get(unit.pk) for unit in self.units}


def split_parts(
    target: Target,
    expected: Threshold,
    units: Iterable[Body],
    rule: AnnexCell.Rule,
    *,
    reserve: int,
    step: int = 1,
) -> Mapping[int, Threshold]:
    """What each unit gets of one target. Raises NothingToSplitBy, NotSplittable."""
    return Splitter(units).parts(target, expected, rule, reserve=reserve, step=step)


def _last_year(target: Target, units: Iterable[Body]) -> dict[int, int]:
    element = elements_of(indicator_of(target))[-1].code
    rows = Baseline.objects.filter(unit__in=list(units), element=element, year=target.cycle.year - 1)
    return {row.unit_id: max(0, int(row.value)) for row in rows}


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    known = {name: value for name, value in facts.items() if value is not None}
    told = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in known.items()}
    return {"has_union": True, **told}
