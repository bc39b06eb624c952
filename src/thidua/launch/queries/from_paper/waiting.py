"""Papers that were sent in and wait for somebody to look at what was read in them."""

from __future__ import annotations

from django.db.models import Count, Q
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.kernel.door import Actor, listing
from thidua.kernel.waiting import Line, Lines, Waiting, lines
from thidua.launch.models import PaperReading

REVIEW, TYPE = "launch.review_reading", "launch.type_reading"


def readings_waiting(actor: Actor, unit_name: Combinable) -> list[Lines]:
    """Those that this person sent in for the own unit, read or not readable."""
    found = listing(PaperReading, actor=actor).filter(seat=actor.unit_id, account_id=actor.account_id)
    read = found.filter(state="read").annotate(left=Count("items", filter=Q(items__state="proposed")))
    return [
        lines(read, REVIEW, about="name", unit=unit_name, total="left"),
        lines(found.filter(state="unreadable"), TYPE, about="name", unit=unit_name),
    ]


def say_review(one: Line) -> Waiting:
    left = ngettext("%(left)s mục chờ xem.", "%(left)s mục chờ xem.", one.total) % {"left": one.total}
    return _job(one, _("Xem bản đọc «%(name)s»"), left, _("Xem tiếp"))


def say_typing(one: Line) -> Waiting:
    kept = _("Tệp chưa đọc được thành chữ; tệp vẫn được giữ.")
    return _job(one, _("Gõ lại hoặc gửi lại «%(name)s»"), kept, _("Mở tệp"))


def _job(one: Line, title: str, fact: str, button: str) -> Waiting:
    return Waiting(
        stage="launch",
        code=one.code,
        title=title % {"name": one.about},
        fact=fact,
        button=button,
        url=reverse("launch:reading", args=[one.key]),
        unit=one.unit,
    )
