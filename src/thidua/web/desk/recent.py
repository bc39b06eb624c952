"""What this person did lately: finished jobs stay in sight for a while, told by the audit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.audit.models import Entry
from thidua.kernel import clock
from thidua.kernel.door import Actor

# Acts worth seeing again; what is not named here (a saved draft, a changed PIN) is no finished job.
FINISHED = {
    "report.sent": _("Gửi báo cáo"),
    "report.accepted": _("Duyệt báo cáo"),
    "report.returned": _("Trả lại báo cáo"),
    "report.bulk_entered": _("Nhập gộp số liệu"),
    "launch.paper_issued": _("Ban hành văn bản"),
    "launch.paper_signed": _("Ký văn bản"),
    "launch.movement_launched": _("Phát động phong trào"),
    "launch.unit_launched": _("Tổ chức phát động"),
    "launch.targets_assigned": _("Giao chỉ tiêu"),
    "launch.assignment_taken": _("Nhận chỉ tiêu"),
    "federation.unit_added": _("Thêm đơn vị"),
}
LOOK_BACK = dt.timedelta(days=31)


@dataclass(frozen=True)
class Done:
    what: str
    at: dt.datetime
    times: int


def done_lately(actor: Actor, most: int = 5) -> list[Done]:
    """The last finished jobs; the same kind on the same day is told once with its number. One query."""
    entries = Entry.objects.filter(
        actor_id=actor.account_id, did__in=list(FINISHED), at__gte=clock.now() - LOOK_BACK
    ).order_by("-id")[:200]
    told: dict[tuple[str, dt.date], Done] = {}
    for entry in entries:
        key = (entry.did, clock.day_of(entry.at))
        before = told.get(key)
        told[key] = Done(str(FINISHED[entry.did]), entry.at, (before.times if before else 0) + 1)
    return list(told.values())[:most]
