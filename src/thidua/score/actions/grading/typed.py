"""Marks and answers as people type them, brought into the shape in which they are kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from thidua.formats.errors import CodedError
from thidua.formats.text import clean
from thidua.formats.vi import parse_number
from thidua.score.errors import CriterionStrange
from thidua.score.models import GradingRound

LONGEST = 500
V = TypeVar("V")


def marks_typed(round_: GradingRound, kept: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    """Points by criterion. What cannot be read is kept as it was typed. Raises CriterionStrange."""
    _require_known(told, {leaf.id for leaf in round_.criteria.leaves()})
    return _merged(kept, {code: mark_typed(text) for code, text in told.items()})


def mark_typed(text: str) -> str:
    """ "8,5" as "8.5"; a text that is no number stays as it is."""
    text = clean(text)[:40]
    try:
        return f"{parse_number(text):f}" if text else ""
    except CodedError:
        return text


def answers_typed(
    round_: GradingRound, kept: Mapping[str, bool], told: Mapping[str, bool | None]
) -> dict[str, bool]:
    """Yes or no by condition; None takes the answer away. Raises CriterionStrange."""
    _require_known(told, {one.code for one in round_.rules.asked})
    return {code: answer for code, answer in {**kept, **told}.items() if answer is not None}


def words_typed(round_: GradingRound, kept: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    """What is said about criteria and conditions. Raises CriterionStrange."""
    known = {leaf.id for leaf in round_.criteria.leaves()} | {one.code for one in round_.rules.conditions}
    _require_known(told, known)
    return _merged(kept, {code: text.strip()[:LONGEST] for code, text in told.items()})


def _merged(kept: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    return {code: text for code, text in {**kept, **told}.items() if text}


def _require_known(told: Collection[str], known: Collection[str]) -> None:
    for code in told:
        if code not in known:
            raise CriterionStrange(criterion=code[:60])
