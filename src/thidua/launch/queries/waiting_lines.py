"""Jobs of this room that are a row or a number of rows: asked together with those of other rooms."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.door import Actor
from thidua.kernel.waiting import Line, Lines, Waiting, lines, short_name, tells_lines
from thidua.launch.models import Assignment, Deadline, LaunchRecord
from thidua.launch.queries.from_paper.waiting import REVIEW, TYPE, readings_waiting, say_review, say_typing
from thidua.launch.queries.of_cluster import of_own_cluster

LAUNCH, ANSWER = "launch.launch_unit", "launch.answer_requests"


def _say_launch(one: Line) -> Waiting:
    return Waiting(
        stage="launch",
        code=one.code,
        title=_("Tổ chức phát động %(movement)s") % {"movement": one.about},
        fact=_("Phát động xong thì ghi ngày, nơi và số người dự."),
        button=_("Ghi phát động"),
        url=reverse("launch:launch_unit", args=[one.key]),
        due_on=one.due_on,
        unit=one.unit,
    )


def _say_requests(one: Line) -> Waiting:
    return Waiting(
        stage="launch",
        code=one.code,
        title=_("Xem đề nghị điều chỉnh chỉ tiêu"),
        fact=_("%(count)s đề nghị của đơn vị trực thuộc.") % {"count": one.total},
        button=_("Xem đề nghị"),
        url=reverse("launch:requests", args=[one.key]),
        unit=one.unit,
    )


@tells_lines({LAUNCH: _say_launch, ANSWER: _say_requests, REVIEW: say_review, TYPE: say_typing})
def waiting_lines(actor: Actor) -> Iterator[Lines]:
    """What waits for the unit in the tree that this person acts for."""
    if actor.unit_id is None or not actor.unit_path:
        return
    unit_name = Subquery(Body.objects.filter(path=actor.unit_path).values_list(short_name()))
    if _may(actor, "launch.draft"):
        yield from readings_waiting(actor, unit_name)
    if _may(actor, "launch.record"):
        yield _launches_to_record(actor, unit_name)
    if _may(actor, "launch.assign"):
        yield _requests_from_below(actor, unit_name)


def _may(actor: Actor, capability: str) -> bool:
    return any(grant.path == actor.unit_path for grant in actor.having(capability))


def _launches_to_record(actor: Actor, unit_name: Subquery) -> Lines:
    """Cycles of movements above with a launch deadline for this level and no record of ours."""
    ours = LaunchRecord.objects.filter(cycle=OuterRef("cycle"), unit=actor.unit_id)
    due = Deadline.objects.filter(
        what=Deadline.What.LAUNCH,
        level__in=Body.objects.filter(path=actor.unit_path).values("kind__level"),
        cycle__movement__state="launched",
    ).exclude(Exists(ours))
    due = due.filter(
        Q(cycle__movement__seat__path__in=paths.upwards(actor.unit_path)[:-1])
        | Q(of_own_cluster(actor.unit_id, issuer="cycle__movement__issuer", year="cycle__year"))
    )
    named = short_name("cycle__movement__")
    return lines(due, LAUNCH, key="cycle_id", about=named, unit=unit_name, due_on="due_on")


def _requests_from_below(actor: Actor, unit_name: Subquery) -> Lines:
    """Units directly below that ask for another figure, by year of the movement."""
    asked = (
        Assignment.objects.filter(
            current=True,
            answer=Assignment.Answer.ASKS_CHANGE,
            unit__parent=actor.unit_id,
            unit__ended_on=None,
        )
        .values("target__cycle")
        .annotate(asking=Count("pk"))
    )
    return lines(asked, ANSWER, key="target__cycle", unit=unit_name, total="asking")
