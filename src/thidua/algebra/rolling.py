"""Sums and counts of components, and how they combine up a tree: exact, in any order and grouping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from thidua.algebra.components import Answers, Attributes, Component, leaf_value
from thidua.algebra.elements import exact


@dataclass(frozen=True, slots=True)
class Sums:
    """One node: `sums` are scaled integers by component key, `counts` how many reports knew each.

    `bulk` names the keys that hold figures entered in bulk for units that do not report themselves.
    """

    sums: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    bulk: frozenset[str] = frozenset()

    def __add__(self, other: Sums) -> Sums:
        sums, counts = _added(self.sums, other.sums), _added(self.counts, other.counts)
        return Sums(sums, counts, self.bulk | other.bulk)

    def with_bulk(self, key: str, attributed: int) -> Sums:
        """The node with a scaled bulk figure beside the direct reports; completeness stays as it was."""
        return Sums(_added(self.sums, {key: attributed}), self.counts, self.bulk | {key})


def _added(first: Mapping[str, int], second: Mapping[str, int]) -> dict[str, int]:
    return {key: exact(first.get(key, 0) + second.get(key, 0), element=key) for key in {**first, **second}}


def leaf_sums(
    parts: Iterable[Component], answers: Answers, attributes: Attributes, exempt: bool = False
) -> Sums:
    """One report (or a unit that has none yet: no answers) as the sums of a tree with one leaf."""
    told = {part.key: leaf_value(part, answers, attributes, exempt) for part in parts}
    return Sums(
        {key: value or 0 for key, value in told.items()},
        {key: int(value is not None) for key, value in told.items()},
    )


def roll_up(nodes: Iterable[Sums]) -> Sums:
    """The sums of a node from those of its children and its own entries."""
    total = Sums()
    for node in nodes:
        total = total + node
    return total
