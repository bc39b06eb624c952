"""What unions wrote down as they did it: figures are then counted from these records, and not typed.

The figures of the story come first; the records are cut from them, so that they count to exactly the same.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from thidua.config.scenario.figures import SENT, Telling
from thidua.config.scenario.spreading import spread

VISITED_AT_ONCE = 3


@dataclass(frozen=True)
class Deed:
    """One record: by whom, when, about whom. ``written_on``: when it was noted; the same day unless said."""

    unit: str
    kind: str
    held_on: dt.date
    title: str
    participants: int | None = None
    amount: int | None = None
    subjects: tuple[str, ...] = ()
    written_on: dt.date | None = None


def deeds_of(half_year: Mapping[str, Any], tellings: list[Telling]) -> list[Deed]:
    """Every record of the story, the same every time."""
    keepers = [one for one in _keepers(half_year, tellings) if one.unit.founded_on < half_year["day"]]
    own = [deed for one in keepers for deed in _own(half_year, one)]
    return [*own, *_houses(half_year), *_visits(half_year, tellings)]


def _keepers(half_year: Mapping[str, Any], tellings: list[Telling]) -> Iterator[Telling]:
    """Of each upper union the first enterprise and the first other union that have sent; and those by name."""
    named = {f"CĐCS {name}" for name in half_year["records"]["named"]}
    seen: set[tuple[str, bool]] = set()
    for one in tellings:
        place = (one.unit.upper, one.unit.is_enterprise)
        old = one.unit.founded_on.year < half_year["day"].year
        first = one.progress in SENT and old and place not in seen
        if first:
            seen.add(place)
        if first or one.unit.name in named:
            yield one


def told_figures(half_year: Mapping[str, Any], one: Telling) -> dict[str, Any]:
    """What a union says; of those that people meet by name, what the story lets them say."""
    said = {f"CĐCS {named['unit']}": named.get("answers") for named in half_year["named_reports"]}
    return dict(said.get(one.unit.name) or one.answers)


def _own(half_year: Mapping[str, Any], one: Telling) -> Iterator[Deed]:
    """A figure is cut over the days of its kind; a zero leaves no record behind."""
    figures = told_figures(half_year, one)
    for element, said in half_year["records"]["figures"].items():
        total = figures.get(element)
        if not isinstance(total, int) or not total:
            continue
        held = said["held"]
        what = said["counted"]
        parts = [1] if what == "held" else spread(total, [1] * len(held))
        for day, part in zip(held, parts, strict=False):
            if part:
                yield Deed(
                    one.unit.code,
                    said["kind"],
                    day["day"],
                    day["title"],
                    participants=part if what == "participants" else None,
                    amount=part if what == "amount" else None,
                )


def _houses(half_year: Mapping[str, Any]) -> Iterator[Deed]:
    said = half_year["records"]["houses"]
    for upper, count in half_year["achieved"]["t14"]["by_unit"].items():
        for number in range(count):
            held = said["from_day"] + dt.timedelta(days=7 * number)
            title = f"{said['title']} ({number + 1}/{count})"
            yield Deed(upper, "house", held, title, amount=said["amount"], written_on=said["written_day"])


def _visits(half_year: Mapping[str, Any], tellings: list[Telling]) -> Iterator[Deed]:
    """As many enterprises as the story says, some together; of visits beyond one, the first of a branch has
    the second."""
    said, told = half_year["records"]["inspections"], half_year["achieved"]["t26"]
    again = told["visits"] - told["total"]
    for upper in {one.unit.upper: None for one in tellings}:
        count = told["by_unit"].get(upper, 0)
        enterprises = [
            one.unit.code for one in tellings if one.unit.upper == upper and one.unit.is_enterprise
        ]
        visited = enterprises[:count]
        for place in range(0, count, VISITED_AT_ONCE):
            day = said["from_day"] + dt.timedelta(days=9 * place)
            subjects = tuple(visited[place : place + VISITED_AT_ONCE])
            yield Deed(upper, "inspection", day, said["title"], subjects=subjects)
        if visited and again:
            again -= 1
            yield Deed(upper, "inspection", said["again_day"], said["again"], subjects=(visited[0],))


def counted(half_year: Mapping[str, Any], deeds: list[Deed]) -> dict[str, dict[str, int]]:
    """What the records come to, by unit and figure, added up without the product's rules."""
    found: dict[str, Counter[str]] = {}
    figures = half_year["records"]["figures"]
    for deed in deeds:
        for subject in deed.subjects:
            found.setdefault(subject, Counter())["inspections"] += 1
        if deed.kind == "house":
            found.setdefault(deed.unit, Counter())["houses"] += 1
        for element, said in figures.items():
            if said["kind"] == deed.kind and (part := _part(said, deed)) is not None:
                found.setdefault(deed.unit, Counter())[element] += part
    return {unit: dict(told) for unit, told in found.items()}


def _part(said: Mapping[str, Any], deed: Deed) -> int | None:
    if said["counted"] == "held":
        return 1
    return deed.participants if said["counted"] == "participants" else deed.amount
