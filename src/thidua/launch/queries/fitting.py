"""Whether a target fits into its year: one figure is one question, and a threshold can be met and missed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from thidua.algebra.components import parts_of
from thidua.algebra.definitions import indicator_from_data
from thidua.algebra.elements import Element
from thidua.algebra.forms import form_of
from thidua.algebra.indicators import EachUnit, Indicator, NetChange, Share, UnitShare
from thidua.algebra.measures import elements_of
from thidua.algebra.strata import Condition, Stratum
from thidua.algebra.thresholds import AtLeast, Open, Threshold
from thidua.catalogue.queries.indicators import elements as catalogue_elements
from thidua.federation.models import Body
from thidua.launch.errors import (
    FigureDiffers,
    FiguresNotAsked,
    LimitAboveWhole,
    LimitAlwaysMet,
    NobodyConcerned,
    ShareInPercent,
)
from thidua.launch.models import Cycle

_OF_UNITS = (UnitShare, EachUnit)
PERCENT = "%"


def is_ratio(indicator: Indicator) -> bool:
    """Whether it is said in per cent."""
    return isinstance(indicator, Share | UnitShare | EachUnit)


def indicators_of(cycle: Cycle) -> list[Indicator]:
    """What the year's targets measure, in their order: one query."""
    stored = cycle.targets.order_by("position", "pk").values_list("indicator", flat=True)
    return [indicator_from_data(one) for one in stored]


def figures_of(indicators: Iterable[Indicator]) -> Mapping[str, Element]:
    """The figures that these ask for, by code, in order of mention."""
    return {one.code: one for indicator in indicators for one in elements_of(indicator)}


def known_figures(cycle: Cycle) -> Mapping[str, Element]:
    """Every figure that a new target of the year may use: those of the catalogue, as the year asks them."""
    return {**catalogue_elements(), **figures_of(indicators_of(cycle))}


def must_fit(indicator: Indicator, threshold: Threshold, unit_of_measure: str) -> None:
    """Raises ShareInPercent, LimitAboveWhole, LimitAlwaysMet."""
    if (unit_of_measure == PERCENT) is not is_ratio(indicator):
        raise ShareInPercent(unit=unit_of_measure)
    if isinstance(threshold, Open):
        return
    if isinstance(indicator, _OF_UNITS) and threshold.value > 1:
        raise LimitAboveWhole()
    if isinstance(threshold, AtLeast) and threshold.value == 0 and not isinstance(indicator, NetChange):
        raise LimitAlwaysMet()


def must_concern_somebody(indicator: Indicator) -> None:
    """Raises NobodyConcerned when the figures exist in other units than those chosen."""
    asked = [stratum for question in form_of([indicator]).questions for stratum in question.asked_of]
    if any(stratum.is_nobody for stratum in (*asked, parts_of(indicator).expected.rule.stratum)):
        raise NobodyConcerned()


def must_ask_alike(indicator: Indicator, cycle: Cycle) -> None:
    """The year's form can hold it: no figure bears the code of another one. Raises FigureDiffers."""
    asked = figures_of(indicators_of(cycle))
    for element in elements_of(indicator):
        if asked.get(element.code, element) != element:
            raise FigureDiffers(name=asked[element.code].name or element.code, code=element.code)


def must_be_asked_already(indicator: Indicator, cycle: Cycle, owner: Body) -> None:
    """A unit below the caller asks nothing new of anybody. Raises FiguresNotAsked."""
    asked = {one.element.code: one.asked_of for one in form_of(indicators_of(cycle)).questions}
    fresh = [
        question.element.name or question.element.code
        for question in form_of([indicator]).questions
        if not all(
            any(covers(wide, narrow) for wide in asked.get(question.element.code, ()))
            for narrow in question.asked_of
        )
    ]
    if fresh:
        raise FiguresNotAsked(unit=owner, figures=", ".join(fresh), caller=cycle.movement.seat)


def covers(wide: Stratum, narrow: Stratum) -> bool:
    """Whether every unit of ``narrow`` is surely one of ``wide``."""
    return all(any(_implies(one, other) for one in narrow.conditions) for other in wide.conditions)


def _implies(one: Condition, other: Condition) -> bool:
    same = (one.attribute, one.relation) == (other.attribute, other.relation)
    return one == other or (same and one.relation == "in" and set(one.allowed) <= set(other.allowed))
