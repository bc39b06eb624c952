"""Units in the order of their points, ties by the sheet's own chain; what the chain leaves equal is said as equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from thidua.algebra.scoring.marking import Score
from thidua.algebra.scoring.sheet import TOTAL, VOTE, Sheet


@dataclass(frozen=True)
class Rank:
    """``place`` counts from 1; units that the chain leaves equal share it and name one another."""

    place: int
    tied_with: tuple[str, ...] = ()


def rank(sheet: Sheet, scores: Mapping[str, Score]) -> dict[str, Rank]:
    """The units whose total is known. A unit whose total is open, or that the sheet does not rank, has no place, and the
    places of the others are as if it were not there."""
    keys = {name: _key(sheet, score) for name, score in scores.items() if score.ranked}
    order = sorted(keys, key=lambda name: keys[name], reverse=True)
    found: dict[str, Rank] = {}
    for _key_of, group in groupby(order, key=lambda name: keys[name]):
        equal, place = sorted(group), len(found) + 1
        for name in equal:
            found[name] = Rank(place, tuple(other for other in equal if other != name))
    return found


def _key(sheet: Sheet, score: Score) -> tuple[Fraction, ...]:
    return tuple(_worth(name, score) for name in sheet.ties)


def _worth(name: str, score: Score) -> Fraction:
    if name == TOTAL:
        assert score.total is not None
        return Fraction(score.total)
    if name == VOTE:
        return score.votes or Fraction(0)  # nobody has voted: this step of the chain decides nothing
    if name in score.branches:
        return score.branches[name] or Fraction(0)
    return score.marks[name].points or Fraction(0)
