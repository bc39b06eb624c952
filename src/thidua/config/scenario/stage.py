"""The stage that a story is played on: its units and its people, found by the codes of the story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from django.db.models import Count, Max

from thidua.access.models import Account, Holding
from thidua.access.queries.actors import actor_of
from thidua.config.scenario.deeds import Deed, counted, deeds_of
from thidua.config.scenario.figures import Telling, tellings
from thidua.config.scenario.files import Story
from thidua.config.scenario.naming import Grassroots, grassroots_of
from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.door import Actor, system
from thidua.launch.models import Cycle, Movement, Paper, Period

# (element, target whose figures tell it, which of them)
REGISTERED = (("full_time", "t06", "denominator"), ("full_time_trained", "t06", "numerator"))
Tell: TypeAlias = Callable[[str], None]
Roles: TypeAlias = tuple[int | dt.date | None, ...]  # what tells one standing of all roles from another


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
    _actors: dict[tuple[str, Roles], Actor] = field(default_factory=dict)
    _roles: dict[dt.date, Roles] = field(default_factory=dict)

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
        """The person of the story as the house knows them today: roles begin and end with a day, and change by
        nothing else on this stage."""
        known = (code, self._roles_of(clock.today()))
        if known not in self._actors:
            self._actors[known], _desks = actor_of(self.accounts[code])
        return self._actors[known]

    def _roles_of(self, day: dt.date) -> Roles:
        """The same for two days between which no role was given, begins or ends."""
        if day not in self._roles:
            given = Holding.objects.aggregate(last=Max("pk"), number=Count("pk"))
            begun = Holding.objects.filter(from_on__lte=day).aggregate(last=Max("from_on"))
            ended = Holding.objects.filter(until_on__lt=day).aggregate(last=Max("until_on"))
            self._roles[day] = (*given.values(), *begun.values(), *ended.values())
        return self._roles[day]

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

    def chair_of(self, unit: Grassroots) -> Actor:
        """The chair who reports for a grassroots union."""
        named = self._named.get(unit.code, unit.code)
        return self.actor(named)

    @cached_property
    def _named(self) -> dict[str, str]:
        """Persons of the cast who chair a grassroots union, by the union's code."""
        return {
            account.unit.code: code
            for code, account in self.accounts.items()
            if code not in self.units and account.unit.level == "grassroots" and self._chairs(code)
        }

    def _chairs(self, code: str) -> bool:
        return any(
            one["code"] == code and one["role"] == "grassroots_chair"
            for one in self.story.accounts["accounts"]
        )

    def reviewer_of(self, unit: Grassroots) -> Actor:
        """Who accepts or returns the unit's report: the officer directly above."""
        return self.actor("nguyen_duy_khanh") if unit.upper == unit.code else self.officer_of(unit.upper)

    @cached_property
    def deeds(self) -> list[Deed]:
        return deeds_of(self.story.half_year, self.tellings)

    @cached_property
    def counted(self) -> dict[str, dict[str, int]]:
        """What the records of activities come to, by unit and figure."""
        return counted(self.story.half_year, self.deeds)

    def registers(self) -> dict[str, dict[str, int]]:
        """What is stated about units and not counted from records: training lists, and the zeros of registers.

        Where an upper union has inspected at all, every enterprise union below it is in the register, with 0
        when nobody came; where it has recorded nothing, nothing is known.
        """
        achieved = self.story.half_year["achieved"]
        known: dict[str, dict[str, int]] = {}
        for element, target, part in REGISTERED:
            for code, value in achieved[target][part].items():
                known.setdefault(code, {})[element] = value
        for code, value in achieved["t14"]["by_unit"].items():
            if not value:
                known.setdefault(code, {})["houses"] = 0
        inspecting = {code for code, count in achieved["t26"]["by_unit"].items() if count}
        for one in self.grassroots:
            visited = "inspections" in self.counted.get(one.code, {})
            if one.is_enterprise and one.upper in inspecting and not visited:
                known.setdefault(one.code, {})["inspections"] = 0
        return known

    def known_elsewhere(self) -> dict[str, dict[str, int]]:
        """Everything about units that they do not type themselves: stated, and counted from records."""
        known = self.registers()
        for code, figures in self.counted.items():
            told = {name: value for name, value in figures.items() if name in {"houses", "inspections"}}
            known.setdefault(code, {}).update(told)
        return known
