"""What the acts of the ten years hand to one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from thidua.config.scenario.of_a_plan.stage import PlanStage
from thidua.config.scenario.ten_years.unions import Union, Unions
from thidua.launch.models import Cycle, LaunchEvent, Movement, Paper, Period
from thidua.pledge.models import Covenant, Scheme

BY = {"writer": "writer", "head": "head", "clerk": "clerk", "chair": "chair"}  # who does what at the province
PROVINCE = "TH"


@dataclass
class TenYears(PlanStage):
    """The province, found by the codes of the story."""

    movement: Movement | None = None
    cycles: dict[int, Cycle] = field(default_factory=dict)
    periods: dict[int, Period] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    plans: dict[tuple[int, str], Paper] = field(default_factory=dict)  # of the upper unions, by year
    events: dict[str, LaunchEvent] = field(default_factory=dict)  # by name
    covenant: Covenant | None = None
    scheme: Scheme | None = None

    @property
    def told(self) -> Mapping[str, Any]:
        """The story, year by year."""
        return self.story.half_year

    @cached_property
    def unions(self) -> Unions:
        return Unions(self.story.tree, self.told)

    @property
    def called(self) -> Movement:
        assert self.movement is not None
        return self.movement

    def of_year(self, year: int) -> Mapping[str, Any]:
        said: Mapping[str, Any] = self.told["years"][year]
        return said

    def launch_day(self, year: int, upper: str) -> dt.date:
        """On which day an upper union launches; the days go round, the late ones are named."""
        said = self.of_year(year)["launches"]
        place = self.unions.uppers.index(upper)
        usual = said["upper_from"] + dt.timedelta(days=place * 5 % said["upper_days"])
        day: dt.date = said["upper_late"].get(upper, usual)
        return day

    def plan_day(self, year: int, upper: str) -> dt.date:
        said = self.of_year(year)["plans"]
        usual = said["first"] + dt.timedelta(days=self.unions.uppers.index(upper) * 3 % said["days"])
        day: dt.date = said["late"].get(upper, usual)
        return day

    def handing_down(self, year: int) -> list[str]:
        """The upper unions that turn the yearly decision into one of their own."""
        said = self.of_year(year)["plans"]["hand_down"]
        return self.unions.uppers if said == "all" else [one for one in self.unions.uppers if one in said]

    @property
    def registering(self) -> list[Union]:
        """Grassroots unions whose people register for the titles of the province."""
        return [one for upper in self.told["registering"]["uppers"] for one in self.unions.below(upper)]

    def registered_at(self, union: Union) -> int:
        """How many people of a union register: one of so many, at least two."""
        return max(2, union.members // int(self.told["registering"]["one_of"]))

    def grassroots_days(self, year: int) -> dict[str, dt.date]:
        """When each grassroots union launched; whoever never did is not there."""
        said = self.of_year(year)["launches"]
        days = {
            one.code: said["grassroots_from"] + dt.timedelta(days=place * 7 % said["grassroots_days"])
            for place, one in enumerate(self.unions.all)
        }
        days.update(said["grassroots_late"])
        return {code: day for code, day in days.items() if code not in said["never"]}
