"""What the acts of such a story hand to one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from thidua.access.models import Account
from thidua.access.queries.actors import actor_of
from thidua.config.scenario.files import Story
from thidua.config.scenario.stage import Tell
from thidua.federation.models import Body
from thidua.kernel.door import Actor, system
from thidua.launch.models import Cycle, Paper, PaperReading


@dataclass
class PlanStage:
    """Units, people and papers, found by the codes of the story."""

    story: Story
    tell: Tell
    units: dict[str, Body] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    plan: Paper | None = None
    reading: PaperReading | None = None  # when the plan was read from its paper

    @property
    def founder(self) -> Actor:
        return system("Thiết lập ban đầu")

    @property
    def said(self) -> Mapping[str, Any]:
        """The plan as the story tells it."""
        told: Mapping[str, Any] = self.story.plan["plan"]
        return told

    @property
    def issued(self) -> Paper:
        assert self.plan is not None
        return self.plan

    @property
    def year(self) -> Cycle:
        return Cycle.objects.get(movement=self.issued.movement_id, year=self.said["year"])

    def actor(self, code: str) -> Actor:
        return actor_of(self.accounts[code])[0]

    def below(self) -> list[str]:
        """Codes of the units directly below the one whose plan it is."""
        return [one["code"] for one in self.story.tree["units"] if one["under"] == self.said["unit"]]
