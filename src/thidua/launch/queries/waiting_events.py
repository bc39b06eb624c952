"""Jobs about launch events, plans on their way up and reviews: rows, asked together with those of other rooms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.door import Actor
from thidua.kernel.waiting import Line, Lines, Waiting, lines, short_name, tells_lines
from thidua.launch.models import Deadline, LaunchEvent, LaunchTask, Paper, PlanSent, Review

TASK, EVENT = "launch.cluster_task", "launch.hold_event"
SEND, RECEIVE, REVIEW = "launch.send_plan", "launch.receive_plans", "launch.review"
_LONGEST = 120  # letters of a task in a title
_BEFORE = dt.timedelta(days=60)  # a review is begun about two months before its day


def _say_task(one: Line) -> Waiting:
    text = one.about if len(one.about) <= _LONGEST else f"{one.about[:_LONGEST].rsplit(' ', 1)[0]} …"
    return Waiting(
        stage="launch",
        code=one.code,
        title=_("Làm việc cụm giao: %(task)s") % {"task": text},
        fact=_("%(cluster)s giao ở lễ phát động.") % {"cluster": one.more},
        button=_("Xem việc"),
        url=f"{reverse('launch:event', args=[one.key])}#viec",
        due_on=one.due_on,
        unit=one.unit,
    )


def _say_event(one: Line) -> Waiting:
    kind = str(LaunchEvent.Kind(one.more).label).capitalize()
    day = format_date(one.due_on) if one.due_on else ""
    return Waiting(
        stage="launch",
        code=one.code,
        title=_("Ghi kết quả: %(event)s") % {"event": one.about},
        fact=_("%(kind)s, dự kiến %(day)s.") % {"kind": kind, "day": day},
        button=_("Ghi đã tổ chức"),
        url=reverse("launch:hold_event", args=[one.key]),
        due_on=one.due_on,
        unit=one.unit,
    )


def _say_send(one: Line) -> Waiting:
    how = str(PlanSent.Channel(one.more).label) if one.more in PlanSent.Channel.values else ""
    return Waiting(
        stage="launch",
        code=one.code,
        title=_("Gửi kế hoạch của đơn vị cho %(above)s") % {"above": one.about},
        fact=_("Cách gửi: %(how)s.") % {"how": how} if how else _("Gửi xong thì ghi ngày gửi."),
        button=_("Ghi đã gửi"),
        url=reverse("launch:send_plan", args=[one.key]),
        due_on=one.due_on,
        unit=one.unit,
    )


def _say_receive(one: Line) -> Waiting:
    return Waiting(
        stage="launch",
        code=one.code,
        title=_("Vào sổ kế hoạch cấp dưới gửi lên"),
        fact=_("%(count)s kế hoạch chờ văn thư ghi số đến và chuyển ban.") % {"count": one.total},
        button=_("Xem và vào sổ"),
        url=f"{reverse('launch:plans_in')}?cho=1",
        total=one.total,
        unit=one.unit,
    )


def _say_review(one: Line) -> Waiting:
    kind, first, last = one.more.split()
    review = Review(kind=kind, from_year=int(first), until_year=int(last))
    return Waiting(
        stage="launch",
        code=one.code,
        title=_("Tổ chức %(review)s %(movement)s") % {"review": review, "movement": one.about},
        fact=_("Xong thì ghi ngày tổ chức."),
        button=_("Mở lịch sơ kết"),
        url=reverse("launch:reviews", args=[one.key]),
        due_on=one.due_on,
        unit=one.unit,
    )


@tells_lines(
    {TASK: _say_task, EVENT: _say_event, SEND: _say_send, RECEIVE: _say_receive, REVIEW: _say_review}
)
def waiting_events(actor: Actor) -> Iterator[Lines]:
    """What waits for the unit in the tree that this person acts for."""
    if actor.unit_id is None or not actor.unit_path:
        return
    unit_name = Subquery(Body.objects.filter(path=actor.unit_path).values_list(short_name()))
    if _may(actor, "launch.record"):
        yield _tasks(actor, unit_name)
        yield _events(actor, unit_name)
        yield _plans_to_send(actor, unit_name)
    if _may(actor, "launch.register"):
        yield _plans_to_receive(actor, unit_name)
    if _may(actor, "launch.draft"):
        yield _reviews(actor, unit_name)


def _may(actor: Actor, capability: str) -> bool:
    return any(grant.path == actor.unit_path for grant in actor.having(capability))


def _tasks(actor: Actor, unit_name: Subquery) -> Lines:
    """Open tasks that clusters gave this unit."""
    found = LaunchTask.objects.filter(unit=actor.unit_id, done_on=None).exclude(
        event__cycle__movement__state="closed"
    )
    cluster = short_name("event__cluster__")
    return lines(found, TASK, key="event_id", about="text", more=cluster, unit=unit_name, due_on="due_on")


def _events(actor: Actor, unit_name: Subquery) -> Lines:
    """Events that this unit planned and has not written down as held."""
    found = LaunchEvent.objects.filter(seat=actor.unit_id, held_on=None, planned_on__isnull=False).exclude(
        cycle__movement__state="closed"
    )
    return lines(found, EVENT, about="name", more="kind", unit=unit_name, due_on="planned_on")


def _plans_to_send(actor: Actor, unit_name: Subquery) -> Lines:
    """Own plans that are out and have to be sent to the level above."""
    asked = Deadline.objects.filter(
        cycle__movement=OuterRef("movement"),
        cycle__year=OuterRef("year"),
        what=Deadline.What.SEND_PLAN,
        level__in=Body.objects.filter(path=actor.unit_path).values("kind__level"),
    )
    found = (
        Paper.objects.filter(
            Exists(asked),
            seat=actor.unit_id,
            kind=Paper.Kind.PLAN,
            state="issued",
            parent__isnull=False,
            sent_up=None,
        )
        .exclude(movement__state="closed")
        .annotate(by=Subquery(asked.values("due_on")[:1]), how=Subquery(asked.values("channel")[:1]))
    )
    return lines(found, SEND, about=short_name("parent__seat__"), more="how", unit=unit_name, due_on="by")


def _plans_to_receive(actor: Actor, unit_name: Subquery) -> Lines:
    """Plans that units below say they sent and that no clerk has entered."""
    found = (
        PlanSent.objects.filter(to=actor.unit_id, received_on=None).values("to").annotate(many=Count("pk"))
    )
    return lines(found, RECEIVE, key="to", unit=unit_name, total="many")


def _reviews(actor: Actor, unit_name: Subquery) -> Lines:
    """Reviews of the movements that this unit called, near or past their day."""
    found = Review.objects.filter(
        movement__seat=actor.unit_id, held_on=None, due_on__lte=clock.today() + _BEFORE
    ).exclude(movement__state__in=("preparing", "closed"))
    blank = Value(" ")
    told = Concat(
        F("kind"),
        blank,
        Cast("from_year", TextField()),
        blank,
        Cast("until_year", TextField()),
        output_field=TextField(),
    )
    named = short_name("movement__")
    return lines(found, REVIEW, key="movement_id", about=named, more=told, unit=unit_name, due_on="due_on")
