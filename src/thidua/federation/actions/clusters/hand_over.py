"""What the outgoing leader owes: the summary of the year, and the registrations of all members, sent above."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from thidua.federation.actions.clusters.at import has_come, year_at
from thidua.federation.cluster_errors import MinutesMissing, WhyMissing
from thidua.federation.models import ClusterYear, LeaderDuty
from thidua.federation.states import CLUSTER_YEAR, LEADER_DUTY
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.kernel.models import StoredFile


@transaction.atomic
def hold_summary(
    *,
    actor: Actor,
    cluster_id: int,
    year: int,
    held_on: dt.date,
    minutes: str = "",
    scan: StoredFile | None = None,
) -> ClusterYear:
    """Writes down that the cluster held its summary of the year; the year is closed, and the leader's duty done.

    Raises Absent, NotYours, NotNow, YearNotBegun, NotYet, MinutesMissing.
    """
    closing = year_at(actor=actor, cluster_id=cluster_id, year=year, verb="close", lock=True)
    has_come(held_on)
    if not minutes.strip() and scan is None:
        raise MinutesMissing()
    closing.closed_on, closing.minutes, closing.scan = held_on, minutes.strip(), scan
    CLUSTER_YEAR.move(closing, "close", also=("closed_on", "minutes", "scan"))
    for duty in _summary_of(closing).filter(state="waiting"):
        _done(actor, duty, held_on, "")
    data = {"year": year, "held_on": held_on.isoformat()}
    record(actor, "federation.cluster_year_closed", closing, path=closing.cluster.seat, data=data)
    emit("federation.cluster_year_closed", cluster_id=closing.cluster_id, year=year)
    return closing


@transaction.atomic
def reopen_year(*, actor: Actor, cluster_id: int, year: int, why: str) -> ClusterYear:
    """Opens a closed year again, for a reason. Raises Absent, NotYours, NotNow, WhyMissing."""
    if not why.strip():
        raise WhyMissing()
    closed = year_at(actor=actor, cluster_id=cluster_id, year=year, verb="reopen", lock=True)
    CLUSTER_YEAR.move(closed, "reopen")
    for duty in _summary_of(closed).filter(state="done"):
        LEADER_DUTY.move(duty, "reopen")
    record(
        actor,
        "federation.cluster_year_reopened",
        closed,
        path=closed.cluster.seat,
        reason=why.strip(),
        data={"year": year},
    )
    return closed


@transaction.atomic
def finish_duty(
    *,
    actor: Actor,
    duty_id: int,
    done_on: dt.date,
    note: str = "",
    scan: StoredFile | None = None,
) -> LeaderDuty:
    """Says that a duty of the hand-over is done. The summary closes its year with ``note`` as minutes.

    Raises Absent, NotYours, NotNow, NotYet, MinutesMissing.
    """
    duty = fetch(LeaderDuty, duty_id, actor=actor, verb="finish", lock=True, related=("cluster",))
    has_come(done_on)
    still_running = ClusterYear.objects.filter(cluster=duty.cluster, year=duty.year, state="running")
    if duty.what == LeaderDuty.What.SUMMARY and still_running.exists():
        hold_summary(
            actor=actor,
            cluster_id=duty.cluster_id,
            year=duty.year,
            held_on=done_on,
            minutes=note,
            scan=scan,
        )
        duty.refresh_from_db()
        return duty
    duty.scan = scan
    return _done(actor, duty, done_on, note)


@transaction.atomic
def reopen_duty(*, actor: Actor, duty_id: int, why: str) -> LeaderDuty:
    """It was not done after all. Raises Absent, NotYours, NotNow, WhyMissing."""
    if not why.strip():
        raise WhyMissing()
    duty = fetch(LeaderDuty, duty_id, actor=actor, verb="reopen", lock=True, related=("cluster",))
    LEADER_DUTY.move(duty, "reopen")
    record(actor, "federation.leader_duty_reopened", duty, path=duty.cluster.seat, reason=why.strip())
    return duty


def _summary_of(year: ClusterYear) -> QuerySet[LeaderDuty]:
    return LeaderDuty.objects.filter(
        cluster=year.cluster, year=year.year, what=LeaderDuty.What.SUMMARY
    ).select_related("cluster")


def _done(actor: Actor, duty: LeaderDuty, done_on: dt.date, note: str) -> LeaderDuty:
    duty.done_on, duty.note, duty.by = done_on, note.strip(), actor.name
    LEADER_DUTY.move(duty, "finish", also=("done_on", "note", "by", "scan"))
    data = {"what": duty.what, "year": duty.year, "on": done_on.isoformat()}
    record(actor, "federation.leader_duty_done", duty, path=duty.cluster.seat, data=data)
    emit("federation.leader_duty_done", cluster_id=duty.cluster_id, duty_id=duty.pk, year=duty.year)
    return duty
