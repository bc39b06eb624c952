"""Where a person stands: the unit they act for, the movement, the period. A page about one of them shows that
one; else what was chosen in the bar and kept in the session; else what has open work. Nothing of it is
trusted: it is looked up again through the door.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.db.models import Case, Exists, OuterRef, Q, Value, When

from thidua.access.requests import Request
from thidua.federation.models import Body, Membership
from thidua.kernel import clock, paths
from thidua.kernel.door import Actor, listing
from thidua.launch.models import Deadline, Movement, Period
from thidua.report.models import Report
from thidua.web.desk.subjects import Subject, subject_of

MOVEMENT_KEY = "movement"
PERIOD_KEY = "period"
# Which period is meant when nobody chose: the one being reported, else the last that was, else the first.
_STANDING = {"open": 0, "closed": 1, "planned": 2}
_NO_ROW = Q(pk__in=())


@dataclass(frozen=True)
class Here:
    unit: Body | None
    movement: Movement | None
    period: Period | None


class _Standing(Request):
    known_here: Here


NOWHERE = Here(None, None, None)


def here(request: Request) -> Here:
    """Three queries, four among several movements, once a request; again when the page turned out to show another period."""
    known: Here | None = getattr(request, "known_here", None)
    shown = request.shows_period
    if known is not None and (shown is None or (known.period is not None and known.period.pk == shown)):
        return known
    return stand(request, _look(request))


def stand(request: Request, at: Here) -> Here:
    """From now on this request stands there: the bar above shows the same."""
    cast("_Standing", request).known_here = at
    return at


def _look(request: Request) -> Here:
    actor = request.actor
    if actor.unit_id is None:
        return NOWHERE
    subject = subject_of(request)
    unit = Body.objects.filter(pk=actor.unit_id).select_related("kind", "parent").first()
    movement = at_hand(movements(actor, subject), request.session.get(MOVEMENT_KEY), actor)
    period = _period(movement, request.session.get(PERIOD_KEY), subject) if movement else None
    return Here(unit, movement, period)


def movements(actor: Actor, subject: Subject | None = None) -> list[Movement]:
    """The movements this actor may see that concern the unit they act for: called by it or above it first,
    then those called below it; the one that a page is about before all others. One query."""
    named = subject.movements if subject is not None else _NO_ROW
    return list(
        listing(Movement, actor=actor)
        .filter(
            _in_line(actor, "seat__path__unindexed")
            | paths.within("seat__path__unindexed", actor.unit_path)
            | Q(_of_own_cluster(actor))
        )
        .select_related("issuer", "seat")
        .annotate(named=_mark(named), in_line=_mark(_in_line(actor, "seat__path")))
        .order_by("-named", "-in_line", "-from_on", "-id")[:50]
    )


def _in_line(actor: Actor, field: str) -> Q:
    return Q(**{f"{field}__in": paths.upwards(actor.unit_path)})


def _of_own_cluster(actor: Actor) -> Exists:
    """What a cluster calls concerns its members, whoever's seal it bears."""
    member = Membership.objects.filter(cluster=OuterRef("issuer"), unit_id=actor.unit_id)
    return Exists(member)


def _mark(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0))


def at_hand(found: Sequence[Movement], chosen: object, actor: Actor) -> Movement | None:
    """Of these the one that the page is about, else the one chosen, else a running one of those above, and of
    several the one with open work, else the newest. A query where the last has to be told."""
    named = [one for one in found if getattr(one, "named", 0)]
    wanted = [one for one in found if one.pk == chosen]
    if meant := [*named, *wanted]:
        return meant[0]
    nearest = min(map(_distance, found), default=None)
    near = [one for one in found if _distance(one) == nearest]
    return _busiest(near, actor) if len(near) > 1 else next(iter(near), None)


def _distance(movement: Movement) -> tuple[bool, bool]:
    return (not getattr(movement, "in_line", 0), movement.state != "launched")


def _busiest(found: Sequence[Movement], actor: Actor) -> Movement:
    """The first of those with most at work: a report of one's own is asked, reports are asked, a day is coming."""
    of_this = {"cycle__movement": OuterRef("pk")}
    opened = Period.objects.filter(**of_this, state="open")
    owed = Report.objects.filter(
        unit=actor.unit_id, kind=Report.Kind.OWN, exempt=False, period__state="open"
    ).filter(period__cycle__movement=OuterRef("pk"))
    coming = Deadline.objects.filter(**of_this, due_on__gte=clock.today())
    told = (
        Movement.objects.filter(pk__in=[one.pk for one in found])
        .order_by()
        .values_list("pk", Exists(owed), Exists(opened), Exists(coming))
    )
    work = {pk: tuple(at_work) for pk, *at_work in told}
    return max(found, key=lambda one: work.get(one.pk, ()))


def periods(movement: Movement, subject: Subject | None = None) -> list[Period]:
    """The latest year first; those that a page is about before all others."""
    named = subject.periods if subject is not None and subject.periods else _NO_ROW
    return list(
        Period.objects.filter(cycle__movement=movement)
        .select_related("cycle")
        .annotate(named=_mark(named))
        .order_by("-cycle__year", "measured_from", "cutoff_on")
    )


def _period(movement: Movement, chosen: object, subject: Subject | None) -> Period | None:
    """Of the periods that the page is about, or of all, the one chosen or the one being reported."""

    def rank(one: Period) -> tuple[bool, bool, int]:
        return (not getattr(one, "named", 0), one.pk != chosen, _STANDING.get(one.state, 3))

    return min(periods(movement, subject), key=rank, default=None)
