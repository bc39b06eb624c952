"""Indicators and targets as plain data: stored, written by hand in YAML, read back exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from thidua.algebra.checks import Rule, rule_from_data
from thidua.algebra.conditions import Always, FlagIs, NumberMeets, ShareMeets, UnitCondition
from thidua.algebra.elements import Element, element_from_data
from thidua.algebra.errors import DuplicateDefinition
from thidua.algebra.judging import Settles, TargetRule
from thidua.algebra.measures import (
    DistinctCount,
    EachUnit,
    Indicator,
    MeanPerUnit,
    NetChange,
    Share,
    Total,
    UnitCount,
    UnitShare,
)
from thidua.algebra.reading import Data, Told, told
from thidua.algebra.strata import Stratum, stratum_from_data
from thidua.algebra.thresholds import Judged, Open, threshold_from_data, threshold_to_data

Written: TypeAlias = dict[str, object]
Coded = TypeVar("Coded", Element, TargetRule)


def indicator_to_data(indicator: Indicator, *, inline: bool = True) -> Written:
    """JSON-able form. `inline` writes elements in full, so that the data stands alone; otherwise by code."""
    return _Writer(inline).indicator(indicator)


@dataclass(frozen=True, slots=True)
class _Writer:
    inline: bool

    def element(self, element: Element) -> object:
        return element.to_data() if self.inline else element.code

    def indicator(self, indicator: Indicator) -> Written:
        match indicator:
            case Total(element, stratum):
                return {"kind": "total", "element": self.element(element), **_where(stratum)}
            case NetChange(start, end, stratum):
                ends = {"start": self.element(start), "end": self.element(end)}
                return {"kind": "net_change", **ends, **_where(stratum)}
            case Share(numerator, denominator):
                sides = {"numerator": self.indicator(numerator), "denominator": self.indicator(denominator)}
                return {"kind": "share", **sides}
            case UnitShare(condition, population):
                return {"kind": "unit_share", "condition": self.condition(condition), **_where(population)}
            case UnitCount(condition, population):
                return {"kind": "unit_count", "condition": self.condition(condition), **_where(population)}
            case MeanPerUnit(total, population):
                return {"kind": "mean_per_unit", "total": self.indicator(total), **_where(population)}
            case DistinctCount(times, stratum):
                return {"kind": "distinct_count", "times": self.element(times), **_where(stratum)}
            case EachUnit(inner, threshold, level):
                limit = threshold_to_data(threshold)
                return {
                    "kind": "each_unit",
                    "level": level,
                    "threshold": limit,
                    "indicator": self.indicator(inner),
                }

    def condition(self, condition: UnitCondition) -> Written:
        match condition:
            case Always():
                return {"kind": "always"}
            case FlagIs(element, yes):
                return {"kind": "flag", "element": self.element(element), "yes": yes}
            case NumberMeets(element, threshold):
                limit = threshold_to_data(threshold)
                return {"kind": "number", "element": self.element(element), "threshold": limit}
            case ShareMeets(numerator, denominator, threshold):
                sides = {"numerator": self.element(numerator), "denominator": self.element(denominator)}
                return {"kind": "share", **sides, "threshold": threshold_to_data(threshold)}


def _where(stratum: Stratum) -> Written:
    return {"where": stratum.to_data()} if stratum.conditions else {}


def indicator_from_data(data: Data, elements: Mapping[str, Element] | None = None) -> Indicator:
    """The inverse of indicator_to_data; elements are looked up by code where they are not written in full.

    A hand-written share may name two elements and one `where` for both.
    Raises UnknownDefinition for a kind or an element that does not exist, and for another shape.
    """
    return _Reader(elements or {}).indicator(told(data))


@dataclass(frozen=True, slots=True)
class _Reader:
    elements: Mapping[str, Element]

    def element(self, data: Told) -> Element:
        if data.is_mapping:
            return element_from_data(data)
        if data.text() not in self.elements:
            raise data.not_a("element")
        return self.elements[data.text()]

    def indicator(self, data: Told) -> Indicator:
        readers: Mapping[str, Callable[[Told, Stratum], Indicator]] = {
            "total": lambda one, stratum: Total(self.element(one.at("element")), stratum),
            "net_change": lambda one, stratum: NetChange(
                self.element(one.at("start")), self.element(one.at("end")), stratum
            ),
            "share": lambda one, stratum: Share(
                self.total(one.at("numerator"), stratum), self.total(one.at("denominator"), stratum)
            ),
            "unit_share": lambda one, stratum: UnitShare(self.condition(one.at("condition")), stratum),
            "unit_count": lambda one, stratum: UnitCount(self.condition(one.at("condition")), stratum),
            "mean_per_unit": lambda one, stratum: MeanPerUnit(self.total(one.at("total"), stratum), stratum),
            "distinct_count": lambda one, stratum: DistinctCount(self.element(one.at("times")), stratum),
            "each_unit": lambda one, stratum: self.each(one),
        }
        kind = data.at("kind")
        if kind.text() not in readers:
            raise kind.not_a("indicator")
        return readers[kind.text()](data, _stratum(data))

    def total(self, data: Told, stratum: Stratum) -> Total:
        """A total written in full keeps its own stratum; a bare element takes the one around it."""
        if data.is_mapping and data.at("kind", "element").value == "total":
            return Total(self.element(data.at("element")), _stratum(data))
        return Total(self.element(data), stratum)

    def each(self, data: Told) -> EachUnit:
        inner = self.indicator(data.at("indicator"))
        if isinstance(inner, EachUnit):
            raise data.at("indicator").at("kind").not_a("indicator")
        return EachUnit(inner, _judged(data.at("threshold")), data.at("level").text())

    def condition(self, data: Told) -> UnitCondition:
        kind = data.at("kind")
        match kind.text():
            case "always":
                return Always()
            case "flag":
                return FlagIs(self.element(data.at("element")), data.at("yes", True).flag())
            case "number":
                return NumberMeets(self.element(data.at("element")), _judged(data.at("threshold")))
            case "share":
                above, below = self.element(data.at("numerator")), self.element(data.at("denominator"))
                return ShareMeets(above, below, _judged(data.at("threshold")))
        raise kind.not_a("condition")


def _stratum(data: Told) -> Stratum:
    return stratum_from_data(data.at("where", {}))


def _judged(data: Told) -> Judged:
    threshold = threshold_from_data(data)
    if isinstance(threshold, Open):
        raise data.at("comparator").not_a("threshold")
    return threshold


def target_to_data(target: TargetRule, *, inline: bool = True) -> Written:
    """JSON-able form of a target."""
    return {
        "code": target.code,
        "name": target.name,
        "group": target.group,
        "unit_of_measure": target.unit_of_measure,
        "settles": target.settles.value,
        "joint": target.joint,
        "threshold": threshold_to_data(target.threshold),
        "indicator": indicator_to_data(target.indicator, inline=inline),
    }


def target_from_data(data: Data, elements: Mapping[str, Element] | None = None) -> TargetRule:
    """The inverse of target_to_data. A threshold written by hand in "%" may say so with `unit`.

    Raises UnknownDefinition, UnknownComparator, ThresholdMisread.
    """
    target = told(data)
    return TargetRule(
        code=target.at("code").text(),
        indicator=indicator_from_data(target.at("indicator"), elements),
        threshold=threshold_from_data(target.at("threshold")),
        settles=target.at("settles", Settles.CONTINUOUS).one_of(Settles),
        joint=target.at("joint", False).flag(),
        group=target.at("group", "").text(),
        unit_of_measure=target.at("unit_of_measure", "").text(),
        name=target.at("name", "").text(),
    )


@dataclass(frozen=True, slots=True)
class Definitions:
    """A whole file of them: what is asked, what it is aimed at, what is checked."""

    elements: Mapping[str, Element]
    targets: Mapping[str, TargetRule]
    rules: tuple[Rule, ...]


def definitions_from_data(data: Data) -> Definitions:
    """Read a file of elements, targets and rules.

    Raises DuplicateDefinition, UnknownDefinition, UnknownComparator, ThresholdMisread.
    """
    file = told(data)
    elements = _by_code("element", map(element_from_data, file.at("elements").each()))
    targets = _by_code("target", (target_from_data(one, elements) for one in file.at("targets").each()))
    return Definitions(elements, targets, tuple(map(rule_from_data, file.at("rules", []).each())))


def _by_code(kind: str, defined: Iterable[Coded]) -> dict[str, Coded]:
    found: dict[str, Coded] = {}
    for one in defined:
        if one.code in found:
            raise DuplicateDefinition(kind=kind, value=one.code)
        found[one.code] = one
    return found
