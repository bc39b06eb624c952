"""Names for a thousand grassroots unions: expanded from the patterns of ``tree.yaml``, the same every time."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

PREFIX = "CĐCS "
HOLE = re.compile(r"{(\w+)}")


@dataclass
class Grassroots:
    """One grassroots union of the story."""

    code: str
    name: str
    upper: str
    stratum: str
    founded_on: dt.date
    said: dict[str, int] = field(default_factory=dict)  # figures that the story names itself
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def is_enterprise(self) -> bool:
        return self.stratum.startswith("enterprise")


def grassroots_of(tree: dict[str, Any], half_year: dict[str, Any]) -> list[Grassroots]:
    """All grassroots unions below upper unions, in the order of their codes."""
    taken: set[str] = set()
    units = [unit for upper in tree["upper_unions"] for unit in _below(tree, upper, taken)]
    _date_new_ones(units, half_year["new_grassroots_unions"])
    return units + [_direct(one) for one in tree.get("direct_grassroots", [])]


def _direct(one: dict[str, Any]) -> Grassroots:
    """A grassroots union directly below the province: it is its own upper union in the story's tables."""
    said = {"members": one["members"]}
    return Grassroots(one["code"], one["name"], one["code"], one["stratum"], dt.date(1995, 3, 1), said)


def _below(tree: dict[str, Any], upper: dict[str, Any], taken: set[str]) -> Iterator[Grassroots]:
    number = 0
    for stratum, wanted in upper["strata"].items():
        names = itertools.chain(_named(upper, stratum), _expanded(tree, upper, stratum))
        fresh = ((name, said) for name, said in names if name not in taken)
        for name, said in _first(fresh, wanted, taken, f"{upper['code']} {stratum}"):
            number += 1
            founded = dt.date(1990 + number * 7 % 25, 1 + number % 12, 1 + number % 28)
            code = f"{upper['code']}-{number:03d}"
            yield Grassroots(code, PREFIX + name, upper["code"], stratum, founded, said)


def _first(
    names: Iterator[tuple[str, dict[str, int]]], wanted: int, taken: set[str], where: str
) -> Iterator[tuple[str, dict[str, int]]]:
    found = 0
    while found < wanted:
        name, said = next(names, ("", {}))
        if not name:
            raise ValueError(f"{where}: the patterns give {found} names, {wanted} are needed")
        if name not in taken:
            taken.add(name)
            found += 1
            yield name, said


def _named(upper: dict[str, Any], stratum: str) -> Iterator[tuple[str, dict[str, int]]]:
    for one in upper.get("named", {}).get(stratum, []):
        yield one["name"], {key: value for key, value in one.items() if key != "name"}


def _expanded(
    tree: dict[str, Any], upper: dict[str, Any], stratum: str
) -> Iterator[tuple[str, dict[str, int]]]:
    for pattern in tree["patterns"][upper["names"]].get(stratum, []):
        for filled in _fillings(tree, upper, HOLE.findall(pattern)):
            yield pattern.format(**filled), {}


def _fillings(tree: dict[str, Any], upper: dict[str, Any], holes: list[str]) -> Iterator[dict[str, str]]:
    """What the holes of one pattern are filled with; two lists are walked diagonally, so neighbours differ."""
    fixed = {"own_district": upper.get("district", "")}
    if "district_committee" in holes:
        fixed["district_committee"] = tree["words"]["district_committee"][upper["district"]]
    if "place" in holes:
        for kind, places in upper.get("places", {}).items():
            yield from ({**fixed, "kind": kind, "place": place} for place in places)
        return
    listed = [hole for hole in holes if hole not in fixed]
    lists = [tree["districts"] if hole == "district" else tree["words"][hole] for hole in listed]
    if not lists:
        yield fixed
    elif len(lists) == 1:
        yield from ({**fixed, listed[0]: word} for word in lists[0])
    else:
        first, second = lists
        for shift in range(len(second)):
            for place, word in enumerate(first):
                other = second[(place + shift) % len(second)]
                yield {**fixed, listed[0]: word, listed[1]: other}


def _date_new_ones(units: list[Grassroots], founded: dict[str, list[dt.date]]) -> None:
    """The youngest non-state enterprises of each upper union are the ones founded in the year."""
    for upper, days in founded.items():
        candidates = [
            one
            for one in units
            if one.upper == upper and one.stratum == "enterprise_non_state" and not one.said
        ]
        for unit, day in zip(reversed(candidates), reversed(days), strict=False):
            unit.founded_on = day
