"""The grassroots unions of the two provinces and what they state, the same every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from thidua.config.scenario.spreading import spread

ENTERPRISE = 5  # every fifth of the unions that go on is an enterprise


@dataclass(frozen=True)
class Union:
    """One grassroots union of the story and what it states."""

    code: str
    name: str
    upper: str
    ends: bool
    attributes: Mapping[str, Any]
    half_year: Mapping[str, int]
    later: Mapping[str, int] = field(default_factory=dict)


class Unions:
    """All grassroots unions, the same every time; their figures add up to the sums of the story."""

    def __init__(self, tree: Mapping[str, Any], said: Mapping[str, Any]) -> None:
        self._tree, self._said = tree, said

    @cached_property
    def all(self) -> list[Union]:
        rows = [*self._of_districts(), *self._of_sectors()]
        ending = self._figures("ending", sum(ends for *_rest, ends in rows))
        going_on = self._figures("going_on", sum(not ends for *_rest, ends in rows))
        later = self._later(len(going_on), [one["members"] for one in going_on])
        made = []
        for number, (code, name, upper, ends) in enumerate(rows):
            stated, after = (ending.pop(), {}) if ends else (going_on.pop(), later.pop())
            facts = self._facts(ends, number)
            made.append(Union(code, f"CĐCS {name}", upper, ends, facts, stated, after))
        return made

    def below(self, upper: str, *, ends: bool | None = None) -> list[Union]:
        return [one for one in self.all if one.upper == upper and ends in (None, one.ends)]

    def _of_districts(self) -> Iterator[tuple[str, str, str, bool]]:
        for one in self._tree["districts"]:
            for number in range(1, one["unions"] + 1):
                ends = number <= one["ending"]
                words = self._tree["names"]["ending" if ends else "going_on"]
                name = words[number % len(words)].format(n=number, place=place_of(one["district"]))
                yield f"{one['code']}-{number:03d}", name, one["code"], ends

    def _of_sectors(self) -> Iterator[tuple[str, str, str, bool]]:
        (words,) = self._tree["names"]["sector"]
        for one in self._tree["sectors"]:
            for number in range(1, one["unions"] + 1):
                name = words.format(n=number, place=one["name"])
                yield f"{one['code']}-{number:03d}", name, one["code"], one.get("ends", False)

    def _figures(self, part: str, count: int) -> list[dict[str, int]]:
        """Uneven figures that add up exactly; more workers than members everywhere."""
        said = self._said[part]
        if said["unions"] != count:
            raise ValueError(f"{part}: {count} unions stand in the tree, {said['unions']} in the story")
        weights = [60 + place * 37 % 90 for place in range(count)]
        members = spread(said["members"], weights)
        others = spread(said["workers"] - said["members"], weights)
        admitted = spread(said["admitted"], [1] * count)
        return [
            {"members": was, "workers": was + other, "admitted": came}
            for was, other, came in zip(members, others, admitted, strict=True)
        ]

    def _later(self, count: int, members: list[int]) -> list[dict[str, int]]:
        said = self._said["later"]
        admitted = spread(said["admitted"], [1 + place % 3 for place in range(count)])
        now = [was + came for was, came in zip(members, admitted, strict=True)]
        others = spread(said["workers"] - sum(now), [1] * count)
        return [
            {"members": one, "workers": one + other, "admitted": came}
            for one, other, came in zip(now, others, admitted, strict=True)
        ]

    def _facts(self, ends: bool, number: int) -> Mapping[str, Any]:
        enterprise = not ends and number % ENTERPRISE == 0
        facts: Mapping[str, Any] = self._tree["blocs"][
            "enterprise" if enterprise else "ending" if ends else "going_on"
        ]
        return facts


def place_of(district: str) -> str:
    """``"huyện Na Hang"`` → ``"Na Hang"``; a city keeps its word, a union is named after it."""
    return district.removeprefix("huyện ")
