"""Carrying out or taking back on somebody's order: at once, or by the worker when it is long."""

from __future__ import annotations

from django.db import transaction

from thidua.federation.actions.reorganise.carry_out import carry_out
from thidua.federation.actions.reorganise.undo import undo
from thidua.federation.models import Reorganisation
from thidua.kernel import jobs
from thidua.kernel.actions import check_version
from thidua.kernel.door import Actor, fetch
from thidua.kernel.intake.actors import packed
from thidua.kernel.models import Progress

AT_ONCE = 200  # more steps than this are long work, which the person may leave
CARRY_OUT, UNDO = "federation.carry_out", "federation.undo"


@transaction.atomic
def order_carry_out(*, actor: Actor, reorganisation_id: int, version: int | None = None) -> Progress | None:
    """Carries out; returns the progress of the work when the worker does it, None when it is done already.

    Raises what ``carry_out`` raises; of long work the worker tells it in the progress.
    """
    draft = fetch(Reorganisation, reorganisation_id, actor=actor, verb="carry_out")
    check_version(draft, version)
    if draft.steps.count() > AT_ONCE:
        return _begin(CARRY_OUT, actor, draft)
    carry_out(actor=actor, reorganisation_id=draft.pk, version=version)
    return None


@transaction.atomic
def order_undo(*, actor: Actor, reorganisation_id: int, reason: str = "") -> Progress | None:
    """Takes back; the same way. Raises what ``undo`` raises."""
    done = fetch(Reorganisation, reorganisation_id, actor=actor, verb="undo")
    if done.steps.count() > AT_ONCE:
        return _begin(UNDO, actor, done, reason=reason)
    undo(actor=actor, reorganisation_id=done.pk, reason=reason)
    return None


def _begin(kind: str, actor: Actor, on: Reorganisation, **more: str) -> Progress:
    told = {"reorganisation_id": on.pk, "actor": packed(actor), "version": on.version, **more}
    return jobs.begin(kind, actor=actor, label=on.name[:200], arguments=told)


def work_on(on: Reorganisation) -> Progress | None:
    """The latest long work on a reorganisation, waiting, running or ended."""
    found = Progress.objects.filter(kind__in=(CARRY_OUT, UNDO), arguments__reorganisation_id=on.pk)
    return found.order_by("-pk").first()
