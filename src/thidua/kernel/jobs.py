"""Long work: queued in the caller's transaction, told step by step in a ``Progress`` row."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeAlias

from django.db import transaction
from procrastinate.contrib.django import app

from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.door import Actor
from thidua.kernel.errors import say
from thidua.kernel.models import Progress

log = logging.getLogger(__name__)

Work: TypeAlias = Callable[[Progress], dict[str, Any]]
_WORK: dict[str, Work] = {}


def long_work(kind: str) -> Callable[[Work], Work]:
    """Registers the work of a kind; it reports through ``tell`` and returns its outcome."""

    def register(work: Work) -> Work:
        _WORK[kind] = work
        return work

    return register


def begin(kind: str, *, actor: Actor, label: str, arguments: dict[str, Any]) -> Progress:
    """Queues the work in the caller's transaction and returns the row that the screen watches."""
    with transaction.atomic():
        progress = Progress.objects.create(
            kind=kind,
            label=label,
            account_id=actor.account_id,
            unit_path=actor.unit_path,
            arguments=arguments,
        )
        carry_out.defer(progress_id=progress.pk)
    return progress


def tell(progress: Progress, done: int, total: int) -> None:
    """Says how far the work is; outside the work's own transaction readers see it at once."""
    Progress.objects.filter(pk=progress.pk).update(done=done, total=total)


@app.task(name="kernel.carry_out", queue="work")
def carry_out(progress_id: int) -> None:
    progress = Progress.objects.get(pk=progress_id)
    if progress.state in (Progress.State.DONE, Progress.State.FAILED):
        return  # a worker died after the work and before it said so: the work is not done twice
    Progress.objects.filter(pk=progress_id).update(state=Progress.State.RUNNING)
    try:
        outcome = _WORK[progress.kind](progress)
        state = Progress.State.DONE
    except CodedError as refusal:
        outcome, state = {"refusal": say(refusal).as_data()}, Progress.State.FAILED
    except Exception:
        log.exception("work %s of kind %s failed", progress_id, progress.kind)
        outcome, state = {"refusal": {"code": "kernel.work_failed"}}, Progress.State.FAILED
    Progress.objects.filter(pk=progress_id).update(state=state, outcome=outcome, ended_at=clock.now())
