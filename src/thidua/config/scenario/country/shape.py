"""The country on paper: which units there are, how they are called and under whom they stand."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

CHANCE = 2026  # the seed of everything that is drawn
LARGEST = "T01-KCN"  # the union of the industrial zones that the most unions stand under


class Planned(NamedTuple):
    """One unit; ``parent`` is its place in the order of all units, None for the root."""

    code: str
    name: str
    short_name: str
    kind: str
    level: str
    parent: int | None
    founded_on: dt.date
    attributes: Mapping[str, object]


@dataclass(frozen=True)
class Shape:
    """The country at a fraction. ``told`` is ``country.yaml``; a fraction of 1 has 128,455 units."""

    told: Mapping[str, Any]
    scale: float

    @property
    def provinces(self) -> int:
        return self._many("provinces", self.scale * 4, at_least=2)

    @property
    def sectors(self) -> int:
        return self._many("sectors", self.scale * 4, at_least=1)

    @property
    def uppers(self) -> int:
        return self._many("upper_unions", self.scale, at_least=2 * (self.provinces + self.sectors))

    @property
    def grassroots(self) -> int:
        return self._many("grassroots_unions", self.scale, at_least=30)

    def _many(self, what: str, share: float, *, at_least: int) -> int:
        whole: int = self.told[what]
        return max(at_least, round(whole * min(1.0, share)))

    def units(self) -> list[Planned]:
        """All units, those above before those below: root, provinces and sectors, upper, grassroots."""
        units = [self._root()]
        units += self._tops()
        uppers = list(self._uppers(units))
        first = len(units)
        units += uppers
        for number, place in enumerate(self._places(len(uppers)), start=1):
            units.append(self._grassroots(first + place, uppers[place].code, number))
        return units

    def _root(self) -> Planned:
        one = self.told["confederation"]
        return Planned(
            one["code"],
            one["name"],
            one["short_name"],
            "confederation",
            "confederation",
            None,
            _founded(0),
            {},
        )

    def _tops(self) -> Iterator[Planned]:
        for number, name in enumerate(self.told["province_names"][: self.provinces], start=1):
            of = name if name.startswith("Thành phố") else f"tỉnh {name}"
            yield _top(f"T{number:02d}", f"Liên đoàn Lao động {of}", f"LĐLĐ {of}", "provincial_federation")
        for number, name in enumerate(self.told["sector_names"][: self.sectors], start=1):
            yield _top(f"N{number:02d}", f"Công đoàn {name} Việt Nam", f"CĐ {name}", "central_sector_union")

    def _uppers(self, above: list[Planned]) -> Iterator[Planned]:
        """Every province has its industrial zones and communes, every sector its regions."""
        in_sectors = max(2 * self.sectors, round(self.uppers * self.told["sector_share"]))
        shares = [
            (1, self.provinces, self.uppers - in_sectors),
            (1 + self.provinces, self.sectors, in_sectors),
        ]
        for first, holders, wanted in shares:
            for number in range(wanted):
                parent = first + number % holders
                yield self._upper(parent, above[parent], number // holders)

    def _upper(self, parent: int, above: Planned, number: int) -> Planned:
        if above.kind == "central_sector_union":
            name = f"{above.short_name} khu vực {self._place(parent * 67 + number)}"
            return self._of_level_upper(f"{above.code}-{number:03d}", name, "special_upper_union", parent)
        if number == 0:
            name = f"Công đoàn các khu công nghiệp {above.short_name.removeprefix('LĐLĐ ')}"
            return self._of_level_upper(f"{above.code}-KCN", name, "special_upper_union", parent)
        place = ("xã", "xã", "phường")[number % 3], self._place(parent * 131 + number)
        return self._of_level_upper(
            f"{above.code}-{number:03d}", f"Công đoàn {' '.join(place)}", "commune_union", parent
        )

    def _of_level_upper(self, code: str, name: str, kind: str, parent: int) -> Planned:
        return Planned(code, name, "", kind, "upper", parent, _founded(parent), {})

    def _places(self, uppers: int) -> Iterator[int]:
        """Under which upper union each grassroots union stands: unevenly, as they do; one has the most."""
        chance = random.Random(CHANCE)
        weights = [min(chance.paretovariate(1.5), 30) for _ in range(uppers)]
        most = round(self.grassroots * self.told["largest_share"])
        drawn = chance.choices(range(1, uppers), weights[1:], k=self.grassroots - most)
        yield from itertools.repeat(0, most)
        yield from drawn

    def _grassroots(self, parent: int, above: str, number: int) -> Planned:
        bloc = self._bloc_of[number * 37 % 100]
        patterns, trades = bloc["names"], self.told["trades"]
        said = patterns[number % len(patterns)].format(
            trade=trades[number * 7 % len(trades)], word=self._place(number * 11)
        )
        facts = {**bloc["attributes"], "workers": (workers := _workers(number)), "members": workers * 9 // 10}
        begins = "" if bloc["kind"] == "grassroots_trade_guild" else "CĐCS "
        code = f"{above}-{number:05d}"
        return Planned(code, begins + said, "", bloc["kind"], "grassroots", parent, _founded(number), facts)

    @cached_property
    def _bloc_of(self) -> list[Mapping[str, Any]]:
        """One entry a hundredth."""
        return [one for one in self.told["blocs"] for _ in range(one["share"])]

    def _place(self, number: int) -> str:
        """An invented name of two syllables, with a third where two have run out."""
        first, second = self.told["first_syllables"], self.told["second_syllables"]
        turn, rest = divmod(number, len(first) * len(second))
        one = f"{first[rest % len(first)]} {second[(rest // len(first) + rest) % len(second)]}"
        return one if turn == 0 else f"{one} {turn + 1}"


def _top(code: str, name: str, short_name: str, kind: str) -> Planned:
    return Planned(code, name, short_name, kind, "province", 0, _founded(0), {})


def _founded(number: int) -> dt.date:
    return dt.date(1990 + number * 7 % 35, 1 + number % 12, 1 + number % 28)


def _workers(number: int) -> int:
    """Few are large: from five people to some two thousand."""
    return 5 + number * 13 % 60 + (number * 31 % 2000 if number % 50 == 0 else 0)
