"""The second job in a new installation: accounts for those who will work in it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.access.models import Holding
from thidua.federation.models import Body
from thidua.kernel.door import Actor
from thidua.kernel.waiting import Line, Lines, Waiting, lines, tells_lines

OPEN_ACCOUNTS = "access.open_accounts"


def _say(one: Line) -> Waiting:
    return Waiting(
        stage="access",
        code=one.code,
        title=_("Mở tài khoản cho cán bộ"),
        fact=_("Mới có quản trị. Chuyên viên soạn kế hoạch, chủ tịch ký, văn thư phát hành."),
        button=_("Mở tài khoản"),
        url=reverse("access:accounts"),
    )


@tells_lines({OPEN_ACCOUNTS: _say})
def waiting_lines(actor: Actor) -> Iterator[Lines]:
    """For who administers the highest unit, while nobody but administrators has a role anywhere; once the units
    below are there, for whom most accounts are."""
    if actor.unit_id is None:
        return
    if any(grant.unit_id == actor.unit_id for grant in actor.having("access.administer")):
        below = Exists(Body.objects.filter(parent=OuterRef("pk")))
        unattended = Body.objects.filter(
            ~Exists(Holding.objects.exclude(role="administrator")),
            below | Q(kind__level="grassroots"),
            pk=actor.unit_id,
            parent=None,
        )
        yield lines(unattended, OPEN_ACCOUNTS)
