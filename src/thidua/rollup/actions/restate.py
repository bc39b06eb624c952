"""Restating a period on the tree of today: the same sums by other places.

Rows are kept only while some report of the period stands elsewhere than where it was stamped. From then on
every roll-up keeps them up to date; where nothing differs nothing is stored.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.kernel import clock
from thidua.kernel.door import system
from thidua.kernel.jobs import begin
from thidua.report.models import Report
from thidua.rollup.actions.cascade import alone_with, cascade, forget, make_room, take_along
from thidua.rollup.actions.place import all_inner, inner
from thidua.rollup.actions.place_today import (
    RESTATED,
    forget_today,
    place_all_today,
    place_today,
    stands_elsewhere,
)
from thidua.rollup.actions.whole import compute_then
from thidua.rollup.models import Agg, Rolled, Tree

RESTATE = "rollup.restate"  # the long work of one period
AT_ONCE = 20_000  # reports of all touched periods that are restated without keeping others waiting


@transaction.atomic
def restate_touched(period_ids: Collection[int] | None = None) -> int:
    """The tree of today has changed: restates every period (None: of all) that this changes; returns how many.

    At the size of a province at once. Where it would take long each period is a piece of work of its own, the
    newest first, so that no period waits for the others.
    """
    rolled = Rolled.objects.all() if period_ids is None else Rolled.objects.filter(pk__in=period_ids)
    touched = [
        one.period_id for one in rolled.order_by("-pk") if one.restated_at or stands_elsewhere(one.period_id)
    ]
    if Report.objects.filter(period_id__in=touched).count() <= AT_ONCE:
        make_room(touched)
        for period_id in sorted(touched):  # in the order of all workers
            restate(period_id=period_id)
        return len(touched)
    for period_id in touched:
        label = _("Tính lại số liệu theo cây hiện nay")
        begin(RESTATE, actor=system("rollup"), label=label, arguments={"period_id": period_id})
    return len(touched)


@transaction.atomic
def restate(*, period_id: int) -> bool:
    """Places the whole period on the tree of today; returns whether it differs from that of then."""
    make_room([period_id])
    alone_with(period_id)
    rolled = Rolled.objects.filter(pk=period_id).first()
    if rolled is None:
        return False  # the roll-up that comes first looks for itself
    if not rolled.noted:
        compute_then(period_id, tuple(rolled.form_ids))
        rolled.noted = True
        rolled.save(update_fields=["noted"])
    return follow_wholly(rolled)


def follow_wholly(rolled: Rolled) -> bool:
    """The same within a roll-up of the period."""
    period_id = rolled.period_id
    differs = stands_elsewhere(period_id)
    if differs:
        changed = place_all_today(period_id)
        Agg.objects.filter(period_id=period_id, tree__in=RESTATED).delete()
        take_along(period_id, changed[Tree.TODAY])
        for tree in RESTATED:
            standing = all_inner(period_id, tree) & changed[tree]
            cascade(period_id, tree, standing, tuple(rolled.form_ids))
    elif rolled.restated_at is not None:
        forget_today(period_id)
        Agg.objects.filter(period_id=period_id, tree__in=RESTATED).delete()
    if differs != (rolled.restated_at is not None):
        rolled.restated_at = clock.now() if differs else None
        rolled.save(update_fields=["restated_at"])
    return differs


def follow(rolled: Rolled, report_ids: Collection[int], touched_then: Collection[str]) -> None:
    """Keeps the tree of today up to date after these reports changed and these nodes of then were computed."""
    if rolled.restated_at is None:
        if stands_elsewhere(rolled.period_id, report_ids):
            follow_wholly(rolled)
        return
    touched = place_today(rolled.period_id, report_ids, touched_then)
    for tree, nodes in touched.items():
        standing = inner(rolled.period_id, tree, nodes)
        forget(rolled.period_id, tree, nodes - standing)
        cascade(rolled.period_id, tree, standing, tuple(rolled.form_ids))
