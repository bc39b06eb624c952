"""Targets of a draft: those that something of ours measures are set, the others stand as they are written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from thidua.algebra.thresholds import threshold_to_data
from thidua.formats.errors import CodedError
from thidua.formats.text import clean
from thidua.kernel.door import Actor
from thidua.kernel.errors import say
from thidua.launch.actions.set_target import pick_target
from thidua.launch.models import Cycle, Paper, ReadItem, Target, UnfinishedTarget
from thidua.launch.queries.from_paper.measuring import measured, say_target


def lay_targets(*, actor: Actor, paper: Paper, cycle: Cycle | None, rows: Iterable[ReadItem]) -> list[Target]:
    """Sets every target that can be set; returns them. None is dropped: the others are unfinished targets."""
    set_, left = [], []
    for row in rows:
        try:
            target = _set(actor, paper, cycle, row)
        except CodedError as refusal:
            left.append(unfinished(paper, row, str(say(refusal))))
            continue
        if target is None:
            left.append(unfinished(paper, row, ""))
        else:
            set_.append(target)
    for at, one in enumerate(left):
        one.position = at
    UnfinishedTarget.objects.bulk_create(left)
    return set_


def _set(actor: Actor, paper: Paper, cycle: Cycle | None, row: ReadItem) -> Target | None:
    read = measured(row.told, row.means) if cycle is not None else None
    if read is None or cycle is None:
        return None
    with transaction.atomic():  # one that is refused leaves nothing behind
        return pick_target(
            actor=actor,
            cycle_id=cycle.pk,
            picked=read.indicator.code,
            threshold=threshold_to_data(read.threshold),
            narrowed=read.narrowed,
            inner=read.inner,
            name=_name(row)[:300],
            owner_id=paper.seat_id,
            **_group(row),
        )


def _group(row: ReadItem) -> dict[str, Any]:
    """The heading as the plan numbers it, where it is short enough to be a number."""
    group = str(row.told.get("group") or "").strip().rstrip(".")
    return {"group": group} if group and len(group) <= len("9a/12.3)xx") else {}


def _name(row: ReadItem) -> str:
    subject, population = (str(row.told.get(name) or "").strip() for name in ("subject", "population"))
    return f"{subject} ({population})" if population and population not in subject else subject


def unfinished(paper: Paper, row: ReadItem, why: str) -> UnfinishedTarget:
    words = clean(f"{_name(row)}: {say_target(row.told)}")
    return UnfinishedTarget(paper=paper, text=words[:500], told=dict(row.told), why=why[:300])
