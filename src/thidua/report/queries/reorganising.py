"""What reports have to say before the tree changes, and before such a change is taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from django.db.models import Count, Q

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
    objections = list(_closed(subject.places, subject.from_on))
    unfinished = _unfinished(subject.from_on)
    later = Q(period__cutoff_on__gte=subject.from_on)
    moving = subject.places - set(subject.ending)
    own = Q(kind=Report.Kind.OWN, exempt=False, unit__in=subject.ending)
    counts = Report.objects.filter(unit__in=subject.places, period__state="open").aggregate(
        reports_open=Count("pk", filter=own & unfinished),
        reports_moved=Count("pk", filter=later & Q(unit__in=moving)),
        reports_excused=Count("pk", filter=own & later & Q(state="waiting")),
    )
    if counts["reports_open"]:
        found = Report.objects.filter(own & unfinished, period__state="open")
        listed = found.select_related("unit", "period__cycle__movement").order_by(
            "unit__sort_key", "period_id"
        )
        objections += [_must_finish(report) for report in listed[:SAID]]
    return Answer("report", counts, tuple(objections))


def answer_back(subject: Undoing) -> Answer:
    """A change of the tree is final once a period that ends on its day or later is closed."""
    touched = branches_of(subject.touched) | set(subject.touched)
    return Answer("report", {}, tuple(_closed(touched, subject.from_on)))


def _unfinished(from_on: dt.date) -> Q:
    """Reports that somebody has begun, or that are due for the time before the end. What waits for a later
    cut-off is excused by itself."""
    of_before = Q(period__cutoff_on__lt=from_on) & ~Q(state="accepted")
    return of_before | Q(state__in=BEGUN)


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
