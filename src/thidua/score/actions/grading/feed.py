"""Classes enter the reports: a figure that counts strong or weak unions follows what was agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.db import transaction

from thidua.algebra.values import NOT_APPLICABLE, NotApplicable
from thidua.kernel.door import Actor, system
from thidua.launch.models import Period
from thidua.report.actions.record_derived import Figure, record_derived
from thidua.report.actions.restate import restate_stated
from thidua.report.errors import NothingToCorrect
from thidua.report.models import Report
from thidua.report.queries.sources import FROM_GRADING
from thidua.report.queries.stating import stated_questions
from thidua.score.models import Grading
from thidua.score.states import SETTLED


@transaction.atomic
def feed(*, actor: Actor, gradings: Sequence[Grading], reason: str = "", only: int | None = None) -> int:
    """Writes what each class says into every period of its year that asks; returns how many figures.

    Not agreed is nothing known, not graded this year does not apply. A period that is closed is corrected by a
    visible restatement. The actor's own right over the class is all that is asked: the figure follows it.
    """
    by_unit = {one.unit_id: one for one in gradings}
    through = replace(actor, grants=system("").grants)
    count = 0
    for own in _asking(gradings, only):
        grading = by_unit[own.unit_id]
        for element, value in _figures(grading, own):
            count += _write(through, own, element, value, reason or _reason(grading))
    return count


def _asking(gradings: Sequence[Grading], only: int | None) -> Iterable[Report]:
    """The own reports of these units in the periods of their year."""
    years = {one.year for one in gradings}
    here = {} if only is None else {"period_id": only}
    return (
        Report.objects.filter(
            **here,
            unit_id__in=[one.unit_id for one in gradings],
            kind=Report.Kind.OWN,
            exempt=False,
            period__cycle__year__in=years,
            period__state__in=("open", "closed"),
        )
        .select_related("form", "unit", "period__cycle")
        .order_by("period_id", "unit_id")
    )


def _figures(grading: Grading, own: Report) -> Iterator[tuple[str, Figure]]:
    """The figures of the scheme that this period asks about this unit."""
    asked = {one.element.code for one in stated_questions(own)}
    for element, grades in grading.round.rules.figures.items():
        if element in asked:
            yield element, _value(grading, grades)


def _value(grading: Grading, grades: frozenset[str]) -> Figure:
    if grading.state == "exempt":
        return NOT_APPLICABLE
    return int(grading.grade in grades) if grading.state == "agreed" else None


def _reason(grading: Grading) -> str:
    return grading.round.name


def _write(actor: Actor, own: Report, element: str, value: Figure, reason: str) -> int:
    if own.period.state == "closed":
        return _restate(actor, own, element, value, reason)
    record_derived(
        actor=actor,
        period_id=own.period_id,
        unit_id=own.unit_id,
        element=element,
        value=value,
        source=FROM_GRADING,
    )
    return 1


def _restate(actor: Actor, own: Report, element: str, value: Figure, reason: str) -> int:
    """A figure that stands already is no correction."""
    told: dict[str, str] = (
        {"answer": "not_applicable"}
        if isinstance(value, NotApplicable)
        else {"value": "" if value is None else str(value)}
    )
    try:
        restate_stated(actor=actor, own_id=own.pk, changes={element: told}, reason=reason)
    except NothingToCorrect:
        return 0
    return 1


@transaction.atomic
def feed_period(*, actor: Actor, period_id: int) -> int:
    """The classes of the year enter a period that has just opened; returns how many figures."""
    reports = Report.objects.filter(period_id=period_id, kind=Report.Kind.OWN, exempt=False)
    year = Period.objects.values_list("cycle__year", flat=True).get(pk=period_id)
    settled = Grading.objects.filter(year=year, state__in=SETTLED, unit_id__in=reports.values("unit_id"))
    return feed(actor=actor, gradings=list(settled.select_related("round")), only=period_id)
