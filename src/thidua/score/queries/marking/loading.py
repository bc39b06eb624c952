"""Everything that a round is marked from, read once: its sheet, units, frozen figures, marks and events."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from thidua.algebra.scoring.origins import Origin, read_origins
from thidua.algebra.scoring.reading import read_sheet
from thidua.algebra.scoring.sheet import Leaf, Sheet
from thidua.score.errors import CriterionUnknownHere
from thidua.score.models import Figure, Mark, MarkedUnit, MarkingRound, ScoreSheet, UnitEvent

# The later hand counts. A department verifies, or another member does in its place.
CHAIN = ("verified", "checked", "meeting", "council", "committee")


@dataclass(frozen=True)
class Rules:
    """A sheet as the engine knows it, with where each figure comes from."""

    sheet: Sheet
    origins: Mapping[str, Origin]
    leaves: Mapping[str, Leaf]

    def leaf(self, name: str) -> Leaf:
        """Raises CriterionUnknownHere."""
        if name not in self.leaves:
            raise CriterionUnknownHere(leaf=name[:60])
        return self.leaves[name]


@lru_cache(maxsize=64)
def _rules(text: str) -> Rules:
    body = json.loads(text)
    sheet = read_sheet(body)
    return Rules(sheet, read_origins(body, sheet), {leaf.id: leaf for leaf in sheet.leaves()})


def rules_of(sheet: ScoreSheet) -> Rules:
    """Read once a process for each content: what is in use never changes."""
    return _rules(json.dumps(sheet.body, ensure_ascii=False))


@dataclass(frozen=True)
class Standing:
    """What stands now in a round. ``marks`` are current ones, by unit and criterion."""

    round: MarkingRound
    rules: Rules
    marked: Sequence[MarkedUnit]
    figures: Mapping[tuple[int, str], Figure]
    marks: Mapping[tuple[int, str], Sequence[Mark]]
    events: Mapping[int, Sequence[UnitEvent]]

    @property
    def active(self) -> list[MarkedUnit]:
        """Those who are compared; a unit that has left is not."""
        return [one for one in self.marked if one.left_on is None]

    def mark(self, marked_id: int, leaf: str, layer: str) -> Mark | None:
        return next((one for one in self.marks.get((marked_id, leaf), ()) if one.layer == layer), None)

    def unit(self, marked_id: int) -> MarkedUnit:
        return next(one for one in self.marked if one.pk == marked_id)


def standing_of(marking_round: MarkingRound) -> Standing:
    """Four queries, whatever the number of units and criteria; the round has its sheet at hand."""
    marked = list(
        marking_round.marked.select_related("unit__kind", "checker").order_by("unit__sort_key", "pk")
    )
    ids = [one.pk for one in marked]
    marks: dict[tuple[int, str], list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(marked__in=ids, current=True).select_related("body"):
        marks[mark.marked_id, mark.leaf].append(mark)
    events: dict[int, list[UnitEvent]] = defaultdict(list)
    for event in UnitEvent.objects.filter(marked__in=ids, struck_why=""):
        events[event.marked_id].append(event)
    figures = {(one.marked_id, one.leaf): one for one in Figure.objects.filter(marked__in=ids)}
    return Standing(marking_round, rules_of(marking_round.sheet), marked, figures, dict(marks), dict(events))
