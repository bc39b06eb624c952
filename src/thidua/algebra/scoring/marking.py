"""All units of a cluster marked by one sheet: leaves, branches with their caps, bonus, total, vetoes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from thidua.algebra.scoring.by_integers import compared
from thidua.algebra.scoring.kinds import ZERO, Asked, Done, Mark, Peers, PerOccurrence, Reason, passes
from thidua.algebra.scoring.sheet import Branch, Leaf, Sheet, Take, Veto


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

    @property
    def ranked(self) -> bool:
        return self.total is not None and all(veto.effect != NOT_RANKED for veto in self.vetoes)


def mark_all(sheet: Sheet, units: Mapping[str, Unit]) -> dict[str, Score]:
    """Every unit, in the order given. Rules that compare look at all units of ``units``."""
    marks: dict[str, dict[str, Mark]] = {name: {} for name in units}
    for leaf in sheet.leaves():
        done = _all_done(leaf, units)
        peers = Peers(done)
        for name, told in done.items():
            settled = units[name].settled.get(leaf.id)
            mark = _mark(leaf, told, peers) if settled is None else _settled(settled)
            marks[name][leaf.id] = _rounded(sheet, mark) if sheet.rounding.each else mark
    return {name: add_up(sheet, unit, marks[name]) for name, unit in units.items()}


_NOTHING: Final = Done({})
_NOT_ASSIGNED: Final = Mark(None, Reason("not_assigned"))
NOT_RANKED: Final = "not_ranked"


def _settled(points: Fraction) -> Mark:
    return Mark(points, Reason("settled", {"points": points}))


def _rounded(sheet: Sheet, mark: Mark) -> Mark:
    if mark.points is None:
        return mark
    points, bonus = (Fraction(sheet.rounding(one)) for one in (mark.points, mark.bonus))
    return mark._replace(points=points, bonus=bonus)


def _all_done(leaf: Leaf, units: Mapping[str, Unit]) -> dict[str, Done]:
    told = {name: unit.done.get(leaf.id, _NOTHING) for name, unit in units.items()}
    kind = leaf.kind
    if leaf.mean:
        return {name: _averaged(done) for name, done in told.items()}
    if isinstance(kind, PerOccurrence) and kind.event:
        return {name: _counted(kind.event, done, units[name]) for name, done in told.items()}
    return told


def _averaged(done: Done) -> Done:
    try:
        return done.averaged()
    except Asked:
        return done  # asked again where the unit itself is marked


def _counted(event: str, done: Done, unit: Unit) -> Done:
    if "count" in done.values:
        return done
    return done._replace(values={**done.values, "count": unit.events.count(event)})


def _mark(leaf: Leaf, done: Done, peers: Peers) -> Mark:
    try:
        if leaf.mean:
            done = done.averaged()
        if not done.assigned and not done.values:
            return _NOT_ASSIGNED
        if leaf.gate and not passes(leaf.gate, done):
            return Mark(ZERO, Reason("gate_closed", {"gate": leaf.gate}))
        return leaf.kind.mark(leaf.most, done, peers)
    except Asked as asked:
        return Mark(None, question=asked.reason)


def add_up(sheet: Sheet, unit: Unit, marks: Mapping[str, Mark]) -> Score:
    """Marks of one unit within the caps of the sheet, rounded once."""
    asked = tuple(leaf for leaf, mark in marks.items() if mark.question is not None)
    branches: dict[str, Fraction | None] = {}
    tops = {branch.id: add_branch(branch, marks, branches, asked) for branch in sheet.branches}
    total, bonus = total_of(sheet, tops, marks)
    return Score(
        marks=marks,
        branches=branches,
        bonus_counted=None if asked else bonus,
        total=None if asked else total,
        open=asked,
        vetoes=tuple(_barring(sheet, unit, marks, branches, None if asked else total)),
        votes=unit.votes,
    )


def _barring(
    sheet: Sheet,
    unit: Unit,
    marks: Mapping[str, Mark],
    branches: Mapping[str, Fraction | None],
    total: Decimal | None,
) -> Iterator[Veto]:
    """Points that are still asked for bar nobody yet."""
    for veto in sheet.vetoes:
        if veto.below is None:
            if veto.event in unit.events:
                yield veto
            continue
        points = (
            branches[veto.of] if veto.of in branches else marks[veto.of].points if veto.of in marks else total
        )
        if points is not None and points < veto.below:
            yield veto


def total_of(
    sheet: Sheet, tops: Mapping[str, Fraction], marks: Mapping[str, Mark]
) -> tuple[Decimal, Fraction]:
    """The total, and how much of it is bonus. ``tops``: points of the outermost branches within their caps."""
    own = sum((tops[branch.id] for branch in sheet.branches if not branch.bonus), ZERO)
    if sheet.penalty_cap is not None:
        own += _given_back(sheet.penalty_cap, marks)
    beside = sum((tops[branch.id] for branch in sheet.branches if branch.bonus), ZERO)
    if sheet.beside:
        beside += _sum(marks[leaf].points or ZERO for leaf in sheet.beside)
    earned = _sum(mark.bonus for mark in marks.values() if mark.bonus is not ZERO)
    if sheet.bonus_cap is not None:
        earned = min(earned, sheet.bonus_cap)
    if sheet.bonus_from is not None and own < sheet.bonus_from:
        earned, beside = ZERO, min(beside, ZERO)
    whole = own + earned + beside
    if sheet.most is not None:
        whole = min(whole, sheet.most)
    return sheet.rounding(whole), earned + beside


def _given_back(cap: Fraction, marks: Mapping[str, Mark]) -> Fraction:
    """What was taken away beyond the cap of all penalties."""
    taken = _sum(mark.points for mark in marks.values() if mark.points is not None and mark.points < 0)
    return max(cap - taken, ZERO)


def add_branch(
    branch: Branch, marks: Mapping[str, Mark], found: dict[str, Fraction | None], asked: Collection[str]
) -> Fraction:
    """The points of a branch within its cap; noted in ``found``, None while a leaf of it is among ``asked``."""
    parts = [
        add_branch(one, marks, found, asked) if isinstance(one, Branch) else marks[one.id].points
        for one in branch.within
    ]
    points = _taken(branch.take, parts)
    if branch.most is not None and compared(points, branch.most) > 0:
        points = branch.most
    if branch.least is not None and compared(points, branch.least) < 0:
        points = branch.least
    asks = bool(asked) and any(leaf.id in asked for leaf in branch.leaves())
    found[branch.id] = None if asks else points
    return points


def _taken(take: Take, parts: Sequence[Fraction | None]) -> Fraction:
    """Of the members that have points; of none it is nothing."""
    if take is Take.SUM:
        return _sum(part for part in parts if part is not None)
    known = [part for part in parts if part is not None]
    if take is Take.MEAN:
        return _sum(known) / max(len(known), 1)
    return max(known, default=ZERO) if take is Take.HIGHEST else min(known, default=ZERO)


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
