"""The sums of an edition, in the shape in which the sums of a period are read: for units whose lines it did not keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from math import isnan
from typing import Any

from django.db.models import Q, QuerySet

from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.rollup.models import Agg, Edition, EditionReport, EditionSum, Tree
from thidua.rollup.queries import statements
from thidua.rollup.queries.rolled_up import RolledUp
from thidua.rollup.queries.sums import Glance, Keys, NodeSums, PeriodSums, Places, by_places, by_unit

_SUM_FIELDS = (
    "path",
    "accepted",
    "accepted_n",
    "accepted_bulk",
    "accepted_bulk_n",
    "expected_reports",
    "accepted_reports",
)


class FrozenSums(PeriodSums):
    """What counted when the edition was frozen, by the tree of then; it has the accepted line alone."""

    def __init__(self, edition: Edition) -> None:
        frozen = RolledUp(form_ids=(), restated=False)
        super().__init__(edition.period_id, Tree.THEN, rolled=frozen, only_accepted=True)
        self.edition = edition

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.edition.vector)

    def by_tree(self, unit_id: int) -> dict[Tree, NodeSums]:
        found = self._at(Q(node_id=unit_id), Q(unit_id=unit_id))
        return {Tree.THEN: by_unit(one.node for one in found)[unit_id]} if found else {}

    def glances_at(self, nodes: Sequence[str], only: Keys = None) -> list[Glance]:
        below = Q(parent_path__in=list(nodes))
        return self._at(below, below)

    def reporting_below(self, nodes: Sequence[str]) -> int:
        there = self._reports.filter(parent_path__in=list(nodes))
        return there.values("unit_id").distinct().count()

    def of_level(
        self, nodes: Sequence[str], level: str, known: Mapping[int, Places] | None = None, only: Keys = None
    ) -> dict[int, Places]:
        within = Q(path="")  # of nobody
        for node in nodes:
            within |= paths.within("path", node)
        found = by_places(self._at(within, within))
        wanted = Body.objects.filter(pk__in=list(found), kind__level=level).order_by("sort_key", "pk")
        return {pk: found[pk] for pk in wanted.values_list("pk", flat=True)}

    def _at(self, sums: Q, reports: Q) -> list[Glance]:
        """Rows of sums, and reports where no row of sums tells of their place; two queries."""
        rows = EditionSum.objects.filter(sums, edition=self.edition, bloc=Agg.EVERY_BLOC)
        inner = [self._glance(row, inner=True) for row in rows.values(*_SUM_FIELDS)]
        told = {one.path for one in inner}
        left = (row for row in self._reports.filter(reports).values("path", "vals", "kind", "counted"))
        return [
            *inner,
            *(self._glance(_of_report(row), inner=False) for row in left if row["path"] not in told),
        ]

    @property
    def _reports(self) -> QuerySet[EditionReport]:
        return EditionReport.objects.filter(edition=self.edition).exclude(kind="bulk").order_by("pk")

    def _glance(self, row: Mapping[str, Any], *, inner: bool) -> Glance:
        told = {**dict.fromkeys(statements.COUNTS, 0), **row}
        return Glance(told, self.keys, partial(self._node, told, None, inner=inner), "accepted")


def _of_report(row: Mapping[str, Any]) -> dict[str, Any]:
    """A report as the row of a node that it is alone at."""
    own = row["kind"] == "own"
    return {
        "path": row["path"],
        "accepted": [0 if isnan(value) else value for value in row["vals"]],
        "accepted_n": [int(not isnan(value)) for value in row["vals"]],
        "expected_reports": int(own),
        "accepted_reports": int(own and row["counted"]),
    }


def stands_in(edition: Edition, unit_id: int) -> bool:
    """Whether the unit, or something below it, had to report when the edition was frozen."""
    sums = EditionSum.objects.filter(edition=edition, node_id=unit_id)
    return sums.exists() or EditionReport.objects.filter(edition=edition, unit_id=unit_id).exists()
