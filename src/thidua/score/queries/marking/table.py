"""The table of a round as one reader sees it: groups and criteria across, units down, totals and places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.algebra.scoring.sheet import Branch, Leaf
from thidua.catalogue.scoring import say_veto
from thidua.formats.vi import format_number
from thidua.score.models import MarkedUnit, Placing
from thidua.score.queries.marking.computing import Scored, scored
from thidua.score.queries.marking.loading import Standing
from thidua.score.queries.marking.sight import Sight
from thidua.score.queries.marking.why import given, rounded

HIDDEN = ""
OPEN = "?"


@dataclass(frozen=True)
class Cell:
    """``points`` "" is not shown to this reader, "?" waits for somebody's answer."""

    leaf: Leaf
    points: str
    own: str = ""  # what the unit marked itself, where this reader sees it


@dataclass(frozen=True)
class Group:
    branch: Branch
    leaves: Sequence[Leaf]


@dataclass(frozen=True)
class Row:
    marked: MarkedUnit
    cells: Mapping[str, Cell]
    branches: Mapping[str, str]
    total: str
    own_total: str
    place: int | None
    tied: bool
    barred: tuple[str, ...]
    placings: Mapping[str, Placing]
    by_group: Sequence[tuple[Group, str]]
    opens: bool  # whether this reader sees anything of the unit's criteria


@dataclass(frozen=True)
class Table:
    groups: Sequence[Group]
    rows: Sequence[Row]
    result: Scored
    open: int  # questions that nobody has answered, as far as this reader sees totals


def groups_of(standing: Standing) -> list[Group]:
    return [Group(branch, list(branch.leaves())) for branch in standing.rules.sheet.branches]


def table_of(standing: Standing, sight: Sight) -> Table:
    """One query: places that were advised and decided."""
    result, own = scored(standing, sight.upto), scored(standing, "self")
    placings: dict[int, dict[str, Placing]] = {}
    found = Placing.objects.filter(marked__round=standing.round, current=True)
    for placing in found:
        if placing.layer == "sheet" or _sees_places(sight, placing.layer):
            placings.setdefault(placing.marked_id, {})[placing.layer] = placing
    groups = groups_of(standing)
    rows = [_row(standing, sight, one, (result, own), placings.get(one.pk, {})) for one in standing.marked]
    rows.sort(key=lambda row: (row.marked.left_on is not None, row.place is None, row.place or 0))
    asked = sum(len(result.of(one).open) for one in standing.active) if sight.totals else 0
    return Table(groups, rows, result, asked)


def _sees_places(sight: Sight, layer: str) -> bool:
    return any(sight.sees.get(hand, {}).get(layer) == "all" for hand in sight.hands.names)


def _row(
    standing: Standing,
    sight: Sight,
    marked: MarkedUnit,
    results: tuple[Scored, Scored],
    placings: Mapping[str, Placing],
) -> Row:
    result, own = results
    score, rounding = result.of(marked), standing.rules.sheet.rounding
    place = result.place(marked) if sight.totals else None
    own_total = own.of(marked).total if sight.layer("self", marked.pk) else None
    verified = {leaf: sight.layer("verified", marked.pk, leaf) for leaf in standing.rules.leaves}
    branches = {
        branch.id: OPEN if (points := score.branches[branch.id]) is None else rounded(standing, points)
        for branch in standing.rules.sheet.branches
        if all(verified[leaf.id] for leaf in branch.leaves())
    }
    return Row(
        marked=marked,
        cells={
            leaf.id: _cell(standing, sight, marked, leaf, result) for leaf in standing.rules.leaves.values()
        },
        branches=branches,
        total=_total(score.total, rounding.places)
        if sight.totals or sight.layer("total", marked.pk)
        else HIDDEN,
        own_total=HIDDEN if own_total is None else format_number(own_total, rounding.places),
        place=place.place if place else None,
        tied=bool(place and place.tied_with),
        barred=tuple(dict.fromkeys(say_veto(veto) for veto in score.vetoes)),
        placings=placings,
        by_group=[(group, branches.get(group.branch.id, HIDDEN)) for group in groups_of(standing)],
        opens=sight.layer("self", marked.pk) or sight.layer("verified", marked.pk),
    )


def _total(total: Decimal | None, places: int) -> str:
    return OPEN if total is None else format_number(total, places)


def _cell(standing: Standing, sight: Sight, marked: MarkedUnit, leaf: Leaf, result: Scored) -> Cell:
    mark = result.of(marked).marks[leaf.id]
    points = HIDDEN
    if sight.layer("verified", marked.pk, leaf.id):
        points = (
            OPEN
            if mark.question
            else ("–" if mark.points is None else rounded(standing, mark.points + mark.bonus))
        )
    own = standing.mark(marked.pk, leaf.id, "self")
    told = ""
    if own is not None and sight.mark("self", marked.pk, leaf.id):
        told = given(own)
    return Cell(leaf, points, told)
