"""Choosing the units that an activity was about: search first, then tick; several, and without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import QueryDict

from thidua.federation.models import Body
from thidua.federation.queries.search import search
from thidua.kernel import paths
from thidua.kernel.door import Actor
from thidua.report.desk.posted import numbers


@dataclass(frozen=True)
class Subjects:
    """``chosen`` stay ticked whatever is searched; ``found`` are what the last search offers beside them."""

    chosen: list[Body]
    typed: str = ""
    found: list[Body] = field(default_factory=list)

    @property
    def found_nothing(self) -> bool:
        return bool(self.typed) and not self.found

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(one.pk for one in self.chosen)


def has_below(unit: Body) -> bool:
    """Whether there is anybody whom the unit could visit."""
    below = paths.strictly_below("path", unit.path)
    return Body.objects.filter(below, form=Body.Form.UNIT, ended_on=None).exists()


def kept(ids: list[int]) -> Subjects:
    """As a record has them."""
    return Subjects(list(Body.objects.filter(pk__in=ids).order_by("sort_key", "pk")))


def posted(told: QueryDict, unit: Body, actor: Actor) -> Subjects:
    """As a page sends them. Only the unit's own branch is offered; what else was sent the action refuses."""
    chosen = kept(numbers(told, "subjects"))
    typed = told.get("tim", "").strip()[:100]
    offered = search(typed, actor, within=unit) if typed else []
    return Subjects(chosen.chosen, typed, [one for one in offered if one.pk not in chosen.ids])


def searches(told: QueryDict) -> bool:
    """Whether the page asks for units rather than to be saved: also when Enter was pressed in a new search."""
    typed = told.get("tim", "").strip()
    return told.get("do") == "search" or bool(typed and typed != told.get("tim-shown", "").strip())
