"""People who have registered for a title, as a figure of reports: the numerator of "100% đăng ký"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from django.db import transaction

from thidua.kernel.door import Actor, must_be_house
from thidua.launch.models import Period
from thidua.pledge.models import Coverage, Scheme
from thidua.pledge.queries.registrations.coverage import people_registered
from thidua.report.actions.record_derived import record_derived
from thidua.report.models import Report
from thidua.report.queries.figures import data_of_many
from thidua.report.queries.sources import FROM_REGISTRATIONS
from thidua.report.queries.vectors import OWN_SOURCES

ELEMENT: Final = "registered"


@transaction.atomic
def count_registered(*, actor: Actor, changed: Iterable[tuple[int, int]]) -> int:
    """Units whose registrations changed, as (scheme, unit), in every open period of the year. Returns how many
    figures were looked at. Raises NotYours."""
    must_be_house(actor)
    by_scheme: defaultdict[int, set[int]] = defaultdict(set)
    for scheme_id, unit_id in changed:
        by_scheme[scheme_id].add(unit_id)
    cycles = dict(Scheme.objects.filter(pk__in=by_scheme).values_list("pk", "cycle_id"))
    by_cycle: defaultdict[int, set[int]] = defaultdict(set)
    for scheme_id, cycle_id in cycles.items():
        by_cycle[cycle_id] |= by_scheme[scheme_id]
    periods = Period.objects.filter(cycle__in=by_cycle, state="open").order_by("pk")
    return sum(_count(actor, period, by_cycle[period.cycle_id]) for period in periods)


@transaction.atomic
def count_registered_in(*, actor: Actor, period_id: int) -> int:
    """Everybody who has registered before the period was opened. Raises NotYours."""
    must_be_house(actor)
    period = Period.objects.filter(pk=period_id, state="open").first()
    if period is None:
        return 0
    known = Coverage.objects.filter(scheme__cycle=period.cycle_id)
    return _count(actor, period, set(known.values_list("unit_id", flat=True)))


def _count(actor: Actor, period: Period, unit_ids: Collection[int]) -> int:
    """Only of units whose form asks for the figure and does not leave it to them."""
    asked = [
        one.unit_id
        for one in Report.objects.filter(
            period=period, unit__in=unit_ids, kind=Report.Kind.OWN
        ).select_related("form")
        if any(
            question.element.code == ELEMENT and question.element.source not in OWN_SOURCES
            for question in one.form.definition.questions
        )
    ]
    if not asked:
        return 0
    ours = _counted_here(period, asked)
    for unit_id, people in sorted(people_registered(period.cycle_id, asked).items()):
        if people is None and unit_id not in ours:
            continue  # nothing is known here, and what somebody has stated by a letter or a register stands
        record_derived(
            actor=actor,
            period_id=period.pk,
            unit_id=unit_id,
            element=ELEMENT,
            value=people,
            source=FROM_REGISTRATIONS,
        )
    return len(asked)


def _counted_here(period: Period, unit_ids: Collection[int]) -> set[int]:
    """Units whose figure stands by this count."""
    heads = Report.objects.filter(period=period, unit__in=unit_ids, kind=Report.Kind.DERIVED)
    said = data_of_many(heads)
    return {
        one.unit_id
        for one in heads
        if said.get(one.pk, {}).get(ELEMENT, {}).get("from") == FROM_REGISTRATIONS
    }
