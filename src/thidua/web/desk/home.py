"""Home: "Việc cần làm". What waits, the oldest risk first; one tap opens the exact place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.access.models import Account
from thidua.access.queries.actors import Desk, actor_of
from thidua.access.requests import Request
from thidua.formats import vi
from thidua.kernel import clock
from thidua.kernel.door import Actor
from thidua.kernel.languages import weekday_name
from thidua.kernel.waiting import Waiting, waiting_for
from thidua.web.desk.counted import remember
from thidua.web.desk.here import here
from thidua.web.desk.life_cycle import own_deadlines
from thidua.web.desk.recent import done_lately

STRIP_DAYS = 14


@dataclass(frozen=True)
class Job:
    waiting: Waiting
    due: str
    now: bool


@dataclass(frozen=True)
class Day:
    """One day of the two-week strip."""

    on: dt.date
    name: str
    jobs: int
    today: bool
    weekend: bool


@dataclass(frozen=True)
class StandIn:
    """A desk of somebody whom this person stands in for; ``waits`` jobs wait there, None while not counted."""

    desk: Desk
    waits: int | None


def home(request: Request) -> HttpResponse:
    actor = request.actor
    today = clock.today()
    jobs = [job(one, today) for one in waiting_for(actor)]
    remember(request, len(jobs))
    at = here(request)
    deadlines = own_deadlines(at, actor)
    context = {
        "kicker": f"{weekday_name(today)}, {vi.format_date(today)}",
        "title": headline(actor, jobs, today),
        "first": jobs[0] if jobs else None,
        "groups": grouped(jobs[1:], today),
        "strip": strip(jobs, today) if len(jobs) > 3 else [],
        "done": done_lately(actor),
        "deadlines": deadlines,
        "several": len({one.cycle.movement_id for one in deadlines}) > 1,
        "here": at,
        "stands_in": stood_in_for(request),
    }
    return render(request, "desk/home.html", context)


def waiting(request: Request) -> HttpResponse:
    """The number beside "Việc cần làm", asked for by the page once it is drawn."""
    actor = request.actor
    count = len(waiting_for(actor))
    remember(request, count)
    return HttpResponse(vi.format_number(count) if count else "")


def stand_ins(request: Request) -> HttpResponse:
    """How much waits at each desk where this person stands in for another; asked for once the page is drawn."""
    context = {"stands_in": stood_in_for(request, counted=True)}
    return render(request, "desk/_stands_in.html", context)


def stood_in_for(request: Request, *, counted: bool = False) -> list[StandIn]:
    """The desks of others from which this person may act, but does not now."""
    actor, told = request.actor, []
    for desk in request.desks:
        if desk.for_id and (desk.unit_id, desk.for_name) != (actor.unit_id, actor.acts_for):
            waits = None
            if counted and isinstance(request.user, Account):
                waits = len(waiting_for(actor_of(request.user, desk=desk.key)[0]))
            told.append(StandIn(desk, waits))
    return told


def job(one: Waiting, today: dt.date) -> Job:
    days = one.days_left(today)
    return Job(one, days_in_words(days), now=days is not None and days <= 2)


def days_in_words(days: int | None) -> str:
    if days is None:
        return ""
    if days < 0:
        return ngettext("Quá hạn %(days)s ngày", "Quá hạn %(days)s ngày", -days) % {"days": -days}
    if days == 0:
        return _("Hạn hôm nay")
    return ngettext("Còn %(days)s ngày", "Còn %(days)s ngày", days) % {"days": days}


def headline(actor: Actor, jobs: list[Job], today: dt.date) -> str:
    late = sum(1 for one in jobs if (one.waiting.days_left(today) or 0) < 0)
    if not jobs:
        return _("Đã xong")
    told = ngettext("%(count)s việc", "%(count)s việc", len(jobs)) % {"count": len(jobs)}
    if late:
        told += ", " + ngettext("%(late)s việc đã quá hạn", "%(late)s việc đã quá hạn", late) % {"late": late}
    return told


def grouped(jobs: list[Job], today: dt.date) -> list[tuple[str, list[Job]]]:
    """The other jobs by when they are due; they come sorted by deadline."""
    return [(name, list(some)) for name, some in groupby(jobs, key=lambda one: _when(one.waiting, today))]


def _when(one: Waiting, today: dt.date) -> str:
    days = one.days_left(today)
    if days is None:
        return _("Chưa đặt hạn")
    if days < 0:
        return _("Quá hạn")
    if days == 0:
        return _("Hôm nay")
    end_of_week = 6 - today.weekday()
    if days <= end_of_week:
        return _("Tuần này")
    return _("Tuần sau") if days <= end_of_week + 7 else _("Sau nữa")


def strip(jobs: list[Job], today: dt.date) -> list[Day]:
    monday = today - dt.timedelta(days=today.weekday())
    due = [one.waiting.due_on for one in jobs]
    names = [_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN")]
    days = (monday + dt.timedelta(days=number) for number in range(STRIP_DAYS))
    return [Day(day, names[day.weekday()], due.count(day), day == today, day.weekday() >= 5) for day in days]
