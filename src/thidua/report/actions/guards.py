"""What must hold before any figure of a report changes."""

from __future__ import annotations

from thidua.kernel.errors import Absent
from thidua.launch.models import Period
from thidua.report.errors import NotExpected, PeriodClosed, PeriodNotOpen
from thidua.report.models import Report


def require_open(period: Period) -> None:
    """Raises PeriodNotOpen or PeriodClosed."""
    if period.state == "planned":
        raise PeriodNotOpen(period=str(period))
    if period.state == "closed":
        raise PeriodClosed(period=str(period))


def require_expected(report: Report) -> None:
    """Raises NotExpected for a unit that is excused from reporting."""
    if report.exempt:
        raise NotExpected(reason=report.exempt_reason)


def period_of(period_id: int) -> Period:
    """A period by its id, with what it belongs to. Raises Absent."""
    found = Period.objects.select_related("cycle__movement__seat").filter(pk=period_id).first()
    if found is None:
        raise Absent()
    return found
