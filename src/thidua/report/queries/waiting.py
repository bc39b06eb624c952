"""What waits for a person in this room: reports to make, to correct, to review; late ones to chase."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, F, Func, Max, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body, UnitKind
from thidua.formats import vi
from thidua.kernel import clock, paths
from thidua.kernel.door import VIEW, Actor, Reach, listing
from thidua.kernel.waiting import Waiting, short_name, tells_waiting
from thidua.launch.models import Deadline
from thidua.launch.period_names import say_period_name
from thidua.report.models import Chase, Report
from thidua.report.queries.chased import last_chases, say_chase
from thidua.report.queries.checking import filled
from thidua.report.queries.figures import data_of_many
from thidua.report.states import COUNTED

NEAR = dt.timedelta(days=3)  # from when on a day is worth reminding of; the board says "Cần để mắt"
MOST = 20  # a person with more reports of their own than this looks at the list


@tells_waiting
def tell(actor: Actor) -> Iterator[Waiting]:
    """Own reports one by one, the reviewing of others as one job a period."""
    yield from _own(actor)
    yield from _to_review(actor)
    yield from _to_chase(actor)


def _own(actor: Actor) -> Iterator[Waiting]:
    mine = (
        listing(Report, actor=actor, verb="send")
        .filter(period__state="open", exempt=False, unit__path__in=[grant.path for grant in actor.grants])
        .select_related("period", "unit", "form")
        .annotate(open_notes=Count("notes", filter=Q(notes__resolved_at=None)))
        .order_by("due_on", "pk")[:MOST]
    )
    reports = list(mine)
    data = data_of_many(reports)
    reminded = last_chases(report.pk for report in reports)
    for report in reports:
        done, total = filled(report, data.get(report.pk, {}))
        yield _own_job(report, done, total, reminded.get(report.pk))


def _own_job(report: Report, done: int, total: int, reminded: Chase | None) -> Waiting:
    notes: int = getattr(report, "open_notes", 0)
    if report.state == "returned":
        title = _("Sửa báo cáo %(period)s") % {"period": str(report.period)}
        fact = _("Cấp trên trả lại, %(count)d ý cần sửa.") % {"count": notes}
        button = _("Xem chỗ cần sửa")
    else:
        title = _("Gửi báo cáo %(period)s") % {"period": str(report.period)}
        fact = _("Đã có %(done)d/%(total)d ô.") % {"done": done, "total": total}
        if not total:
            fact = _("Kỳ này đơn vị không phải điền số liệu nào; xem rồi gửi để cấp trên biết.")
        left = total - done
        button = _("Điền tiếp %(left)d ô") % {"left": left} if left else _("Xem lại và gửi")
    if reminded is not None:
        fact += " " + say_chase(reminded)
    return Waiting(
        stage="report",
        code="report.correct" if report.state == "returned" else "report.send",
        title=title,
        fact=fact,
        button=button,
        url=reverse("report:form", args=[report.pk]),
        due_on=report.due_on,
        done=done,
        total=total,
        unit=str(report.unit),
    )


def _to_review(actor: Actor) -> Iterator[Waiting]:
    own_levels = Body.objects.filter(pk__in=_units(actor)).values("kind__level")
    accept_by = Deadline.objects.filter(
        what=Deadline.What.ACCEPT, period=OuterRef("period_id"), level__in=own_levels
    ).order_by("due_on")  # the earliest, where they hold two
    found = (
        listing(Report, actor=actor, verb="accept")
        .filter(period__state="open")
        .values("period_id", "period__name")
        .annotate(count=Count("pk"), due_on=Subquery(accept_by.values("due_on")[:1]))
        .order_by("period_id")
    )
    for one in found:
        yield Waiting(
            stage="report",
            code="report.review",
            title=_("Duyệt báo cáo %(period)s") % {"period": say_period_name(one["period__name"])},
            fact=_("%(count)d báo cáo đã gửi, chờ duyệt.") % {"count": one["count"]},
            button=_("Duyệt %(count)d báo cáo") % {"count": one["count"]},
            url=reverse("report:review_list", args=[one["period_id"]]),
            due_on=one["due_on"],
            total=one["count"],
        )


@dataclass(frozen=True)
class _Asked:
    """Of whom reports are asked: the grassroots unions in a period, or the unions between."""

    period_id: int
    period: str
    cycle_id: int
    grassroots: bool


@dataclass(frozen=True)
class _Owed:
    """What one branch still owes in a period, at one level."""

    name: str
    missing: int
    expected: int
    since: dt.date | None


def _to_chase(actor: Actor) -> Iterator[Waiting]:
    """Everybody below who still owes a report when its day has passed or is near: the grassroots unions of
    the whole branch as one job, the unions between as another. One query a branch that the actor heads."""
    for path in _branches(actor):
        for asked, branches in _owed(actor, path).items():
            since = min((one.since for one in branches if one.since), default=None)
            if since is not None and since <= clock.today() + NEAR:
                yield _chase_job(asked, branches, since)


_NAME = Subquery(Body.objects.filter(pk=OuterRef("child")).values_list(short_name())[:1])


def _owed(actor: Actor, path: str) -> dict[_Asked, list[_Owed]]:
    """By period and level, what each branch directly below still owes."""
    owing = ~Q(state__in=COUNTED)
    found = (
        listing(Report, actor=actor, verb=VIEW)
        .filter(
            paths.strictly_below("unit__path", path),
            period__state="open",
            kind=Report.Kind.OWN,
            exempt=False,
        )
        .annotate(child=_step(paths.depth(path) + 1))
        .values("period_id", "period__name", "period__cycle_id", "unit__kind__level", "child")
        .annotate(
            missing=Count("pk", filter=owing),
            expected=Count("pk"),
            since=Min("due_on", filter=owing),
            name=Max(_NAME),
        )
        .order_by("period_id")
    )
    told: dict[_Asked, list[_Owed]] = defaultdict(list)
    for one in found:
        grassroots = one["unit__kind__level"] == UnitKind.Level.GRASSROOTS
        asked = _Asked(
            one["period_id"], say_period_name(one["period__name"]), one["period__cycle_id"], grassroots
        )
        told[asked].append(_Owed(one["name"], one["missing"], one["expected"], one["since"]))
    return told


def _step(number: int) -> Cast:
    """The id of the unit at this step of the path."""
    step = Func(F("unit__path"), Value(paths.SEPARATOR), Value(number), function="split_part")
    return Cast(step, BigIntegerField())


def _chase_job(asked: _Asked, branches: list[_Owed], since: dt.date) -> Waiting:
    missing = sum(one.missing for one in branches)
    expected = sum(one.expected for one in branches)
    words = {"count": vi.format_number(missing), "period": asked.period}
    title, button = (
        (_("Nhắc %(count)s cơ sở chưa gửi báo cáo %(period)s"), _("Nhắc %(count)s cơ sở"))
        if asked.grassroots
        else (_("Nhắc %(count)s đơn vị chưa gửi báo cáo %(period)s"), _("Nhắc %(count)s đơn vị"))
    )
    board = reverse("report:board", args=[asked.cycle_id])
    sent = {"sent": vi.format_number(expected - missing), "expected": vi.format_number(expected)}
    return Waiting(
        stage="report",
        code="report.chase",
        title=title % words,
        fact=_("%(sent)s/%(expected)s đã gửi.") % sent + " " + _whose(branches),
        button=button % words,
        url=f"{board}?cap=co-so" if asked.grassroots else board,
        due_on=since,
        done=expected - missing,
        total=expected,
    )


def _whose(branches: list[_Owed], most: int = 3) -> str:
    """Below whom they are: "LĐLĐ huyện Lâm Bình 52, … và 135 nơi khác"; single unions by their names."""
    late = sorted((one for one in branches if one.missing), key=lambda one: -one.missing)
    single = all(one.expected == 1 for one in late)
    names = [one.name if single else f"{one.name} {vi.format_number(one.missing)}" for one in late[:most]]
    others = sum(one.missing for one in late[most:])
    told = _("Còn thiếu: %(names)s") % {"names": ", ".join(names)}
    if others:
        more = _("và %(count)s đơn vị khác") if single else _("và %(count)s ở nơi khác")
        told += " " + more % {"count": vi.format_number(others)}
    return f"{told}."


def _branches(actor: Actor) -> list[str]:
    """The branches whose late ones this actor may remind, without those inside another."""
    held = {one.path for one in actor.having("report.chase") if one.reach is Reach.SUBTREE and one.path}
    return sorted(path for path in held if not any(path != top and paths.covers(top, path) for top in held))


def _units(actor: Actor) -> list[int]:
    reaching = [grant.path for grant in actor.grants if grant.reach is Reach.SUBTREE and grant.path]
    return [paths.ids(path)[-1] for path in reaching]
