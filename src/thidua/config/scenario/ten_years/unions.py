"""The grassroots unions of the province and what each states in a year, the same every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from thidua.config.scenario.spreading import spread


@dataclass(frozen=True)
class Union:
    code: str
    name: str
    upper: str
    members: int
    facts: Mapping[str, Any]

    @property
    def is_enterprise(self) -> bool:
        return bool(self.facts["bloc"] == "enterprise")


class Unions:
    """All grassroots unions; their figures add up to the sums of the story."""

    def __init__(self, tree: Mapping[str, Any], said: Mapping[str, Any]) -> None:
        self._tree, self._said = tree, said

    @cached_property
    def all(self) -> list[Union]:
        return [*self._of_districts(), *self._of_sectors()]

    @cached_property
    def uppers(self) -> list[str]:
        return [one["code"] for one in (*self._tree["districts"], *self._tree["sectors"])]

    def below(self, upper: str) -> list[Union]:
        return [one for one in self.all if one.upper == upper]

    def _of_districts(self) -> Iterator[Union]:
        for place, district in enumerate(self._tree["districts"]):
            for nth, one in enumerate(self._tree["grassroots"]["of_a_district"], start=1):
                facts = {key: value for key, value in one.items() if key != "name"}
                code = f"{district['code']}-{nth:03d}"
                name = one["name"].format(place=district["place"])
                yield Union(code, f"CĐCS {name}", district["code"], _size(place, nth, facts["bloc"]), facts)

    def _of_sectors(self) -> Iterator[Union]:
        said = self._tree["grassroots"]
        for place, sector in enumerate(self._tree["sectors"]):
            for nth in range(1, said["of_a_sector"] + 1):
                code = f"{sector['code']}-{nth:03d}"
                name = said["named"][sector["bloc"]].format(n=nth, place=sector["short"])
                size = _size(place + 31, nth, sector["bloc"])
                yield Union(code, f"CĐCS {name}", sector["code"], size, said["facts"][sector["bloc"]])

    def before(self) -> dict[str, dict[str, int]]:
        """What each stated a year before the movement."""
        said = self._said["before"]
        return self._spread({name: said[name] for name in ("admitted", "initiatives")}, shift=0)

    def year(self, year: int) -> dict[str, dict[str, int]]:
        """What each states in a year of the movement; flags are 0 and 1."""
        said = self._said["years"][year]["figures"]
        parts = self._spread({name: said[name] for name in ("admitted", "initiatives")}, shift=year)
        for one in self.all:
            told = parts[one.code]
            told["conference"] = int(one.code not in said["no_conference"])
            if one.is_enterprise:
                told["deaths"] = said["deaths"].get(one.code, 0)
        return parts

    def _spread(self, totals: Mapping[str, int], *, shift: int) -> dict[str, dict[str, int]]:
        told: dict[str, dict[str, int]] = {one.code: {} for one in self.all}
        for name, total in totals.items():
            weights = [one.members + (place * 17 + shift * 13) % 60 for place, one in enumerate(self.all)]
            for one, part in zip(self.all, spread(total, weights), strict=True):
                told[one.code][name] = part
        return told


def _size(place: int, nth: int, bloc: str) -> int:
    """Members of a union: a workshop has hundreds, a school a few dozen."""
    if bloc == "enterprise":
        return 90 + (place * 37 + nth * 53) % 340
    return 18 + (place * 11 + nth * 29) % 60
