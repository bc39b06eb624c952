"""What a page is about, read from its address: the bar above shows the movement and the period of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from thidua.access.requests import Request
from thidua.launch.models import Cycle, LaunchRecord, Paper, Period, Target
from thidua.pledge.models import Registration, Scheme
from thidua.report.models import Report

LONGEST_KEY = 18  # digits


@dataclass(frozen=True)
class Subject:
    """Which movement and which of its periods are meant; ``Q()`` finds all."""

    movements: Q
    periods: Q


def _period(key: int) -> Subject:
    movement = Period.objects.filter(pk=key).values("cycle__movement")
    return Subject(Q(pk__in=movement), Q(pk=key))


def _cycle(key: int) -> Subject:
    return Subject(Q(pk__in=Cycle.objects.filter(pk=key).values("movement")), Q(cycle=key))


def _paper(key: int) -> Subject:
    paper = Paper.objects.filter(pk=key)
    return Subject(Q(pk__in=paper.values("movement")), Q(cycle__year__in=paper.values("year")))


def _target(key: int) -> Subject:
    target = Target.objects.filter(pk=key)
    return Subject(Q(pk__in=target.values("cycle__movement")), Q(cycle__in=target.values("cycle")))


def _launch(key: int) -> Subject:
    held = LaunchRecord.objects.filter(pk=key)
    return Subject(Q(pk__in=held.values("cycle__movement")), Q(cycle__in=held.values("cycle")))


def _scheme(key: int) -> Subject:
    scheme = Scheme.objects.filter(pk=key)
    return Subject(Q(pk__in=scheme.values("cycle__movement")), Q(cycle__in=scheme.values("cycle")))


def _registration(key: int) -> Subject:
    line = Registration.objects.filter(pk=key)
    return Subject(
        Q(pk__in=line.values("scheme__cycle__movement")), Q(cycle__in=line.values("scheme__cycle"))
    )


def _movement(key: int) -> Subject:
    return Subject(Q(pk=key), Q())


def _report(key: int) -> Subject:
    report = Report.objects.filter(pk=key)
    return Subject(Q(pk__in=report.values("period__cycle__movement")), Q(pk__in=report.values("period")))


# By the name that a part of an address bears in any room; the most exact first.
_KINDS: Mapping[str, Callable[[int], Subject]] = {
    "period_id": _period,
    "report_id": _report,
    "own_id": _report,
    "cycle_id": _cycle,
    "target_id": _target,
    "paper_id": _paper,
    "launch_id": _launch,
    "scheme_id": _scheme,
    "registration_id": _registration,
    "movement_id": _movement,
}


def subject_of(request: Request) -> Subject | None:
    """What this page is about; None for a page about nothing in particular."""
    told = _told(request)
    return next((_KINDS[name](told[name]) for name in _KINDS if name in told), None)


def _told(request: Request) -> Mapping[str, int]:
    found = request.resolver_match
    said = {"period_id": request.GET.get("ky", ""), **(found.kwargs if found else {})}
    if request.shows_period is not None:
        said["period_id"] = request.shows_period
    keys = {name: str(value) for name, value in said.items()}
    return {name: int(key) for name, key in keys.items() if key.isdecimal() and len(key) <= LONGEST_KEY}
