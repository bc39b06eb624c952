"""What the acts of 2025 hand to one another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from thidua.access.models import Account
from thidua.access.queries.actors import actor_of
from thidua.config.scenario.after_districts.unions import Unions
from thidua.config.scenario.files import Story
from thidua.federation.models import Body, Reorganisation
from thidua.kernel.door import Actor, system
from thidua.launch.models import Cycle, Period


@dataclass
class Stage2025:
    """The two provinces, found by the codes of the story."""

    story: Story
    tell: Callable[[str], None]
    units: dict[str, Body] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    cycle: Cycle | None = None
    periods: dict[str, Period] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)  # by the district whose unions they take
    communes: dict[str, int] = field(default_factory=dict)  # by name
    done: dict[str, Reorganisation] = field(default_factory=dict)
    paths: dict[str, dict[int, str]] = field(
        default_factory=dict
    )  # of every unit, at moments that are compared
    before_correction: dict[int, int] = field(default_factory=dict)  # members by upper union

    @cached_property
    def said(self) -> dict[str, Any]:
        return self.story.half_year

    @cached_property
    def unions(self) -> Unions:
        return Unions(self.story.tree, self.said)

    def actor(self, code: str) -> Actor:
        return actor_of(self.accounts[code])[0]

    def unit(self, code: str) -> Body:
        """Read anew: places change."""
        return Body.objects.get(pk=self.units[code].pk)

    @property
    def founder(self) -> Actor:
        return system("Thiết lập ban đầu")

    @property
    def year(self) -> Cycle:
        assert self.cycle is not None
        return self.cycle

    @staticmethod
    def all_paths() -> dict[int, str]:
        return dict(Body.objects.exclude(path="").values_list("pk", "path"))
