"""A criterion read from data: its kind with all that the kind knows. Whatever has another shape is refused with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from thidua.algebra.reading import Told
from thidua.algebra.scoring.kinds import (
    COMPARED,
    ZERO,
    Band,
    Bands,
    Extra,
    Judged,
    Kind,
    Lateness,
    PeerRelative,
    PerOccurrence,
    Proportional,
    Survey,
    Threshold,
)
from thidua.algebra.scoring.sheet import Leaf

_ENDS_THAT_EXCLUDE_ONE_ANOTHER: Final = (
    {"from", "above"},
    {"below", "to"},
    *({"exactly", other} for other in ("from", "above", "below", "to")),
)
# Kinds whose points are said by themselves; all others are measured against ``max``.
_WITHOUT_MAX: Final = frozenset({"bands", "per_occurrence", "lateness"})


def read_leaf(told: Told) -> Leaf:
    most = optional(told, "max")
    word = told.at("kind").text()
    if word not in _READERS:
        raise told.at("kind").not_a("scoring_kind")
    if most is None and word not in _WITHOUT_MAX:
        raise told.at("max").not_a("number")
    if most is not None and most < 0:
        raise told.at("max").not_a("number")
    kind = _READERS[word](told, most)
    gate = told.at("gate", "").text()
    return Leaf(
        id=told.at("id").text(),
        name=told.at("name", "").text(),
        most=most,
        kind=kind,
        place=told.place,
        # Of a proportional criterion "bonus" says what lies above the plan.
        bonus=told.members()["bonus"].value is True if "bonus" in told.members() else False,
        gate="" if isinstance(kind, Survey) else gate,
        mean=told.at("mean", False).flag(),
    )


def optional(told: Told, name: str) -> Fraction | None:
    return told.at(name).fraction() if told.members().get(name) is not None else None


def _proportional(told: Told, most: Fraction | None) -> Kind:
    direction = told.at("direction", "up").text()
    if direction not in ("up", "down"):
        raise told.at("direction").not_a("direction")
    penalty = _extra(told, most, "penalty", "per_percent_under")
    return Proportional(direction == "up", _extra(told, most, "bonus", "per_percent_over"), penalty)


def _extra(told: Told, most: Fraction | None, name: str, each: str) -> Extra | None:
    said = told.members().get(name)
    if said is None or said.value is None or isinstance(said.value, bool):
        return None
    cap = _not_below_zero(said.at("cap"), most) if "cap" in said.members() else None
    every = _figure(said.at("every")) if "every" in said.members() else None
    if every is not None and every <= 0:
        raise said.at("every").not_a("number")
    return Extra(_not_below_zero(said.at(each), most), cap, every)


def _not_below_zero(told: Told, most: Fraction | None) -> Fraction:
    """A bonus that takes points away is a penalty, and stands as one."""
    points = part(told, most)
    if points < 0:
        raise told.not_a("bonus")
    return points


def part(told: Told, most: Fraction | None) -> Fraction:
    """Points, or "10%" of the leaf's max."""
    return _figure(told) * (most or ZERO) / 100 if is_share(told) else told.fraction()


def is_share(told: Told) -> bool:
    return isinstance(told.value, str) and told.value.strip().endswith("%")


def _figure(told: Told) -> Fraction:
    """A figure that may be written as per cent: "95%" is 95."""
    if isinstance(told.value, str) and is_share(told):
        return Told(told.value.strip()[:-1].strip(), told.place).fraction()
    return told.fraction()


def _optional_figure(told: Told, name: str) -> Fraction | None:
    return _figure(told.at(name)) if told.members().get(name) is not None else None


def _of_plan(told: Told) -> bool:
    """ "of: plan": what is compared is per cent of the unit's plan."""
    of = told.at("of", "actual").text()
    if of not in ("actual", "plan"):
        raise told.at("of").not_a("compared_of")
    return of == "plan"


_ALSO: Final[Mapping[str, str]] = {"≥": ">=", "≤": "<=", "==": "="}


def _threshold(told: Told, most: Fraction | None) -> Kind:
    comparator = told.at("comparator", ">=").text()
    comparator = _ALSO.get(comparator, comparator)
    if comparator not in COMPARED:
        raise told.at("comparator").not_a("comparator")
    value = _optional_figure(told, "value")
    if value is None and _of_plan(told):
        raise told.at("value").not_a("number")
    return Threshold(comparator, value, _of_plan(told))


def _bands(told: Told, most: Fraction | None) -> Kind:
    bands = tuple(_band(one, most) for one in told.at("bands").each())
    if not bands:
        raise told.at("bands").not_a("bands")
    return Bands(bands, optional(told, "otherwise"), _of_plan(told))


def _band(told: Told, most: Fraction | None) -> Band:
    points = part(told.at("points"), most)
    ends = told.members().keys() & {"from", "above", "below", "to", "exactly"}
    if any(both <= ends for both in _ENDS_THAT_EXCLUDE_ONE_ANOTHER):
        raise told.not_a("band")
    if "exactly" in told.members():
        value = _figure(told.at("exactly"))
        return Band(value, value, points, with_high=True)
    low, above, high, to = (_optional_figure(told, name) for name in ("from", "above", "below", "to"))
    band = Band(
        low if above is None else above,
        high if to is None else to,
        points,
        with_low=above is None,
        with_high=to is not None,
    )
    if band.low is None and band.high is None:
        raise told.not_a("band")
    if band.low is not None and band.high is not None:
        # From 90 and below 90 is no figure at all.
        empty = band.low == band.high and not (band.with_low and band.with_high)
        if band.low > band.high or empty:
            raise told.not_a("band")
    return band


def _per_occurrence(told: Told, most: Fraction | None) -> Kind:
    each = tuple(part(one, most) for one in told.at("each", []).each())
    points = part(told.at("points"), most) if "points" in told.members() or not each else each[-1]
    cap, start = optional(told, "cap"), optional(told, "start")
    if cap is not None and cap * points < 0:  # a penalty that is capped by a bonus, or the reverse
        raise told.at("cap").not_a("cap")
    if any(one * points < 0 for one in each):
        raise told.at("each").not_a("each")
    if start is not None and (start < 0 or points > 0):
        raise told.at("start").not_a("start")
    return PerOccurrence(points, cap, told.at("event", "").text(), start, each)


def _survey(told: Told, most: Fraction | None) -> Kind:
    return Survey(told.at("gate", "").text())


def _peer_relative(told: Told, most: Fraction | None) -> Kind:
    leader = told.at("leader", "percent").text()
    if leader not in ("percent", "value"):
        raise told.at("leader").not_a("leader")
    return PeerRelative(told.at("half_at_target", False).flag(), leader == "percent")


def _judged(told: Told, most: Fraction | None) -> Kind:
    return Judged(told.at("by", "").text(), told.at("min", 0).fraction())


def _lateness(told: Told, most: Fraction | None) -> Kind:
    steps = [(one.at("days").fraction(), one.at("points").fraction()) for one in told.at("steps").each()]
    if not steps or len({days for days, _points in steps}) != len(steps) or min(steps)[0] < 0:
        raise told.at("steps").not_a("steps")
    each, cap = told.at("each", False).flag(), optional(told, "cap")
    if cap is not None and (not each or any(points * cap < 0 for _days, points in steps)):
        raise told.at("cap").not_a("cap")
    return Lateness(tuple(sorted(steps)), each, cap)


_READERS: Final[Mapping[str, Callable[[Told, Fraction | None], Kind]]] = {
    "proportional": _proportional,
    "threshold": _threshold,
    "bands": _bands,
    "per_occurrence": _per_occurrence,
    "survey": _survey,
    "peer_relative": _peer_relative,
    "judged": _judged,
    "lateness": _lateness,
}
