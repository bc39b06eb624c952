"""One round as one person stands before it: what stands in it, what they see of it, what they may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from thidua.algebra.scoring.sheet import Leaf
from thidua.kernel.door import Actor, fetch, verdict
from thidua.score.models import MarkingRound
from thidua.score.queries.marking.computing import Scored, scored
from thidua.score.queries.marking.loading import Standing, standing_of
from thidua.score.queries.marking.sight import Sight, sight_of

RELATED = ("organiser", "sheet__owner", "leader", "cluster", "period__cycle")


@dataclass
class At:
    """Each part is read when it is first asked for."""

    actor: Actor
    round: MarkingRound

    @cached_property
    def standing(self) -> Standing:
        found = standing_of(self.round)
        for one in found.marked:
            one.round = self.round
        return found

    @cached_property
    def sight(self) -> Sight:
        return sight_of(self.actor, self.round, self.standing.marked)

    @cached_property
    def result(self) -> Scored:
        """As far as this person sees the layers."""
        return scored(self.standing, self.sight.upto)

    def may(self, verb: str) -> bool:
        return bool(verdict(self.round, actor=self.actor, verb=verb))

    @property
    def leaves(self) -> Mapping[str, Leaf]:
        return self.standing.rules.leaves


def look_at(actor: Actor, round_id: int) -> At:
    """Raises Absent."""
    return At(actor, fetch(MarkingRound, round_id, actor=actor, related=RELATED))
