"""On a copy: what if a figure were another, what another version of the sheet makes of the same data, and how firm
the order is. Nothing of it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.algebra.scoring.stability import Shift, firm, shifts
from thidua.score.models import MarkedUnit, ScoreSheet
from thidua.score.queries.marking.computing import Instead, Scored, scored
from thidua.score.queries.marking.loading import Standing, rules_of


@dataclass(frozen=True)
class Moved:
    """One unit before and after. Totals as the sheet rounds them; None is open."""

    marked: MarkedUnit
    total_before: Decimal | None
    total_after: Decimal | None
    place_before: int | None
    place_after: int | None

    @property
    def changed(self) -> bool:
        return (self.total_before, self.place_before) != (self.total_after, self.place_after)


def compared(standing: Standing, before: Scored, after: Scored) -> list[Moved]:
    """Those who are ranked, in their places before."""
    rows = []
    for one in standing.active:
        was, becomes = before.place(one), after.place(one)
        rows.append(
            Moved(
                one,
                before.of(one).total,
                after.of(one).total,
                was.place if was else None,
                becomes.place if becomes else None,
            )
        )
    return sorted(rows, key=lambda row: (row.place_before is None, row.place_before or 0))


def what_if(standing: Standing, instead: Mapping[tuple[int, str], Instead], upto: str) -> list[Moved]:
    """Everybody before and after other figures: what one unit changes may move its peers too."""
    return compared(standing, scored(standing, upto), scored(standing, upto, instead=instead))


def by_other_sheet(standing: Standing, sheet: ScoreSheet, upto: str) -> tuple[Scored, list[Moved]]:
    """The same data by another sheet, criteria matched by their codes; what it asks and nobody told stays open."""
    after = scored(standing, upto, rules=rules_of(sheet))
    return after, compared(standing, scored(standing, upto), after)


@dataclass(frozen=True)
class Firmness:
    """``trials``: how many were made; ``shaken``: by unit, in how many it would stand elsewhere."""

    trials: int
    shifted: Sequence[Shift]
    shaken: Mapping[str, int]


def firmness(standing: Standing, upto: str) -> Firmness:
    """Each criterion taken out, a tenth lighter, a tenth heavier."""
    result = scored(standing, upto)
    active = {one.key for one in standing.active}
    scores = {name: score for name, score in result.scores.items() if name in active}
    found = shifts(standing.rules.sheet, scores)
    return Firmness(3 * len(standing.rules.leaves), found, firm(found, list(scores)))
