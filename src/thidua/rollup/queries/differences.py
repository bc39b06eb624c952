"""What changed from one edition to the next, and who changed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from django.core.paginator import Page, Paginator

from thidua.audit.models import Entry
from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.replica import reading
from thidua.report.models import Report
from thidua.rollup.models import Edition, EditionLine

PAGE = 30
# Acts that change what counts; a saved draft or a photo does not.
DECISIVE = (
    "report.accepted",
    "report.returned",
    "report.reopened",
    "report.restated",
    "report.moved",
    "report.excused",
    "report.expected_again",
    "report.bulk_entered",
    "report.external",
    "report.external_withdrawn",
    "report.derived",
)

_CHANGED = """
from (select * from rollup_editionreport where edition_id = %(before)s) a
full join (select * from rollup_editionreport where edition_id = %(edition)s) b on b.report_id = a.report_id
where a.counted is distinct from b.counted or a.path is distinct from b.path
    or (a.vals is distinct from b.vals and (%(same)s or a.counted or b.counted))"""
_LIST = f"""
select coalesce(b.report_id, a.report_id), coalesce(b.unit_id, a.unit_id), a.version, b.version,
    coalesce(a.counted, false), coalesce(b.counted, false), a.path, b.path, a.vals is distinct from b.vals
{_CHANGED} order by coalesce(b.path, a.path), 1"""  # noqa: S608  a constant
_ANY = f"select exists (select 1 {_CHANGED})"


class How(StrEnum):
    """What happened to a report between two editions."""

    COUNTED = "counted"  # accepted meanwhile
    DROPPED = "dropped"  # no longer accepted
    FIGURES = "figures"  # accepted in both, with other figures
    MOVED = "moved"  # at another place
    ROSTER = "roster"  # has to report now, or has not any more


@dataclass(frozen=True)
class Act:
    """Who did what to the report between the two editions, and why."""

    did: str
    by: str
    at: dt.datetime
    reason: str


@dataclass(frozen=True)
class ChangedReport:
    report_id: int
    unit: Body
    before: int | None  # its version in the earlier edition; None: not in it
    after: int | None
    how: tuple[How, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class ChangedLine:
    """A line of the seat of the movement that reads otherwise now. ``by`` is none where one has no figure."""

    line: EditionLine
    before: EditionLine | None
    by: Fraction | None


def differs(edition: Edition, before: Edition) -> bool:
    """Whether any report counts differently; one query."""
    told = {"edition": edition.pk, "before": before.pk, "same": edition.vector == before.vector}
    with reading().cursor() as cursor:
        cursor.execute(_ANY, told)
        return bool(cursor.fetchone()[0])


def before_this(edition: Edition) -> Edition | None:
    """The edition that this one follows."""
    return Edition.objects.filter(period_id=edition.period_id, number=edition.number - 1).first()


def changed_reports(
    edition: Edition, before: Edition, page: int | str = 1, *, within: str = ""
) -> tuple[Page[int], list[ChangedReport]]:
    """The reports that count differently at or below ``within``, in the order of the tree; three queries."""
    told = {"edition": edition.pk, "before": before.pk, "same": edition.vector == before.vector}
    with reading().cursor() as cursor:
        cursor.execute(_LIST, told)
        rows = [row for row in cursor.fetchall() if paths.covers(within, row[7] or row[6])]
    chosen = Paginator([row[0] for row in rows], PAGE).get_page(page)
    shown = rows[chosen.start_index() - 1 : chosen.end_index()] if rows else []
    units = Body.objects.select_related("kind").in_bulk([row[1] for row in shown])
    acts = _acts(edition, before, [row[0] for row in shown])
    found = [
        ChangedReport(row[0], units[row[1]], row[2], row[3], _how(row), acts.get(row[0], ())) for row in shown
    ]
    return chosen, found


def _how(row: tuple[object, ...]) -> tuple[How, ...]:
    counted_before, counted, place_before, place, other_figures = row[4:9]
    told = []
    if counted and not counted_before:
        told.append(How.COUNTED)
    elif counted_before and not counted:
        told.append(How.DROPPED)
    elif other_figures:
        told.append(How.FIGURES if counted else How.ROSTER)
    if place_before != place and place_before is not None and place is not None:
        told.append(How.MOVED)
    return tuple(told) or (How.ROSTER,)


def _acts(edition: Edition, before: Edition, report_ids: Iterable[int]) -> Mapping[int, tuple[Act, ...]]:
    """From the audit, oldest first."""
    entries = Entry.objects.filter(
        kind=Report._meta.label,
        object_id__in=list(report_ids),
        did__in=DECISIVE,
        at__gt=before.frozen_at,
        at__lte=edition.frozen_at,
    )
    found: dict[int, tuple[Act, ...]] = {}
    for one in entries.order_by("at", "pk"):
        act = Act(one.did, one.actor_name, one.at, one.reason)
        found[one.object_id or 0] = (*found.get(one.object_id or 0, ()), act)
    return found


def changed_lines(edition: Edition, before: Edition, unit_id: int) -> list[ChangedLine]:
    """The frozen lines of a unit that read otherwise; two queries."""
    earlier = {one.target_id: one for one in EditionLine.objects.filter(edition=before, unit_id=unit_id)}
    found = []
    for line in EditionLine.objects.filter(edition=edition, unit_id=unit_id):
        was = earlier.get(line.target_id)
        if was is None or _reading(was) != _reading(line):
            found.append(ChangedLine(line, was, _by(was, line)))
    return found


def _reading(line: EditionLine) -> tuple[str, ...]:
    return (line.figure, line.numerator, line.denominator, line.state, line.rule)


def _by(before: EditionLine | None, line: EditionLine) -> Fraction | None:
    if before is None or not before.figure or not line.figure:
        return None
    return Fraction(line.figure) - Fraction(before.figure)
