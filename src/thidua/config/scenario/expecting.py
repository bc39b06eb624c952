"""What every total must be, by plain algebra over what the story's people were told to say.

Nothing here reads the database: the inputs are the story's own figures, unit by unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from thidua.algebra.components import parts_of
from thidua.algebra.definitions import Definitions, definitions_from_data
from thidua.algebra.indicators import (
    EachUnit,
    Indicator,
    Measured,
    Sums,
    components,
    elements_of,
    evaluate,
    evaluate_each,
    leaf_sums,
    leaf_value,
    roll_up,
)
from thidua.algebra.judging import Settles
from thidua.algebra.values import Answer, Number
from thidua.config.scenario.figures import Telling
from thidua.config.scenario.stage import Stage

LINES = {"sent": ("sent", "accepted"), "accepted": ("accepted",)}


@dataclass(frozen=True)
class Leaf:
    """One unit: who it is, what it said and whether that counts, and what registers know about it."""

    code: str
    upper: str
    state: str
    said: Mapping[str, Answer]
    known: Mapping[str, Answer]
    attributes: Mapping[str, Any]

    def answers(self, line: str) -> dict[str, Answer]:
        told = self.said if self.state in LINES[line] else {}
        return {**told, **self.known}


class Expected:
    """The measured value of every target, for the province and for each unit directly below it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.definitions: Definitions = definitions_from_data(stage.story.indicators)
        self.elsewhere = stage.known_elsewhere()

    @cached_property
    def asked(self) -> set[str]:
        """Figures that this period asks for: what is settled only at year end is not asked in the half-year."""
        now = [one for one in self.definitions.targets.values() if one.settles is Settles.CONTINUOUS]
        return {element.code for one in now for element in elements_of(one.indicator)}

    @cached_property
    def leaves(self) -> list[Leaf]:
        grassroots = [self._grassroots(one) for one in self.stage.tellings]
        uppers = [one["code"] for one in self.stage.story.tree["upper_unions"]]
        return (
            grassroots
            + [self._above(code, "upper") for code in uppers]
            + [self._above(self.stage.issuer.code, "province")]
        )

    def _grassroots(self, one: Telling) -> Leaf:
        said = {code: Number(int(value)) for code, value in one.answers.items() if code in self.asked}
        said["members_start"] = Number(one.was)
        facts = {
            **one.unit.attributes,
            "kind": "grassroots",
            "has_union": True,
            "founded": one.unit.founded_on.isoformat(),
        }
        return Leaf(one.unit.code, one.unit.upper, one.progress, said, self._known(one.unit.code), facts)

    def _above(self, code: str, kind: str) -> Leaf:
        return Leaf(code, code, "waiting", {}, self._known(code), {"kind": kind, "has_union": True})

    def _known(self, code: str) -> dict[str, Answer]:
        return {element: Number(value) for element, value in self.elsewhere.get(code, {}).items()}

    def of(self, target: str, line: str, upper: str = "") -> Measured:
        """The measured value of a target for the province, or for one unit directly below it."""
        indicator = self.definitions.targets[target].indicator
        inside = [leaf for leaf in self.leaves if not upper or leaf.upper == upper]
        if isinstance(indicator, EachUnit):
            return self._each(indicator, line)
        return _measured(indicator, self._sums(indicator, inside, line, upper))

    def _each(self, indicator: EachUnit, line: str) -> Measured:
        uppers = [one["code"] for one in self.stage.story.tree["upper_unions"]]
        children = {
            upper: self._sums(
                indicator.indicator, [leaf for leaf in self.leaves if leaf.upper == upper], line, upper
            )
            for upper in uppers
        }
        return evaluate_each(indicator, children)

    def _sums(self, indicator: Indicator, leaves: list[Leaf], line: str, upper: str) -> Sums:
        parts = components(indicator)
        total = roll_up(leaf_sums(parts, leaf.answers(line), leaf.attributes) for leaf in leaves)
        for key, attributed in self._bulk(indicator, line, upper):
            total = total.with_bulk(key, attributed)
        return total

    def _bulk(self, indicator: Indicator, line: str, upper: str) -> Iterator[tuple[str, int]]:
        """What books hold beyond the direct reports of each upper union, never less than nothing.

        Nobody has accepted the entries by the day of the story, so only the sent line has them.
        """
        if line != "sent":
            return
        numerator = parts_of(indicator).numerator
        asked = {element.code for element in elements_of(indicator)}
        for one in self.stage.story.half_year["bulk_entries"]:
            if numerator and one["element"] in asked and upper in ("", one["unit"]):
                below = [leaf for leaf in self.leaves if leaf.upper == one["unit"]]
                direct = sum(
                    leaf_value(numerator, leaf.answers(line), leaf.attributes) or 0 for leaf in below
                )
                yield numerator.key, max(0, one["book_total"] - direct)


def _measured(indicator: Indicator, sums: Sums) -> Measured:
    return evaluate(indicator, sums.sums, sums.counts, sums.bulk)
