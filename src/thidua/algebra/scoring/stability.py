"""How firm an order is: which places change when one criterion is taken out, or weighs a tenth more or less.

Points are scaled, not marked again: a criterion that weighs ten per cent more gives ten per cent more points within
a cap of its branch that grows by as much. Totals are added up and rounded by the sheet's own rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from thidua.algebra.scoring.kinds import Mark
from thidua.algebra.scoring.marking import Score, add_branch, total_of
from thidua.algebra.scoring.ranking import rank
from thidua.algebra.scoring.sheet import Branch, Leaf, Sheet

WITHOUT: Final = Fraction(0)
LESS: Final = Fraction(9, 10)
MORE: Final = Fraction(11, 10)


@dataclass(frozen=True)
class Shift:
    """One criterion at another weight: the place that each unit would have, and who would stand elsewhere."""

    leaf: str
    weight: Fraction  # 0 taken out, 9/10, 11/10
    places: Mapping[str, int]
    moved: tuple[str, ...]


def shifts(
    sheet: Sheet, scores: Mapping[str, Score], weights: Sequence[Fraction] = (WITHOUT, LESS, MORE)
) -> list[Shift]:
    """Those that change somebody's place, in the order of the sheet. Units without a total stay out."""
    known = {name: score for name, score in scores.items() if score.total is not None}
    now = {name: one.place for name, one in rank(sheet, known).items()}
    found = []
    for branch in sheet.branches:
        for leaf in branch.leaves():
            for weight in weights:
                trial = _Trial(sheet, branch, leaf, weight)
                again = {name: trial.of(score) for name, score in known.items()}
                places = {name: one.place for name, one in rank(sheet, again).items()}
                moved = tuple(name for name, place in now.items() if places.get(name) != place)
                if moved:
                    found.append(Shift(leaf.id, weight, places, moved))
    return found


class _Trial:
    """One criterion at another weight: only its own group is added up anew."""

    def __init__(self, sheet: Sheet, branch: Branch, leaf: Leaf, weight: Fraction) -> None:
        self.leaf, self.weight = leaf, weight
        self.branch = _weighed(branch, leaf, weight)
        change = (weight - 1) * (leaf.most or 0)
        self.sheet = sheet if sheet.most is None or branch.bonus else replace(sheet, most=sheet.most + change)

    def of(self, score: Score) -> Score:
        marks = {**score.marks, self.leaf.id: _scaled(score.marks[self.leaf.id], self.weight)}
        branches = dict(score.branches)
        add_branch(self.branch, marks, branches, score.open)
        tops = {one.id: branches[one.id] or Fraction(0) for one in self.sheet.branches}
        total, _bonus = total_of(self.sheet, tops, marks)
        return replace(score, marks=marks, branches=branches, total=total)


def firm(shifted: Sequence[Shift], names: Sequence[str]) -> dict[str, int]:
    """By unit, in how many of the trials it would stand elsewhere; 0 is a place that nothing shakes."""
    return {name: sum(name in one.moved for one in shifted) for name in names}


def _weighed(one: Branch, leaf: Leaf, weight: Fraction) -> Branch:
    """The branch with its cap grown or shrunk by what the criterion weighs, where the criterion stands in it."""
    if leaf.id not in {inner.id for inner in one.leaves()}:
        return one
    most = None if one.most is None else max(one.most + (weight - 1) * (leaf.most or 0), Fraction(0))
    members = tuple(
        _weighed(inner, leaf, weight) if isinstance(inner, Branch) else inner for inner in one.members
    )
    return replace(one, most=most, members=members)


def _scaled(mark: Mark, weight: Fraction) -> Mark:
    return mark._replace(
        points=None if mark.points is None else mark.points * weight, bonus=mark.bonus * weight
    )
