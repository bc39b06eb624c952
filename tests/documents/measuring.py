"""A reading beside what a careful person reads: what was found, what was missed, what was made up.

Items of one kind are matched one to one, best first, and only above the bar of their kind; a target never matches
one of another value. What is labelled a matter of taste neither wins nor loses. Anomalies are left out: a remark is
judged where remarks are tested.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.documents.expectation import Expected, Paper
from tests.documents.likeness import (
    code_likeness,
    date_likeness,
    number_likeness,
    text_likeness,
    unit_likeness,
)
from tests.documents.places import Places

Item = dict[str, Any]
Likeness = Callable[[object, object], float]

LIKENESS: dict[str, Likeness] = {
    **dict.fromkeys(("value", "years", "ordinal", "round", "year"), number_likeness),
    **dict.fromkeys(
        (
            "date",
            "start",
            "end",
            "due",
            "origin_date",
            "occasion_date",
            "review_date",
            "period_start",
            "period_end",
        ),
        date_likeness,
    ),
    **dict.fromkeys(("number", "frequency", "canonical", "comparator", "role", "op"), code_likeness),
    "unit": unit_likeness,
}


@dataclass(frozen=True)
class Shape:
    """What makes an item of a kind itself, from which likeness on it is the one meant, and what must then be right."""

    weights: dict[str, float]
    bar: float
    checked: tuple[str, ...] = ()
    placed: float = 0.1  # what standing at the very place adds


SHAPES = {
    "legal_basis": Shape(
        {"number": 4, "doc_type": 1, "subject": 2, "issuer": 1}, 0.6, ("number", "date", "doc_type", "role")
    ),
    "theme": Shape({"text": 1}, 0.6, ("owner", "year")),
    "slogan": Shape({"text": 1}, 0.6, ("use",)),
    "round": Shape(
        {"ordinal": 2, "start": 1.5, "end": 1.5, "theme": 1},
        0.5,
        ("start", "end", "review_type", "review_date"),
    ),
    "bloc": Shape({"canonical": 1, "name": 1}, 0.5, ("canonical",)),
    "bloc_content": Shape({"bloc": 1, "text": 3}, 0.5, ("bloc",), 0.25),
    "target": Shape(
        {"value": 4, "unit": 1, "subject": 2.5, "population": 2.5},
        0.62,
        ("comparator", "unit", "population"),
        0.25,
    ),
    "movement": Shape({"name": 1}, 0.7, ("type", "initiator")),
    "title": Shape({"name": 1}, 0.7, ("level", "recipient", "action")),
    "deadline": Shape({"due": 3, "what": 2, "who": 1.5}, 0.55, ("due", "who", "to")),
    "cadence": Shape({"frequency": 2, "what": 2, "who": 0.7}, 0.55, ("frequency", "who", "to"), 0.25),
    "duty": Shape({"body": 1, "text": 3}, 0.55, ("body",), 0.25),
    "recipient": Shape({"name": 1}, 0.7, ("purpose",)),
    "anniversary": Shape(
        {"name": 3, "years": 1, "origin_date": 1, "occasion_date": 1},
        0.55,
        ("years", "origin_date", "occasion_date", "type", "round"),
    ),
    "rule": Shape({"text": 2, "value": 1.5, "unit": 0.5}, 0.55, ("value", "unit"), 0.25),
}
RIGHT = 0.6  # from here on a checked field says the same


@dataclass
class Tally:
    found: int = 0
    missed: list[Expected] = field(default_factory=list)
    made_up: list[Item] = field(default_factory=list)
    wrong: list[tuple[str, Expected, Item]] = field(default_factory=list)
    exact: int = 0

    @property
    def f1(self) -> float:
        out = len(self.missed) + len(self.made_up)
        return 2 * self.found / (2 * self.found + out) if self.found or out else 1.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.found + other.found,
            self.missed + other.missed,
            self.made_up + other.made_up,
            self.wrong + other.wrong,
            self.exact + other.exact,
        )


@dataclass(frozen=True)
class Measure:
    paper: str
    kinds: dict[str, Tally]
    invented: list[Item]  # document fields that are known to be absent, and were filled in

    @property
    def total(self) -> Tally:
        return sum(self.kinds.values(), Tally())


def measure(paper: Paper, items: list[Item], places: Places) -> Measure:
    """``items`` as a reading writes them for exchange; ``places`` knows where quotations stand in its source."""
    kinds = {}
    for kind, shape in SHAPES.items():
        wanted, got = paper.of(kind), [item for item in items if item["kind"] == kind]
        if wanted or got:
            kinds[kind] = _tally(wanted, got, shape, places)
    fields, invented = _document_fields(paper, items)
    return Measure(paper.name, {"doc_field": fields, **kinds}, invented)


def _document_fields(paper: Paper, items: list[Item]) -> tuple[Tally, list[Item]]:
    tally, invented = Tally(), []
    told = {item["field"]: item for item in items if item["kind"] == "doc_field"}
    for each in paper.of("doc_field"):
        item = told.get(each.fields["field"])
        if each.fields.get("value") is None:
            if item and not each.optional:
                invented.append(item)
                tally.made_up.append(item)
            continue
        compare = LIKENESS.get(each.fields["field"], text_likeness)
        right = item and max(compare(one, item["value"]) for one in each.answers("value")) >= 0.7
        if right:
            tally.found += not each.optional
            tally.exact += not each.optional
        elif not each.optional:
            tally.missed.append(each)
            if item:
                tally.made_up.append(item)
    return tally, invented


def _tally(wanted: list[Expected], got: list[Item], shape: Shape, places: Places) -> Tally:
    pairs = sorted(
        (
            (_likeness(one, item, shape, places), -i, -j)
            for i, one in enumerate(wanted)
            for j, item in enumerate(got)
        ),
        reverse=True,
    )
    of: dict[int, int] = {}
    for likeness, i, j in pairs:
        if likeness >= shape.bar and -i not in of and -j not in of.values():
            of[-i] = -j
    tally = Tally(made_up=[item for j, item in enumerate(got) if j not in of.values()])
    for i, one in enumerate(wanted):
        if i in of:
            off = [name for name in shape.checked if not _right(one, got[of[i]], name)]
            tally.wrong += [(name, one, got[of[i]]) for name in off]
            tally.found += not one.optional
            tally.exact += not one.optional and not off
        elif not one.optional:
            tally.missed.append(one)
    return tally


def _likeness(one: Expected, item: Item, shape: Shape, places: Places) -> float:
    if one.kind == "target" and not _same(one, item, "value"):
        return 0.0
    if one.kind == "legal_basis" and one.fields.get("number") and item.get("number"):
        return 1.0 if _same(one, item, "number") else 0.0
    there = one.at is not None and places.overlap(one.at, item.get("anchor"))
    texts = {"duty", "bloc_content", "rule"}
    if one.kind in texts and not there and text_likeness(one.fields["text"], item.get("text", "")) < 0.5:
        return 0.0
    weights = won = 0.0
    for name, weight in shape.weights.items():
        asked, told = one.fields.get(name), item.get(name)
        if asked is None and told is None:
            continue
        share = weight * (0.25 if asked is None else 0.6 if told is None else 1.0)
        weights += share
        won += share * (_best(one, item, name) if asked is not None and told is not None else 0.0)
    return min(1.0, (won / weights if weights else 0.0) + (shape.placed if there else 0.0))


def _best(one: Expected, item: Item, name: str) -> float:
    compare = LIKENESS.get(name, text_likeness)
    return max(compare(answer, item.get(name)) for answer in one.answers(name) if answer is not None)


def _same(one: Expected, item: Item, name: str) -> bool:
    return _best(one, item, name) == 1.0 if one.fields.get(name) is not None else item.get(name) is None


def _right(one: Expected, item: Item, name: str) -> bool:
    """What the label does not say is not checked; what it says must be told, and be the same."""
    if one.fields.get(name) is None:
        return True
    bar = 0.5 if name == "unit" else RIGHT
    return item.get(name) is not None and _best(one, item, name) >= bar
