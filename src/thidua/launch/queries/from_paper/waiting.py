"""Papers that were sent in and wait for somebody to look at what was read in them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.federation.models import Body
from thidua.kernel.door import Actor, listing
from thidua.kernel.waiting import Waiting
from thidua.launch.models import PaperReading

_MOST = 10
_WAIT = ("read", "unreadable")


def sent_in_by(account_id: int | None) -> Exists:
    """Whether any such paper of a unit waits for this account: asked beside the unit itself."""
    return Exists(
        PaperReading.objects.filter(seat=OuterRef("pk"), state__in=_WAIT, account_id=account_id or 0)
    )


def readings_waiting(actor: Actor, unit: Body) -> Iterator[Waiting]:
    """Those that this person sent in, read or not readable. One query."""
    found = (
        listing(PaperReading, actor=actor)
        .filter(seat=unit, state__in=_WAIT, account_id=actor.account_id)
        .annotate(left=Count("items", filter=Q(items__state="proposed")))
        .only("name", "state")
        .order_by("-pk")
    )
    for reading in found[:_MOST]:
        readable = reading.state == "read"
        yield Waiting(
            stage="launch",
            code="launch.review_reading" if readable else "launch.type_reading",
            title=_("Xem bản đọc «%(name)s»") % {"name": reading.name}
            if readable
            else _("Gõ lại hoặc gửi lại «%(name)s»") % {"name": reading.name},
            fact=ngettext("%(left)s mục chờ xem.", "%(left)s mục chờ xem.", reading.left)
            % {"left": reading.left}
            if readable
            else _("Tệp chưa đọc được thành chữ; tệp vẫn được giữ."),
            button=_("Xem tiếp") if readable else _("Mở tệp"),
            url=reverse("launch:reading", args=[reading.pk]),
            unit=str(unit),
        )
