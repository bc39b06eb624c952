from __future__ import annotations

from typing import Any

from django.db import transaction

from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch, verdict
from thidua.kernel.events import emit
from thidua.report.actions.guards import require_expected, require_open
from thidua.report.actions.save_draft import AT_HAND, WITHOUT, is_for_another
from thidua.report.actions.storing import store
from thidua.report.errors import FindingsRefuse, NotesUnanswered, WarningsUnread
from thidua.report.models import Report
from thidua.report.queries.checking import Beside, beside, examine
from thidua.report.queries.figures import data_of
from thidua.report.queries.prefill import tallies, with_tallies
from thidua.report.queries.returned import Notes, may_have_notes
from thidua.report.queries.standing import standings
from thidua.report.states import COUNTED, REPORT

STAMPED = ("path", "bloc", "strata", "on_behalf", "sent_at", "sent_by", "first_sent_at", "version")


@transaction.atomic
def send(*, actor: Actor, report_id: int, version: int | None = None, checked: bool = False) -> Report:
    """Sends the report up. Sending one that is sent changes nothing, so a double press is harmless.

    Raises FindingsRefuse (with the problems), NotesUnanswered, WarningsUnread unless ``checked``, Stale, PeriodClosed,
    PeriodNotOpen, NotExpected and what the door raises.
    """
    report = fetch(
        Report, report_id, actor=actor, lock=True, related=(*AT_HAND, "unit__kind"), without=WITHOUT
    )
    if report.state in COUNTED and report.kind == Report.Kind.OWN:
        return report
    given = verdict(report, actor=actor, verb="send")
    if given.refusal is not None:
        raise given.refusal
    require_open(report.period)
    require_expected(report)
    check_version(report, version)
    typed = data_of(report)
    data = with_tallies(typed, tallies(report))
    around = beside(report)
    _require_sound(report, data, around, checked)
    if may_have_notes(report):
        report.notes.filter(resolved_at=None).update(resolved_at=clock.now())
    _stamp(actor, report)
    REPORT.move(report, "send", also=STAMPED)
    store(report, data, beside=around.elsewhere, kept=typed)
    record(actor, "report.sent", report, path=report.unit.path, data={"on_behalf": report.on_behalf})
    emit("report.sent", report_id=report.pk, period_id=report.period_id)
    return report


def _require_sound(report: Report, data: dict[str, Any], around: Beside, checked: bool) -> None:
    problems = examine(report, data, around)
    errors = [one for one in problems if one.is_error]
    if errors:
        raise FindingsRefuse(errors, count=len(errors))
    unmet = Notes.of(report).problems(data)
    if unmet:
        raise NotesUnanswered(unmet, count=len(unmet))
    if problems and not checked:
        raise WarningsUnread(problems, count=len(problems))


def _stamp(actor: Actor, report: Report) -> None:
    """Who sent it and where the unit stands; the place is fixed once a report has been accepted."""
    if report.accepted_at is None:
        noted = {report.unit_id: report.path}
        stood = standings([report.unit], report.period.cutoff_on, stamped=noted)[report.unit_id]
        report.path, report.bloc, report.strata = stood.path, stood.bloc, stood.strata
    report.on_behalf = is_for_another(actor, report)
    report.sent_at, report.sent_by = clock.now(), actor.name
    report.first_sent_at = report.first_sent_at or report.sent_at
    report.version += 1
