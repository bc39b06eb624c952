"""Units × figures on one page, for the officer who enters for units that do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet

from thidua.algebra.forms import Question
from thidua.federation.models import Body
from thidua.kernel.door import VIEW, Actor, Relation, Verdict, listing
from thidua.kernel.errors import NotNow, NotYours
from thidua.launch.models import Period
from thidua.report.models import Report
from thidua.report.queries.checking import asked
from thidua.report.queries.figures import data_of_many
from thidua.report.rules import REPORTS
from thidua.report.states import REPORT


@dataclass(frozen=True)
class GridRow:
    """One unit. ``cells`` are entries by element; empty where the unit writes itself and may not be read."""

    report: Report
    cells: Mapping[str, Mapping[str, Any]]
    may_enter: Verdict
    asked: frozenset[str]


@dataclass(frozen=True)
class Grid:
    """Some units × figures: ``questions`` are the columns, of all units of the table, in the order of the form's page."""

    questions: tuple[Question, ...]
    rows: list[GridRow]


@dataclass(frozen=True)
class Table:
    """The direct children of a unit. Of thousands only the rows that are shown are read."""

    actor: Actor
    reports: QuerySet[Report]  # of the children, in Vietnamese order

    def __len__(self) -> int:
        return sum(count for _strata, _unasked, count in self._kinds)

    def of(self, reports: Sequence[Report]) -> Grid:
        """Some of its units with what may be seen of their figures; the same few queries always."""
        readable, enterable = (_open_to(self.actor, verb, reports) for verb in ("read", "enter"))
        # Who may enter for a unit has its form with what stands in it; the grid shows no less.
        data = data_of_many([one for one in reports if one.pk in readable | enterable])
        rows = [
            GridRow(one, data.get(one.pk, {}), _may_enter(self.actor, one, enterable), _codes(one))
            for one in reports
        ]
        return Grid(self._questions(reports[0]) if reports else (), rows)

    def whole(self) -> Grid:
        """All of them, for a sheet."""
        return self.of(list(self.reports))

    @cached_property
    def _kinds(self) -> list[tuple[Any, Any, int]]:
        """Units of a kind are asked alike: a few kinds, however many units."""
        kinds = self.reports.order_by().values_list("strata", "unasked")
        return list(kinds.annotate(units=Count("pk")))

    def _questions(self, like: Report) -> tuple[Question, ...]:
        wanted = {
            code for strata, unasked, _units in self._kinds for code in _codes(_like(like, strata, unasked))
        }
        places = like.form.places
        found = [one for one in like.form.definition.questions if one.element.code in wanted]
        return tuple(sorted(found, key=lambda one: places.get(one.element.code, len(places))))


def grid(*, actor: Actor, unit: Body, period: Period) -> Table:
    """The direct children of a unit, to be read some at a time."""
    return Table(actor, children(actor, unit, period))


def _like(report: Report, strata: Any, unasked: Any) -> Report:
    """A report of another kind of unit with the same form; nothing of it is kept."""
    return Report(form=report.form, period=report.period, strata=strata, unasked=unasked)


def _open_to(actor: Actor, verb: str, reports: Sequence[Report]) -> set[int]:
    found = listing(Report, actor=actor, verb=verb).filter(pk__in=[one.pk for one in reports])
    return set(found.values_list("pk", flat=True))


def _may_enter(actor: Actor, report: Report, enterable: set[int]) -> Verdict:
    """Why not, without asking the database about every row: the unit writes itself, or has sent."""
    if report.pk in enterable:
        return Verdict()
    if not actor.may("report.enter_for", report.unit.path, Relation.CHILD):
        return Verdict(NotYours())
    return Verdict(NotNow(verb=REPORTS.verb_labels["enter"], state=REPORT.states[report.state]))


def _codes(report: Report) -> frozenset[str]:
    return frozenset(one.element.code for one in asked(report))


def children(actor: Actor, unit: Body, period: Period) -> QuerySet[Report]:
    """Own reports of the direct children, in Vietnamese order."""
    return (
        listing(Report, actor=actor, verb=VIEW)
        .filter(period=period, unit__parent=unit, kind=Report.Kind.OWN, exempt=False)
        .select_related("unit", "period__cycle__movement")
        .prefetch_related("form")  # one form for all rows: joined, its long definition is read for each
        .order_by("unit__sort_key", "pk")
    )
