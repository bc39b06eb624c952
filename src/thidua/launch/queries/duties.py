"""What papers give a unit to do: by its name, by that of one of its departments, or by its level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FilteredRelation, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body, UnitKind
from thidua.formats.text import fold, matching_key
from thidua.kernel import paths
from thidua.kernel.waiting import Waiting
from thidua.launch.models import Duty
from thidua.launch.queries.of_cluster import IS_CLUSTER, of_own_cluster

_EVERY = "every"
# How papers address a whole level, without marks and without "các" before it.
_LEVELS: Mapping[str, str] = {
    "cap cong doan": _EVERY,
    "cong doan cap": _EVERY,
    "cong doan cap tren": UnitKind.Level.UPPER,
    "cong doan cap tren co so": UnitKind.Level.UPPER,
    "cong doan cap tren truc tiep co so": UnitKind.Level.UPPER,
    "cong doan co so": UnitKind.Level.GRASSROOTS,
    "cdcs": UnitKind.Level.GRASSROOTS,
}
# How a cluster addresses all its members.
_MEMBERS = frozenset(
    {"thanh vien", "thanh vien cum", "thanh vien cua cum", "don vi thanh vien", "don vi trong cum"}
)
_MOST = 20  # duties with a day that are told one by one
_LONGEST = 120  # letters of a duty in a title


@dataclass(frozen=True)
class OwnDuty:
    """One duty of the unit; ``done`` has the day and what was said, None while it is open."""

    duty: Duty
    done_on: dt.date | None = None
    note: str = ""
    by: str = ""

    @property
    def is_done(self) -> bool:
        return self.done_on is not None


def duties_of(unit: Body) -> list[OwnDuty]:
    """Of issued papers of the unit and of those above it, while their movement runs: those with a day first,
    by day, then the others as the papers have them. One query."""
    here = Body.objects.filter(host=unit, form=Body.Form.DEPARTMENT, ended_on=None).order_by()
    rows = list(
        Duty.objects.filter(_over(unit), paper__state="issued")
        .exclude(paper__movement__state="closed")
        .annotate(mine=FilteredRelation("done", condition=Q(done__unit=unit)))
        .select_related("paper__issuer", "paper__seat")
        .annotate(done_on=F("mine__done_on"), done_note=F("mine__note"), done_by=F("mine__by"))
        .annotate(departments=ArraySubquery(here.values(called=Concat("name", Value("\n"), "short_name"))))
        .order_by("due_on", "paper", "position", "pk")
    )
    if not rows:
        return []
    called = _called(unit, rows[0].departments)
    return [
        OwnDuty(one, one.done_on, one.done_note or "", one.done_by or "")
        for one in rows
        if _concerns(one, unit, called)
    ]


def _over(unit: Body) -> Q:
    """Papers of the unit, of those above it, and of clusters that it is in. What a cluster gives to do is for its
    members, not for those below the union that sealed it."""
    line = Q(paper__seat__path__in=paths.upwards(unit.path)) & ~Q(paper__issuer__form=IS_CLUSTER)
    return line | Q(of_own_cluster(unit.pk, issuer="paper__issuer", year="paper__year"))


def _called(unit: Body, departments: Iterable[str]) -> frozenset[str]:
    """What the unit and its departments (a line a name) are called; partners have people of their own to ask."""
    names = [unit.name, unit.short_name, *(name for both in departments for name in both.split("\n"))]
    return frozenset(matching_key(name) for name in names if name)


def _concerns(duty: Duty, unit: Body, called: frozenset[str]) -> bool:
    if matching_key(duty.body_name) in called:
        return True
    addressed = fold(duty.body_name).removeprefix("cac ")
    if duty.paper.issuer.form == IS_CLUSTER:
        return addressed in _MEMBERS
    level = _LEVELS.get(addressed)
    return level == _EVERY or (level is not None and level == unit.level and duty.paper.seat_id != unit.pk)


def open_duties(unit: Body) -> Iterator[Waiting]:
    """Those with a day one by one; those without stay in sight together, so that none is forgotten."""
    left = [one.duty for one in duties_of(unit) if not one.is_done]
    dated = [one for one in left if one.due_on is not None]
    undated = [one for one in left if one.due_on is None]
    for duty in dated[:_MOST]:
        yield Waiting(
            stage="launch",
            code="launch.duty",
            title=_("Làm việc được giao: %(duty)s") % {"duty": _short(duty.text)},
            fact=_("%(body)s %(role)s, theo %(paper)s của %(issuer)s.") % _told(duty),
            button=_("Xem việc"),
            url=f"{reverse('launch:duties')}#viec-{duty.pk}",
            due_on=duty.due_on,
            unit=str(unit),
        )
    if undated:
        yield Waiting(
            stage="launch",
            code="launch.duties_without_day",
            title=_("Làm việc được giao chưa có hạn"),
            fact=_("%(count)s việc còn mở, như: %(duty)s")
            % {"count": len(undated), "duty": _short(undated[0].text)},
            button=_("Xem từng việc"),
            url=reverse("launch:duties"),
            total=len(undated),
            unit=str(unit),
        )


def _told(duty: Duty) -> dict[str, str]:
    return {
        "body": duty.body_name,
        "role": duty.get_role_display(),
        "paper": str(duty.paper),
        "issuer": str(duty.paper.issuer),
    }


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
