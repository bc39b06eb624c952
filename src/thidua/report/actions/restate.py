from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from thidua.algebra.forms import Question
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.report.actions.guards import require_expected
from thidua.report.actions.record_derived import derived_head, own_head, refresh_own
from thidua.report.actions.save_draft import RELATED
from thidua.report.actions.storing import store
from thidua.report.errors import (
    FindingsRefuse,
    NothingToCorrect,
    PeriodStillOpen,
    ReasonMissing,
    UnknownElement,
)
from thidua.report.models import Report, Restatement
from thidua.report.queries.cells import Change, entry_of
from thidua.report.queries.checking import Problem, asked, examine, unreadable
from thidua.report.queries.figures import data_of
from thidua.report.queries.stating import unstated


@transaction.atomic
def restate(*, actor: Actor, report_id: int, changes: Mapping[str, Any], reason: str) -> Restatement:
    """Corrects an accepted report of a closed period; the correction stays visible. What stands by its source
    (a register, a letter) is corrected the same way, figure by figure.

    Raises ReasonMissing, PeriodStillOpen, UnknownElement, NothingToCorrect, FindingsRefuse.
    """
    report = fetch(Report, report_id, actor=actor, verb="restate", lock=True, related=RELATED)
    return _restate(actor, report, changes, reason)


@transaction.atomic
def restate_stated(*, actor: Actor, own_id: int, changes: Mapping[str, Any], reason: str) -> Restatement:
    """The same for what a unit does not type (grades from above, registers), also for what nobody had stated
    when the period was closed. ``own_id`` is the unit's own report, in whatever state it was left.

    Raises NotExpected for an excused unit, and what ``restate`` raises.
    """
    own = fetch(Report, own_id, actor=actor, verb="restate_stated", lock=True, related=RELATED)
    require_expected(own)
    return _restate(actor, derived_head(own), changes, reason)


def _restate(actor: Actor, report: Report, changes: Mapping[str, Any], reason: str) -> Restatement:
    if not reason.strip():
        raise ReasonMissing()
    if report.period.state != "closed":
        raise PeriodStillOpen(period=str(report.period))
    before = data_of(report)
    changed = _changed(actor, report, before, changes)
    data = {**before, **changed}
    errors = [one for one in _problems(report, data) if one.is_error]
    if errors:
        raise FindingsRefuse(errors, count=len(errors))
    restatement = Restatement(
        report=report,
        old={code: before.get(code) for code in changed},
        new=changed,
        reason=reason.strip(),
        by=actor.name,
    )
    _keep(actor, report, data, restatement)
    return restatement


def correctable(report: Report) -> list[Question]:
    """The figures that this head of a unit states, and may therefore correct; of what the unit does not type
    also those that nobody states yet."""
    if report.kind == Report.Kind.OWN:
        return list(asked(report))
    stated = set(data_of(report))
    if report.kind == Report.Kind.DERIVED:
        stated |= unstated(report.period_id, report.unit_id)
    return [one for one in report.form.definition.questions if one.element.code in stated]


def _problems(report: Report, data: Mapping[str, Any]) -> list[Problem]:
    if report.kind == Report.Kind.OWN:
        return examine(report, data)
    return unreadable((one.element for one in report.form.definition.questions), data)


def _changed(
    actor: Actor, report: Report, before: Mapping[str, Any], changes: Mapping[str, Any]
) -> dict[str, Any]:
    questions = {one.element.code: one for one in correctable(report)}
    found: dict[str, Any] = {}
    for code, told in changes.items():
        if code not in questions:
            raise UnknownElement(element=code[:60])
        kept = before.get(code) or {}
        entry = entry_of(questions[code].element, Change.of(told), kept)
        if any(entry.get(name) != kept.get(name) for name in ("value", "answer", "text")):
            stamp = {"by": actor.name, "at": clock.now().isoformat(), "rev": report.version + 1}
            found[code] = {**entry, **stamp, "from": "restated"}
    if not found:
        raise NothingToCorrect()
    return found


def _keep(actor: Actor, report: Report, data: dict[str, Any], made: Restatement) -> None:
    report.restated = True
    report.version += 1
    report.save(update_fields=["restated", "version", "changed_at"])
    store(report, data)
    if report.kind != Report.Kind.OWN:
        refresh_own(own_head(report.period, report.unit_id))
    made.save()
    touched = {"elements": sorted(made.new)}
    record(actor, "report.restated", report, path=report.unit.path, reason=made.reason, data=touched)
    emit("report.restated", report_id=report.pk, period_id=report.period_id)
