from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from thidua.audit.models import Entry
from thidua.federation.models import Body, Reorganisation
from thidua.federation.queries.reorganising.touched import reach_of
from thidua.federation.queries.times import paths_on
from thidua.kernel import clock, paths
from thidua.kernel.actions import line_of
from thidua.kernel.door import Actor, must_be_house
from thidua.kernel.events import emit_many
from thidua.kernel.rows import put
from thidua.launch.models import Period
from thidua.report.actions.open_period import members_asked, open_period, reporting_units
from thidua.report.models import Form, Report
from thidua.report.queries.vectors import vector_of
from thidua.report.states import EDITABLE


@transaction.atomic
def follow_reorganisation(*, actor: Actor, reorganisation_id: int) -> int:
    """Reports of periods that are still open and whose cut-off lies on the day of the change or later follow
    the tree: they are stamped with the new place, also when they were accepted; units that came in get
    theirs; who has ended or left is excused. The same after the change is taken back. Doing it again changes
    nothing. Returns how many were stamped anew. Raises NotYours.
    """
    must_be_house(actor)
    change = Reorganisation.objects.get(pk=reorganisation_id)
    touched = reach_of(change.pk).all
    periods = Period.objects.select_for_update(of=("self",)).filter(
        state="open", cutoff_on__gte=change.from_on
    )
    listed = list(periods.select_related("cycle__movement__seat", "cycle__movement__issuer").order_by("pk"))
    return sum(_follow(actor, period, touched, change) for period in listed)


def _follow(actor: Actor, period: Period, touched: Collection[int], change: Reorganisation) -> int:
    reports = list(
        Report.objects.filter(period=period, unit__in=touched).select_related("unit").order_by("pk")
    )
    stood = paths_on({report.unit_id for report in reports}, min(period.cutoff_on, clock.today()))
    moved = [report for report in reports if report.path != stood[report.unit_id]]
    _stamp(actor, moved, stood, change)
    excused = list(_excuse(period, reports))
    _store(period, excused)
    told = {report.pk for report in (*moved, *excused)}
    emit_many("report.moved", ({"report_id": pk, "period_id": period.pk} for pk in sorted(told)))
    if reporting_units(period).filter(pk__in=touched).exists():
        open_period(actor=actor, period_id=period.pk)
    return len(moved)


def _stamp(actor: Actor, moved: Iterable[Report], stood: dict[int, str], change: Reorganisation) -> None:
    lines, rows = [], []
    for report in moved:
        said = {"before": report.path, "after": stood[report.unit_id], "source": change.source}
        report.path = stood[report.unit_id]
        rows.append((report.pk, {"path": report.path}))
        lines.append(line_of(actor, "report.moved", report, path=report.unit.path, data=said))
    put(Report, rows, ("path",))
    Entry.objects.bulk_create(lines, batch_size=2000)


def _excuse(period: Period, reports: Iterable[Report]) -> Iterator[Report]:
    """Who is no more there at the cut-off need not report; who is there again must. What a person excused
    stays excused."""
    seat, own_reasons = period.cycle.movement.seat.path, {_ended(), _left()}
    members = members_asked(period)
    asked = None if members is None else set(Body.objects.filter(members).values_list("pk", flat=True))
    for report in reports:
        if report.kind != Report.Kind.OWN or report.state not in EDITABLE:
            continue
        reason = _reason(report.unit, report.path, period, seat, asked)
        if (report.exempt and report.exempt_reason not in own_reasons) or report.exempt == bool(reason):
            continue
        report.exempt, report.exempt_reason = bool(reason), reason
        yield report


def _reason(unit: Body, path: str, period: Period, seat: str, members: Collection[int] | None) -> str:
    if unit.ended_on is not None and unit.ended_on < period.cutoff_on:
        return _ended()
    inside = paths.covers(seat, path) if members is None else unit.pk in members
    return "" if inside else _left()


def _ended() -> str:
    return _("đơn vị đã kết thúc do sắp xếp tổ chức")


def _left() -> str:
    return _("đơn vị đã chuyển khỏi nơi phát động do sắp xếp tổ chức")


def _store(period: Period, excused: Collection[Report]) -> None:
    """The roster is part of the vector; nothing else of a report that was not sent is counted."""
    if not excused:
        return
    rows = [(one.pk, {"exempt": one.exempt, "exempt_reason": one.exempt_reason}) for one in excused]
    put(Report, rows, ("exempt", "exempt_reason"))
    Report.objects.filter(pk__in=[one.pk for one in excused]).update(
        version=F("version") + 1, changed_at=clock.now()
    )
    forms = {form.pk: form.definition for form in Form.objects.filter(reports__period=period).distinct()}
    with connection.cursor() as cursor:
        cursor.executemany(
            "update report_values set vals = %s where period_id = %s and report_id = %s",
            [
                (vector_of(forms[one.form_id], one.kind, {}, one.strata, one.exempt), period.pk, one.pk)
                for one in excused
            ],
        )
