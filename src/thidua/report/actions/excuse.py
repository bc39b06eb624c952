from __future__ import annotations

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.report.actions.guards import require_open
from thidua.report.actions.save_draft import RELATED
from thidua.report.actions.storing import store
from thidua.report.errors import ReasonMissing
from thidua.report.models import Report
from thidua.report.queries.figures import data_of


@transaction.atomic
def excuse(*, actor: Actor, report_id: int, reason: str) -> Report:
    """The union above excuses a unit from reporting; it leaves the roster. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing()
    return _set(actor, report_id, reason.strip()[:300])


@transaction.atomic
def expect_again(*, actor: Actor, report_id: int) -> Report:
    """Takes an excuse back."""
    return _set(actor, report_id, "")


def _set(actor: Actor, report_id: int, reason: str) -> Report:
    report = fetch(Report, report_id, actor=actor, verb="excuse", lock=True, related=RELATED)
    require_open(report.period)
    if (report.exempt, report.exempt_reason) == (bool(reason), reason):
        return report
    report.exempt, report.exempt_reason = bool(reason), reason
    report.version += 1
    report.save()
    store(report, data_of(report), counted=False)
    did = "report.excused" if reason else "report.expected_again"
    record(actor, did, report, path=report.unit.path, reason=reason)
    # The roster changed without a sending: to the sums it is a change of what the house itself counts.
    emit("report.derived_changed", report_id=report.pk, period_id=report.period_id)
    return report
