"""All units of a cluster marked by one sheet: leaves, branches with their caps, bonus, total, vetoes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from thidua.algebra.scoring.by_integers import compared
from thidua.algebra.scoring.kinds import ZERO, Asked, Done, Mark, Peers, PerOccurrence, Reason
from thidua.algebra.scoring.sheet import Branch, Leaf, Sheet, Veto


@dataclass(frozen=True)
class Unit:
    """What one unit did: by leaf, and the events that vetoes look at. ``votes`` decide ties, when there were any.
    ``settled``: final points of leaves on which somebody decided, because the sheet is silent or in spite of it."""

    done: Mapping[str, Done]
    events: Sequence[str] = ()
    votes: Fraction | None = None
    settled: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class Score:
    """One unit by one sheet. ``total`` is None while a leaf asks; ``open`` names those leaves."""

    marks: Mapping[str, Mark]
    branches: Mapping[str, Fraction | None]
    bonus_counted: Fraction | None
    total: Decimal | None
    open: tuple[str, ...]
    vetoes: tuple[Veto, ...]
    votes: Fraction | None = None

    @property
    def eligible(self) -> bool:
        return not self.vetoes


def mark_all(sheet: Sheet, units: Mapping[str, Unit]) -> dict[str, Score]:
    """Every unit, in the order given. Rules that compare look at all units of ``units``."""
    marks: dict[str, dict[str, Mark]] = {name: {} for name in units}
    for leaf in sheet.leaves():
        done = _all_done(leaf, units)
        peers = Peers(done)
        for name, told in done.items():
            settled = units[name].settled.get(leaf.id)
            marks[name][leaf.id] = _mark(leaf, told, peers) if settled is None else _settled(settled)
    return {name: add_up(sheet, unit, marks[name]) for name, unit in units.items()}


_NOTHING: Final = Done({})


def _settled(points: Fraction) -> Mark:
    return Mark(points, Reason("settled", {"points": points}))


def _all_done(leaf: Leaf, units: Mapping[str, Unit]) -> dict[str, Done]:
    told = {name: unit.done.get(leaf.id, _NOTHING) for name, unit in units.items()}
    kind = leaf.kind
    if isinstance(kind, PerOccurrence) and kind.event:
        return {name: _counted(kind.event, done, units[name]) for name, done in told.items()}
    return told


def _counted(event: str, done: Done, unit: Unit) -> Done:
    if "count" in done.values:
        return done
    return replace(done, values={**done.values, "count": unit.events.count(event)})


def _mark(leaf: Leaf, done: Done, peers: Peers) -> Mark:
    try:
        return leaf.kind.mark(leaf.most, done, peers)
    except Asked as asked:
        return Mark(None, question=asked.reason)


def add_up(sheet: Sheet, unit: Unit, marks: Mapping[str, Mark]) -> Score:
    """Marks of one unit within the caps of the sheet, rounded once."""
    asked = tuple(leaf for leaf, mark in marks.items() if mark.question is not None)
    branches: dict[str, Fraction | None] = {}
    tops = {branch.id: add_branch(branch, marks, branches, asked) for branch in sheet.branches}
    earned = _sum(mark.bonus for mark in marks.values() if mark.bonus is not ZERO)
    total, bonus = total_of(sheet, tops, earned)
    return Score(
        marks=marks,
        branches=branches,
        bonus_counted=None if asked else bonus,
        total=None if asked else total,
        open=asked,
        vetoes=tuple(veto for veto in sheet.vetoes if veto.event in unit.events),
        votes=unit.votes,
    )


def total_of(sheet: Sheet, tops: Mapping[str, Fraction], earned: Fraction) -> tuple[Decimal, Fraction]:
    """The total, and how much of it is bonus. ``tops``: points of the outermost branches within their caps;
    ``earned``: bonuses of criteria."""
    own = sum((tops[branch.id] for branch in sheet.branches if not branch.bonus), ZERO)
    beside = sum((tops[branch.id] for branch in sheet.branches if branch.bonus), ZERO)
    if sheet.bonus_cap is not None:
        earned = min(earned, sheet.bonus_cap)
    whole = own + earned + beside
    if sheet.most is not None:
        whole = min(whole, sheet.most)
    return sheet.rounding(whole), earned + beside


def add_branch(
    branch: Branch, marks: Mapping[str, Mark], found: dict[str, Fraction | None], asked: Collection[str]
) -> Fraction:
    """The points of a branch within its cap; noted in ``found``, None while a leaf of it is among ``asked``."""
    points = _sum(
        add_branch(one, marks, found, asked) if isinstance(one, Branch) else marks[one.id].points or ZERO
        for one in branch.members
    )
    if branch.most is not None and compared(points, branch.most) > 0:
        points = branch.most
    asks = bool(asked) and any(leaf.id in asked for leaf in branch.leaves())
    found[branch.id] = None if asks else points
    return points


def _sum(values: Iterable[Fraction]) -> Fraction:
    """Exactly. Integers over one denominator, brought to the lowest terms once: several times faster than fraction
    by fraction, which looks for the lowest terms each time."""
    above, below = 0, 1
    for value in values:
        over, under = value.as_integer_ratio()
        if under == below:
            above += over
        else:
            above, below = above * under + over * below, below * under
    return Fraction(above, below)
