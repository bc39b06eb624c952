"""What reports have to say before the tree changes, and before such a change is taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from django.db.models import Q, QuerySet

from thidua.federation.queries.reorganising.touched import branches_of
from thidua.federation.questions import Reorganising, Undoing
from thidua.formats.vi import format_date
from thidua.kernel.questions import Answer, Objection
from thidua.launch.models import Period
from thidua.report.models import Report
from thidua.report.states import COUNTED, REPORT

SAID = 100  # objections that a person can read; the counts tell how many there are
BEGUN = ("draft", "sent", "returned")


def answer(subject: Reorganising) -> Answer:
    """Open reports of units that end, closed periods that the day would change, and what is stamped anew."""
    moving = branches_of([unit_id for unit_id, _under in subject.moving])
    touched = moving | set(subject.ending)
    unfinished = _unfinished(subject)
    stamped = Report.objects.filter(
        unit__in=touched, period__state="open", period__cutoff_on__gte=subject.from_on
    )
    waiting = stamped.filter(unit__in=subject.ending, state="waiting", kind=Report.Kind.OWN, exempt=False)
    objections = [*_closed(touched, subject.from_on), *(_must_finish(one) for one in unfinished[:SAID])]
    counts = {
        "reports_open": unfinished.count(),
        "reports_moved": stamped.filter(unit__in=moving).count(),
        "reports_excused": waiting.count(),
    }
    return Answer("report", counts, tuple(objections))


def answer_back(subject: Undoing) -> Answer:
    """A change of the tree is final once a period that ends on its day or later is closed."""
    touched = branches_of(subject.touched) | set(subject.touched)
    return Answer("report", {}, tuple(_closed(touched, subject.from_on)))


def _unfinished(subject: Reorganising) -> QuerySet[Report]:
    """Reports of ending units that somebody has begun, or that are due for the time before the end. What
    waits for a later cut-off is excused by itself."""
    of_before = Q(period__cutoff_on__lt=subject.from_on) & ~Q(state="accepted")
    found = Report.objects.filter(
        of_before | Q(state__in=BEGUN),
        unit__in=subject.ending,
        period__state="open",
        exempt=False,
        kind=Report.Kind.OWN,
    )
    return found.select_related("unit", "period__cycle__movement").order_by("unit__sort_key", "period_id")


def _must_finish(report: Report) -> Objection:
    remedy_params = {"unit": str(report.unit), "period": str(report.period)}
    return Objection(
        "report.ending_with_open_report", {**remedy_params, "state": str(REPORT.states[report.state])}
    )


def _closed(touched: Collection[int], from_on: dt.date) -> Iterator[Objection]:
    counted = Report.objects.filter(unit__in=touched, state__in=COUNTED).values("period")
    closed = Period.objects.filter(state="closed", ends_on__gte=from_on, pk__in=counted)
    for period in closed.select_related("cycle__movement").order_by("ends_on", "pk"):
        told: dict[str, object] = {"period": str(period), "day": format_date(period.ends_on)}
        yield Objection("report.closed_over", told)
