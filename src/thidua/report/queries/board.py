"""Who has not sent: units × periods, the latest first. A unit sees its own line, superiors their branch."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from thidua.federation.models import Body
from thidua.kernel import clock, paths
from thidua.kernel.door import VIEW, Actor, listing
from thidua.launch.models import Cycle, Period
from thidua.report.models import Chase, Report
from thidua.report.states import COUNTED

PAGE = 50
NEAR = dt.timedelta(days=3)  # a day this close is watched


class Cell(NamedTuple):
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
        return self.days_late_on(clock.today())

    def days_late_on(self, today: dt.date) -> int:
        return 0 if self.exempt else max(0, ((self.sent_on or today) - self.due_on).days)

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


class Standing(NamedTuple):
    """How one unit stands on a day: its group and its most days late. Of thousands no more is worked out."""

    group: str  # late, watch (returned, or the day is near), underway, done
    days_late: int

    @classmethod
    def of(cls, cells: Iterable[Cell], today: dt.date) -> Standing:
        open_cells = [cell for cell in cells if cell.open]
        days_late = max((cell.days_late_on(today) for cell in open_cells), default=0)
        if days_late:
            return cls("late", days_late)
        near = today + NEAR
        if any(cell.state == "returned" or cell.due_on <= near for cell in open_cells):
            return cls("watch", 0)
        return cls("underway" if open_cells else "done", 0)


@dataclass(frozen=True)
class Row:
    unit: Body
    cells: Mapping[int, Cell]
    below: Below
    last_chase: Chase | None
    group: str
    days_late: int

    def chaseable(self) -> list[int]:
        return _chaseable(self.cells)


def _chaseable(cells: Mapping[int, Cell]) -> list[int]:
    return [cell.report_id for cell in cells.values() if cell.open]


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
    report) by the periods of a cycle that have opened. Seven queries, whatever the length."""
    periods = list(cycle.periods.exclude(state="planned").order_by("cutoff_on", "pk"))
    seen = listing(Report, actor=actor, verb=VIEW).filter(kind=Report.Kind.OWN, period__in=periods)
    cells, names = _cells(_wanted(seen, unit, grassroots))
    today = clock.today()
    stand = {pk: Standing.of(of_unit.values(), today) for pk, of_unit in cells.items()}
    order = [pk for pk, of_unit in cells.items() if not grassroots or _chaseable(of_unit)]
    order.sort(key=lambda pk: (_ORDER[stand[pk].group], -stand[pk].days_late, names[pk]))
    pages = max(1, -(-len(order) // size))
    page = min(max(1, page), pages)
    shown = order[(page - 1) * size : page * size]
    below = {} if grassroots else _below(seen, unit, periods)
    units = Body.objects.select_related("kind").in_bulk(shown)
    last = _last_chases(shown)
    counts = Counter(stand[pk].group for pk in order)
    return Board(
        periods=periods,
        rows=[Row(units[pk], cells[pk], below.get(pk, Below()), last.get(pk), *stand[pk]) for pk in shown],
        counts={group: counts[group] for group in _ORDER},
        total=len(order),
        page=page,
        pages=pages,
        chaseable=[report_id for pk in order for report_id in _chaseable(cells[pk])],
    )


_TOLD = ("pk", "state", "due_on", "first_sent_at", "exempt", "exempt_reason")


def _cells(reports: QuerySet[Report]) -> tuple[dict[int, dict[int, Cell]], dict[int, str]]:
    """By unit and period; and by what the units are ordered."""
    cells: dict[int, dict[int, Cell]] = defaultdict(dict)
    names: dict[int, str] = {}
    for unit_id, name, period_id, *told in reports.values_list(
        "unit_id", "unit__sort_key", "period_id", *_TOLD
    ):
        names[unit_id] = name
        cells[unit_id][period_id] = _cell(told)
    return cells, names


def own_cells(*, actor: Actor, period: int, unit_ids: Collection[int]) -> dict[int, Cell]:
    """The own reports of some units in one period, by unit; one query. Who owes none, or is not seen, has none."""
    seen = listing(Report, actor=actor, verb=VIEW).filter(kind=Report.Kind.OWN, period=period)
    found = seen.filter(unit__in=list(unit_ids)).values_list("unit_id", *_TOLD)
    return {unit_id: _cell(told) for unit_id, *told in found}


def _wanted(seen: QuerySet[Report], unit: Body, grassroots: bool) -> QuerySet[Report]:
    if not grassroots:
        return seen.filter(unit__parent=unit)
    owing = paths.strictly_below("unit__path", unit.path)
    return seen.filter(owing, unit__kind__level="grassroots")


def _cell(told: Sequence[Any]) -> Cell:
    """Of the columns ``_TOLD``."""
    report_id, state, due_on, sent_at, *excused = told
    return Cell(report_id, state, due_on, _day(sent_at), *excused)


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
