"""Rolling up: the touched nodes of a period are computed anew from what stands, bottom-up.

Nothing is ever added to a sum: hearing an event twice, late or out of order changes nothing. These
actions have no actor and leave no audit line, because they only derive; what they derive from is audited.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from thidua.kernel import clock, paths
from thidua.report.models import Report
from thidua.rollup.actions.cascade import alone_with, cascade, forget, look_over_sums, make_room
from thidua.rollup.actions.place import MANY, inner, place, place_all, upwards
from thidua.rollup.actions.place_today import stands_elsewhere
from thidua.rollup.actions.restate import follow, follow_wholly
from thidua.rollup.models import Agg, Rolled, Tree
from thidua.rollup.queries.layout import layout_of

FULL_BEYOND = 3000  # dirty reports; measured: from about here a rebuild is cheaper (docs/performance.md)


@transaction.atomic
def roll(*, period_id: int, report_ids: Collection[int]) -> int:
    """Computes anew every node above the given reports; returns how many nodes of then were written.

    The period is rolled up wholly when it never was, when a report follows a form not met before, or
    when very many reports changed. The tree of today follows where it differs.
    """
    make_room([period_id])
    alone_with(period_id)
    rolled = Rolled.objects.filter(pk=period_id).first()
    if rolled is None or len(report_ids) > FULL_BEYOND or _new_form(rolled, report_ids):
        return _rebuild(period_id, report_ids)
    places = place(period_id, report_ids)
    touched = upwards(places)
    standing = inner(period_id, Tree.THEN, touched)
    leaving = touched - standing
    forget(period_id, Tree.THEN, leaving)
    direct = places | {paths.parent(path) for path in places | leaving}
    cascade(period_id, Tree.THEN, standing, tuple(rolled.form_ids), direct)
    follow(rolled, report_ids, touched)
    Rolled.objects.filter(pk=period_id).update(at=clock.now())
    return len(standing)


@transaction.atomic
def rebuild(*, period_id: int) -> int:
    """Computes the whole period anew; returns how many nodes of then were written."""
    make_room([period_id])
    alone_with(period_id)
    return _rebuild(period_id, ())


def _rebuild(period_id: int, report_ids: Collection[int]) -> int:
    """``report_ids`` changed: of a period rolled up before, only they can have come to stand elsewhere today."""
    form_ids = _forms_met(period_id)
    if not form_ids:
        Agg.objects.filter(period_id=period_id).delete()
        Rolled.objects.filter(pk=period_id).delete()
        return 0
    standing = place_all(period_id)
    Agg.objects.filter(period_id=period_id, tree=Tree.THEN).delete()
    cascade(period_id, Tree.THEN, standing, form_ids)
    if len(standing) > MANY:
        look_over_sums(period_id)
    now = clock.now()
    rolled, made = Rolled.objects.update_or_create(
        pk=period_id,
        defaults={
            "form_id": layout_of(form_ids).form_id,
            "form_ids": list(form_ids),
            "at": now,
            "whole_at": now,
        },
    )
    asked = None if made else report_ids
    if rolled.restated_at is not None or stands_elsewhere(period_id, asked):
        follow_wholly(rolled)
    return len(standing)


def _new_form(rolled: Rolled, report_ids: Collection[int]) -> bool:
    return Report.objects.filter(pk__in=report_ids).exclude(form_id__in=rolled.form_ids).exists()


def _forms_met(period_id: int) -> tuple[int, ...]:
    met = Report.objects.filter(period_id=period_id).exclude(path="").order_by("form_id")
    return tuple(met.values_list("form_id", flat=True).distinct())
