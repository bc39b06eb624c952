"""What the acts of a cluster's story hand to one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from thidua.config.scenario.of_a_plan.stage import PlanStage
from thidua.federation.models import Body
from thidua.launch.models import Period


@dataclass
class ClusterStage(PlanStage):
    periods: dict[str, Period] = field(default_factory=dict)

    @property
    def told(self) -> Mapping[str, Any]:
        """The cluster as the story tells it."""
        found: Mapping[str, Any] = self.story.half_year["cluster"]
        return found

    @property
    def cluster(self) -> Body:
        return self.units[self.told["code"]]

    @property
    def members(self) -> list[str]:
        return list(self.told["members"])
