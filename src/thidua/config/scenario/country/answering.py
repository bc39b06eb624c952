"""What a grassroots union states, ready to be written: the record and the vector computed from it by algebra.

The figures of one target hang together and with nothing else. So 256 ways to answer each target are made
once, through the cells and the algebra of the product, and a union draws one way a target.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from thidua.algebra.components import Component, leaf_value
from thidua.algebra.elements import Element
from thidua.algebra.forms import FormSpec
from thidua.algebra.indicators import Indicator
from thidua.algebra.measures import Share, elements_of
from thidua.config.scenario.country.shape import CHANCE
from thidua.report.models import Report
from thidua.report.queries import vectors
from thidua.report.queries.cells import Change, answers_of, entry_of

WAYS = 256  # a byte draws one
OUTSIDE = 0.12  # share of unions that a target does not concern; nobody can send a report with gaps
LARGEST_WHOLE = 90
STRATA: Mapping[str, object] = {"kind": "grassroots", "has_union": True}


class Way(NamedTuple):
    """One way to answer a target: as members of a JSON object, and as elements of an array."""

    data: str
    vals: tuple[str, ...]


class Answers:
    """The ways of every target of a form, and what a union with a number draws from them."""

    def __init__(self, form: FormSpec) -> None:
        self.form = form
        self._places = [_places(form, indicator) for indicator in form.indicators]
        empty = vectors.vector_of(form, Report.Kind.OWN, {}, STRATA)
        self.nothing = array_of(empty)
        self._empty = [text_of(one) for one in empty]

    @cached_property
    def _ways(self) -> list[list[Way]]:
        chance = random.Random(CHANCE)
        told = zip(self.form.indicators, self._places, strict=True)
        return [[_way(self.form, one, places, chance) for _ in range(WAYS)] for one, places in told]

    def of(self, number: int) -> tuple[str, str]:
        """``data`` as JSON and ``vals`` as an array, both as text, of the union with this number."""
        drawn = random.Random(CHANCE * 1_000_003 + number).randbytes(len(self._ways))
        vals, said = self._empty.copy(), []
        for ways, places, which in zip(self._ways, self._places, drawn, strict=True):
            way = ways[which]
            if way.data:
                said.append(way.data)
            for place, text in zip(places, way.vals, strict=True):
                vals[place] = text
        return f"{{{', '.join(said)}}}", f"{{{','.join(vals)}}}"

    def typed(self, number: int) -> dict[str, str]:
        """What its chair would type for a complete report."""
        chance = random.Random(CHANCE * 7 + number)
        told: dict[str, str] = {}
        for indicator in self.form.indicators:
            whole = chance.randint(1, LARGEST_WHOLE)
            for element in elements_of(indicator):
                told[element.code] = str(whole if element is _whole(indicator) else chance.randint(0, whole))
        return told


def _places(form: FormSpec, indicator: Indicator) -> tuple[int, ...]:
    """Ordinals of the components that follow from the figures of this target alone."""
    own = {one.code for one in elements_of(indicator)}
    return tuple(place for place, part in enumerate(form.components) if _codes(part) and _codes(part) <= own)


def _codes(part: Component) -> set[str]:
    return {one.code for one in vectors.elements_of(part)}


def _whole(indicator: Indicator) -> Element | None:
    return indicator.denominator.element if isinstance(indicator, Share) else None


def _way(form: FormSpec, indicator: Indicator, places: Sequence[int], chance: random.Random) -> Way:
    entries = {
        element.code: entry_of(element, change) for element, change in _changes(indicator, chance).items()
    }
    answers = answers_of(entries)
    told = (leaf_value(form.components[place], answers, STRATA) for place in places)
    return Way(json.dumps(entries)[1:-1], tuple("NaN" if one is None else str(one) for one in told))


def _changes(indicator: Indicator, chance: random.Random) -> dict[Element, Change]:
    """The part is never above its whole."""
    outside, whole = chance.random() < OUTSIDE, chance.randint(1, LARGEST_WHOLE)
    if outside:
        return {element: Change(answer="not_applicable") for element in elements_of(indicator)}
    return {
        element: Change.read(str(whole if element is _whole(indicator) else chance.randint(0, whole)))
        for element in elements_of(indicator)
    }


def array_of(vals: Sequence[float]) -> str:
    """A vector as COPY reads it."""
    return f"{{{','.join(map(text_of, vals))}}}"


def text_of(value: float) -> str:
    return "NaN" if math.isnan(value) else str(int(value))
