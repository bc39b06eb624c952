"""The registration of a great work for its plaque, told on the page of the launch that is held on it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.formats.vi import format_date
from thidua.kernel import paths
from thidua.kernel.door import Actor, Relation, listing
from thidua.launch.models import LaunchEvent
from thidua.launch.queries.beside_events import Beside, tells_event
from thidua.pledge.models import Registration, Scheme
from thidua.pledge.rules import REGISTER
from thidua.pledge.states import LIVE


@tells_event
def registered(actor: Actor, event: LaunchEvent) -> Iterator[Beside]:
    """At most two queries; who may register the work and has not is led to where it is done."""
    if event.kind != LaunchEvent.Kind.KEY_WORK:
        return
    label = _("Đăng ký gắn biển")
    lines = listing(Registration, actor=actor).filter(event=event, state__in=LIVE).select_related("unit")
    found = list(lines.order_by("pk")[:10])
    for one in found:
        yield Beside(label, _words(one), reverse("pledge:registration", args=[one.pk]))
    if found or not actor.may(REGISTER, actor.unit_path, Relation.OWN):
        return
    scheme = listing(Scheme, actor=actor).filter(cycle=event.cycle_id, state="open").order_by("pk").first()
    if scheme is not None and paths.covers(event.cycle.movement.seat.path, actor.unit_path):
        page = reverse("pledge:add_line", args=[scheme.pk, actor.unit_id])
        yield Beside(label, _("Đăng ký công trình này"), f"{page}?su-kien={event.pk}")


def _words(one: Registration) -> str:
    if one.plaque_on is not None:
        return _("%(unit)s, gắn biển %(day)s") % {"unit": one.unit, "day": format_date(one.plaque_on)}
    if one.realised_on is not None:
        return _("%(unit)s, hoàn thành %(day)s") % {"unit": one.unit, "day": format_date(one.realised_on)}
    if one.due_on is not None:
        return _("%(unit)s, dự kiến xong %(day)s") % {"unit": one.unit, "day": format_date(one.due_on)}
    return str(one.unit)
