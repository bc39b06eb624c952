"""Whether a unit may record that it has launched: the caller has, and the unit's own plan is out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from thidua.federation.models import Body, UnitKind
from thidua.kernel import paths
from thidua.kernel.errors import Refusal
from thidua.launch.errors import NotLaunchedAbove, OwnPlanNotIssued
from thidua.launch.models import Cycle, Paper
from thidua.launch.queries.plans import PLANS


def hindrance_to_launching(cycle: Cycle, unit: Body) -> Refusal | None:
    """Why this unit cannot record its launch yet; None when it can. Two queries.

    Small unions below may launch without a plan of their own in the house; one that they have begun must
    be out, since its number and day are what the launch rests on.
    """
    movement = cycle.movement
    if movement.state == "preparing":
        return NotLaunchedAbove(caller=movement.seat, movement=movement)
    plans = Paper.objects.filter(movement=movement, year=cycle.year, kind__in=PLANS)
    own = list(plans.filter(seat=unit).values_list("state", flat=True))
    if "issued" in own:
        return None
    if set(own) - {"withdrawn"}:
        return OwnPlanNotIssued(unit=unit, why=_("Đơn vị đã soạn kế hoạch nhưng chưa ký, chưa cho số."))
    above = plans.filter(
        seat__path=paths.parent(unit.path), state="issued", asks_levels__contains=[unit.level]
    )
    if unit.level != UnitKind.Level.GRASSROOTS and above.exists():
        return OwnPlanNotIssued(unit=unit, why=_("Kế hoạch cấp trên yêu cầu đơn vị xây dựng kế hoạch."))
    return None
