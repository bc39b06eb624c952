"""The first job in a new installation: to bring in the units below."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body
from thidua.kernel.door import Actor
from thidua.kernel.waiting import Line, Lines, Waiting, lines, short_name, tells_lines

BRING_UNITS = "federation.bring_units"
_ABOVE_GRASSROOTS = ("confederation", "province", "upper")


def _say(one: Line) -> Waiting:
    return Waiting(
        stage="federation",
        code=one.code,
        title=_("Đưa các đơn vị trực thuộc vào"),
        fact=_("Cây tổ chức mới có %(unit)s. Gửi một tệp Excel, cả nghìn đơn vị một lần cũng được.")
        % {"unit": one.about},
        button=_("Nhập danh sách"),
        url=reverse("federation:lists", args=[one.key]),
    )


@tells_lines({BRING_UNITS: _say})
def waiting_lines(actor: Actor) -> Iterator[Lines]:
    """For who may change the tree, while the highest unit stands alone."""
    if actor.unit_id is None:
        return
    if any(grant.unit_id == actor.unit_id for grant in actor.having("federation.change")):
        alone = Body.objects.filter(
            ~Exists(Body.objects.filter(parent=OuterRef("pk"))),
            pk=actor.unit_id,
            parent=None,
            ended_on=None,
            kind__level__in=_ABOVE_GRASSROOTS,
        )
        yield lines(alone, BRING_UNITS, about=short_name())
