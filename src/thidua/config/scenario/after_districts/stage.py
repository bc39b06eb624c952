"""What the acts of 2025 hand to one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from thidua.access.actions.found_accounts import Founded, found_accounts
from thidua.access.models import Account
from thidua.access.queries.actors import actor_of
from thidua.config.scenario.after_districts.unions import Unions
from thidua.config.scenario.files import Story
from thidua.config.scenario.founding import chair_name
from thidua.federation.models import Body, Reorganisation
from thidua.kernel.door import Actor, system
from thidua.launch.models import Cycle, Period

FIRST_PHONE_OF_OFFICERS = 953_000_000  # 0953… belongs to nobody in this story


def officer_at(unit_id: int | None) -> str:
    """Under which code the officer of a unit is found."""
    return f"officer:{unit_id}"


@dataclass
class Stage2025:
    """The two provinces, found by the codes of the story."""

    story: Story
    tell: Callable[[str], None]
    units: dict[str, Body] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    cycle: Cycle | None = None
    periods: dict[str, Period] = field(default_factory=dict)
    officers: int = 0  # how many have been seated
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

    def open_accounts(self, rows: Sequence[tuple[str, Founded]]) -> None:
        """Accounts by the code under which the story finds them again."""
        made = found_accounts(actor=self.founder, rows=[one for _code, one in rows])
        self.accounts.update(zip([code for code, _one in rows], made, strict=True))

    def seat_officers(self, units: Iterable[Body], since: dt.date) -> None:
        """An officer at each of these units, who accepts what units directly below send."""
        pin, words = self.story.accounts["demo_pin"], self.story.tree["people"]
        rows = []
        for unit in units:
            login = f"0{FIRST_PHONE_OF_OFFICERS + self.officers}"
            name = chair_name(words, FIRST_PHONE_OF_OFFICERS + self.officers)
            self.officers += 1
            rows.append((officer_at(unit.pk), Founded(unit, name, login, "officer", pin, None, since)))
        self.open_accounts(rows)

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
