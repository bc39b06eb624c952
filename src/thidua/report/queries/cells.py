"""One cell of a report: what was typed, what it means, and why it could not be read.

Stored entry of an element: {"text", "value", "answer", "estimate", "estimate_value", "from", "reason",
"by", "at", "rev"}. ``text`` is what the person typed, kept even when wrong; ``value`` is the exact number
as a fraction ("1234", "3/2"), absent when the text cannot be read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, TypeAlias

from django.utils.translation import gettext_lazy as _

from thidua.algebra.elements import Element, Nature
from thidua.algebra.values import MISSING, NOT_APPLICABLE, Answer, Number
from thidua.formats import vi
from thidua.formats.errors import CodedError
from thidua.kernel.languages import Words, spelled
from thidua.report.errors import FlagUnreadable

Entry: TypeAlias = Mapping[str, Any]
Data: TypeAlias = Mapping[str, Entry]

LONGEST_TEXT = 200
# What people write in a sheet for the two answers that are not a figure.
_NONE: Final = spelled(_("0 (không phát sinh)"), "không phát sinh", "không có phát sinh", "kps")
_OUTSIDE: Final = spelled(_("Không thuộc đối tượng"), "ktđt", "không áp dụng")
_FLAGS: Final = Words((_("có"), 1), (_("không"), 0), also={"1": 1, "x": 1, "đạt": 1, "0": 0, "không đạt": 0})


@dataclass(frozen=True)
class Change:
    """What a person did to one cell. ``answer``: "" (nothing said), number, none, not_applicable."""

    text: str = ""
    answer: str = ""
    estimate: str | None = None
    reason: str | None = None

    @classmethod
    def of(cls, told: Any) -> Change:
        """From a plain text, or from {"value", "answer", "estimate", "reason"} of a page or the API."""
        if isinstance(told, Change):
            return told
        if not isinstance(told, Mapping):
            return cls.read("" if told is None else str(told))
        typed = str(told.get("value", told.get("text", "")) or "")
        read = cls.read(typed, str(told.get("answer", "")))
        return cls(read.text, read.answer, told.get("estimate"), told.get("reason"))

    @classmethod
    def read(cls, typed: str, answer: str = "") -> Change:
        """The answer that the words themselves give when no box is ticked."""
        typed = unicodedata.normalize("NFC", typed).strip()[:LONGEST_TEXT]
        if answer in {"none", "not_applicable"}:
            return cls("0" if answer == "none" else "", answer)
        if typed in _NONE:
            return cls("0", "none")
        if typed in _OUTSIDE:
            return cls("", "not_applicable")
        return cls(typed, "number" if typed else "")


def parse_figure(element: Element, typed: str) -> Fraction:
    """The exact figure that the text stands for. Raises coded errors of ``formats`` and FlagUnreadable."""
    if element.nature is Nature.MONEY:
        return Fraction(vi.parse_money(typed))
    if element.nature is Nature.FLAG:
        return _flag(typed)
    number = Fraction(vi.parse_number(typed))
    if element.scale == 0 and number.denominator != 1:
        raise vi.CountFractional(text=typed)
    if number < 0:
        raise vi.CountNegative(text=typed)
    return number


def _flag(typed: str) -> Fraction:
    told = _FLAGS.meaning(typed)
    if told is None:
        raise FlagUnreadable(text=typed)
    return Fraction(told)


def entry_of(element: Element, change: Change, kept: Entry | None = None) -> dict[str, Any]:
    """The stored entry after a change; estimate and reason stay when the change does not mention them."""
    kept = kept or {}
    estimate = kept.get("estimate", "") if change.estimate is None else change.estimate.strip()[:LONGEST_TEXT]
    reason = kept.get("reason", "") if change.reason is None else change.reason.strip()[:500]
    told = {
        "text": vi.grouped(change.text),  # pasted and sent figures read like typed ones
        "answer": change.answer,
        "value": _value(element, change.text) if change.answer in {"number", "none"} else None,
        "estimate": vi.grouped(estimate),
        "estimate_value": _value(element, estimate) if estimate else None,
        "reason": reason,
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def _value(element: Element, typed: str) -> str | None:
    try:
        return str(parse_figure(element, typed))
    except CodedError:
        return None


def answer_of(entry: Entry | None) -> Answer:
    """What an entry says to the algebra; what cannot be read is missing, never zero."""
    entry = entry or {}
    if entry.get("answer") == "not_applicable":
        return NOT_APPLICABLE
    if entry.get("answer") in {"number", "none"} and entry.get("value") is not None:
        return _number(entry["value"])
    return MISSING


@lru_cache(maxsize=8192)
def _number(stored: str) -> Number:
    """Figures of unions are small and come again: the same text is read once."""
    return Number(Fraction(stored))


def answers_of(data: Data) -> dict[str, Answer]:
    """All answers of a report by element; unanswered ones are absent."""
    told = {code: answer_of(entry) for code, entry in data.items()}
    return {code: answer for code, answer in told.items() if answer is not MISSING}


def problem_of(element: Element, entry: Entry | None) -> CodedError | None:
    """Why the typed text is not a figure, or None."""
    if not entry or entry.get("answer") != "number" or entry.get("value") is not None:
        return None
    try:
        parse_figure(element, str(entry.get("text", "")))
    except CodedError as problem:
        return problem
    return None


def estimate_of(entry: Entry | None) -> Fraction | None:
    """ "Ước thực hiện": kept beside, never summed."""
    value = (entry or {}).get("estimate_value")
    return None if value is None else Fraction(value)
