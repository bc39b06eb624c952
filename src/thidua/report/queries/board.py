"""Who has not sent: units × periods, the latest first. A unit sees its own line, superiors their branch."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from thidua.federation.models import Body
from thidua.kernel import clock, paths
from thidua.kernel.door import VIEW, Actor, listing
from thidua.launch.models import Cycle, Period
from thidua.report.models import Chase, Report
from thidua.report.states import COUNTED

PAGE = 50


@dataclass(frozen=True)
class Cell:
    """One unit in one period: the state, and how many days late it is or was."""

    report_id: int
    state: str
    due_on: dt.date
    sent_on: dt.date | None
    exempt: bool
    exempt_reason: str = ""

    @property
    def days_late(self) -> int:
        """Days after the due day: until it was first sent, or until today. 0 when in time or excused."""
        if self.exempt:
            return 0
        return max(0, ((self.sent_on or clock.today()) - self.due_on).days)

    @property
    def open(self) -> bool:
        return not self.exempt and self.state not in COUNTED

    @property
    def look(self) -> str:
        """Which word and silhouette the board shows."""
        if self.exempt:
            return "exempt"
        if self.open and self.state != "returned" and self.days_late:
            return "late"
        return self.state


@dataclass(frozen=True)
class Below:
    """Reports of the grassroots unions below a unit."""

    sent: int = 0
    expected: int = 0


@dataclass(frozen=True)
class Row:
    unit: Body
    cells: Mapping[int, Cell]
    below: Below
    last_chase: Chase | None

    @property
    def days_late(self) -> int:
        return max((cell.days_late for cell in self.cells.values() if cell.open), default=0)

    @property
    def group(self) -> str:
        """late, watch (returned, or the day is near), underway, done."""
        open_cells = [cell for cell in self.cells.values() if cell.open]
        if any(cell.days_late for cell in open_cells):
            return "late"
        near = clock.today() + dt.timedelta(days=3)
        if any(cell.state == "returned" or cell.due_on <= near for cell in open_cells):
            return "watch"
        return "underway" if open_cells else "done"

    def chaseable(self) -> list[int]:
        return [cell.report_id for cell in self.cells.values() if cell.open]


@dataclass(frozen=True)
class Board:
    """``counts``: of all rows, by group; ``rows`` are one page."""

    periods: list[Period]
    rows: list[Row]
    counts: Mapping[str, int]
    total: int
    page: int = 1
    pages: int = 1
    chaseable: list[int] = field(default_factory=list)


_ORDER = {"late": 0, "watch": 1, "underway": 2, "done": 3}


def board(
    *, actor: Actor, unit: Body, cycle: Cycle, grassroots: bool = False, page: int = 1, size: int = PAGE
) -> Board:
    """The direct children of a unit (or, with ``grassroots``, every grassroots union below that still owes a
    report) by the periods of a cycle that have opened. Six queries, whatever the length."""
    periods = list(cycle.periods.exclude(state="planned").order_by("cutoff_on", "pk"))
    seen = listing(Report, actor=actor, verb=VIEW).filter(kind=Report.Kind.OWN, period__in=periods)
    reports = list(_wanted(seen, unit, grassroots).select_related("unit__kind"))
    cells: dict[int, dict[int, Cell]] = defaultdict(dict)
    units = {report.unit_id: report.unit for report in reports}
    for report in reports:
        cells[report.unit_id][report.period_id] = _cell(report)
    below = {} if grassroots else _below(seen, unit, periods)
    rows = [Row(one, cells[pk], below.get(pk, Below()), None) for pk, one in units.items()]
    rows = [row for row in rows if not grassroots or row.chaseable()]
    rows.sort(key=lambda row: (_ORDER[row.group], -row.days_late, row.unit.sort_key))
    return _paged(periods, rows, page, size)


def own_cells(*, actor: Actor, period: int, unit_ids: Collection[int]) -> dict[int, Cell]:
    """The own reports of some units in one period, by unit; one query. Who owes none, or is not seen, has none."""
    seen = listing(Report, actor=actor, verb=VIEW).filter(kind=Report.Kind.OWN, period=period)
    told = ("unit_id", "pk", "state", "due_on", "first_sent_at", "exempt", "exempt_reason")
    return {
        unit_id: Cell(pk, state, due_on, _day(sent_at), exempt, why)
        for unit_id, pk, state, due_on, sent_at, exempt, why in seen.filter(
            unit__in=list(unit_ids)
        ).values_list(*told)
    }


def _wanted(seen: QuerySet[Report], unit: Body, grassroots: bool) -> QuerySet[Report]:
    if not grassroots:
        return seen.filter(unit__parent=unit)
    owing = paths.strictly_below("unit__path", unit.path)
    return seen.filter(owing, unit__kind__level="grassroots")


def _cell(report: Report) -> Cell:
    return Cell(
        report.pk,
        report.state,
        report.due_on,
        _day(report.first_sent_at),
        report.exempt,
        report.exempt_reason,
    )


def _day(at: dt.datetime | None) -> dt.date | None:
    return timezone.localtime(at).date() if at else None


def _below(seen: QuerySet[Report], unit: Body, periods: list[Period]) -> dict[int, Below]:
    """Of the last opened period, by direct child."""
    if not periods:
        return {}
    found = seen.filter(
        paths.strictly_below("unit__path", unit.path),
        period=periods[-1],
        exempt=False,
        unit__kind__level="grassroots",
    ).values_list("unit__path", "state")
    depth = paths.depth(unit.path)
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for path, state in found:
        steps = paths.ids(path)
        if len(steps) > depth + 1:
            sums[steps[depth]][0] += state in COUNTED
            sums[steps[depth]][1] += 1
    return {child: Below(*counts) for child, counts in sums.items()}


def _paged(periods: list[Period], rows: list[Row], page: int, size: int) -> Board:
    pages = max(1, -(-len(rows) // size))
    page = min(max(1, page), pages)
    counts: dict[str, int] = dict.fromkeys(_ORDER, 0)
    for row in rows:
        counts[row.group] += 1
    shown = rows[(page - 1) * size : page * size]
    last = _last_chases(row.unit.pk for row in shown)
    shown = [Row(row.unit, row.cells, row.below, last.get(row.unit.pk)) for row in shown]
    chaseable = [report_id for row in rows for report_id in row.chaseable()]
    return Board(periods, shown, counts, len(rows), page, pages, chaseable)


def _last_chases(unit_ids: Iterable[int]) -> dict[int, Chase]:
    found = (
        Chase.objects.filter(report__unit_id__in=list(unit_ids))
        .annotate(unit_id=F("report__unit_id"))
        .order_by("report__unit_id", "-at", "-pk")
        .distinct("report__unit_id")
    )
    return {one.unit_id: one for one in found}


@dataclass(frozen=True)
class Progress:
    """Of the units that must report: how many have, in time, and are accepted. Excused ones are left out."""

    expected: int
    sent: int
    in_time: int
    accepted: int
    late: int

    @property
    def missing(self) -> int:
        return self.expected - self.sent


def progress(*, actor: Actor, unit: Body, period: Period, level: str = "") -> Progress:
    """Completeness and timeliness of a branch in a period; one query."""
    found = listing(Report, actor=actor, verb=VIEW).filter(
        paths.strictly_below("unit__path", unit.path), period=period, kind=Report.Kind.OWN, exempt=False
    )
    if level:
        found = found.filter(unit__kind__level=level)
    sent = Q(state__in=COUNTED)
    told = found.aggregate(
        expected=Count("pk"),
        sent=Count("pk", filter=sent),
        in_time=Count("pk", filter=sent & Q(first_sent_at__date__lte=F("due_on"))),
        accepted=Count("pk", filter=Q(state="accepted")),
        late=Count("pk", filter=~sent & Q(due_on__lt=clock.today())),
    )
    return Progress(**told)
