from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.launch.actions.dates import in_order
from thidua.launch.errors import PeriodOverlaps
from thidua.launch.models import Cycle, Period


@transaction.atomic
def add_period(
    *,
    actor: Actor,
    cycle_id: int,
    kind: str,
    name: str,
    measured_from: dt.date,
    ends_on: dt.date,
    cutoff_on: dt.date,
    ordinal: int = 1,
) -> Period:
    """Adds a period that reports will be made for; it opens later. Raises PeriodOverlaps, DatesOutOfOrder."""
    cycle = fetch(Cycle, cycle_id, actor=actor, verb="change", lock=True, related=("movement__seat",))
    _check_days(measured_from, ends_on, cutoff_on)
    twin = Period.objects.filter(cycle=cycle, kind=kind, ordinal=ordinal).first()
    if twin is not None:
        raise PeriodOverlaps(year=cycle.year, name=twin.name)
    period = Period.objects.create(
        cycle=cycle,
        kind=kind,
        ordinal=ordinal,
        name=name.strip(),
        measured_from=measured_from,
        ends_on=ends_on,
        cutoff_on=cutoff_on,
    )
    record(actor, "launch.period_added", period, path=cycle.movement.seat.path)
    return period


@transaction.atomic
def change_period(
    *,
    actor: Actor,
    period_id: int,
    name: str,
    measured_from: dt.date,
    ends_on: dt.date,
    cutoff_on: dt.date,
    version: int | None = None,
) -> Period:
    """Changes a period that has not opened yet. Raises Stale, DatesOutOfOrder."""
    period = fetch(Period, period_id, actor=actor, verb="change", lock=True)
    check_version(period, version)
    _check_days(measured_from, ends_on, cutoff_on)
    period.name, period.measured_from = name.strip(), measured_from
    period.ends_on, period.cutoff_on = ends_on, cutoff_on
    period.version += 1
    period.save()
    record(actor, "launch.period_changed", period, path=period.cycle.movement.seat.path)
    return period


def _check_days(measured_from: dt.date, ends_on: dt.date, cutoff_on: dt.date) -> None:
    in_order(measured_from, cutoff_on, _("Số liệu được tính từ ngày đầu đến ngày chốt."))
    in_order(measured_from, ends_on, _("Kỳ phải kết thúc sau khi bắt đầu."))
