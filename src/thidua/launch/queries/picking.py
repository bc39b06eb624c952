"""From an indicator of the catalogue, or from figures that somebody names, to what a target measures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from thidua.algebra.conditions import FlagIs
from thidua.algebra.elements import Element, Nature, Source, Time
from thidua.algebra.indicators import (
    EachUnit,
    Indicator,
    MeanPerUnit,
    NetChange,
    Total,
    UnitCount,
    UnitShare,
    share,
)
from thidua.algebra.strata import EVERYBODY, Stratum, Wanted, where
from thidua.algebra.thresholds import Judged
from thidua.catalogue.queries.indicators import Narrowing, Offered, narrow
from thidua.formats.text import fold
from thidua.launch.errors import InnerLimitMissing, NarrowedOtherwise
from thidua.launch.models import Cycle, Target
from thidua.launch.queries.fitting import known_figures

_LONGEST_CODE = 50
# Which condition of a stratum stands for which choice on the page.
_NARROWS = {("kind", "in"): Narrowing.LEVEL, ("workers", "min"): Narrowing.WORKERS}


def free_code(cycle: Cycle, wish: str) -> str:
    """A code for a new target that nobody has in this year: "dialogue_share", "dialogue_share_2"."""
    taken = set(Target.objects.filter(cycle=cycle).values_list("code", flat=True))
    return _free(slug(wish) or "target", taken)


def slug(words: str) -> str:
    """Lower case, without marks, words tied by a low line."""
    return re.sub(r"[^a-z0-9]+", "_", fold(words)).strip("_")[:_LONGEST_CODE].strip("_")


def _free(wish: str, taken: set[str]) -> str:
    number, code = 1, wish
    while code in taken:
        number += 1
        code = f"{wish}_{number}"
    return code


def picked_indicator(
    one: Offered, cycle: Cycle, narrowed: Stratum | None = None, inner: Judged | None = None
) -> Indicator:
    """The catalogue's indicator in this year, over these units. Raises InnerLimitMissing, NarrowedOtherwise."""
    if one.inner and inner is None:
        raise InnerLimitMissing(name=one.name)
    for condition in (narrowed or EVERYBODY).conditions:
        way = _NARROWS.get((condition.attribute, condition.relation), condition.attribute)
        if way not in one.choose:
            raise NarrowedOtherwise(name=one.name, how=condition.key)
    return one.make(year=cycle.year, narrowed=narrowed, inner=inner, known=known_figures(cycle))


@dataclass(frozen=True)
class Figure:
    """A figure that somebody names: one that is known by its code, or a new one."""

    name: str = ""
    unit_of_measure: str = ""
    nature: Nature = Nature.FLOW
    code: str = ""
    asked_of: Stratum = EVERYBODY

    def element(self, known: Mapping[str, Element]) -> Element:
        """The same name, unit and nature is the same figure; a new one gets a code of its own."""
        if self.code:
            return known[self.code]
        for one in known.values():
            if fold(one.name) == fold(self.name) and self._like(one):
                return one
        at_a_day = self.nature in (Nature.STOCK, Nature.FLAG)
        return Element(
            code=_free(slug(self.name) or "figure", set(known)),
            name=self.name.strip(),
            unit_of_measure=self.unit_of_measure.strip(),
            nature=self.nature,
            time=Time.MOMENT if at_a_day else Time.CUMULATIVE,
            asked_of=self.asked_of,
        )

    def _like(self, one: Element) -> bool:
        return (one.nature, one.unit_of_measure) == (self.nature, self.unit_of_measure.strip())


def own_indicator(
    kind: str,
    figures: Mapping[str, Figure],
    *,
    cycle: Cycle,
    narrowed: Stratum | None = None,
    inner: Judged | None = None,
    level: str = "",
    start_name: str = "",
) -> Indicator:
    """What a target of one's own measures; ``figures`` by their part in it. Raises InnerLimitMissing."""
    known = dict(known_figures(cycle))
    told: dict[str, Element] = {}
    for part, figure in figures.items():
        element = figure.element(known)
        known[element.code] = told[part] = element
    return narrow(_of_kind(kind, told, known, inner=inner, level=level, start_name=start_name), narrowed)


def _of_kind(
    kind: str,
    told: Mapping[str, Element],
    known: Mapping[str, Element],
    *,
    inner: Judged | None,
    level: str,
    start_name: str,
) -> Indicator:
    match kind:
        case "net_change":
            return NetChange(_start_of(told["figure"], known, start_name), told["figure"])
        case "share":
            return share(told["part"], told["whole"])
        case "unit_share":
            return UnitShare(FlagIs(told["figure"]))
        case "unit_count":
            return UnitCount(FlagIs(told["figure"]))
        case "mean_per_unit":
            return MeanPerUnit(Total(told["figure"]))
        case "each_unit":
            if inner is None:
                raise InnerLimitMissing(name=told["part"].name)
            inside = share(told["part"], told["whole"]) if "whole" in told else Total(told["part"])
            return EachUnit(inside, inner, level)
        case _:
            return Total(told["figure"])


def _start_of(end: Element, known: Mapping[str, Element], name: str) -> Element:
    """Where a change begins: last year's closing figure of the same thing, carried and not asked again."""
    code = f"{end.code}_start"
    if code in known:
        return known[code]
    return replace(end, code=code, name=name or end.name, source=Source.CARRIED)


def stratum_of(
    *,
    bloc: Sequence[str] = (),
    ownership: str = "",
    has_union: bool = False,
    min_workers: int | None = None,
    level: Sequence[str] = (),
) -> Stratum:
    """The units chosen for a target; what is left empty does not narrow."""
    wanted: dict[str, Wanted] = {}
    if bloc:
        wanted["bloc"] = list(bloc)
    if ownership:
        wanted["ownership"] = ownership
    if has_union:
        wanted["has_union"] = True
    if min_workers:
        wanted["min_workers"] = min_workers
    if level:
        wanted["kind"] = list(level)
    return where(wanted)
