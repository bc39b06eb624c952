"""Which activity records are counted into which figure. Declared as data, not as code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from thidua.algebra.elements import Element, Nature
from thidua.algebra.reading import Told
from thidua.report.models import Activity
from thidua.report.queries.vectors import OWN_SOURCES


class Counted(StrEnum):
    """What is counted of the records of a kind."""

    RECORDS = "records"
    PARTICIPANTS = "participants"
    WOMEN = "women"
    AMOUNT = "amount"
    HELD = "held"  # whether there is any: for figures that ask yes or no


class Whose(StrEnum):
    """Whose figure it is: the unit that did it, or each subject that it was done to."""

    UNIT = "unit"
    SUBJECTS = "subjects"


# What can become which kind of figure. How many there are on a day is not counted from what was done.
FITTING: Mapping[Nature, tuple[Counted, ...]] = {
    Nature.FLOW: (Counted.RECORDS, Counted.PARTICIPANTS, Counted.WOMEN),
    Nature.MONEY: (Counted.AMOUNT,),
    Nature.FLAG: (Counted.HELD,),
    Nature.STOCK: (),
}


@dataclass(frozen=True)
class CountingRule:
    """E.g. dialogues held → "dialogues"; inspections → times inspected, at each union inspected."""

    element: str
    kinds: tuple[str, ...]
    counted: Counted = Counted.RECORDS
    whose: Whose = Whose.UNIT

    def count(self, activities: Iterable[Activity]) -> int:
        """The figure; a record that does not say how many adds nothing."""
        fitting = [one for one in activities if one.kind in self.kinds]
        if self.counted is Counted.RECORDS:
            return len(fitting)
        if self.counted is Counted.HELD:
            return int(bool(fitting))
        return sum(getattr(one, self.counted.value) or 0 for one in fitting)

    def fits(self, element: Element) -> bool:
        """Whether such records can make such a figure; what a unit types itself is counted from its own."""
        own = element.source in OWN_SOURCES
        return self.counted in FITTING[element.nature] and not (own and self.whose is Whose.SUBJECTS)

    def to_data(self) -> dict[str, Any]:
        """The stored form, which ``rules_from_data`` reads."""
        told = {"counted": self.counted.value, "whose": self.whose.value}
        return {"element": self.element, "kinds": list(self.kinds), **told}


def rules_from_data(data: Iterable[Mapping[str, Any]]) -> list[CountingRule]:
    """From [{"element", "kinds", "counted"?, "whose"?}]. Raises UnknownDefinition, with the place."""
    return [_rule(one) for one in Told(list(data), "counting").each()]


def _rule(one: Told) -> CountingRule:
    return CountingRule(
        one.at("element").text(),
        tuple(_kind(kind) for kind in one.at("kinds").each()),
        one.at("counted", Counted.RECORDS.value).one_of(Counted),
        one.at("whose", Whose.UNIT.value).one_of(Whose),
    )


def _kind(one: Told) -> str:
    if one.text() not in Activity.Kind.values:
        raise one.not_a("activity")
    return one.text()
