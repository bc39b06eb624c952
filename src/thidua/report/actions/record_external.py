from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch, verdict
from thidua.kernel.events import emit
from thidua.report.actions.attach import Given, keep_file
from thidua.report.actions.guards import require_open
from thidua.report.actions.record_derived import (
    own_head,
    refresh_own,
    require_not_by_hand,
    require_unstated,
)
from thidua.report.actions.save_draft import RELATED
from thidua.report.actions.storing import store
from thidua.report.errors import (
    FindingsRefuse,
    LetterAhead,
    NotExternal,
    NothingEntered,
    ReasonMissing,
    SourceMissing,
)
from thidua.report.models import Report
from thidua.report.queries.cells import Change, entry_of
from thidua.report.queries.checking import unreadable
from thidua.report.queries.figures import data_of
from thidua.report.states import REPORT

Kind = Report.Kind


@transaction.atomic
def record_external(
    *,
    actor: Actor,
    own_id: int,
    figures: Mapping[str, Any],
    source_body: str,
    source_number: str,
    source_on: dt.date | None,
    scan: Given | None = None,
) -> Report:
    """Notes figures of another office (insurance, management) about a unit, with its letter.

    Only figures that the unit is not asked to type and nobody else states. Raises SourceMissing, LetterAhead,
    NothingEntered, AskedByHand, AlreadyStated, UnknownElement, FindingsRefuse, what is wrong with the scan,
    and what the door raises.
    """
    if not (source_body.strip() and source_number.strip() and source_on):
        raise SourceMissing()
    if source_on > clock.today():
        raise LetterAhead(day=format_date(source_on))
    own = fetch(Report, own_id, actor=actor, verb="external", lock=True, related=RELATED)
    require_open(own.period)
    data = _data(actor, own, figures)
    head = Report.objects.create(
        period=own.period,
        unit=own.unit,
        kind=Kind.EXTERNAL,
        form=own.form,
        path=own.path,
        bloc=own.bloc,
        strata=own.strata,
        due_on=own.due_on,
        sent_at=clock.now(),
        sent_by=actor.name,
        source_body=source_body.strip()[:300],
        source_number=source_number.strip()[:100],
        source_on=source_on,
    )
    REPORT.move(head, "note_down")
    store(head, data)
    told = {"elements": sorted(data), "source": head.source_number}
    record(actor, "report.external", head, path=own.unit.path, data=told)
    if scan is not None:
        keep_file(actor=actor, report=head, given=scan)
    emit("report.derived_changed", report_id=head.pk, period_id=head.period_id)
    refresh_own(own)
    return head


@transaction.atomic
def keep_scan(*, actor: Actor, own_id: int, report_id: int, given: Given) -> Report:
    """Keeps the letter itself beside its figures. Raises NotExternal, what is wrong with the file, and what the
    door raises."""
    own = fetch(Report, own_id, actor=actor, verb="external", related=RELATED)
    head = Report.objects.filter(pk=report_id, unit_id=own.unit_id, period_id=own.period_id).first()
    if head is None or head.kind != Kind.EXTERNAL:
        raise NotExternal()
    keep_file(actor=actor, report=head, given=given)
    return head


@transaction.atomic
def withdraw_external(*, actor: Actor, report_id: int, reason: str) -> Report:
    """Takes figures of another office out of every count; the letter and the trail stay.

    Raises ReasonMissing, NotExternal, PeriodClosed and what the door raises.
    """
    if not reason.strip():
        raise ReasonMissing()
    head = fetch(Report, report_id, actor=actor, lock=True, related=RELATED)
    own = own_head(head.period, head.unit_id)
    given = verdict(own, actor=actor, verb="external")
    if given.refusal is not None:
        raise given.refusal
    require_open(head.period)
    if head.kind != Kind.EXTERNAL or not data_of(head):
        raise NotExternal()
    store(head, {})
    head.version += 1
    head.save(update_fields=["version", "changed_at"])
    record(actor, "report.external_withdrawn", head, path=head.unit.path, reason=reason.strip()[:300])
    emit("report.derived_changed", report_id=head.pk, period_id=head.period_id)
    refresh_own(own)
    return head


def _data(actor: Actor, own: Report, figures: Mapping[str, Any]) -> dict[str, Any]:
    form = own.form.definition
    elements = {question.element.code: question.element for question in form.questions}
    stamp = {"by": actor.name, "at": clock.now().isoformat(), "from": "external"}
    data: dict[str, Any] = {}
    for code, told in figures.items():
        require_not_by_hand(form, code)
        require_unstated(own, code, apart_from="")
        entry = entry_of(elements[code], Change.of(told))
        if entry:
            data[code] = {**entry, **stamp}
    problems = unreadable(elements.values(), data)
    if problems:
        raise FindingsRefuse(problems, count=len(problems))
    if not data:
        raise NothingEntered()
    return data
