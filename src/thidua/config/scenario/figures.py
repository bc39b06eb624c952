"""The figures that each grassroots union states, so that the sums of the story come out exactly."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from thidua.config.scenario.naming import Grassroots
from thidua.config.scenario.spreading import some, spread

SENT = ("accepted", "sent")
NOT_APPLICABLE = "not_applicable"
STAFF = ("school", "state_agency", "public_service")
FITTED = {"workers", "members"}  # what the story says of a unit by name is not fitted to a sum
NEW_UNION_WORKERS = (12, 28)
FUND_STEP = 100_000  # đồng


@dataclass
class Telling:
    """What one unit says for the period, and how far its report has come."""

    unit: Grassroots
    progress: str = "waiting"
    answers: dict[str, int | str] = field(default_factory=dict)
    was: int = 0  # members at the end of last year

    def put(self, element: str, value: int | str) -> None:
        self.answers[element] = value

    def number(self, element: str) -> int:
        return int(self.answers[element])

    @property
    def counts(self) -> bool:
        return self.progress in SENT


def tellings(tree: dict[str, Any], half_year: dict[str, Any], units: list[Grassroots]) -> list[Telling]:
    """One telling a unit, in the order given. The same story gives the same figures every time."""
    told = [Telling(unit) for unit in units]
    for upper in {unit.upper: None for unit in units}:
        branch = [one for one in told if one.unit.upper == upper]
        _Branch(tree, half_year, upper, branch).tell()
    return told


class _Branch:
    """The units below one upper union."""

    def __init__(
        self, tree: dict[str, Any], half_year: dict[str, Any], upper: str, all_: list[Telling]
    ) -> None:
        self.tree, self.story, self.upper, self.all = tree, half_year, upper, all_
        self.chance = random.Random(f"{half_year['day']}{upper}")  # noqa: S311  a story, not a secret

    def tell(self) -> None:
        self._states()
        for one in self.all:
            self._size(one)
        self._workers()
        self._shares_of_workers()
        self._members()
        self._small_counts()
        self._flags()
        for one in self.all:
            self._people(one)
            self._attributes(one)

    # Who has reported

    def _states(self) -> None:
        said = self.story["reports"][self.upper]
        kinds = {"enterprise": [], "party_mass": [], "public": []}  # type: dict[str, list[Telling]]
        for one in self.all:
            kinds[self._kind(one)].append(one)
        sent: list[Telling] = []
        for kind, members in kinds.items():
            sent += self._prefer(members)[: said["sent_by_stratum"][kind]]
        self.chance.shuffle(sent)
        for place, one in enumerate(sent):
            one.progress = "accepted" if place < said["of_which_accepted"] else "sent"
        rest = [one for one in self.all if one.progress == "waiting"]
        fixed = self._named_states()
        free = [one for one in rest if one.unit.name not in fixed]
        self.chance.shuffle(free)
        for state in ("returned", "draft"):
            already = sum(1 for one in rest if fixed.get(one.unit.name) == state)
            for one in free[: said[state] - already]:
                one.progress = state
            del free[: said[state] - already]
        for one in rest:
            one.progress = fixed.get(one.unit.name, one.progress)

    def _prefer(self, members: list[Telling]) -> list[Telling]:
        """Those whom the story leaves unsent come last, the state-owned and the new ones first."""
        named = self._named_states()
        return sorted(
            members,
            key=lambda one: (
                one.unit.name in named,
                one.unit.stratum != "enterprise_state",
                one.unit.founded_on.year != self.story["day"].year,
                self.chance.random(),
            ),
        )

    def _named_states(self) -> dict[str, str]:
        return {
            f"CĐCS {one['unit']}": one["state"]
            for one in self.story["named_reports"]
            if one["under"] == self.upper
        }

    @staticmethod
    def _kind(one: Telling) -> str:
        if one.unit.is_enterprise:
            return "enterprise"
        return "party_mass" if one.unit.stratum == "party_mass" else "public"

    # Figures

    def _size(self, one: Telling) -> None:
        """Workers by the ranges of the tree; sent reports are then fitted to the sums."""
        stratum = self.tree["strata"][one.unit.stratum]
        if "workers" in one.unit.said:
            one.put("workers", one.unit.said["workers"])
        elif self._is_new(one):
            one.put("workers", self.chance.randint(*NEW_UNION_WORKERS))
        elif "workers" in stratum:
            one.put("workers", self.chance.randint(*stratum["workers"]))
        else:
            said = one.unit.said.get("members")
            one.put("workers", said or self.chance.randint(*stratum["members"]) + self.chance.randint(0, 1))

    def _sent(self, enterprises: bool) -> list[Telling]:
        return [one for one in self.all if one.counts and one.unit.is_enterprise == enterprises]

    def _told(self, target: str, part: str = "numerator") -> int:
        said = self.story["achieved"][target]
        return int(said.get(part, said.get("by_unit", {})).get(self.upper, 0))

    def _workers(self) -> None:
        for enterprises, target in ((True, "t05"), (False, "t01")):
            units = self._sent(enterprises)
            free = [one for one in units if not (one.unit.said.keys() & FITTED) and not self._is_new(one)]
            fixed = sum(one.number("workers") for one in units if one not in free)
            weights = [one.number("workers") - 10 for one in free]
            total = self._told(target, "denominator") - fixed - 10 * len(free)
            for one, part in zip(free, spread(total, weights), strict=True):
                one.put("workers", part + 10)

    def _shares_of_workers(self) -> None:
        for element, enterprises, target in (
            ("briefed", True, "t02"),
            ("briefed", False, "t01"),
            ("trained", True, "t24"),
            ("insured", True, "t25"),
            ("members", True, "t05"),
        ):
            self._fit(element, self._sent(enterprises), self._told(target), lambda one: one.number("workers"))
            self._guess(element, enterprises, Fraction(8, 10))
        for one in self.all:
            if not one.unit.is_enterprise:
                one.put(
                    "members",
                    one.unit.said.get("members", one.number("workers") - one.number("workers") // 40),
                )

    def _fit(
        self, element: str, units: Sequence[Telling], total: int, cap: Callable[[Telling], int], step: int = 1
    ) -> None:
        """Spreads a sum over the sent reports, by their size and within what each can hold."""
        caps = [cap(one) for one in units]
        for one, part in zip(units, spread(total, caps, caps, step), strict=True):
            one.put(element, part)

    def _guess(self, element: str, enterprises: bool, share: Fraction) -> None:
        """Unsent reports get plausible figures, which no sum counts."""
        for one in self.all:
            if not one.counts and one.unit.is_enterprise == enterprises:
                one.put(element, int(one.number("workers") * share))

    def _members(self) -> None:
        """Net increase over the sent reports; a new union began with nobody."""
        units = [one for one in self.all if one.counts]
        new = [one for one in units if self._is_new(one)]
        left = self._told("t03") - sum(one.number("members") for one in new)
        old = [one for one in units if one not in new]
        grown = spread(abs(left), [one.number("members") for one in old])
        for one, part in zip(old, grown, strict=True):
            one.was = one.number("members") - (part if left >= 0 else -part)
        for one in self.all:
            if not one.counts and not self._is_new(one):
                one.was = max(one.number("members") - one.number("members") // 25, 0)

    def _is_new(self, one: Telling) -> bool:
        return bool(one.unit.founded_on.year == self.story["day"].year)

    def _small_counts(self) -> None:
        units = [one for one in self.all if one.counts]
        self._fit("new_committee", units, self._told("t07", "denominator"), lambda one: 5)
        self._fit("new_committee_trained", units, self._told("t07"), lambda one: one.number("new_committee"))
        self._fit("introduced", units, self._told("t10"), lambda one: 9)
        self._fit("works", units, self._told("t15"), lambda one: 4)
        fund = self._told("t13")
        self._fit("shelter_fund", units, fund, lambda one: max(fund, FUND_STEP), FUND_STEP)
        for one in self.all:
            if not one.counts:
                one.answers |= {"new_committee": 1, "new_committee_trained": 1, "introduced": 0, "works": 1}
                one.put("shelter_fund", 50_000 * one.number("members"))
            if one.number("new_committee") == 0:
                one.put("new_committee_trained", 0)

    def _flags(self) -> None:
        staff = [one for one in self.all if one.unit.stratum in STAFF]
        state = [one for one in self.all if one.unit.stratum == "enterprise_state"]
        private = [one for one in self.all if one.unit.stratum == "enterprise_non_state"]
        self._flag("staff_conference", staff, self._told("t16"))
        self._flag("worker_conference", state, self._told("t17"))
        self._flag("worker_conference", private, self._told("t18"), 1)
        self._flag("dialogue", state, self._told("t19"))
        self._flag("dialogue", private, self._told("t20"), 2)
        self._flag("better_agreement", [*state, *private], self._told("t21"), 3)

    def _flag(self, element: str, units: Iterable[Telling], count: int, shift: int = 0) -> None:
        units = list(units)
        counting = [one for one in units if one.counts]
        chosen = some(count, len(counting), shift)
        for one in units:
            one.put(element, 0)
        for place in chosen:
            counting[place].put(element, 1)

    def _people(self, one: Telling) -> None:
        workers = one.number("workers")
        women = workers * self.tree["people"]["women_percent"][one.unit.stratum] // 100
        one.put("women", women)
        families = max(workers * 4 // 5, 1)
        one.put("families", families)
        one.put("cultured_families", families * 9 // 10)
        one.put("women_titled", women * 8 // 10)

    def _attributes(self, one: Telling) -> None:
        stratum = self.tree["strata"][one.unit.stratum]
        kept = {name: stratum[name] for name in ("bloc", "ownership", "agency") if name in stratum}
        one.unit.attributes = {**kept, "workers": one.number("workers"), "members": one.number("members")}
