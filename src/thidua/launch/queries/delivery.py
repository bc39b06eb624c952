"""How a paper travels down and plans travel up: who has opened it, whose plan has come in, and to whom it went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body, UnitKind
from thidua.kernel import paths
from thidua.kernel.door import Actor
from thidua.kernel.waiting import Waiting
from thidua.launch.models import Deadline, Paper, PaperOpened, PlanSent
from thidua.launch.rules import units_seen


# Asked with the unit itself, so that one without any is asked nothing more.
HAS_PLANS_IN = Exists(PlanSent.objects.filter(to=OuterRef("pk"), received_on=None))
OWES_PLANS = Exists(
    Paper.objects.filter(
        seat=OuterRef("pk"),
        kind=Paper.Kind.PLAN,
        state="issued",
        sent_up=None,
        movement__cycles__deadlines__what=Deadline.What.SEND_PLAN,
    )
)


@dataclass(frozen=True)
class OpenedByLevel:
    """Of the units of one level below: how many there are, how many have opened the paper."""

    level: str
    units: int
    opened: int

    @property
    def label(self) -> str:
        return str(UnitKind.Level(self.level).label)

    @property
    def waiting(self) -> int:
        return self.units - self.opened


def reached(paper: Paper, unit: Body) -> QuerySet[Body]:
    """The units below ``unit`` that the paper is meant for, each with when it was first opened there."""
    first = PaperOpened.objects.filter(paper=paper, unit=OuterRef("pk")).order_by("opened_at")
    return Body.objects.filter(
        paths.strictly_below("path", unit.path), form=Body.Form.UNIT, ended_on=None
    ).annotate(
        opened_at=Subquery(first.values("opened_at")[:1]), opened_by=Subquery(first.values("name")[:1])
    )


def opened_by_level(paper: Paper, unit: Body) -> list[OpenedByLevel]:
    """Level by level below ``unit``; one query."""
    opened = PaperOpened.objects.filter(paper=paper, unit=OuterRef("pk"))
    rows = (
        Body.objects.filter(paths.strictly_below("path", unit.path), form=Body.Form.UNIT, ended_on=None)
        .order_by()
        .annotate(seen=Exists(opened))
        .values("kind__level")
        .annotate(units=Count("pk"), opened=Count("pk", filter=Q(seen=True)))
    )
    found = {row["kind__level"]: OpenedByLevel(row["kind__level"], row["units"], row["opened"]) for row in rows}
    return [found[level] for level in UnitKind.Level.values if level in found]


def units_by_opening(paper: Paper, unit: Body, actor: Actor, *, opened: bool, level: str = "") -> QuerySet[Body]:
    """By name those that have, or have not: only units that the actor belongs to or stands above."""
    found = reached(paper, unit).filter(units_seen(actor), opened_at__isnull=not opened)
    if level:
        found = found.filter(kind__level=level)
    return found.select_related("kind").order_by("path")


def first_opened(paper: Paper) -> dt.datetime | None:
    """When anybody below opened it first."""
    found: dt.datetime | None = PaperOpened.objects.filter(paper=paper).aggregate(at=Min("opened_at"))["at"]
    return found


# Plans on their way up -----------------------------------------------------------------------------------------


def sent_up(seat: Body, year: int | None = None) -> QuerySet[PlanSent]:
    """Plans that came to this unit, the latest first."""
    found = PlanSent.objects.filter(to=seat).select_related("paper__seat", "paper__movement", "entry")
    if year is not None:
        found = found.filter(paper__year=year)
    return found.prefetch_related("departments").order_by("-sent_on", "-pk")


def asked_of(paper: Paper) -> Deadline | None:
    """How and by when a plan of this unit's level must be sent up; None where nobody asked."""
    return (
        Deadline.objects.filter(
            cycle__movement=paper.movement_id,
            cycle__year=paper.year,
            what=Deadline.What.SEND_PLAN,
            level=paper.seat.level,
        )
        .prefetch_related("departments")
        .first()
    )


def plans_to_send(unit: Body) -> Iterator[Waiting]:
    """Own plans that are out and have to be sent to the level above. One query."""
    asked = Deadline.objects.filter(
        cycle__movement=OuterRef("movement"),
        cycle__year=OuterRef("year"),
        what=Deadline.What.SEND_PLAN,
        level=unit.level,
    )
    found = (
        Paper.objects.filter(seat=unit, kind=Paper.Kind.PLAN, state="issued", parent__isnull=False, sent_up=None)
        .exclude(movement__state="closed")
        .annotate(due_on=Subquery(asked.values("due_on")[:1]), channel=Subquery(asked.values("channel")[:1]))
        .filter(due_on__isnull=False)
        .select_related("parent__seat")
    )
    for paper in found.order_by("due_on", "pk"):
        assert paper.parent is not None
        how = PlanSent.Channel(paper.channel).label if paper.channel else ""
        yield Waiting(
            stage="launch",
            code="launch.send_plan",
            title=_("Gửi %(paper)s cho %(above)s") % {"paper": paper, "above": paper.parent.seat},
            fact=_("Cách gửi: %(how)s.") % {"how": how} if how else _("Gửi xong thì ghi ngày gửi."),
            button=_("Ghi đã gửi"),
            url=reverse("launch:send_plan", args=[paper.pk]),
            due_on=paper.due_on,
            unit=str(unit),
        )


def plans_to_receive(unit: Body) -> Iterator[Waiting]:
    """Plans that units below say they sent and that no clerk has entered. One query."""
    count = PlanSent.objects.filter(to=unit, received_on=None).count()
    if count:
        yield Waiting(
            stage="launch",
            code="launch.receive_plans",
            title=_("Vào sổ kế hoạch cấp dưới gửi lên"),
            fact=_("%(count)s kế hoạch chờ văn thư ghi số đến và chuyển ban.") % {"count": count},
            button=_("Xem và vào sổ"),
            url=reverse("launch:plans_in"),
            total=count,
            unit=str(unit),
        )

