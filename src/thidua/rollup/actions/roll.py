"""Rolling up: what changed reports say otherwise than noted is added to every node above them.

The note of what a report counts for is replaced in the statement that adds the difference, so hearing an event
twice, late or out of order changes nothing, and no sum can drift from its notes. These actions have no actor and
leave no audit line, because they only derive; what they derive from is audited.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from thidua.kernel import clock
from thidua.report.models import Report
from thidua.rollup.actions.cascade import alone_with, cascade, forget, make_room, without_rows
from thidua.rollup.actions.note import Change, blocs_above, hear
from thidua.rollup.actions.place import bulk_places, inner, place, upwards
from thidua.rollup.actions.place_today import stands_elsewhere
from thidua.rollup.actions.restate import follow, follow_wholly
from thidua.rollup.actions.whole import compute_then
from thidua.rollup.models import Agg, Rolled, Tree
from thidua.rollup.queries.layout import layout_of

# Changed reports. By its difference one costs 0.15 ms, as one of all 0.04 (docs/performance.md): a rebuild is cheaper
# from a quarter of the period on, which is more than this in any period where either takes a second.
FULL_BEYOND = 10_000


@transaction.atomic
def roll(*, period_id: int, report_ids: Collection[int]) -> None:
    """Brings every node above the given reports up to date.

    The period is rolled up wholly when it never was, when a report follows a form not met before, or
    when very many reports changed. The tree of today follows where it differs.
    """
    make_room([period_id])
    alone_with(period_id)
    rolled = Rolled.objects.filter(pk=period_id).first()
    if rolled is None or not rolled.noted or len(report_ids) > FULL_BEYOND or _new_form(rolled, report_ids):
        _rebuild(period_id, report_ids)
        return
    form_ids = tuple(rolled.form_ids)
    stiff = upwards(bulk_places(period_id, Tree.THEN))
    changes = hear(period_id, report_ids, form_ids, stiff)
    _compute_the_rest(period_id, form_ids, changes, stiff)
    follow(rolled, report_ids, upwards({path for one in changes for path in one.places}))
    Rolled.objects.filter(pk=period_id).update(at=clock.now())


def _compute_the_rest(
    period_id: int, form_ids: tuple[int, ...], changes: Collection[Change], stiff: Collection[str]
) -> None:
    """Computes the nodes anew that differences do not tell: those that hold bulk parts (``stiff``), those above
    reports that left a place or a bloc, because a row may go with the last of them, and those that have no rows yet.
    """
    blocs = blocs_above(changes)
    gone, new = _settle(period_id, [one for one in changes if not one.stays])
    left = upwards({path for one in changes if not one.plain for path in one.places})
    nodes = new | ((left | (blocs.keys() & stiff)) - gone)
    cascade(period_id, Tree.THEN, nodes, form_ids, {node: blocs[node] for node in nodes - new})


def _settle(period_id: int, came_or_left: Collection[Change]) -> tuple[set[str], set[str]]:
    """Puts these reports where they stand now; returns the nodes above them that have nothing below any more and
    those that have no rows yet."""
    if not came_or_left:
        return set(), set()
    place(period_id, [one.report_id for one in came_or_left])
    asked = upwards({path for one in came_or_left for path in one.places})
    standing = inner(period_id, Tree.THEN, asked)
    forget(period_id, Tree.THEN, asked - standing)
    return asked - standing, without_rows(period_id, Tree.THEN, standing)


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
    standing = compute_then(period_id, form_ids)
    now = clock.now()
    rolled, made = Rolled.objects.update_or_create(
        pk=period_id,
        defaults={
            "form_id": layout_of(form_ids).form_id,
            "form_ids": list(form_ids),
            "at": now,
            "whole_at": now,
            "noted": True,
        },
    )
    asked = None if made else report_ids
    if rolled.restated_at is not None or stands_elsewhere(period_id, asked):
        follow_wholly(rolled)
    return standing


def _new_form(rolled: Rolled, report_ids: Collection[int]) -> bool:
    return Report.objects.filter(pk__in=report_ids).exclude(form_id__in=rolled.form_ids).exists()


def _forms_met(period_id: int) -> tuple[int, ...]:
    met = Report.objects.filter(period_id=period_id).exclude(path="").order_by("form_id")
    return tuple(met.values_list("form_id", flat=True).distinct())
