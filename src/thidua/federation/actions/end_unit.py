from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet

from thidua.federation.actions.add_unit import must_have_come
from thidua.federation.actions.branch import hold_tree, must_stand
from thidua.federation.errors import BeforeFounding, LaterLine, Objected, StillHasUnits
from thidua.federation.models import Body, Placement, Post
from thidua.federation.questions import ENDING, Ending
from thidua.formats.vi import format_date
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def end_unit(
    *,
    actor: Actor,
    unit_id: int,
    last_day: dt.date,
    reason: str = "",
    source: str = "",
    version: int | None = None,
) -> Body:
    """Ends a unit, department, working group or partner with ``last_day`` as its last.

    Its line of management, its care lines and the posts at it end with it; people, reports and its last
    place in the tree stay, so that the past can be read. Later rooms may object. Raises Absent, NotYours,
    Stale, UnitEnded, StillHasUnits, BeforeFounding, LaterLine, NotYet, Objected.
    """
    hold_tree()
    body = fetch(Body, unit_id, actor=actor, verb="end", lock=True)
    check_version(body, version)
    must_stand(body)
    must_have_come(last_day)
    _must_be_free(body, last_day)
    _ask_ahead(body, last_day)
    posts = _close(body, last_day)
    body.ended_on = last_day
    body.version += 1
    body.save(update_fields=["ended_on", "version", "changed_at"])
    record(
        actor,
        "federation.unit_ended",
        body,
        path=body.seat,
        reason=reason,
        data={"last_day": last_day.isoformat(), "source": source, "posts_closed": posts},
    )
    emit("federation.unit_ended", unit_id=body.pk)
    return body


def _must_be_free(body: Body, last_day: dt.date) -> None:
    if body.founded_on and last_day < body.founded_on:
        raise BeforeFounding(unit=str(body), day=format_date(last_day), founded=format_date(body.founded_on))
    living = body.children.filter(ended_on=None).count()
    coming = Placement.objects.filter(_open(last_day), under=body, line=Placement.Line.MANAGES)
    coming = coming.exclude(unit__parent=body)
    if living or coming.exists():
        raise StillHasUnits(unit=str(body), count=living + coming.count())
    later = body.placements.filter(line=Placement.Line.MANAGES, from_on__gt=last_day).first()
    if later is not None:
        raise LaterLine(day=format_date(last_day), later=format_date(later.from_on))


def _open(last_day: dt.date) -> Q:
    return Q(until_on=None) | Q(until_on__gt=last_day)


def _ask_ahead(body: Body, last_day: dt.date) -> None:
    answers = ENDING.ask(Ending(body.pk, body.path, last_day))
    reasons = [str(one) for answer in answers for one in answer.objections]
    if reasons:
        raise Objected(unit=str(body), reasons=" ".join(reasons))


def _close(body: Body, last_day: dt.date) -> int:
    """Ends open lines and posts; what would begin only later is dropped. Returns the posts closed."""
    lines: QuerySet[Placement] = Placement.objects.filter(Q(unit=body) | Q(under=body))
    lines.filter(from_on__gt=last_day).delete()
    lines.filter(_open(last_day)).update(until_on=last_day)
    body.posts.filter(from_on__gt=last_day).delete()
    body.attributes.filter(from_on__gt=last_day).delete()
    body.attributes.filter(_open(last_day)).update(until_on=last_day)
    return Post.objects.filter(_open(last_day), unit=body).update(until_on=last_day)
