"""What the union directly above does with a report that was sent, and what the unit may take back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Said, say
from thidua.kernel.events import emit
from thidua.report.actions.guards import require_open
from thidua.report.actions.save_draft import RELATED
from thidua.report.errors import ReasonMissing, UnknownElement
from thidua.report.models import FigureNote, Report
from thidua.report.queries.figures import data_of
from thidua.report.queries.returned import stood_in
from thidua.report.states import REPORT

LONGEST_REASON = 2000


def _taken(actor: Actor, report_id: int, verb: str, version: int | None = None) -> Report:
    report = fetch(Report, report_id, actor=actor, verb=verb, lock=True, related=RELATED)
    require_open(report.period)
    check_version(report, version)
    return report


def _settle(actor: Actor, report: Report, move: str, did: str, reason: str = "") -> None:
    REPORT.move(report, move)
    report.version += 1
    report.save()
    record(actor, did, report, path=report.unit.path, reason=reason)
    emit(did, report_id=report.pk, period_id=report.period_id)


@transaction.atomic
def take_back(*, actor: Actor, report_id: int) -> Report:
    """The unit takes a sent report back to correct it; possible until it is accepted."""
    report = _taken(actor, report_id, "take_back")
    _settle(actor, report, "take_back", "report.taken_back")
    return report


@transaction.atomic
def return_with_reasons(
    *,
    actor: Actor,
    report_id: int,
    reasons: Mapping[str, str] | None = None,
    reason: str = "",
    version: int | None = None,
) -> Report:
    """Returns a sent report: a reason per figure, an overall one, or both.

    Raises ReasonMissing, UnknownElement.
    """
    told = {code: words.strip()[:LONGEST_REASON] for code, words in (reasons or {}).items() if words.strip()}
    reason = reason.strip()[:LONGEST_REASON]
    if not told and not reason:
        raise ReasonMissing()
    report = _taken(actor, report_id, "return", version)
    _require_known(report, told)
    _note(actor, report, {**told, **({"": reason} if reason else {})})
    _settle(actor, report, "return", "report.returned", reason)
    return report


def _require_known(report: Report, codes: Iterable[str]) -> None:
    known = {question.element.code for question in report.form.definition.questions}
    for code in codes:
        if code not in known:
            raise UnknownElement(element=code[:60])


def _note(actor: Actor, report: Report, reasons: Mapping[str, str]) -> None:
    data = data_of(report)
    FigureNote.objects.bulk_create(
        FigureNote(
            report=report,
            element=code,
            text=words,
            by=actor.name,
            stood=stood_in(report, data, code),
        )
        for code, words in reasons.items()
    )


@transaction.atomic
def accept(*, actor: Actor, report_id: int, version: int | None = None) -> Report:
    """Accepts a sent report: its place in the tree and its strata are fixed from now on."""
    report = _taken(actor, report_id, "accept", version)
    report.accepted_at, report.accepted_by = clock.now(), actor.name
    _settle(actor, report, "accept", "report.accepted")
    return report


@transaction.atomic
def reopen(*, actor: Actor, report_id: int, reason: str) -> Report:
    """Gives an accepted report back to its unit, with a reason. Raises ReasonMissing."""
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise ReasonMissing()
    report = _taken(actor, report_id, "reopen")
    _note(actor, report, {"": reason})
    _settle(actor, report, "reopen", "report.reopened", reason)
    return report


@dataclass(frozen=True)
class Outcome:
    """What became of one of many; ``refusal`` says why not."""

    report_id: int
    refusal: Said | None = None


def accept_many(*, actor: Actor, reports: Mapping[int, int | None]) -> list[Outcome]:
    """Accepts many reports (id → version seen); one that cannot be accepted does not stop the others."""
    return [_one(actor, report_id, version) for report_id, version in reports.items()]


def _one(actor: Actor, report_id: int, version: int | None) -> Outcome:
    try:
        with transaction.atomic():
            accept(actor=actor, report_id=report_id, version=version)
    except CodedError as refusal:
        return Outcome(report_id, say(refusal))
    return Outcome(report_id)
