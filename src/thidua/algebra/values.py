"""The answers of a cell: a number, or one of three reasons why there is none. Zero is a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from thidua.algebra.reading import Data, told


@dataclass(frozen=True, slots=True)
class Number:
    """A figure that somebody stands for; 0 means "watched, and nothing happened"."""

    value: Fraction

    def __init__(self, value: Fraction | int) -> None:
        object.__setattr__(self, "value", value if type(value) is Fraction else Fraction(value))


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """ "Không thuộc đối tượng": the unit leaves the denominator."""


@dataclass(frozen=True, slots=True)
class Missing:
    """ "Chưa báo cáo": nobody has answered yet; never counted as zero."""


@dataclass(frozen=True, slots=True)
class NotDue:
    """ "Chưa đến kỳ đánh giá": the question is not asked yet in this period."""


Answer: TypeAlias = Number | NotApplicable | Missing | NotDue
NOT_APPLICABLE: Final = NotApplicable()
MISSING: Final = Missing()
NOT_DUE: Final = NotDue()
YES: Final = Number(1)
NO: Final = Number(0)

_WITHOUT_VALUE: Final[Mapping[str, Answer]] = {
    "not_applicable": NOT_APPLICABLE,
    "missing": MISSING,
    "not_due": NOT_DUE,
}


def answer_to_data(answer: Answer) -> dict[str, str]:
    """JSON-able form: {"answer": "number", "value": "3/2"} or {"answer": "missing"}."""
    if isinstance(answer, Number):
        return {"answer": "number", "value": str(answer.value)}
    return {"answer": next(name for name, known in _WITHOUT_VALUE.items() if known == answer)}


def answer_from_data(data: Data) -> Answer:
    """The inverse of answer_to_data. Raises UnknownDefinition."""
    answer = told(data).at("answer")
    if answer.text() == "number":
        return Number(told(data).at("value").fraction())
    if answer.text() not in _WITHOUT_VALUE:
        raise answer.not_a("answer")
    return _WITHOUT_VALUE[answer.text()]


def number_of(answer: Answer) -> Fraction | None:
    """The figure, or None when there is none."""
    return answer.value if isinstance(answer, Number) else None
