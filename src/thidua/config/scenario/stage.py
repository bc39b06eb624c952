"""The stage that a story is played on: its units and its people, found by the codes of the story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from thidua.access.models import Account
from thidua.access.queries.actors import actor_of
from thidua.config.scenario.figures import Telling, tellings
from thidua.config.scenario.files import Story
from thidua.config.scenario.naming import Grassroots, grassroots_of
from thidua.federation.models import Body
from thidua.kernel.door import Actor, system
from thidua.launch.models import Cycle, Movement, Paper, Period

Tell: TypeAlias = Callable[[str], None]


@dataclass
class Stage:
    """Everything that the acts hand to one another."""

    story: Story
    tell: Tell
    units: dict[str, Body] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)  # by the person's code, or the unit's
    movement: Movement | None = None
    cycle: Cycle | None = None
    periods: dict[str, Period] = field(default_factory=dict)
    targets: dict[str, int] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)

    @cached_property
    def grassroots(self) -> list[Grassroots]:
        return grassroots_of(self.story.tree, self.story.half_year)

    @cached_property
    def tellings(self) -> list[Telling]:
        return tellings(self.story.tree, self.story.half_year, self.grassroots)

    @property
    def called(self) -> Movement:
        """The movement, once it is called."""
        assert self.movement is not None
        return self.movement

    @property
    def year(self) -> Cycle:
        assert self.cycle is not None
        return self.cycle

    @property
    def issuer(self) -> Body:
        return self.units[self.story.plan["head"]["issuer"]]

    @property
    def approvals(self) -> dict[str, dt.date]:
        """On which day the plan took each step."""
        return {one["step"]: one["day"] for one in self.story.plan["approvals"]}

    @property
    def founder(self) -> Actor:
        """Who sets an installation up, before anybody can sign in."""
        return system("Thiết lập ban đầu")

    def actor(self, code: str) -> Actor:
        """The person of the story as the house knows them today: roles change with the day."""
        actor, _desks = actor_of(self.accounts[code])
        return actor

    def officer_of(self, upper: str) -> Actor:
        return self.actor(self.story.half_year["direct_units"][upper]["officer"])

    def unit(self, code: str) -> Body:
        return self.units[code]

    def word(self, code: Any) -> str:
        """A code of the plan as it is written in the paper."""
        if code in (None, ""):
            return ""
        if code in self.units:
            return str(self.units[code].name)
        return str(self.story.plan["words"].get(code, code))
