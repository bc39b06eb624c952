"""Rolling up: the touched nodes of a period are computed anew from what stands, bottom-up.

Nothing is ever added to a sum: hearing an event twice, late or out of order changes nothing. These
actions have no actor and leave no audit line, because they only derive; what they derive from is audited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection, transaction

from thidua.kernel import clock, paths
from thidua.report.models import Report
from thidua.rollup.actions.place import bulk_places, inner, place, place_all
from thidua.rollup.models import Agg, Rolled
from thidua.rollup.queries import statements
from thidua.rollup.queries.layout import layout_of

FULL_BEYOND = 3000  # dirty reports; measured: from about here a rebuild is cheaper (docs/performance.md)


@transaction.atomic
def roll(*, period_id: int, report_ids: Collection[int]) -> int:
    """Computes anew every node above the given reports; returns how many nodes were written.

    The period is rolled up wholly when it never was, when a report follows a form not met before, or
    when very many reports changed.
    """
    _alone_with(period_id)
    rolled = Rolled.objects.filter(pk=period_id).first()
    if rolled is None or len(report_ids) > FULL_BEYOND or _new_form(rolled, report_ids):
        return _rebuild(period_id)
    touched = place(period_id, report_ids)
    standing = inner(period_id, touched)
    _forget(period_id, touched - standing)
    _cascade(period_id, standing, tuple(rolled.form_ids))
    Rolled.objects.filter(pk=period_id).update(at=clock.now())
    return len(standing)


@transaction.atomic
def rebuild(*, period_id: int) -> int:
    """Computes the whole period anew; returns how many nodes were written."""
    _alone_with(period_id)
    return _rebuild(period_id)


def _rebuild(period_id: int) -> int:
    form_ids = _forms_met(period_id)
    if not form_ids:
        Agg.objects.filter(period_id=period_id).delete()
        Rolled.objects.filter(pk=period_id).delete()
        return 0
    standing = place_all(period_id)
    Agg.objects.filter(period_id=period_id).exclude(path__in=standing).delete()
    _cascade(period_id, standing, form_ids)
    now = clock.now()
    Rolled.objects.update_or_create(
        pk=period_id,
        defaults={
            "form_id": layout_of(form_ids).form_id,
            "form_ids": list(form_ids),
            "at": now,
            "whole_at": now,
        },
    )
    return len(standing)


def _alone_with(period_id: int) -> None:
    """One worker a period: the next one waits here and then sees what this one committed."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('rollup', %s))", [period_id])


def _new_form(rolled: Rolled, report_ids: Collection[int]) -> bool:
    return Report.objects.filter(pk__in=report_ids).exclude(form_id__in=rolled.form_ids).exists()


def _forms_met(period_id: int) -> tuple[int, ...]:
    met = Report.objects.filter(period_id=period_id).exclude(path="").order_by("form_id")
    return tuple(met.values_list("form_id", flat=True).distinct())


def _forget(period_id: int, nodes: Collection[str]) -> None:
    """A node that has nothing below any more is read from its own reports."""
    Agg.objects.filter(period_id=period_id, path__in=nodes).delete()


def _cascade(period_id: int, nodes: Iterable[str], form_ids: tuple[int, ...]) -> None:
    """Computes the nodes level by level, deepest first."""
    holding = bulk_places(period_id)
    with connection.cursor() as cursor:
        # Compiling hundreds of sums costs seconds that a batch never earns back.
        cursor.execute("set local jit = off")
        cursor.execute("set local work_mem = '64MB'")
        for level in _levels(nodes):
            told: dict[str, Any] = {"period": period_id, "nodes": level, "now": clock.now()}
            cursor.execute(statements.recompute_level(form_ids, with_bulk=bool(holding)), told)
            if holders := sorted(holding & set(level)):
                cursor.execute(statements.add_bulk(form_ids), {**told, "nodes": holders})


def _levels(nodes: Iterable[str]) -> list[list[str]]:
    levels: defaultdict[int, list[str]] = defaultdict(list)
    for path in nodes:
        levels[paths.depth(path)].append(path)
    return [sorted(levels[depth]) for depth in sorted(levels, reverse=True)]
