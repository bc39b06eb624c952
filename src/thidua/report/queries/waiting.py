"""What waits for a person in this room: reports to make, to correct, to review; late ones to chase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body
from thidua.kernel import clock, paths
from thidua.kernel.door import Actor, Reach, listing
from thidua.kernel.waiting import Waiting, tells_waiting
from thidua.launch.models import Deadline
from thidua.report.models import Report
from thidua.report.queries.checking import filled
from thidua.report.queries.figures import data_of_many

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
    for report in reports:
        done, total = filled(report, data.get(report.pk, {}))
        yield _own_job(report, done, total)


def _own_job(report: Report, done: int, total: int) -> Waiting:
    notes: int = getattr(report, "open_notes", 0)
    if report.state == "returned":
        title = _("Sửa báo cáo %(period)s") % {"period": report.period.name}
        fact = _("Cấp trên trả lại, %(count)d ý cần sửa.") % {"count": notes}
        button = _("Xem chỗ cần sửa")
    else:
        title = _("Gửi báo cáo %(period)s") % {"period": report.period.name}
        fact = _("Đã có %(done)d/%(total)d ô.") % {"done": done, "total": total}
        left = total - done
        button = _("Điền tiếp %(left)d ô") % {"left": left} if left else _("Xem lại và gửi")
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
    found = (
        listing(Report, actor=actor, verb="accept")
        .filter(period__state="open")
        .values("period_id", "period__name")
        .annotate(count=Count("pk"), since=Min("sent_at"))
        .order_by("period_id")
    )
    jobs = list(found)
    due = _accept_by(actor, [one["period_id"] for one in jobs])
    for one in jobs:
        yield Waiting(
            stage="report",
            code="report.review",
            title=_("Duyệt báo cáo %(period)s") % {"period": one["period__name"]},
            fact=_("%(count)d báo cáo đã gửi, chờ duyệt.") % {"count": one["count"]},
            button=_("Duyệt %(count)d báo cáo") % {"count": one["count"]},
            url=reverse("report:review_list", args=[one["period_id"]]),
            due_on=due.get(one["period_id"]),
            total=one["count"],
        )


def _accept_by(actor: Actor, period_ids: list[int]) -> dict[int, dt.date]:
    """By which day the actor's own level is to have accepted each period; the earliest, where they hold two."""
    if not period_ids:
        return {}
    levels = Body.objects.filter(pk__in=_units(actor)).values("kind__level")
    found = Deadline.objects.filter(
        what=Deadline.What.ACCEPT, period_id__in=period_ids, level__in=levels
    ).order_by("-due_on")
    return {one.period_id: one.due_on for one in found if one.period_id}


def _to_chase(actor: Actor) -> Iterator[Waiting]:
    """Only what stands directly below: those further down are their own superiors' to chase."""
    late = listing(Report, actor=actor, verb="chase").filter(
        period__state="open", exempt=False, due_on__lt=clock.today(), unit__parent_id__in=_units(actor)
    )
    counted = late.values("period_id", "period__name", "period__cycle_id").annotate(
        count=Count("pk"), since=Min("due_on")
    )
    for one in counted.order_by("period_id"):
        yield Waiting(
            stage="report",
            code="report.chase",
            title=_("Nhắc đơn vị chưa gửi báo cáo %(period)s") % {"period": one["period__name"]},
            fact=_("%(count)d đơn vị quá hạn.") % {"count": one["count"]},
            button=_("Nhắc %(count)d đơn vị") % {"count": one["count"]},
            url=reverse("report:board", args=[one["period__cycle_id"]]),
            due_on=one["since"],
            total=one["count"],
        )


def _units(actor: Actor) -> list[int]:
    reaching = [grant.path for grant in actor.grants if grant.reach is Reach.SUBTREE and grant.path]
    return [paths.ids(path)[-1] for path in reaching]
