"""Every target over every unit below in one action: thousands of units, all targets of the year."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import connection, transaction

from thidua.algebra.thresholds import Threshold, threshold_to_data
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.launch.errors import NothingToSplitBy, ReserveUnread
from thidua.launch.models import AnnexCell, Paper, Target
from thidua.launch.queries.annex import directly_below, targets_of
from thidua.launch.queries.splitting import Splitter
from thidua.launch.queries.thresholds import needed, own_thresholds, splits

_FILL = """
insert into launch_annexcell (decision_id, target_id, unit_id, threshold, exempt, rule, reason)
select %(decision)s, told.target_id, told.unit_id, told.threshold::jsonb, false, told.rule, ''
  from unnest(%(targets)s::bigint[], %(units)s::bigint[], %(thresholds)s::text[], %(rules)s::text[])
    as told(target_id, unit_id, threshold, rule)
on conflict (decision_id, target_id, unit_id) do nothing"""
MOST_RESERVE = 100  # per cent


@dataclass(frozen=True)
class Filled:
    """``targets`` were filled, ``cells`` of theirs; ``left`` were not, each with why in words of the screen."""

    targets: int
    cells: int
    left: tuple[tuple[Target, str], ...]


@transaction.atomic
def split_all(
    *,
    actor: Actor,
    decision_id: int,
    rule: str,
    reserve_percent: int = 0,
    target_ids: Iterable[int] | None = None,
) -> Filled:
    """Fills the whole annex: counts and money by ``rule`` with a reserve, everything else handed down as it is.

    A target that somebody wrote in already is left as it is, and so is one that the unit was not given or that
    has no weights to split by. None of ``target_ids`` is every target of the year. A fixed number of
    statements; measured on 3,400 units × 27 targets in ``tests/launch/test_bulk_assignment.py``.
    Raises Absent, NotYours, NotNow, ReserveUnread.
    """
    if not 0 <= reserve_percent <= MOST_RESERVE:
        raise ReserveUnread(typed=f"{reserve_percent} %")
    decision = fetch(Paper, decision_id, actor=actor, verb="annex", lock=True, related=("seat", "movement"))
    wanted = None if target_ids is None else set(target_ids)
    listed = targets_of(decision).select_related("cycle")
    targets = [one for one in listed if wanted is None or one.pk in wanted]
    written = set(decision.annex.values_list("target_id", flat=True).distinct())
    columns, left = _columns(
        decision, [one for one in targets if one.pk not in written], rule, reserve_percent
    )
    cells = _fill(decision, columns)
    told = {"rule": rule, "reserve_percent": reserve_percent, "targets": len(columns), "cells": cells}
    record(actor, "launch.annex_filled_at_once", decision, path=decision.seat.path, data=told)
    decision.version += 1
    decision.save(update_fields=["version", "changed_at"])
    return Filled(len(columns), cells, tuple(left))


def _columns(
    decision: Paper, targets: Collection[Target], rule: str, reserve_percent: int
) -> tuple[dict[int, tuple[str, Mapping[int, Threshold]]], list[tuple[Target, str]]]:
    splitter = Splitter(directly_below(decision.seat))
    expected = own_thresholds(targets, decision.seat)
    columns: dict[int, tuple[str, Mapping[int, Threshold]]] = {}
    left: list[tuple[Target, str]] = []
    for target in targets:
        limit = expected[target.pk]
        if limit is None:
            left.append((target, "not_given"))
            continue
        used = AnnexCell.Rule(rule) if splits(target) else AnnexCell.Rule.HANDED_DOWN
        try:
            parts = splitter.parts(target, limit, used, reserve=_reserve(limit, used, reserve_percent))
        except NothingToSplitBy:
            left.append((target, "no_weights"))
        else:
            columns[target.pk] = (used, parts)
    return columns, left


def _reserve(limit: Threshold, rule: AnnexCell.Rule, percent: int) -> int:
    """Per cent of the need, up to the next whole thing; nothing is reserved of what is not split."""
    if rule is AnnexCell.Rule.HANDED_DOWN:
        return 0
    return -(-needed(limit) * percent // 100)


def _fill(decision: Paper, columns: Mapping[int, tuple[str, Mapping[int, Threshold]]]) -> int:
    rows = [
        (target_id, unit_id, json.dumps(threshold_to_data(limit)), str(rule))
        for target_id, (rule, parts) in columns.items()
        for unit_id, limit in parts.items()
    ]
    names = ("targets", "units", "thresholds", "rules")
    told = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)) if rows else {}
    if told:
        with connection.cursor() as cursor:
            cursor.execute(_FILL, {"decision": decision.pk, **told})
    return len(rows)
