"""Conditions that one unit's own report meets or not: yes, a threshold, or a share that reaches a share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from thidua.algebra.elements import Element
from thidua.algebra.thresholds import Judged, threshold_to_data
from thidua.algebra.values import MISSING, Answer, NotApplicable, Number


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


def _outcome(met: bool) -> Outcome:
    return Outcome.MET if met else Outcome.NOT_MET


def answered(answers: Mapping[str, Answer], *elements: Element) -> tuple[Fraction, ...] | Outcome:
    """The figures of all elements; OUTSIDE if one does not apply, UNKNOWN if one is not there (yet)."""
    figures = []
    for element in elements:  # in one pass: this is asked ninety times a report
        answer = answers.get(element.code, MISSING)
        if isinstance(answer, Number):
            figures.append(answer.value)
        elif isinstance(answer, NotApplicable):
            return Outcome.OUTSIDE
    return tuple(figures) if len(figures) == len(elements) else Outcome.UNKNOWN


@dataclass(frozen=True, slots=True)
class Always:
    """Nothing is asked: being in the population is enough."""

    @property
    def elements(self) -> tuple[Element, ...]:
        return ()

    @property
    def key(self) -> str:
        return "always"

    def outcome(self, answers: Mapping[str, Answer]) -> Outcome:
        return Outcome.MET


@dataclass(frozen=True, slots=True)
class FlagIs:
    """The unit answered yes (or no)."""

    element: Element
    yes: bool = True

    @property
    def elements(self) -> tuple[Element, ...]:
        return (self.element,)

    @property
    def key(self) -> str:
        return f"{self.element.code}={'yes' if self.yes else 'no'}"

    def outcome(self, answers: Mapping[str, Answer]) -> Outcome:
        told = answered(answers, self.element)
        return told if isinstance(told, Outcome) else _outcome((told[0] != 0) is self.yes)


@dataclass(frozen=True, slots=True)
class NumberMeets:
    """The unit's own figure meets a threshold."""

    element: Element
    threshold: Judged

    @property
    def elements(self) -> tuple[Element, ...]:
        return (self.element,)

    @property
    def key(self) -> str:
        return f"{self.element.code}{_threshold_key(self.threshold)}"

    def outcome(self, answers: Mapping[str, Answer]) -> Outcome:
        told = answered(answers, self.element)
        return told if isinstance(told, Outcome) else _outcome(self.threshold.met_by(told[0]))


@dataclass(frozen=True, slots=True)
class ShareMeets:
    """The unit's own share meets a threshold: the inner half of "100 % of enterprises that train 80 % of
    workers".

    Nobody to count (a denominator of zero) means that the condition does not apply to the unit.
    """

    numerator: Element
    denominator: Element
    threshold: Judged

    @property
    def elements(self) -> tuple[Element, ...]:
        return (self.numerator, self.denominator)

    @property
    def key(self) -> str:
        return f"{self.numerator.code}/{self.denominator.code}{_threshold_key(self.threshold)}"

    def outcome(self, answers: Mapping[str, Answer]) -> Outcome:
        told = answered(answers, self.numerator, self.denominator)
        if isinstance(told, Outcome):
            return told
        part, whole = told
        return Outcome.OUTSIDE if whole == 0 else _outcome(self.threshold.met_by(part / whole))


UnitCondition: TypeAlias = Always | FlagIs | NumberMeets | ShareMeets


def _threshold_key(threshold: Judged) -> str:
    return "".join(threshold_to_data(threshold).values())
