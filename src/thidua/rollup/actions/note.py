"""Taking note of what reports count for, and adding to the sums what a few of them say otherwise than noted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

from thidua.kernel import clock, partitions, paths, prepared
from thidua.rollup.actions.cascade import make_ready
from thidua.rollup.actions.place import MANY, place_all
from thidua.rollup.models import Agg
from thidua.rollup.queries import notes


@dataclass(frozen=True)
class Change:
    """One report that was heard of and is other than noted; empty paths where it stood or stands nowhere."""

    report_id: int
    old_path: str
    old_bloc: str
    path: str
    bloc: str
    plain: bool  # it stands where it stood, or has come: what it says otherwise has been added

    @property
    def stays(self) -> bool:
        return self.plain and bool(self.old_path)

    @property
    def places(self) -> set[str]:
        return {self.old_path, self.path} - {""}

    @property
    def under(self) -> set[tuple[str, str]]:
        """(place, bloc) as before and as now."""
        told = {(self.old_path, self.old_bloc), (self.path, self.bloc)}
        return {(path, bloc or Agg.NO_BLOC) for path, bloc in told if path}


def blocs_above(changes: Collection[Change]) -> dict[str, set[str]]:
    """Of every node at or above a changed report, the blocs in which one has changed."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path, bloc in {told for one in changes for told in one.under}:
        for node in paths.upwards(path):
            found[node].add(bloc)
    return found


def note_everything(period_id: int, form_ids: tuple[int, ...]) -> set[str]:
    """Notes all reports of the period and where they stand; returns every inner node of then."""
    told = {"period": period_id}
    with connection.cursor() as cursor:
        make_ready(cursor)
        cursor.execute(notes.note_all(form_ids), told)
        written = cursor.rowcount
        cursor.execute(notes.FORGET_NOTES, told)
    if written > MANY:
        partitions.look_over("rollup_counted", period_id, ("period_id", "report_id"))
    return place_all(period_id)


def hear(
    period_id: int, report_ids: Collection[int], form_ids: tuple[int, ...], stiff: Collection[str]
) -> list[Change]:
    """Notes these reports and adds the differences of plain ones above them, but at ``stiff`` nodes; returns
    those that are other than noted before."""
    told: dict[str, Any] = {
        "period": period_id,
        "ids": sorted(report_ids),
        "stiff": sorted(stiff),
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        make_ready(cursor)
        prepared.run(cursor, notes.hear(form_ids), told, notes.PARAMETERS)
        return [
            Change(pk, old_path or "", old_bloc or "", path or "", bloc or "", plain)
            for pk, old_path, old_bloc, path, bloc, plain in cursor.fetchall()
        ]
