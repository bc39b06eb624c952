"""What stood before, kept row by row with each step, and put back from there.

``Step.before`` is {table: {"changed": [[id, was, is], …], "made": [[id, is], …], "removed": [row, …]}}: ids
and only the columns that changed. ``is`` tells later whether somebody has touched the row since.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from django.apps import apps
from django.db import models

from thidua.federation.models import Step
from thidua.kernel.rows import Row, put

Kept: TypeAlias = dict[str, dict[str, list[Any]]]


class Ledger:
    """Notes of one reorganisation while it is carried out; ``save`` writes them to its steps."""

    def __init__(self) -> None:
        self._kept: defaultdict[int, Kept] = defaultdict(dict)

    def changed(self, step: Step, model: type[models.Model], pk: int, was: Row, now: Row) -> None:
        self._table(step, model, "changed").append([pk, plain(was), plain(now)])

    def made(self, step: Step, model: type[models.Model], pk: int, now: Row) -> None:
        self._table(step, model, "made").append([pk, plain(now)])

    def removed(self, step: Step, row: models.Model) -> None:
        fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        self._table(step, type(row), "removed").append(plain(fields))

    def _table(self, step: Step, model: type[models.Model], what: str) -> list[Any]:
        return self._kept[step.pk].setdefault(model._meta.label_lower, {}).setdefault(what, [])

    def save(self, steps: Sequence[Step]) -> None:
        for step in steps:
            step.before = self._kept.get(step.pk, {})
        rows = [(step.pk, {"before": step.before}) for step in steps]
        put(Step, rows, ("before",))


def plain(row: Row) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}


def table(label: str) -> type[models.Model]:
    return apps.get_model(label)


def by_columns(rows: Iterable[Sequence[Any]], at: int) -> dict[tuple[str, ...], list[tuple[int, Row]]]:
    """Rows of ``changed`` grouped by which columns they hold, with the values at place ``at``."""
    grouped: defaultdict[tuple[str, ...], list[tuple[int, Row]]] = defaultdict(list)
    for row in rows:
        grouped[tuple(sorted(row[at]))].append((row[0], row[at]))
    return grouped
