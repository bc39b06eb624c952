"""Figures that units are not asked to type follow the activity records behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from thidua.kernel.door import Actor
from thidua.launch.models import Period
from thidua.report.actions.record_derived import record_derived
from thidua.report.models import Activity, Form, Report
from thidua.report.queries.counting import CountingRule, Whose, rules_from_data
from thidua.report.queries.figures import data_of
from thidua.report.queries.prefill import FROM_RECORDS
from thidua.report.queries.vectors import OWN_SOURCES


def recount(*, actor: Actor, unit_id: int, subject_ids: Iterable[int], days: Iterable[dt.date]) -> None:
    """After a record of ``unit_id`` about ``subject_ids`` changed. Each subject carries its own figure, so
    one that is visited twice still counts once."""
    whom = {Whose.UNIT: [unit_id], Whose.SUBJECTS: sorted(set(subject_ids))}
    for period in _open_on(set(days)):
        form = Form.objects.filter(reports__period=period).first()
        for rule in _rules(form):
            for one in whom[rule.whose]:
                _count(actor, period, rule, one)


def count_before(*, actor: Actor, period: Period, form: Form, unit_ids: Collection[int]) -> None:
    """When a period opens: what was done and written down before that day counts as well."""
    for rule in _rules(form):
        about = "unit_id" if rule.whose is Whose.UNIT else "subjects"
        found = _records(period, rule).filter(**{f"{about}__in": unit_ids})
        for one in sorted(set(found.values_list(about, flat=True))):
            if one in unit_ids:
                _count(actor, period, rule, one)


def _open_on(days: set[dt.date]) -> list[Period]:
    holding = Q(pk__in=[])
    for day in days:
        holding |= Q(measured_from__lte=day, cutoff_on__gte=day)
    return list(Period.objects.filter(holding, state="open").order_by("pk"))


def _rules(form: Form | None) -> list[CountingRule]:
    """The rules of a form about figures that no unit types; typed ones are filled in as their page opens."""
    if form is None or not form.counting:
        return []
    typed = {one.element.code for one in form.definition.questions if one.element.source in OWN_SOURCES}
    return [rule for rule in rules_from_data(form.counting) if rule.element not in typed]


def _records(period: Period, rule: CountingRule) -> QuerySet[Activity]:
    return Activity.objects.filter(
        removed_at=None,
        kind__in=rule.kinds,
        held_on__gte=period.measured_from,
        held_on__lte=period.cutoff_on,
    )


def _count(actor: Actor, period: Period, rule: CountingRule, unit_id: int) -> None:
    if not period.reports.filter(unit_id=unit_id, kind=Report.Kind.OWN).exists():
        return  # a unit outside this movement
    about = {"unit_id" if rule.whose is Whose.UNIT else "subjects": unit_id}
    found = list(_records(period, rule).filter(**about))
    if not found and not _was_counted(period, rule, unit_id):
        return  # what the register says by itself stays
    record_derived(
        actor=actor,
        period_id=period.pk,
        unit_id=unit_id,
        element=rule.element,
        value=rule.count(found) if found else None,
        source=FROM_RECORDS,
    )


def _was_counted(period: Period, rule: CountingRule, unit_id: int) -> bool:
    head = Report.objects.filter(period=period, unit_id=unit_id, kind=Report.Kind.DERIVED).first()
    entry = data_of(head).get(rule.element, {}) if head else {}
    return entry.get("from") == FROM_RECORDS
