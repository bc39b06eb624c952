"""From answers to ``vals``: which head of a unit states which component, so that nothing is stated twice."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from thidua.algebra.components import Component, ComponentKind, Happened, Met, Outside, Sum, value_within
from thidua.algebra.elements import Element, Nature, Source
from thidua.algebra.forms import FormSpec
from thidua.algebra.strata import Stratum
from thidua.algebra.values import Answer, Number
from thidua.report.models import Report

Kind = Report.Kind
# What a unit states itself; the rest comes from registers, offices or the level above.
OWN_SOURCES = frozenset({Source.UNIT, Source.CARRIED})
ANY_GRASSROOTS: Mapping[str, object] = {"kind": "grassroots", "has_union": True}


def vector_of(
    form: FormSpec, kind: str, answers: Mapping[str, Answer], strata: Mapping[str, Any], exempt: bool = False
) -> list[float]:
    """``vals`` of one head, by ordinal of the form: scaled integers, NaN where this head states nothing."""
    if kind == Kind.BULK:
        return _bulk_vector(form, answers)
    vals = [math.nan] * len(form.components)
    for stratum, parts in _stated(form, kind):
        inside = stratum.holds(strata)
        for place, part in parts:
            value = value_within(part, inside, answers, exempt)
            if value is not None:
                vals[place] = float(value)
    return vals


@lru_cache(maxsize=400)
def _stated(form: FormSpec, kind: str) -> tuple[tuple[Stratum, tuple[tuple[int, Component], ...]], ...]:
    """What a head of this kind states, with its ordinals, by the units that it is about."""
    own = frozenset(one.element.code for one in form.questions if one.element.source in OWN_SOURCES)
    found: dict[Stratum, list[tuple[int, Component]]] = {}
    for place, part in enumerate(form.components):
        if states(kind, part, own):
            found.setdefault(part.rule.stratum, []).append((place, part))
    return tuple((stratum, tuple(parts)) for stratum, parts in found.items())


def states(kind: str, part: Component, own: Collection[str]) -> bool:
    """Whether a head of this kind states this component; ``own`` are the figures that units state.

    What the unit states (and the roster) is its own head's; what only registers, offices or the level above
    know is the derived or external head's.
    """
    if part.kind is ComponentKind.ROSTER:
        return kind == Kind.OWN
    from_elsewhere = all(one.code not in own for one in elements_of(part))
    return from_elsewhere if kind in {Kind.DERIVED, Kind.EXTERNAL} else not from_elsewhere


@dataclass(frozen=True)
class Book:
    """A total that an upper union's books may hold: of a figure, or of the unions that meet a condition.

    ``key`` names it in the record: the element's code, with the population where there are several.
    ``places`` are the ordinals of the components that it fills.
    """

    key: str
    element: Element
    stratum: Stratum
    condition: str
    places: tuple[int, ...]

    @property
    def counts_units(self) -> bool:
        return bool(self.condition)

    @property
    def asked_as(self) -> Element:
        """How the total is read: a number of unions is a count, whatever the figure itself is."""
        if not self.counts_units:
            return self.element
        return replace(self.element, nature=Nature.FLOW, scale=0, unit_of_measure="")

    def scaled(self, total: Fraction) -> int:
        return self.asked_as.scaled(total)

    def unscaled(self, stored: int) -> Fraction:
        return self.asked_as.unscaled(stored)


def books_of(form: FormSpec) -> list[Book]:
    """The totals that books can state for grassroots unions, in the order of the form."""
    found: dict[tuple[str, str, str], list[int]] = {}
    subjects: dict[tuple[str, str, str], tuple[Element, Stratum]] = {}
    for place, part in enumerate(form.components):
        if (about := _about(part)) is not None:
            element, stratum, condition = about
            name = (element.code, stratum.key, condition)
            found.setdefault(name, []).append(place)
            subjects[name] = (element, stratum)
    several = Counter(code for code, _stratum, _condition in found)
    return [
        Book(_key(name, several[name[0]]), *subjects[name], name[2], tuple(places))
        for name, places in found.items()
    ]


def _key(name: tuple[str, str, str], several: int) -> str:
    code, stratum, condition = name
    return code if several == 1 else f"{code}@{stratum}{f'#{condition}' if condition else ''}"


def _about(part: Component) -> tuple[Element, Stratum, str] | None:
    """Element, population and condition of a component that a book total can fill; None for others."""
    rule = part.rule
    if not isinstance(rule, Sum | Met) or rule.stratum.holds(ANY_GRASSROOTS) is False:
        return None
    told = elements_of(part)
    if not told or any(one.source not in OWN_SOURCES for one in told):
        return None
    return told[0], rule.stratum, rule.condition.key if isinstance(rule, Met) else ""


def _bulk_vector(form: FormSpec, totals: Mapping[str, Answer]) -> list[float]:
    """A figure that counts only beside another one is known only when both totals are."""
    vals = [math.nan] * len(form.components)
    known = {
        book: total.value for book in books_of(form) if isinstance(total := totals.get(book.key), Number)
    }
    stated = {(book.element.code, book.stratum.key) for book in known}
    for book, value in known.items():
        for place in book.places:
            rule = form.components[place].rule
            beside = rule.beside if isinstance(rule, Sum) else ()
            if all((one.code, book.stratum.key) in stated for one in beside):
                vals[place] = float(book.scaled(value))
    return vals


def elements_of(part: Component) -> Sequence[Element]:
    """The figures that a component is made from."""
    rule = part.rule
    if isinstance(rule, Sum):
        return (rule.element, *rule.beside)
    if isinstance(rule, Happened):
        return (rule.element,)
    if isinstance(rule, Met | Outside):
        return rule.condition if isinstance(rule.condition, tuple) else rule.condition.elements
    return ()
