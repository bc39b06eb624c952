"""Which activity records are counted into which figure. Declared as data, not as code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from thidua.algebra.errors import UnknownDefinition
from thidua.report.models import Activity


class Counted(StrEnum):
    """What is counted of the records of a kind."""

    RECORDS = "records"
    PARTICIPANTS = "participants"
    WOMEN = "women"
    AMOUNT = "amount"


class Whose(StrEnum):
    """Whose figure it is: the unit that did it, or each subject that it was done to."""

    UNIT = "unit"
    SUBJECTS = "subjects"


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
        return sum(getattr(one, self.counted.value) or 0 for one in fitting)


def rules_from_data(data: Iterable[Mapping[str, Any]]) -> list[CountingRule]:
    """From [{"element", "kinds", "counted"?, "whose"?}]. Raises UnknownDefinition."""
    return [_rule(one) for one in data]


def _rule(told: Mapping[str, Any]) -> CountingRule:
    kinds = tuple(told["kinds"])
    for kind in kinds:
        if kind not in Activity.Kind.values:
            raise UnknownDefinition(kind="activity", value=kind)
    counted, whose = told.get("counted", "records"), told.get("whose", "unit")
    if counted not in set(Counted) or whose not in set(Whose):
        raise UnknownDefinition(kind="counting", value=f"{counted}/{whose}")
    return CountingRule(str(told["element"]), kinds, Counted(counted), Whose(whose))
