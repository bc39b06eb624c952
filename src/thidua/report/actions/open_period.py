from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from thidua.federation.models import Body, UnitKind
from thidua.federation.queries.clusters import members_of
from thidua.kernel import paths
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.events import emit
from thidua.launch.models import Deadline, Period
from thidua.launch.rules import must_hold
from thidua.report.actions.build_form import build_form
from thidua.report.actions.count_records import count_before
from thidua.report.actions.storing import store_new
from thidua.report.models import Form, Report
from thidua.report.partitions import ensure_partition
from thidua.report.queries.carried import carried_figures
from thidua.report.queries.standing import Standing, standings
from thidua.report.queries.vectors import vector_of

Level = UnitKind.Level
REPORTING = (Level.CONFEDERATION, Level.PROVINCE, Level.UPPER, Level.GRASSROOTS)


@transaction.atomic
def open_period(*, actor: Actor, period_id: int) -> int:
    """Makes the waiting report of every unit that must report; returns how many were made.

    Called again it only adds units that came since. A fixed number of queries for any number of units.
    Raises NotYours: the house makes them when the period opens, or whoever keeps the movement's year.
    """
    period = (
        Period.objects.select_for_update(of=("self",))
        .select_related("cycle__movement__seat", "cycle__movement__issuer")
        .get(pk=period_id)
    )
    must_hold(actor, "launch.draft", period.cycle.movement.seat)
    ensure_partition(period.pk)
    form = _form_of(actor, period)
    units = list(reporting_units(period).select_related("kind", "parent__kind"))
    reports = _heads(period, form, units)
    carried = carried_figures(period, form, units, {report.unit_id: report.strata for report in reports})
    for report in reports:
        report.unasked = [*_not_due(period, form), *carried[report.unit_id]]
    Report.objects.bulk_create(reports, batch_size=1000)
    store_new((period.pk, one.pk, carried[one.unit_id], _vals(form, one)) for one in reports)
    count_before(actor=actor, period=period, form=form, unit_ids={one.unit_id for one in reports})
    exempt = sum(report.exempt for report in reports)
    record(
        actor,
        "report.period_opened",
        period,
        path=period.cycle.movement.seat.path,
        data={"reports": len(reports), "exempt": exempt, "form": form.number},
    )
    emit("report.period_opened", period_id=period.pk)
    return len(reports)


def _form_of(actor: Actor, period: Period) -> Form:
    """One form a period: vectors of one period have one order. Later targets are asked from the next on."""
    kept = Form.objects.filter(reports__period=period).first()
    return kept or build_form(actor=actor, cycle_id=period.cycle_id)


def reporting_units(period: Period) -> QuerySet[Body]:
    """Standing units at and below the unit that called the movement, or the members of the cluster that did,
    without a report of this period. A cluster's members report for themselves."""
    inside = members_asked(period)
    if inside is None:
        inside = paths.within("path", period.cycle.movement.seat.path)
    standing = Q(ended_on=None) | Q(ended_on__gte=period.cutoff_on)
    found = Body.objects.filter(inside & standing, form=Body.Form.UNIT, kind__level__in=REPORTING)
    have = Report.objects.filter(period=period, kind=Report.Kind.OWN).values("unit_id")
    return found.exclude(pk__in=have)


def members_asked(period: Period) -> Q | None:
    """The members of the cluster at the cut-off; None when a unit of the tree called the movement."""
    caller, year = period.cycle.movement.issuer, period.cycle.year
    if caller.form != Body.Form.CLUSTER:
        return None
    return Q(pk__in=members_of(caller, year, period.cutoff_on).order_by().values("unit_id"))


def _not_due(period: Period, form: Form) -> list[str]:
    """What is settled once a year is asked in the period that closes the year, not before."""
    return [] if period.ends_on == period.cycle.ends_on else list(form.closing)


def _heads(period: Period, form: Form, units: Iterable[Body]) -> list[Report]:
    units = list(units)
    stood = standings(units, period.cutoff_on)
    due = due_days(period)
    return [
        _head(period, form, unit, stood[unit.pk], _due_day(unit, due) or period.ends_on) for unit in units
    ]


def _due_day(unit: Body, due: Mapping[str, dt.date]) -> dt.date | None:
    """A grassroots union directly below the province reports beside the upper unions, on their day."""
    beside_uppers = (
        unit.level == Level.GRASSROOTS and unit.parent is not None and unit.parent.level != Level.UPPER
    )
    return (due.get(Level.UPPER) if beside_uppers else None) or due.get(unit.level)


def _head(period: Period, form: Form, unit: Body, stood: Standing, due_on: dt.date) -> Report:
    new = unit.founded_on is not None and unit.founded_on > period.cutoff_on
    return Report(
        period=period,
        unit=unit,
        form=form,
        path=stood.path,
        bloc=stood.bloc,
        strata=stood.strata,
        due_on=due_on,
        exempt=new,
        exempt_reason=_("mới thành lập") if new else "",
    )


def due_days(period: Period) -> dict[str, dt.date]:
    """By level: the deadline of this period, else the cycle's."""
    found = Deadline.objects.filter(
        Q(period=period) | Q(period=None), cycle_id=period.cycle_id, what=Deadline.What.REPORT
    )
    rows = sorted(found, key=lambda one: one.period_id is not None)
    return {one.level: one.due_on for one in rows}


def _vals(form: Form, report: Report) -> list[float]:
    return vector_of(form.definition, report.kind, {}, report.strata, report.exempt)
