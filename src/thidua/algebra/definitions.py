"""Indicators and targets as plain data: stored, written by hand in YAML, read back exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from thidua.algebra.checks import Rule, rule_from_data
from thidua.algebra.conditions import Always, FlagIs, NumberMeets, ShareMeets, UnitCondition
from thidua.algebra.elements import Element, element_from_data
from thidua.algebra.errors import DuplicateDefinition, UnknownDefinition
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
from thidua.algebra.strata import Stratum, where
from thidua.algebra.thresholds import Judged, Open, threshold_from_data, threshold_to_data

Data: TypeAlias = Mapping[str, Any]
Written: TypeAlias = dict[str, object]


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
    Raises UnknownDefinition for a kind or an element that does not exist.
    """
    return _Reader(elements or {}).indicator(data)


@dataclass(frozen=True, slots=True)
class _Reader:
    elements: Mapping[str, Element]

    def element(self, told: object) -> Element:
        if isinstance(told, Mapping):
            return element_from_data(told)
        if str(told) not in self.elements:
            raise UnknownDefinition(kind="element", value=told)
        return self.elements[str(told)]

    def indicator(self, data: Data) -> Indicator:
        readers: Mapping[str, Callable[[Data, Stratum], Indicator]] = {
            "total": lambda told, stratum: Total(self.element(told["element"]), stratum),
            "net_change": lambda told, stratum: NetChange(
                self.element(told["start"]), self.element(told["end"]), stratum
            ),
            "share": lambda told, stratum: Share(
                self.total(told["numerator"], stratum), self.total(told["denominator"], stratum)
            ),
            "unit_share": lambda told, stratum: UnitShare(self.condition(told["condition"]), stratum),
            "unit_count": lambda told, stratum: UnitCount(self.condition(told["condition"]), stratum),
            "mean_per_unit": lambda told, stratum: MeanPerUnit(self.total(told["total"], stratum), stratum),
            "distinct_count": lambda told, stratum: DistinctCount(self.element(told["times"]), stratum),
            "each_unit": lambda told, stratum: self.each(told),
        }
        if data.get("kind") not in readers:
            raise UnknownDefinition(kind="indicator", value=data.get("kind"))
        return readers[data["kind"]](data, where(data.get("where")))

    def total(self, told: object, stratum: Stratum) -> Total:
        """A total written in full keeps its own stratum; a bare element takes the one around it."""
        if isinstance(told, Mapping) and told.get("kind") == "total":
            return Total(self.element(told["element"]), where(told.get("where")))
        return Total(self.element(told), stratum)

    def each(self, data: Data) -> EachUnit:
        inner = self.indicator(data["indicator"])
        if isinstance(inner, EachUnit):
            raise UnknownDefinition(kind="indicator", value="each_unit of each_unit")
        return EachUnit(inner, _judged(data["threshold"]), str(data["level"]))

    def condition(self, data: Data) -> UnitCondition:
        match data.get("kind"):
            case "always":
                return Always()
            case "flag":
                return FlagIs(self.element(data["element"]), bool(data.get("yes", True)))
            case "number":
                return NumberMeets(self.element(data["element"]), _judged(data["threshold"]))
            case "share":
                above, below = self.element(data["numerator"]), self.element(data["denominator"])
                return ShareMeets(above, below, _judged(data["threshold"]))
        raise UnknownDefinition(kind="condition", value=data.get("kind"))


def _judged(data: Data) -> Judged:
    threshold = threshold_from_data(data)
    if isinstance(threshold, Open):
        raise UnknownDefinition(kind="threshold", value="open")
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
    """The inverse of target_to_data. A threshold written by hand in "%" may say so with `unit`."""
    settles = str(data.get("settles", "continuous"))
    if settles not in set(Settles):
        raise UnknownDefinition(kind="settles", value=settles)
    return TargetRule(
        code=str(data["code"]),
        indicator=indicator_from_data(data["indicator"], elements),
        threshold=threshold_from_data(data["threshold"]),
        settles=Settles(settles),
        joint=bool(data.get("joint", False)),
        group=str(data.get("group", "")),
        unit_of_measure=str(data.get("unit_of_measure", "")),
        name=str(data.get("name", "")),
    )


@dataclass(frozen=True, slots=True)
class Definitions:
    """A whole file of them: what is asked, what it is aimed at, what is checked."""

    elements: Mapping[str, Element]
    targets: Mapping[str, TargetRule]
    rules: tuple[Rule, ...]


def definitions_from_data(data: Data) -> Definitions:
    """Read a file of elements, targets and rules. Raises DuplicateDefinition and UnknownDefinition."""
    elements = _by_code("element", (element_from_data(one) for one in data["elements"]))
    targets = _by_code("target", (target_from_data(one, elements) for one in data["targets"]))
    return Definitions(elements, targets, tuple(rule_from_data(one) for one in data.get("rules", [])))


def _by_code(kind: str, defined: Iterable[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in defined:
        if one.code in found:
            raise DuplicateDefinition(kind=kind, value=one.code)
        found[one.code] = one
    return found
