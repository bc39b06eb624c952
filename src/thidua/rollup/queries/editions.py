"""Reading editions: the list, the lines, and what a figure of an edition is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isnan

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from thidua.algebra.indicators import EachUnit, Indicator, Measured
from thidua.algebra.judging import State
from thidua.algebra.rolling import Sums
from thidua.catalogue.wording import say_state
from thidua.federation.models import Body
from thidua.kernel.door import Actor, listing
from thidua.launch.models import Period, Target
from thidua.rollup.models import Agg, Edition, EditionLine, EditionReport, EditionSum
from thidua.rollup.queries.limits import rule_of
from thidua.rollup.queries.measuring import measure, numerator_of
from thidua.rollup.queries.sums import Line

PAGE = 30


def editions_of(actor: Actor, period: Period) -> QuerySet[Edition]:
    """Newest first."""
    return listing(Edition, actor=actor).filter(period=period).order_by("-number")


def lines_of(edition: Edition, unit_id: int) -> list[EditionLine]:
    """As shown when it was frozen."""
    return list(EditionLine.objects.filter(edition=edition, unit_id=unit_id).select_related("target"))


def sheet_lines(edition: Edition, unit_id: int | None = None) -> Iterator[tuple[str, ...]]:
    """Rows of the sheet of an edition, unit by unit in the order of the tree; of one unit when it is given."""
    lines = EditionLine.objects.filter(edition=edition).select_related("unit")
    if unit_id is not None:
        lines = lines.filter(unit_id=unit_id)
    for one in lines.order_by("unit__path", "position").iterator():
        words = (one.name, one.rule, one.value, one.share, say_state(State(one.state)), one.completeness)
        yield (str(one.unit), *words)


def units_of(edition: Edition) -> list[Body]:
    """The units whose lines an edition keeps: the seat first, then those below it by name."""
    held = EditionLine.objects.filter(edition=edition).values("unit_id")
    return list(Body.objects.filter(pk__in=held).select_related("kind").order_by("path", "sort_key"))


@dataclass(frozen=True)
class FrozenPart:
    """A unit directly below, or a report at the unit itself with the version that counted."""

    unit: Body
    measured: Measured
    adds: Fraction
    report_id: int | None = None
    version: int | None = None
    kind: str = ""
    counted: bool = True


@dataclass(frozen=True)
class FrozenFigure:
    """What a figure of an edition is made of; the parts make the total exactly."""

    measured: Measured
    total: Fraction
    own: tuple[FrozenPart, ...]
    children: Page[FrozenPart]
    children_total: Fraction
    bulk: Fraction

    @property
    def adds_up(self) -> bool:
        return sum((one.adds for one in self.own), self.children_total + self.bulk) == self.total


def frozen_figure(edition: Edition, unit: Body, target: Target, page: int | str = 1) -> FrozenFigure:
    """A figure of any unit in an edition, down to the versions of the reports; a fixed number of queries."""
    indicator = rule_of(target).indicator
    inner = indicator.indicator if isinstance(indicator, EachUnit) else indicator
    reader = _Reader(edition, inner)
    sums = list(EditionSum.objects.filter(edition=edition, node_id=unit.pk, bloc=Agg.EVERY_BLOC))
    own = list(reader.reports.filter(unit=unit).exclude(kind="bulk").select_related("unit"))
    nodes = sorted({one.path for one in sums} | {one.path for one in own})
    line = _all(map(reader.sum, sums)) if sums else _all(map(reader.report, own))
    below = reader.children(nodes)
    children_total = sum((numerator_of(inner, one.told.sums) for one in below.values()), Fraction(0))
    bulk = numerator_of(inner, line.bulk) - sum(
        (numerator_of(inner, one.bulk) for one in below.values()), Fraction(0)
    )
    bodies = Body.objects.filter(pk__in=below).select_related("kind").order_by("sort_key", "pk")
    told = [
        FrozenPart(body, measure(inner, below[body.pk]), numerator_of(inner, below[body.pk].told.sums))
        for body in bodies
    ]
    return FrozenFigure(
        measured=measure(inner, line),
        total=numerator_of(inner, line.told.sums),
        own=tuple(reader.part(one) for one in own),
        children=Paginator(told, PAGE).get_page(page),
        children_total=children_total,
        bulk=bulk,
    )


def _all(lines: Iterable[Line]) -> Line:
    return sum(lines, Line())


class _Reader:
    """Rows of an edition as lines of sums."""

    def __init__(self, edition: Edition, indicator: Indicator) -> None:
        self.edition = edition
        self.indicator = indicator
        self.keys: Sequence[str] = edition.vector
        self.reports = EditionReport.objects.filter(edition=edition)

    def sum(self, row: EditionSum) -> Line:
        bulk = self._named(row.accepted_bulk)
        stood_for = self._named(row.accepted_bulk_n)
        direct = dict(zip(self.keys, row.accepted_n, strict=True))
        counts = {key: direct[key] + stood_for.get(key, 0) for key in self.keys}
        sums = {key: int(value) for key, value in zip(self.keys, row.accepted, strict=True)}
        return Line(Sums(sums, counts), direct, bulk)

    def report(self, row: EditionReport) -> Line:
        told = dict(zip(self.keys, row.vals, strict=True))
        sums = {key: 0 if isnan(value) else int(value) for key, value in told.items()}
        counts = {key: int(not isnan(value)) for key, value in told.items()}
        return Line(Sums(sums, counts), counts)

    def part(self, row: EditionReport) -> FrozenPart:
        line = self.report(row)
        return FrozenPart(
            unit=row.unit,
            measured=measure(self.indicator, line),
            adds=numerator_of(self.indicator, line.told.sums),
            report_id=row.report_id,
            version=row.version,
            kind=row.kind,
            counted=row.counted,
        )

    def children(self, nodes: Sequence[str]) -> dict[int, Line]:
        """Lines of what stands directly below, by unit; two queries."""
        found: dict[int, Line] = {}
        rows = EditionSum.objects.filter(edition=self.edition, parent_path__in=nodes, bloc=Agg.EVERY_BLOC)
        inner = set()
        for row in rows:
            inner.add(row.path)
            found[row.node_id] = found.get(row.node_id, Line()) + self.sum(row)
        for report in self.reports.filter(parent_path__in=nodes).exclude(kind="bulk"):
            if report.path not in inner:
                found[report.unit_id] = found.get(report.unit_id, Line()) + self.report(report)
        return found

    def _named(self, values: Sequence[float] | None) -> Mapping[str, int]:
        return {key: int(value) for key, value in zip(self.keys, values or (), strict=False) if value}
