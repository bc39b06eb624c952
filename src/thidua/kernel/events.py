"""Telling ahead: a past-tense event with ids only, written in the same transaction, heard later.

An earlier room says ``emit("report.sent", report_id=7)``; a later room's ``handlers.py`` hears it. Every
hearer has its own row in the outbox and deletes it in the transaction of its own work, so each event has
its effect exactly once, whatever is killed in between.
"""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from thidua.kernel.rows import add

log = logging.getLogger(__name__)

Ids: TypeAlias = dict[str, int]
Hearer: TypeAlias = Callable[[Sequence[Ids]], None]

_HEARERS: dict[str, dict[str, Hearer]] = defaultdict(dict)
PATIENCE = 8  # tries before an event is laid aside for a person to look at
BATCH = 2000  # events of one kind that a hearer hears at once
_TAKE = """
delete from kernel_outboxrow where id in (
    select id from kernel_outboxrow where event = %(event)s and hearer = %(hearer)s and tries < %(patience)s
    order by id limit %(most)s for update skip locked)
returning id, ids::text"""


def hears(event: str, name: str) -> Callable[[Hearer], Hearer]:
    """Registers a hearer; it gets the ids of one or more events and may be called again with the same."""

    def register(hearer: Hearer) -> Hearer:
        _HEARERS[event][name] = hearer
        return hearer

    return register


def emit(event: str, **ids: int) -> None:
    """Writes one outbox row per hearer, in the caller's transaction."""
    from thidua.kernel.models import OutboxRow

    if not connection.in_atomic_block:
        raise RuntimeError(f"{event} told outside a transaction")
    add(OutboxRow(event=event, hearer=name, ids=ids) for name in _HEARERS.get(event, {}))


def emit_many(event: str, batch: Iterable[Ids]) -> None:
    """The same for thousands of one kind, in a few statements."""
    from thidua.kernel.models import OutboxRow

    if not connection.in_atomic_block:
        raise RuntimeError(f"{event} told outside a transaction")
    hearers = list(_HEARERS.get(event, {}))
    add(OutboxRow(event=event, hearer=name, ids=ids) for ids in batch for name in hearers)


def deliver(most: int = BATCH) -> int:
    """Lets hearers hear what waits; returns how many rows were taken. Several workers may run at once."""
    from thidua.kernel.models import OutboxRow

    # One cheap look when nothing waits: the worker asks several times a second.
    waiting = OutboxRow.objects.filter(tries__lt=PATIENCE).values_list("event", "hearer").distinct()
    return sum(
        _deliver_to(event, name, most) for event, name in sorted(waiting) if name in _HEARERS.get(event, {})
    )


def _deliver_to(event: str, name: str, most: int) -> int:
    try:
        with transaction.atomic():
            if batch := _take(event, name, most):
                _HEARERS[event][name](batch)
            return len(batch)
    except Exception:
        log.exception("hearing %s as %s in one go failed; one by one", event, name)
        return _one_by_one(event, name, most)


def _take(event: str, name: str, most: int) -> list[Ids]:
    """Takes rows and deletes them, oldest first; rolled back with the transaction when the work fails."""
    told: dict[str, str | int] = {"event": event, "hearer": name, "patience": PATIENCE, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, told)
        return [json.loads(ids) for _pk, ids in sorted(cursor.fetchall())]


def _one_by_one(event: str, name: str, most: int) -> int:
    from thidua.kernel.models import OutboxRow

    waiting = OutboxRow.objects.filter(event=event, hearer=name, tries__lt=PATIENCE).order_by("id")[:most]
    done = 0
    for row in waiting:
        try:
            with transaction.atomic():
                gone, _ = OutboxRow.objects.filter(pk=row.pk).delete()
                if gone:
                    _HEARERS[event][name]([row.ids])
                    done += 1
        except Exception as problem:
            log.exception("event %s %s could not be heard by %s", event, row.ids, name)
            OutboxRow.objects.filter(pk=row.pk).update(
                tries=F("tries") + 1, problem=repr(problem)[:2000], tried_at=timezone.now()
            )
    return done
