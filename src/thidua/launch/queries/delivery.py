"""How a paper travels down and plans travel up: who has opened it, whose plan has come in, and to whom it went."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from thidua.federation.models import Body, UnitKind
from thidua.kernel import paths
from thidua.kernel.door import Actor
from thidua.launch.models import Deadline, Paper, PaperOpened, PlanSent
from thidua.launch.rules import units_seen


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
    found = {
        row["kind__level"]: OpenedByLevel(row["kind__level"], row["units"], row["opened"]) for row in rows
    }
    return [found[level] for level in UnitKind.Level.values if level in found]


def units_by_opening(
    paper: Paper, unit: Body, actor: Actor, *, opened: bool, level: str = ""
) -> QuerySet[Body]:
    """By name those that have, or have not, each with ``opened_at`` and ``opened_by`` of the first look: only units
    that the actor belongs to or stands above."""
    looks = PaperOpened.objects.filter(paper=paper, unit=OuterRef("pk")).order_by("opened_at")
    seen = Exists(looks)
    found = Body.objects.filter(
        paths.strictly_below("path", unit.path),
        units_seen(actor),
        seen if opened else ~seen,
        form=Body.Form.UNIT,
        ended_on=None,
    )
    if level:
        found = found.filter(kind__level=level)
    return (
        found.annotate(
            opened_at=Subquery(looks.values("opened_at")[:1]), opened_by=Subquery(looks.values("name")[:1])
        )
        .select_related("kind")
        .order_by("path")
    )


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
