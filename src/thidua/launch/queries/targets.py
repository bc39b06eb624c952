"""The targets of a year as a page shows them, and how a target will read before it is set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from thidua.algebra.components import parts_of
from thidua.algebra.conditions import ShareMeets
from thidua.algebra.definitions import indicator_from_data
from thidua.algebra.elements import Element
from thidua.algebra.forms import form_of
from thidua.algebra.indicators import EachUnit, Indicator, UnitCount, UnitShare
from thidua.algebra.thresholds import Threshold, threshold_from_data
from thidua.catalogue.audience import Asked, say_question, say_stratum
from thidua.catalogue.wording import say_threshold
from thidua.kernel.door import Actor, verdict
from thidua.launch.models import Cycle, Period, Target
from thidua.launch.queries.fitting import PERCENT, is_ratio


@dataclass(frozen=True)
class Row:
    """One target: its threshold and its units in words. ``first`` and ``last`` among its owner's."""

    target: Target
    says: str
    inner: str
    of_whom: str
    may_change: bool
    first: bool = False
    last: bool = False


@dataclass(frozen=True)
class Group:
    """Targets that stand under one heading of the plan."""

    number: str
    name: str
    rows: list[Row]


@dataclass(frozen=True)
class Question:
    """A question of the report form; ``fresh`` when no target of the year asks it yet."""

    asked: Asked
    fresh: bool


@dataclass(frozen=True)
class Reading:
    """How a target will read: the sentence, of whom it is, and what units are asked."""

    says: str
    inner: str
    of_whom: str
    questions: list[Question]

    @property
    def asks_nothing(self) -> bool:
        return not self.questions


def targets_by_group(cycle: Cycle, actor: Actor) -> list[Group]:
    """Every target of the year in its order, under its headings: one query."""
    found = cycle.targets.select_related("owner", "cycle").order_by("position", "pk")
    listed = list(found)
    ends = _ends(listed)
    rows = [_row(one, actor, ends) for one in listed]
    return [
        Group(number, name, list(group))
        for (number, name), group in groupby(rows, key=lambda row: (row.target.group, row.target.group_name))
    ]


def _ends(listed: Iterable[Target]) -> Mapping[int, tuple[int, int]]:
    """The first and the last target of each owner."""
    ends: dict[int, tuple[int, int]] = {}
    for one in listed:
        ends[one.owner_id] = (ends.get(one.owner_id, (one.pk, one.pk))[0], one.pk)
    return ends


def _row(target: Target, actor: Actor, ends: Mapping[int, tuple[int, int]]) -> Row:
    indicator = indicator_from_data(target.indicator)
    first, last = ends[target.owner_id]
    return Row(
        target=target,
        says=say_threshold(threshold_from_data(target.threshold), target.unit_of_measure),
        inner=say_inner(indicator),
        of_whom=say_units(indicator),
        may_change=bool(verdict(target, actor=actor, verb="change")),
        first=target.pk == first,
        last=target.pk == last,
    )


def say_units(indicator: Indicator) -> str:
    """The units that it is about, in words."""
    return say_stratum(parts_of(indicator).expected.rule.stratum)


def say_inner(indicator: Indicator) -> str:
    """What single units must reach for themselves, in words; "" when nothing."""
    if isinstance(indicator, EachUnit):
        return say_threshold(indicator.threshold, PERCENT if is_ratio(indicator.indicator) else "")
    if isinstance(indicator, UnitShare | UnitCount) and isinstance(indicator.condition, ShareMeets):
        return say_threshold(indicator.condition.threshold, PERCENT)
    return ""


def read_as(
    indicator: Indicator, threshold: Threshold | None, unit: str, known: Mapping[str, Element]
) -> Reading:
    """``known`` are the figures that the year asks already."""
    return Reading(
        says=say_threshold(threshold, unit) if threshold is not None else "",
        inner=say_inner(indicator),
        of_whom=say_units(indicator),
        questions=[
            Question(say_question(one), one.element.code not in known)
            for one in form_of([indicator]).questions
        ],
    )


def opened_periods(cycle: Cycle) -> list[Period]:
    """Periods whose form is fixed already: a target that comes later is asked from the next one on."""
    return list(cycle.periods.exclude(state="planned").order_by("measured_from", "cutoff_on"))
